"""Columns that are named by a month alone, "August", "September": the day that a file speaks for tells their
year."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

from followthrough.intake.grid import Line
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.table import Table
from followthrough.plan.when.months import MONTH_NAME, month_number
from followthrough.plan.when.periods import period_of

# "August", "RAG Oct", "September update".
_REPORTED = r"(?:updates?|progress|position|comments?|commentary|status|b?rag|rating)"
_MONTH = re.compile(
    rf"(?:{_REPORTED} )*(?:at |end (?:of )?)?(?P<month>{MONTH_NAME})\.?(?: {_REPORTED})*", re.IGNORECASE
)
# "Q2", "Quarter 3 RAG", and the year from April on that a title names: "2026/27".
_QUARTER = re.compile(
    rf"(?:{_REPORTED} )*(?:q|quarter |qtr )(?P<quarter>[1-4])(?: (?:{_REPORTED}|rag rating))*", re.IGNORECASE
)
_FINANCIAL_YEAR = re.compile(r"\b(?P<first>20\d\d)\s?[/–-]\s?(?:20)?(?P<second>\d\d)\b(?![/–-]\d)")
# One month alone may be anything; so many in turn are those of which a plan tells.
_LEAST_MONTHS = 2
_MONTHS = 12
# So many months after the last column a file may still be what it was updated to.
_LATE = 4


def give_years(tables: Sequence[Table], day: date, problems: Problems) -> None:
    """Tell each column that is but a month its year, where the months follow one another; `day` is the one
    that the file says it speaks for."""
    for table in tables:
        columns = _months_in(table)
        if months := _in_turn(columns):
            periods = _periods(columns, months, day)
            table.months.update(periods)
            if periods:
                _say(table, list(columns), min(periods.values())[:4], day, problems)


def give_quarters(tables: Sequence[Table], lines: Sequence[Line], problems: Problems) -> None:
    """Tell each column that is but a quarter its year, where the lines of a file name one financial year."""
    years = _years_in(lines)
    for table in tables if len(years) == 1 else ():
        _give_quarters(table, years[0], problems)


def _give_quarters(table: Table, year: str, problems: Problems) -> None:
    """Tell each column that is but a quarter its year, where they stand in turn."""
    headings = table.headings
    named = {at: _QUARTER.fullmatch(" ".join(text.split())) for at, text in enumerate(headings)}
    quarters = {at: int(found["quarter"]) for at, found in named.items() if found}
    in_order = list(quarters.values()) == sorted(quarters.values())
    if len(quarters) < _LEAST_MONTHS or not in_order:
        return
    periods = {at: period_of(f"Q{quarter} {year}") for at, quarter in quarters.items()}
    table.months.update({at: period for at, period in periods.items() if period})
    problems.add(
        "months_without_year", "note",
        f"The columns {quote(headings[min(quarters)])} to {quote(headings[max(quarters)])} name no year. "
        f"They were read as quarters of {year}, the one year that the file names. Check that they are.",
        place=table.place,
    )  # fmt: skip


def _years_in(lines: Sequence[Line]) -> list[str]:
    """The financial years that the lines of a file name, each once: "2026/27"."""
    found = [match for line in lines for match in _FINANCIAL_YEAR.finditer(line.text)]
    years = {int(year["first"]) for year in found if (int(year["first"]) + 1) % 100 == int(year["second"])}
    return [f"{year}/{(year + 1) % 100:02d}" for year in sorted(years)]


def _months_in(table: Table) -> dict[int, int]:
    """The month of each column whose heading names one and but what is told of it."""
    named = {at: _MONTH.fullmatch(" ".join(text.split())) for at, text in enumerate(table.headings)}
    return {at: month_number(found["month"]) for at, found in named.items() if found}


def _in_turn(columns: dict[int, int]) -> list[int]:
    """The months, each once, where each is the one after the one before; else none."""
    months = [month for month, _ in groupby(columns.values())]
    follow = all(later == month % _MONTHS + 1 for month, later in pairwise(months))
    return months if follow and _LEAST_MONTHS <= len(months) <= _MONTHS else []


def _periods(columns: dict[int, int], months: Sequence[int], day: date) -> dict[int, str]:
    """The period of each column: the last such months that have begun by a day; none where they are past."""
    start = (day.year if months[0] <= day.month else day.year - 1) * _MONTHS + months[0] - 1
    if day.year * _MONTHS + day.month - 1 > start + len(months) - 1 + _LATE:
        return {}
    counted = {at: start + months.index(month) for at, month in columns.items()}
    return {at: f"{count // _MONTHS}-{count % _MONTHS + 1:02d}" for at, count in counted.items()}


def _say(table: Table, columns: Sequence[int], year: str, day: date, problems: Problems) -> None:
    first, last = table.headings[columns[0]], table.headings[columns[-1]]
    problems.add(
        "months_without_year", "note",
        f"The columns {quote(first)} to {quote(last)} name no year. {first} was read as that of {year}, as "
        f"the file says that it is of {day:%-d %B %Y}. Check that it is.",
        place=table.place,
    )  # fmt: skip
