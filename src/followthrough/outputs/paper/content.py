"""What a paper says, whatever it is written as. Each writer shows all of it, in this order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class PaperTable:
    """A table under its heading: `note` stands between them, `empty` in its place where it has no rows.

    `in_excel_only`: it is too long for paper.
    """

    heading: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    note: str = ""
    empty: str = ""
    in_excel_only: bool = False


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and what it is compared with."""

    number: int
    label: str
    beside: str


@dataclass(frozen=True)
class Paper:
    """A paper of a day: title, facts about it in lines, the sentences that answer, figures, tables."""

    title: str
    facts: Sequence[str]
    sentences: Sequence[str]
    figures: Sequence[Figure]
    tables: Sequence[PaperTable]
    day: date
    author: str = ""
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def printed_tables(self) -> list[PaperTable]:
        """The tables that go on paper."""
        return [table for table in self.tables if not table.in_excel_only]

    @property
    def table_of_figures(self) -> PaperTable:
        """The figures as rows."""
        rows = [(figure.label.capitalize(), figure.number, figure.beside) for figure in self.figures]
        return PaperTable("In figures", ("Figure", "Actions", "Compared"), rows)
