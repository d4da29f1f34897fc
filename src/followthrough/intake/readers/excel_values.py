"""The text that a sheet shows for a value: a date, a number or a yes in the clothes of its number format."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_NOT_SHOWN = re.compile(r'\[[^\]]*\]|_.|\*.|"[^"]*"|\\(.)')
_DATE_PART = re.compile(r"d+|m+|y+", re.IGNORECASE)
_DATE_PATTERN = re.compile(
    r"d{0,4}[-/. ,]*m{1,4}[-/. ,]*d{0,4}[-/. ,]*y{0,4}|y{2,4}([-/. ]m{1,4}([-/. ]d{1,4})?)?", re.IGNORECASE
)
_PLAIN_NUMBER = re.compile(r"[#,]*(0*)(?:\.(0+))?")
# Excel keeps the machine's own short date under this name; in the United Kingdom it shows as 05/09/2022.
_SHORT_DATE_OF_THE_MACHINE = "mm-dd-yy"

_MILLISECONDS_A_DAY = 86_400_000
_FIRST_DAY, _FIRST_DAY_FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  without a zone
# Before it Excel counts one day too few, since it takes 1900 for a leap year.
_FIRST_OF_MARCH_1900 = 60

Value = str | int | float | bool | date | datetime | time | timedelta | None


def shown(value: object, number_format: str) -> str:
    """The text of a cell's value as a reader of the sheet sees it; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        return _shown_date(value, number_format)
    if isinstance(value, int | float):
        return _shown_number(value, number_format)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def moment_of(days: float, *, counts_from_1904: bool = False) -> datetime | time:
    """The moment that a sheet keeps as so many days, a time where it is below one. Raises OverflowError."""
    day, part = divmod(days, 1)
    since = timedelta(milliseconds=round(part * _MILLISECONDS_A_DAY))
    if 0 <= days < 1 and not since.days:
        return (_FIRST_DAY + since).time()
    if counts_from_1904:
        return _FIRST_DAY_FROM_1904 + timedelta(days=day) + since
    return _FIRST_DAY + timedelta(days=day + (0 < days < _FIRST_OF_MARCH_1900)) + since


def _shown_date(value: date, number_format: str) -> str:
    pattern = _date_pattern(number_format)
    if not _DATE_PATTERN.fullmatch(pattern) or _month_before_day(pattern):
        pattern = "d mmmm yyyy" if "d" in pattern or "m" not in pattern else "mmmm yyyy"
    text = _DATE_PART.sub(lambda part: _date_part(value, part.group()), pattern)
    clock = value.strftime(" %H:%M") if isinstance(value, datetime) and value.time() != time() else ""
    return text + clock


@lru_cache(maxsize=256)
def _date_pattern(number_format: str) -> str:
    """The date part of a number format: "[$-809]dd\\ mmmm\\ yyyy;@" is "dd mmmm yyyy"."""
    first = number_format.split(";", maxsplit=1)[0]
    if first.lower() == _SHORT_DATE_OF_THE_MACHINE:
        return "dd/mm/yyyy"
    bare = _NOT_SHOWN.sub(lambda found: found.group(1) or "", first).lower()
    return re.split(r"[hs]|am/pm", bare)[0].strip(" -/.,")


def _month_before_day(pattern: str) -> bool:
    """Whether a reader used to day before month would read the shown date wrongly."""
    return re.match(r"m{1,2}[-/. ]d", pattern) is not None


def _date_part(value: date, part: str) -> str:
    match part[0].lower(), len(part):
        case "d", 1:
            return str(value.day)
        case "d", 2:
            return f"{value.day:02}"
        case "d", 3:
            return value.strftime("%a")
        case "d", _:
            return value.strftime("%A")
        case "m", 1:
            return str(value.month)
        case "m", 2:
            return f"{value.month:02}"
        case "m", 3:
            return value.strftime("%b")
        case "m", _:
            return value.strftime("%B")
        case _, 1 | 2:
            return f"{value.year % 100:02}"
        case _:
            return str(value.year)


def _shown_number(value: float, number_format: str) -> str:
    first = _NOT_SHOWN.sub(
        lambda found: found.group(1) or "", number_format.split(";", maxsplit=1)[0]
    ).strip()
    pounds = "£" if "£" in number_format else ""
    percent = first.endswith("%")
    scaled = value * 100 if percent else value
    pattern = _PLAIN_NUMBER.fullmatch(first.rstrip("%").lstrip("£").strip())
    text = _with_decimals(scaled, pattern, first) if pattern and first.strip("%£ ") else _shortest(scaled)
    return pounds + text + ("%" if percent else "")


def _with_decimals(value: float, pattern: re.Match[str], first: str) -> str:
    """A number format of noughts decides the decimals: a ref typed as 1.1 and shown as 1.10 stays 1.10."""
    decimals = len(pattern.group(2) or "")
    text = f"{value:,.{decimals}f}" if "," in first else f"{value:.{decimals}f}"
    whole, point, rest = text.partition(".")
    return whole.zfill(len(pattern.group(1))) + point + rest


def _shortest(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.15g}"
