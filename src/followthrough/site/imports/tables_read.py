"""The tables of a file as its review names them: where each stands, what it was taken for, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from followthrough.intake.looking import TableSeen
from followthrough.outputs.wording import counted

_TAKEN_FOR = {
    "plan": "The plan",
    "key": "A key",
    "recommendations": "Recommendations",
    "not_used": "Not used",
}


@dataclass(frozen=True)
class TableReading:
    """A table of the file with its number on the review.

    `nth` counts those of which nothing else tells where they stand, 0 for one that is alone there.
    """

    number: int
    seen: TableSeen
    nth: int = 0

    @property
    def is_plan(self) -> bool:
        return self.seen.taken_for == "plan"

    @property
    def name(self) -> str:
        """Where it stands: "Sheet “Actions”, rows 3 to 40" or "Page 4, table 2 there"."""
        words = self._place + (f", table {self.nth} there" if self.nth else "")
        return words[:1].upper() + words[1:]

    @property
    def _place(self) -> str:
        seen = self.seen
        if seen.last_sheet:
            return (
                f"sheet “{seen.sheet}” from row {seen.row}, to sheet “{seen.last_sheet}”, row {seen.last_row}"
            )
        sheet = f"sheet “{seen.sheet}”" if seen.sheet else ""
        table = f"table {seen.table}" if seen.table else ""
        pages = _from_to("page", seen.page, seen.last_page)
        rows = "" if table or pages else _from_to("row", seen.row, seen.last_row)
        return ", ".join(part for part in (sheet, table, pages, rows) if part) or f"table {self.number}"

    @property
    def became(self) -> str:
        """What it was taken for, in words."""
        return _TAKEN_FOR[self.seen.taken_for]

    @property
    def size(self) -> str:
        return counted(self.seen.rows, "row")

    @property
    def headings(self) -> str:
        """Which of its first rows are its headings, in words."""
        if self.seen.header is None:
            return "none were found"
        above, rows = self.seen.header
        return rows_in_words(above, rows)


def rows_in_words(above: int, rows: int) -> str:
    """So many rows below others: "row 3", "rows 3 and 4", "none"."""
    if not rows:
        return "none"
    return f"row {above + 1}" if rows == 1 else f"rows {above + 1} to {above + rows}"


def tables_of(tables: Sequence[TableSeen]) -> list[TableReading]:
    """The tables with their numbers, in the order of the file."""
    readings = [TableReading(number, seen) for number, seen in enumerate(tables, 1)]
    there: dict[str, list[TableReading]] = {}
    for reading in readings:
        there.setdefault(reading.name, []).append(reading)
    return [
        replace(reading, nth=there[reading.name].index(reading) + 1)
        if len(there[reading.name]) > 1
        else reading
        for reading in readings
    ]


def _from_to(what: str, first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return f"{what} {first}" if last in (None, first) else f"{what}s {first} to {last}"
