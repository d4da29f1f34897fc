"""The words of the events of change control."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Changes of what is agreed", "changes")

word(
    "changes.asked",
    "{by} asked for {details[changes]} to what is agreed in the plan “{subject}”.",
)
