"""The words of the events of change control."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Changes of what is agreed", "changes")

word(
    "changes.asked",
    "{by} requested {details[changes]} of what is agreed in the plan “{subject}”.",
)
