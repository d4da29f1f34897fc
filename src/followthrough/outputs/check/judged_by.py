"""Which day a check went by, and why, in a sentence."""

from datetime import date

from followthrough.outputs.wording import on_one_line
from followthrough.plan.document import PlanDocument
from followthrough.plan.when.days_in_words import day_in_words

NO_DAY = "The plan does not say which day it speaks for, so nothing was held against a day or called late."
HOW_TO_SAY = "To say a day: --as-at 2026-11-30."
_LONGEST = 80


def judged_by(plan: PlanDocument, day: date | None) -> str:
    """The day of a check and where it stands in the file, or that there is none."""
    if day is None:
        return NO_DAY
    origin = next((origin for origin in plan.origins if origin.field == "as_at"), None)
    if origin is None or plan.as_at != day:
        return f"As at {day_in_words(day)}"
    words = on_one_line(origin.text)
    shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return f"As at {day_in_words(day)}. {origin.reason} “{shown}”"
