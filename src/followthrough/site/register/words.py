"""How pages say what the register holds: dates, periods, statuses, fields."""

from calendar import monthrange
from datetime import date
from typing import Any

from followthrough.outputs.check_summary import place_in_words
from followthrough.outputs.columns import month_in_words
from followthrough.plan.document import Where
from followthrough.plan.statuses import LABELS

# How a month is written that needs no explaining.
MONTH_FORMS = ["%b %Y", "%b %y", "%B %y"]
_FIELDS = {
    "ref": "Ref",
    "title": "Action",
    "theme": "Theme",
    "workstream": "Workstream",
    "start": "Start date",
    "due": "Due date",
    "revised_due": "Due date, as revised",
    "original_due": "Original due date",
    "owner": "Owner",
    "status": "Status",
    "update": "Update",
    "forecast": "Forecast date",
    "note": "Note",
    "priority": "Priority",
    "risk": "Risk",
    "measures": "Measures of success",
    "answers": "Recommendation it answers",
    "change_control": "Change control",
    "who_when": "Owner and due date",
}


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def status_labels(scheme: list[dict[str, Any]] | None) -> dict[str, str]:
    """The words for each neutral status: the plan's own where its scheme has them, else plain ones."""
    plain = {status.value: label for status, label in LABELS.items()}
    own = {entry["status"]: entry["label"] for entry in reversed(scheme or []) if entry.get("status")}
    return plain | own


def field_in_words(field: str | None) -> str:
    """What a column became: "owner:Lead" is "Owner (Lead)"; None is a column kept but not understood."""
    if field is None:
        return "Not understood: kept as a note"
    name, _, key = field.partition(":")
    if name in {"status", "update", "forecast"} and key:
        key = month_in_words(key)
    known = _FIELDS.get(name, name.replace("_", " ").capitalize())
    return f"{known} ({key})" if key else known


def period_in_words(period: str | None) -> str:
    return month_in_words(period) if period else "No month given"


def where_in_words(where: dict[str, Any] | Where | None) -> str:
    """The place in the file, its column included; empty where nothing is known."""
    known = where if isinstance(where, Where) else Where.model_validate(where or {})
    column = f"column “{known.column}”" if known.column else ""
    return ", ".join(part for part in (place_in_words(known), column) if part)


def reading_of(when: dict[str, Any] | None) -> str:
    """The days that a date can mean, in words; empty where the plan's own words say just that, or no day."""
    if not when or not (when.get("earliest") and when.get("latest")):
        return ""
    earliest, latest = date.fromisoformat(when["earliest"]), date.fromisoformat(when["latest"])
    reading = _span(earliest, latest)
    plain = {reading, *(f"{latest:{form}}" for form in MONTH_FORMS if reading == f"{earliest:%B %Y}")}
    return "" if _letters(when["text"]) in {_letters(words) for words in plain} else reading


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _span(earliest: date, latest: date) -> str:
    if earliest == latest:
        return day_in_words(earliest)
    if earliest.day != 1 or latest.day != monthrange(latest.year, latest.month)[1]:
        return f"{day_in_words(earliest)} to {day_in_words(latest)}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest:%B %Y}"
    return f"{earliest:%B %Y} to {latest:%B %Y}"
