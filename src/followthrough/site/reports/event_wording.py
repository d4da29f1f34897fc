"""The words of the events of reports."""

from followthrough.site.history.sentences import word

word("plan.paper_texts_written", "{by} wrote for the papers of “{subject}”: {details[words]}.")
