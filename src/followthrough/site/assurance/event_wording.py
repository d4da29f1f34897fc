"""The words of the events of assurance actions."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Assurance actions", "assurance")

word(
    "assurance.recorded",
    "{by} recorded “{subject}”, due on {details[due_on]}, as {details[outcome]}{details[because]}.",
)
word(
    "assurance.scheduled",
    "{by} changed when “{subject}” falls due: {details[words]} from {details[from_on]}{details[because]}.",
)
word("assurance.level_words_changed", "{by} changed the words for levels of assurance: {details[words]}.")
word("assurance.calendar_made", "{by} made an address for their calendar of assurance actions.")
word("assurance.calendar_withdrawn", "{by} withdrew the address of their calendar of assurance actions.")
