"""The boxes of a return under the headings that people read, the same on the page and in a spreadsheet."""

# By the name of the part of an answer, in the order in which they are filled in.
BOXES = {
    "done": "What has been done since",
    "nothing_changed": "Nothing has changed",
    "forecast_text": "When will it be finished?",
    "next_steps": "What comes next, and when",
    "blocked": "What is in the way",
    "status": "Status",
    "reason": "Why the status differs from what the dates say",
    "evidence": "Evidence so far",
}
# What each row of a spreadsheet also says of its action, so that a key in a wrong row is noticed.
WITNESSES = {"plan": "Plan", "ref": "Ref", "title": "Action"}
# The heading of the hidden column by which a row of a spreadsheet is known again.
ROW_KEY = "Row key, do not change"
YES = "Yes"
