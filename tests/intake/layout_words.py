"""The words that bodies use for the same thing: headings, statuses, refs and dates of another make."""

from collections.abc import Callable
from datetime import date

from followthrough.plan.document import SchemeEntry, Status
from tests.intake.invented_plans import MONTHS

S = Status

# By what a column holds: the plain heading first, then what others call it.
HEADINGS: dict[str, tuple[str, ...]] = {
    "ref": ("Ref", "No", "No.", "ID", "Reference", "Action no", "Item", "Ref no.", "#"),
    "theme": ("Theme", "Priority area", "Improvement area", "Area for improvement", "Strand", "Pillar"),
    "workstream": ("Workstream", "Project", "Service area", "Work package"),
    "title": (
        "Action",
        "Actions",
        "Action required",
        "Agreed action",
        "Improvement action",
        "What we will do",
        "Task",
        "Planned action",
        "Activity",
        "Milestone",
        "What needs to be done",
    ),
    "owner:0": (
        "Owner",
        "Lead",
        "Lead officer",
        "Who",
        "Responsible officer",
        "Action by",
        "Officer",
        "CMT owner",
        "Responsibility",
        "Accountable officer",
        "By whom",
    ),
    "owner:1": ("Cabinet member", "Portfolio holder", "Member lead"),
    "start": ("Start", "Start date", "From", "Planned start"),
    "due": (
        "Due date",
        "By when",
        "Target date",
        "Deadline",
        "When",
        "Timescale",
        "Expected completion",
        "Due",
        "Completion date",
        "Target completion date",
    ),
    "original_due": ("Original date", "Original due date", "Original target date", "Baseline date"),
    "who_when": ("Who and when", "Who/When", "Lead and timescale", "Owner and date"),
    "priority": ("Priority", "Urgency"),
    "measures": (
        "Measure of success",
        "Outcome",
        "Success criteria",
        "Expected outcome",
        "Measures of success",
    ),
    "note": ("How", "Next steps", "Evidence", "How we will do it"),
    "status": (
        "Status",
        "RAG",
        "BRAG",
        "RAG status",
        "Stage",
        "Progress indicator",
        "RAG rating",
        "Current status",
    ),
    "update": (
        "Update",
        "Progress",
        "Progress update",
        "Latest position",
        "Action taken",
        "Activity delivered",
        "Commentary",
        "Progress to date",
        "Comments",
    ),
}


def entry(label: str, status: Status, definition: str) -> SchemeEntry:
    """One line of a key."""
    return SchemeEntry(label=label, status=status, definition=definition)


