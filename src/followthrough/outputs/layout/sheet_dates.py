"""Which dates a spreadsheet can hold as dates and still show in the plan's own words."""

import re
from calendar import month_abbr, month_name
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from followthrough.plan.when import When

# Named, so that a machine of another language shows the same words.
_BRITISH_ENGLISH = "[$-809]"
# Before it Excel counts one day too few, since it takes 1900 for a leap year.
_FIRST_DAY = date(1900, 3, 1)
_DAY_NONE = date(1899, 12, 30)
_DAY_FORMS = (
    "d mmmm yyyy", "dd mmmm yyyy", "d mmm yyyy", "dd mmm yyyy", "d mmm yy", "dd mmm yy", "d-mmm-yyyy",
    "dd-mmm-yyyy", "d-mmm-yy", "dd-mmm-yy", "dd/mm/yyyy", "d/m/yyyy", "dd/mm/yy", "d/m/yy", "dd.mm.yyyy",
    "d.m.yyyy", "dd.mm.yy", "dd-mm-yyyy", "yyyy-mm-dd",
)  # fmt: skip
_MONTH_FORMS = ("mmmm yyyy", "mmm yyyy", "mmm-yyyy", "mmm-yy", "mmm yy", "mmmm-yyyy", "mmmm yy")
_PART = re.compile(r"d+|m+|y+")
_FORMS = {"day": _DAY_FORMS, "month": _MONTH_FORMS}


class SheetDate(NamedTuple):
    """A day for a cell, and the number format that shows it in the plan's words."""

    day: date
    number_format: str

    @property
    def number(self) -> int:
        """The day as a sheet counts it."""
        return (self.day - _DAY_NONE).days


def sheet_date(when: When) -> SheetDate | None:
    """The date of a cell: the day, or the last day of a month. None where no number format shows its words.

    "Autumn 2026" and "31st March 2026" have none: they stay text.
    """
    day = when.latest
    return None if day is None or day < _FIRST_DAY else _shown_as(day, when.kind, when.text)


# By what it looks at and not by the date itself, which takes longer to compare than to look up.
@lru_cache(maxsize=4096)
def _shown_as(day: date, kind: str, words: str) -> SheetDate | None:
    parts = _parts_of(day)
    for form in _FORMS.get(kind, ()):
        if _PART.sub(lambda part: parts[part.group()], form) == words:
            return SheetDate(day, _BRITISH_ENGLISH + form.replace(" ", "\\ "))
    return None


def _parts_of(day: date) -> dict[str, str]:
    """What each part of a number format shows of a day."""
    return {
        "d": str(day.day),
        "dd": f"{day.day:02}",
        "m": str(day.month),
        "mm": f"{day.month:02}",
        "mmm": month_abbr[day.month],
        "mmmm": month_name[day.month],
        "yy": f"{day.year % 100:02}",
        "yyyy": str(day.year),
    }
