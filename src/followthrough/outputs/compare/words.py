"""A change in words, the same in every form of a comparison."""

from followthrough.compare.change import Change, Field, Months
from followthrough.plan import fields
from followthrough.plan.when.periods import words_of

# Nearer to a whole number than this, a number of months is that number: months differ in length.
_NEAR_A_MONTH = 0.1

FIELDS: dict[Field, str] = {
    "ref": "Ref",
    "title": "Title",
    "status": "Status",
    "earlier_status": "Status",
    "due": "Due date",
    "original_due": "Original due date",
    "start": "Start",
    "milestone": "Milestone",
    "forecast": "Forecast",
    "owners": "Owners",
    "update": "Update",
    "note": "Note",
    "link": "Link to another action",
    "change_control": "Change control",
    "theme": "Theme",
    "workstream": "Workstream",
    "parent": "Part of",
    **{field: fields.FIELDS[field].label for field in fields.IN_WORDS},
    "measure": "Measure of success",
    "answer": "Answers",
    "risk": "Risk",
}
_SHORT: frozenset[Field] = frozenset({
    "ref", "status", "earlier_status", "due", "original_due", "start", "milestone", "forecast", "owners",
    "link", "theme", "workstream", "parent", *fields.IN_WORDS,
})  # fmt: skip
_DATES: frozenset[Field] = frozenset({"due", "original_due", "start", "forecast", "milestone"})
_PERIODS: frozenset[Field] = frozenset({"update", "earlier_status"})


def name_of_change(change: Change) -> str:
    """What changed: the field, and which of several ("Update, October 2022")."""
    if change.named is None or change.field == "link":
        return FIELDS[change.field]
    named = words_of(change.named) if change.field in _PERIODS else change.named
    return f"{FIELDS[change.field]}, {named}"


def is_short(change: Change) -> bool:
    """Whether both sides fit in a sentence and are shown whole, not by the words that differ."""
    return change.field in _SHORT


def from_to(change: Change) -> str:
    """Both sides of a change that is short, to follow the word "from": "On track to Complete"."""
    return f"{change.old or 'none'} to {change.new or 'none'}"


def both_sides(change: Change) -> str:
    """Both sides of a change that is short, and what it comes to where the sides do not say it themselves."""
    is_told = change.months or change.kind in ("completed", "reopened")
    return f"from {from_to(change)}" + (f" ({what_became(change)})" if is_told else "")


def what_became(change: Change) -> str:
    """What became of it, in a word or few."""
    if change.months:
        return months_in_words(change.months)
    if change.kind == "copied":
        return "repeats the words of the period before"
    if change.field in _DATES and change.kind in ("added", "removed"):
        return "a date is set" if change.kind == "added" else "no date any more"
    return {"added": "new", "changed": "changed", "removed": "taken out"}.get(change.kind, change.kind)


def months_in_words(months: Months) -> str:
    """How far a date moved: "3 months later", "up to 2 months earlier", "3 to 5 months later"."""
    least, most = _round(months.least), _round(months.most)
    if least < 0 < most:
        return f"between {_number(-least)} earlier and {_number(most)} later"
    side = "earlier" if months.last_day < 0 else "later"
    nearest, farthest = sorted((abs(least), abs(most)))
    if farthest < 1:
        return f"less than a month {side}"
    if nearest == farthest:
        return f"{_number(farthest)} {side}"
    if nearest < 1:
        return f"up to {_number(farthest)} {side}"
    return f"{nearest:g} to {_number(farthest)} {side}"


def _round(months: float) -> float:
    """To one decimal; to a whole number where it is nearly one."""
    whole = round(months)
    return float(whole) if abs(months - whole) < _NEAR_A_MONTH else round(months, 1)


def _number(months: float) -> str:
    if months < 1:
        return "less than a month"
    return f"{months:g} month{'' if months == 1 else 's'}"
