"""The words of the events of change control."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Changes of what is agreed", "changes")

word(
    "changes.asked",
    "{by} requested {details[changes]} of what is agreed in the plan “{subject}”.",
)
word("changes.approved", "{by} noted that “{subject}” is approved{details[how]}{details[where]}.")
word("changes.refused", "{by} noted that “{subject}” is refused{details[where]}{details[how]}.")
word("changes.deferred", "{by} noted that “{subject}” is deferred{details[how]}{details[where]}.")
word("changes.recorded", "{by} recorded “{subject}”, which needs no decision.")
word("changes.edited", "{by} recorded “{subject}”, edited by hand.")
word("changes.withdrawn", "{by} took back “{subject}”{details[because]}.")
word("changes.asked_again", "{by} put “{subject}” among what waits for a decision again: {details[why]}.")
word("changes.took_effect", "{by} let “{subject}” take effect.")
word("changes.authority_set", "{by} set who decides the changes of the plan “{subject}”: {details[words]}.")
word("changes.causes_set", "{by} changed the causes of changes: {details[words]}.")
