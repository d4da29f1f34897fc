"""The words of the events of importing; taking in and undoing have the register's own."""

from followthrough.site.history.sentences import word

word("import.read", "{by} had the file “{subject}” read, to look at it before taking it in.")
word("import.left", "{by} left the file “{subject}” and took nothing in.")
