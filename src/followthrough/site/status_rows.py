"""Counts by status as a table whose rows hold their bar: by theme, by director, whatever rows are of.

The head of the table is the key of the bars, all bars share one scale, and each number leads to its list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from followthrough.site.drawn import status_bar
from followthrough.site.status_kinds import seriousness

_WIDEST_BAR = 330


@dataclass(frozen=True)
class StatusColumn:
    """A status that occurs, by the plan's own word for it."""

    status: str | None
    label: str


@dataclass(frozen=True)
class StatusRow:
    """A row: counts by status, where its name leads, and where the number of a status leads."""

    label: str
    counts: Mapping[str | None, int]
    address: str | None = None
    address_of: Callable[[str | None], str] | None = None
    beside: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Cell:
    """A number, what it counts, and where it leads: nowhere for none."""

    label: str
    number: int
    address: str | None


def columns_in(rows: Iterable[StatusRow], labels: Mapping[str, str]) -> list[StatusColumn]:
    """The statuses that occur in the rows, the most serious first; `labels` are the plan's words."""
    found = dict.fromkeys(status for row in rows for status, count in row.counts.items() if count)
    columns = [StatusColumn(status, labels.get(status or "", "No status")) for status in found]
    return sorted(columns, key=lambda column: (seriousness(column.status), column.label))


@dataclass(frozen=True)
class StatusTable:
    """What parts/status_rows.html shows. `name` is what a row is one of, such as "Theme".

    `address_of` tells where the number of a status in all rows together leads.
    """

    name: str
    caption: str
    columns: Sequence[StatusColumn]
    rows: Sequence[StatusRow]
    total_label: str = "All"
    all_label: str = "All"
    address_of: Callable[[str | None], str] | None = None

    @property
    def drawn_rows(self) -> list[tuple[StatusRow, SafeString, list[Cell]]]:
        """Each row with its bar and its numbers."""
        unit = _WIDEST_BAR / max((row.total for row in self.rows), default=1) if self.rows else 1
        return [(row, self._bar(row, unit), self._cells(row)) for row in self.rows]

    def _bar(self, row: StatusRow, unit: float) -> SafeString:
        return status_bar([(each.status, row.counts.get(each.status, 0)) for each in self.columns], unit=unit)

    def _cells(self, row: StatusRow) -> list[Cell]:
        cells = []
        for column in self.columns:
            number = row.counts.get(column.status, 0)
            address = row.address_of(column.status) if row.address_of and number else None
            cells.append(Cell(column.label, number, address))
        return cells

    @property
    def totals(self) -> list[Cell]:
        """The numbers of all rows together."""
        counts = sum((Counter(dict(row.counts)) for row in self.rows), Counter[str | None]())
        return [
            Cell(
                column.label,
                counts[column.status],
                self.address_of(column.status) if self.address_of else None,
            )
            for column in self.columns
        ]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)
