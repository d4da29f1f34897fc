"""How this app's events of the history are said."""

from followthrough.site.history.sentences import name_kind, word

name_kind("People", "access")

word("access.rules_changed", "{by} asked a second step at sign-in of: {details[roles]}.")
word("access.steps_removed", "{by} removed the second steps of {subject}, who had lost them.")
word(
    "access.role_from_group",
    "{by} made {subject} {details[role]}, by a group of the organisation’s own accounts.",
)
