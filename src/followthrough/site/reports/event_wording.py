"""The words of the events of reports."""

from followthrough.site.history.sentences import word

word("plan.paper_texts_written", "{by} wrote for the papers of “{subject}”: {details[words]}.")
word("reports.house_style_chosen", "{by} chose how the papers of {subject} are made: {details[words]}.")
word("plan.headline_worded", "{by} worded sentences at the head of the papers of the {subject} anew.")
