"""Who wrote an update and when, where the text says so: "AB 28/9/22: …", "… (AB 17.10)"."""

import re
from datetime import date
from typing import NamedTuple

_DAY = r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?"
_FIRST = re.compile(
    rf"(?:(?P<by>[A-Z]{{2,3}})\s+{_DAY}|{_DAY.replace('?P<', '?P<x')}\s+(?P<xby>[A-Z]{{2,3}}))\s*[:–-]"
)
_LAST = re.compile(rf"\((?P<by>[A-Z]{{2,3}})\s+{_DAY}\)\s*\.?$")
# Outside brackets a day without a year could be a fraction or a committee's number.
_LAST_WITH_YEAR = re.compile(rf"\b(?P<by>[A-Z]{{2,3}})\s+{_DAY.removesuffix('?')}\s*\.?$")


class Signature(NamedTuple):
    """The writer's initials, and the day where it is certain."""

    by: str | None = None
    on: date | None = None


def read_signature(text: str, period: str | None) -> Signature:
    """The signature that begins or ends an update; a day without a year takes that of the period."""
    if first := _FIRST.match(text):
        parts = {name.removeprefix("x"): value for name, value in first.groupdict().items() if value}
        return Signature(parts.get("by"), _day(parts, period))
    if last := _LAST.search(text) or _LAST_WITH_YEAR.search(text):
        return Signature(last["by"], _day(last.groupdict(), period))
    return Signature()


def _day(parts: dict[str, str], period: str | None) -> date | None:
    year = parts.get("year") or (period or "")[:4]
    if not year:
        return None
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None
