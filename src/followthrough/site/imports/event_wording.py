"""The words of the events of importing; taking in and undoing have the register's own."""

from followthrough.site.history.sentences import name_kind, word

name_kind("Files", "import")

word("import.read", "{by} had the file “{subject}” read, to look at it before adding it.")
word("import.read_again", "{by} had the file “{subject}” read again with other columns.")
word("import.plan_chosen", "{by} said that the file “{subject}” is the next version of “{details[plan]}”.")
word("import.plan_not_chosen", "{by} said that the file “{subject}” is a new plan.")
word("import.forgotten", "{by} deleted the file “{subject}”, about which nobody had decided for 90 days.")
word("import.left", "{by} cancelled the import of the file “{subject}”.")
