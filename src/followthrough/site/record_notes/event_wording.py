"""The words of the events of notes on the record."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Notes on the record", "note")

word("note.written", "{by} wrote a note on the record of {subject}: “{details[text]}”.")
word(
    "note.response_written",
    "{by} wrote the response of the leadership team on {subject} for {details[period]}: “{details[text]}”.",
)
