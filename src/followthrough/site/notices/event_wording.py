"""The words of the events of letters."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Letters", "notices", "notice", "reminders")

word("notices.written", "{by} wrote {details[letters]}.")
word("notice.sent_again", "{by} had the letter “{subject}” to {details[to]} sent again.")