# A vocabulary says each state of an invented plan: its words, and what they mean.
VOCABULARIES: dict[str, dict[Status, tuple[str, Status]]] = {
    "progress": {
        S.NOT_STARTED: ("Not yet started", S.NOT_STARTED),
        S.ON_TRACK: ("In progress", S.IN_PROGRESS),
        S.MEDIUM_SLIPPAGE: ("At risk", S.MEDIUM_SLIPPAGE),
        S.SIGNIFICANT_SLIPPAGE: ("Overdue", S.SIGNIFICANT_SLIPPAGE),
        S.COMPLETE: ("Completed", S.COMPLETE),
    },
    "percent": {
        S.NOT_STARTED: ("0%", S.NOT_STARTED),
        S.ON_TRACK: ("60%", S.IN_PROGRESS),
        S.MEDIUM_SLIPPAGE: ("35%", S.IN_PROGRESS),
        S.SIGNIFICANT_SLIPPAGE: ("10%", S.IN_PROGRESS),
        S.COMPLETE: ("100%", S.COMPLETE),
    },
    "colours": {
        S.NOT_STARTED: ("Red", S.SIGNIFICANT_SLIPPAGE),
        S.ON_TRACK: ("Green", S.ON_TRACK),
        S.MEDIUM_SLIPPAGE: ("Amber", S.MEDIUM_SLIPPAGE),
        S.SIGNIFICANT_SLIPPAGE: ("Red", S.SIGNIFICANT_SLIPPAGE),
        S.COMPLETE: ("Blue", S.COMPLETE),
    },
    "shouting": {
        S.NOT_STARTED: ("NOT STARTED", S.NOT_STARTED),
        S.ON_TRACK: ("ON TARGET", S.ON_TRACK),
        S.MEDIUM_SLIPPAGE: ("SLIPPING", S.MEDIUM_SLIPPAGE),
        S.SIGNIFICANT_SLIPPAGE: ("OFF TARGET", S.SIGNIFICANT_SLIPPAGE),
        S.COMPLETE: ("ACHIEVED", S.COMPLETE),
    },
    "stages": {
        S.NOT_STARTED: ("Yet to start", S.NOT_STARTED),
        S.ON_TRACK: ("Underway", S.IN_PROGRESS),
        S.MEDIUM_SLIPPAGE: ("On hold", S.ON_HOLD),
        S.SIGNIFICANT_SLIPPAGE: ("Off track", S.SIGNIFICANT_SLIPPAGE),
        S.COMPLETE: ("Done", S.COMPLETE),
    },
}
# Keys that say what the labels mean, some against what most would take them for.
KEYS: dict[str, dict[Status, SchemeEntry]] = {
    "colours that contradict": {
        S.NOT_STARTED: entry("Red", S.NOT_STARTED, "Work has not started"),
        S.ON_TRACK: entry("Amber", S.IN_PROGRESS, "Work is in progress"),
        S.MEDIUM_SLIPPAGE: entry("Amber", S.IN_PROGRESS, "Work is in progress"),
        S.SIGNIFICANT_SLIPPAGE: entry("Blue", S.CLOSED, "Complete and independently checked"),
        S.COMPLETE: entry("Green", S.COMPLETE, "Complete"),
    },
    "letters": {
        S.NOT_STARTED: entry("W", S.NOT_STARTED, "Not started"),
        S.ON_TRACK: entry("G", S.ON_TRACK, "On track"),
        S.MEDIUM_SLIPPAGE: entry("A", S.MEDIUM_SLIPPAGE, "Some delay, being managed"),
        S.SIGNIFICANT_SLIPPAGE: entry("R", S.SIGNIFICANT_SLIPPAGE, "Off track, significant delay"),
        S.COMPLETE: entry("B", S.COMPLETE, "Complete"),
    },
    "letters that contradict": {
        S.NOT_STARTED: entry("R", S.NOT_STARTED, "Not yet started"),
        S.ON_TRACK: entry("A", S.IN_PROGRESS, "Under way"),
        S.MEDIUM_SLIPPAGE: entry("A", S.IN_PROGRESS, "Under way"),
        S.SIGNIFICANT_SLIPPAGE: entry("B", S.CLOSED, "Complete and evidence checked"),
        S.COMPLETE: entry("G", S.COMPLETE, "Complete"),
    },
    "open and closed": {
        S.NOT_STARTED: entry("O", S.IN_PROGRESS, "Open"),
        S.ON_TRACK: entry("O", S.IN_PROGRESS, "Open"),
        S.MEDIUM_SLIPPAGE: entry("O", S.IN_PROGRESS, "Open"),
        S.SIGNIFICANT_SLIPPAGE: entry("O", S.IN_PROGRESS, "Open"),
        S.COMPLETE: entry("C", S.CLOSED, "Closed"),
    },
    "words by months": {
        S.NOT_STARTED: entry("Not due", S.NOT_DUE, "Not due to start yet"),
        S.ON_TRACK: entry("On course", S.ON_TRACK, "On track, or less than one month late"),
        S.MEDIUM_SLIPPAGE: entry("Slipping", S.MEDIUM_SLIPPAGE, "One to two months late"),
        S.SIGNIFICANT_SLIPPAGE: entry("Late", S.SIGNIFICANT_SLIPPAGE, "More than two months late"),
        S.COMPLETE: entry("Finished", S.COMPLETE, "The action is complete"),
    },
}
KEY_HEADINGS = (
    ("Status", "Definition"),
    ("RAG", "Meaning"),
    ("Key", "Definition"),
    ("Colour", "What this means"),
)


def _ordinal(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


DAY_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d.%m.%y}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%d-%b-%y}",
    lambda day: f"{day.day}{_ordinal(day.day)} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"By {day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day:%a} {day.day} {day:%b} {day.year}",
)
MONTH_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%b-%y}",
    lambda day: f"{day:%b %Y}",
    lambda day: f"{day:%b} '{day:%y}",
    lambda day: f"{day:%m/%Y}",
    lambda day: f"By {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{MONTHS[day.month - 1]} {day:%y}",
)
PERIOD_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"({MONTHS[day.month - 1]} {day.year})",
    lambda day: f"{day:%b %y}",
    lambda day: f"– {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"as at {day:%d/%m/%Y}",
)
