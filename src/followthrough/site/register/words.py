"""How pages say what the register holds: dates, periods, statuses, fields."""

from typing import Any

from followthrough.outputs.wording import place_in_words
from followthrough.plan.document import Where
from followthrough.plan.fields import BY_PERIOD, FIELDS, IN_WORDS
from followthrough.plan.folding import letters_alone
from followthrough.plan.statuses import LABELS
from followthrough.plan.when import When
from followthrough.plan.when.days_in_words import window_in_words
from followthrough.plan.when.periods import is_period, words_of
from followthrough.site.register.models import Action

# How a month is written that needs no explaining.
MONTH_FORMS = ["%b %Y", "%b %y", "%B %y"]
_FIELDS = {path: field.label for path, field in FIELDS.items()} | {
    "risk": "Risk",
    "answers": "Recommendation it answers",
    "note": "Note",
}


def status_labels(scheme: list[dict[str, Any]] | None) -> dict[str, str]:
    """The words for each neutral status: the plan's own where its scheme has them, else plain ones."""
    plain = {status.value: label for status, label in LABELS.items()}
    own = {entry["status"]: entry["label"] for entry in reversed(scheme or []) if entry.get("status")}
    return plain | own


def field_in_words(field: str | None) -> str:
    """What a column became: "owner:Lead" is "Owner (Lead)", "owner:Owner" "Owner"; None: not understood."""
    if field is None:
        return "Not understood: kept as a note"
    name, _, key = field.partition(":")
    if name in BY_PERIOD and is_period(key):
        key = words_of(key)
    known = _FIELDS.get(name, name.replace("_", " ").capitalize())
    return f"{known} ({key})" if key and key.casefold() != known.casefold() else known


def facts_in_words(action: Action) -> list[tuple[str, str]]:
    """What an action says in a few words of its own, each with what stands over it."""
    return [(FIELDS[name].label, words) for name in IN_WORDS if (words := getattr(action, name))]


def period_in_words(period: str | None) -> str:
    return words_of(period) if period else "No month given"


def where_in_words(where: dict[str, Any] | Where | None) -> str:
    """The place in the file, its column included; empty where nothing is known."""
    known = where if isinstance(where, Where) else Where.model_validate(where or {})
    column = f"column “{known.column}”" if known.column else ""
    return ", ".join(part for part in (place_in_words(known), column) if part)


def reading_of(when: dict[str, Any] | When | None) -> str:
    """The days that a date can mean, in words; empty where the plan's own words say just that, or no day."""
    read = When.model_validate(when) if when else None
    if read is None or read.latest is None:
        return ""
    reading = window_in_words(read)
    is_month = reading == f"{read.latest:%B %Y}"
    plain = {reading, *(f"{read.latest:{form}}" for form in MONTH_FORMS if is_month)}
    return "" if letters_alone(read.text) in {letters_alone(words) for words in plain} else reading
