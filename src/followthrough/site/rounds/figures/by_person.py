"""Figures by whoever is accountable for actions, or is asked for their returns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from followthrough.plan.document import Status
from followthrough.rules.figures import Figures
from followthrough.site.rounds.figures.behind import NOBODY, Lists, Narrowed, answering, directors_of
from followthrough.site.rounds.models import Standing


class Column(NamedTuple):
    """A number that stands in each row; `figure` names the list behind it."""

    label: str
    figure: str


_SIGNIFICANT = Column("Significantly", f"state-{Status.SIGNIFICANT_SLIPPAGE.value}")
OF_ROUNDS = (
    Column("Asked", "asked"),
    Column("In", "in"),
    Column("No return", "missing"),
    Column("Open", "open"),
    Column("Slipped", "slipping"),
    _SIGNIFICANT,
    Column("Date moved in two rounds", "redated_twice"),
)
OF_OVERVIEW = (
    Column("Open", "open"),
    Column("Slipping", "slipping"),
    _SIGNIFICANT,
    Column("Past its date", "overdue"),
    Column("No return", "missing"),
    Column("Date moved in two rounds", "redated_twice"),
)


class Number(NamedTuple):
    """A number of a row; `address` is empty where there is nothing to list."""

    label: str
    number: int
    address: str


@dataclass(frozen=True)
class PersonRow:
    """One person or post with its numbers, in the order of the columns."""

    name: str
    numbers: list[Number]

    def number(self, *labels: str) -> int:
        """The number of the first column that has one of the labels."""
        return next((each.number for each in self.numbers if each.label in labels), 0)


@dataclass(frozen=True)
class PersonTable:
    """The rows, those with most to answer for first, and all together: what two share counts once there."""

    columns: Sequence[Column]
    rows: list[PersonRow]
    total: PersonRow


def by_director(lists: Lists, columns: Sequence[Column]) -> PersonTable:
    return _table(
        lists, columns, directors_of, "No director lead is named", lambda name: Narrowed(director=name)
    )


def by_owner(lists: Lists, columns: Sequence[Column]) -> PersonTable:
    return _table(lists, columns, answering, "Nobody is named as owner", lambda name: Narrowed(owner=name))


def _table(
    lists: Lists,
    columns: Sequence[Column],
    named: Callable[[Standing], list[str]],
    nobody: str,
    narrowed: Callable[[str], Narrowed],
) -> PersonTable:
    shown = _without_dates(columns, lists.figures)
    by_name: dict[str, list[Standing]] = {}
    for standing in lists.standings:
        if standing.kind != "heading":
            for name in named(standing):
                by_name.setdefault(name, []).append(standing)
    rows = [
        _row(nobody if name == NOBODY else name, replace(lists, standings=standings), shown, narrowed(name))
        for name, standings in by_name.items()
    ]
    rows = [row for row in rows if any(each.number for each in row.numbers)]
    rows.sort(
        key=lambda row: (-row.number("Slipped", "Slipping"), -row.number("No return"), row.name.casefold())
    )
    return PersonTable(shown, rows, _row("All", lists, shown, Narrowed()))


def _without_dates(columns: Sequence[Column], figures: Figures) -> list[Column]:
    """The columns, without those that hang on dates where nobody can tell these."""
    hang_on_dates = ("overdue", "redated_twice") if figures.overdue is None else ()
    return [column for column in columns if column.figure not in hang_on_dates]


def _row(name: str, lists: Lists, columns: Sequence[Column], narrowed: Narrowed) -> PersonRow:
    numbers = [(column, lists.number(column.figure)) for column in columns]
    return PersonRow(
        name,
        [
            Number(column.label, number, lists.link(column.figure, narrowed) if number else "")
            for column, number in numbers
        ],
    )
