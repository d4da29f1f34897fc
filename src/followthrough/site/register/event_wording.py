"""The words of the register's events."""

from followthrough.site.history.sentences import word

word("plan.imported", "{by} took in the plan “{subject}” with {details[actions]} from {details[file]}.")
word("plan.import_undone", "{by} undid the import of the plan “{subject}” with its {details[actions]}.")
