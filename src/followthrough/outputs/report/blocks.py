"""What a report is, whatever it is written as: a title, the headline, and sections of blocks in order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from followthrough.outputs.pictures.picture import Picture
from followthrough.plan.when import When

# "6 (3)", the earlier number after the one of now, and the words in place of a number.
_LIKE_A_NUMBER = re.compile(r"(?:[-+−]?[\d,]+(?: \([\d,]+\))?|No date|Not known|None)?")

_TWO = re.compile(r"[\d,]+ \([\d,]+\)")


@dataclass(frozen=True)
class Line:
    """A paragraph; `lead` stands in front of it in bold and can be read alone.

    `computed` is the sentence that was made from figures, where a body words it otherwise.
    `to_be_written`: nobody has answered yet what the paper needs here, so that it can't be published.
    """

    text: str
    lead: str = ""
    to_be_written: bool = False
    computed: str = ""

    @property
    def words(self) -> str:
        """All of it on one line."""
        return " ".join(part for part in (self.lead, self.text) if part)


@dataclass(frozen=True)
class Lettered:
    """What is asked of a meeting: a stem, and items that go on from it as (a), (b), …"""

    stem: str
    items: Sequence[Line]


@dataclass(frozen=True)
class Quote:
    """The exact words of somebody else."""

    text: str
    who: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its words, and where they are one, the number, the day or the status that they are.

    `fill` is the rrggbb of a status. A `lead` stands in front of the words in bold.
    """

    text: str = ""
    lead: str = ""
    number: int | None = None
    when: When | None = None
    fill: str | None = None

    @property
    def words(self) -> str:
        """All of it."""
        return " ".join(part for part in (self.lead, self.text) if part)


@dataclass(frozen=True)
class Table:
    """A table under its caption; `empty` is the sentence in its place where it has no rows.

    `has_total`: its last row adds up the others. `by` names the column whose words make a sheet of a workbook
    each, as the theme does. `name` is what data files call it. `on_paper` is the same with fewer columns, for
    pages that have no room for all of them.
    """

    name: str
    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    has_total: bool = False
    is_small: bool = False
    by: str | None = None
    on_paper: "Table | None" = None

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers, or short words for that there is none."""
        cells = [row[column] for row in self.rows]
        is_like_one = all(each.number is not None or _LIKE_A_NUMBER.fullmatch(each.words) for each in cells)
        return is_like_one and any(each.number is not None or _TWO.fullmatch(each.words) for each in cells)


@dataclass(frozen=True)
class Figure:
    """A picture under its caption. What it shows stands in the table beside it too."""

    caption: str
    picture: Picture


Block = Line | Lettered | Quote | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part under a heading. An appendix stands on wide pages; neither it nor a plain one is numbered.

    `starts_page`: it begins on a page of its own, so that it can be handed to whom it is for.
    """

    key: str
    heading: str
    blocks: Sequence[Block]
    is_appendix: bool = False
    is_plain: bool = False
    starts_page: bool = False

    @property
    def has_number(self) -> bool:
        """Whether its heading and paragraphs are numbered."""
        return not (self.is_appendix or self.is_plain)


@dataclass(frozen=True)
class Report:
    """A report, ready to be written. `day` is the one that its figures are of; one that `is_short` is read on
    one page, without box and contents.

    `cover` are the rows of the box on the first page; `figures` the counts by name, and `data` every action
    as plain values, so that what pages print can be held against them.
    """

    kind: str
    title: str
    subtitle: str
    body: str
    running: str
    day: date
    cover: Sequence[tuple[str, str]]
    headline: Sequence[Line]
    sections: Sequence[Section]
    figures: Mapping[str, Any] = field(default_factory=dict)
    data: Sequence[Mapping[str, Any]] = ()
    is_short: bool = False
    colour: str = "1F3A4D"
    logo: bytes = b""
    template: bytes = b""
    has_decisions_first: bool = False

    @property
    def opening(self) -> Sequence[Section]:
        """What stands before the headline: the decisions, where a body wants them there."""
        is_there = self.has_decisions_first and self.sections and self.sections[0].key == "decisions"
        return self.sections[:1] if is_there else []

    @property
    def tables(self) -> Iterator[Table]:
        """Its tables in their order."""
        return (block for section in self.sections for block in section.blocks if isinstance(block, Table))

    @property
    def main_table(self) -> Table | None:
        """The table that is the report, where it is written as one: the last of those with the most rows."""
        return max(reversed(list(self.tables)), key=lambda table: len(table.rows), default=None)

    @property
    def to_be_written(self) -> list[str]:
        """What nobody has answered yet."""
        return [
            line.lead.rstrip(". ") or line.text
            for section in self.sections
            for line in section.blocks
            if isinstance(line, Line) and line.to_be_written
        ]


def leads_to_table(section: Section, at: int) -> bool:
    """Whether a block of a section is a paragraph right above a table, which it is not parted from."""
    block, after = section.blocks[at], section.blocks[at + 1 : at + 2]
    is_line = isinstance(block, Line) or (isinstance(block, Table) and not block.rows)
    return is_line and any(isinstance(each, Table) and bool(each.rows) for each in after)


def _without_empty_columns(table: Table) -> Table:
    """A table without the columns that say nothing; one that is a data file too keeps them all."""
    filled = [at for at in range(len(table.headings)) if any(row[at].words for row in table.rows)]
    if table.on_paper or len(filled) == len(table.headings):
        return table
    rows = [[row[at] for at in filled] for row in table.rows]
    return replace(table, headings=[table.headings[at] for at in filled], rows=rows)


def with_numbers(sections: Sequence[Section]) -> list[Section]:
    """The sections with their tables and pictures numbered through: "Table 3: …"."""
    tables = pictures = 0
    numbered: list[Section] = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table) and block.rows:
                tables += 1
                caption = f"Table {tables}: {block.caption}"
                on_paper = block.on_paper and replace(block.on_paper, caption=caption)
                blocks.append(replace(_without_empty_columns(block), caption=caption, on_paper=on_paper))
            elif isinstance(block, Figure):
                pictures += 1
                blocks.append(replace(block, caption=f"Picture {pictures}: {block.caption}"))
            else:
                blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return numbered
