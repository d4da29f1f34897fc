"""The words of the events of letters."""

from followthrough.site.history.sentences import word

word("notices.written", "{by} wrote {details[letters]}.")
word("notice.sent_again", "{by} had the letter “{subject}” to {details[to]} sent again.")
