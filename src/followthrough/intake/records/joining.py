"""Rows become records, one an action: halves are joined over page ends, narrative rows go to the action
above, and rows that only name a section give its name to those below."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from followthrough.intake.grid import PARAGRAPH, Cell, Place, Row
from followthrough.intake.records.record import Record, joiner_of_names
from followthrough.intake.records.row_kinds import KindRead, RowDoubt, RowKinds, is_doubtful
from followthrough.intake.records.row_rules import RowKind
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.sections import LONGEST_SECTION, Strip, Tail, is_labelled_part, label_of

# A cell of these that is merged down over several actions says the same of each.
_SHARED = {"owner", "who_when", "due", "start", "status", "priority", "note"}

_NUMBER = re.compile(r"(?P<word>[A-Za-z]*)\s*(?P<number>\d+(?:\.\d+)*)\b")


class RecordsFound(NamedTuple):
    """The records of a table, the rows that may be something else than they were read as, and what each row
    was read as, by its place."""

    records: list[Record]
    doubts: list[RowDoubt]
    row_kinds: dict[Place, KindRead]


def find_records(strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading]) -> RecordsFound:
    """The records of a table, in order. A row before the first action is part of none."""
    joiner = Joiner(strips, columns, RowKinds(strips, columns))
    return RecordsFound(joiner.run(), joiner.doubts, joiner.row_kinds)


class Joiner:
    """Goes through the rows once and joins to each action what is its own."""

    def __init__(
        self, strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading], kinds: RowKinds
    ) -> None:
        self.strips = strips
        self.columns = columns
        self.kinds, self.rules = kinds, kinds.rules
        rows = [strip.row for strip in strips if isinstance(strip, Strip)]
        self.join_names = {
            column.index: joiner_of_names({row.cells[column.index].text for row in rows})
            for column in columns
            if column.field in ("owner", "who_when")
        }
        self.merged_columns = {index for row in rows for index, cell in enumerate(row.cells) if cell.goes_on}
        self.shared_columns = {column.index for column in columns if column.field in _SHARED}
        self.shared: dict[int, str] = {}
        self.records: list[Record] = []
        self.doubts: list[RowDoubt] = []
        self.row_kinds: dict[Place, KindRead] = {}
        self.named_at = -2
        self.theme_column = next((c.index for c in columns if c.field == "theme"), -1)
        self.begins_theme = False
        # Whether the last name is of a part of the theme that stands beside it, and ends with that.
        self.is_within = False
        self.theme: str | None = None
        self.theme_depth = 0
        self.section: str | None = None
        self.theme_look: tuple[str | None, bool] = (None, False)
        self.section_look: tuple[str | None, bool] = (None, False)

    def run(self) -> list[Record]:
        for at, strip in enumerate(self.strips):
            last = self.records[-1] if self.records else None
            if isinstance(strip, Strip):
                self._take(at, strip, last)
            elif last is not None:
                self._take_tail(strip, last)
        return self.records

    def _take(self, at: int, strip: Strip, last: Record | None) -> None:
        read = self.kinds.kind_of(at, strip, last)
        kind = read.kind
        self.row_kinds[strip.row.place] = read
        self._share(strip.row)
        if is_doubtful(read, is_told=self._is_told(strip.row)):
            self.doubts.append(RowDoubt(_text_of(strip.row), read, strip.row.place))
        if kind is not RowKind.ACTION:
            strip = self._without_stated_kind(at, strip)
        if kind is RowKind.SECTION:
            self._take_section(at, strip)
        elif kind is RowKind.ACTION:
            self._begin(strip)
        elif kind is RowKind.NARRATIVE and last:
            last.tell(_text_of(strip.row), strip.row.place)
        elif kind is RowKind.CONTINUATION and last:
            last.said_twice += self.rules.said_twice(strip.row, last)
            last.add(self._without_ref_said_again(strip.row, last), self.join_names)

    def _without_stated_kind(self, at: int, strip: Strip) -> Strip:
        """A row without the cell that says that it is a section or a note."""
        stated = self.kinds.stated
        if at not in stated.kinds:
            return strip
        cells = [Cell("") if index == stated.column else cell for index, cell in enumerate(strip.row.cells)]
        return replace(strip, row=replace(strip.row, cells=tuple(cells)))

    def _share(self, row: Row) -> None:
        """Remember what a cell says as long as it goes on, merged, over the rows below."""
        for index in self.shared_columns & self.merged_columns:
            if (cell := row.cells[index]).text or not cell.goes_on:
                # A long text is told once.
                self.shared[index] = cell.text if len(cell.text) <= LONGEST_SECTION else ""

    def _is_told(self, row: Row) -> bool:
        """Whether a row says an action and more."""
        return bool(self.rules.title_in(row)) and len(row.filled) > 2

    def _take_section(self, at: int, strip: Strip) -> None:
        """The first of two names is the theme, the second its workstream. One that stands in the column of
        themes, or begins left of it, ends the theme that is merged down it; one beside a theme is of it."""
        if depth := self.kinds.seen.depth_above_deeper(at):
            self._take_summary(self.rules.title_in(strip.row) or _text_of(strip.row), depth)
            return
        theme, name = self._names_in(strip.row)
        if theme and name:
            self.theme, self.section, self.begins_theme, self.is_within = theme, name, True, True
            return
        name = theme or name
        self.is_within = self._is_under_theme(strip.row)
        is_second = self.named_at == at - 1
        self.named_at = at
        is_theme = self._reaches_theme_column(strip.row) and not is_labelled_part(name)
        is_below = _is_numbered_below(self.theme, name)
        is_below = self._stands_beside_section(strip.row, name) if is_below is None else is_below
        is_below = (is_second or bool(strip.theme and not is_theme)) if is_below is None else is_below
        if is_below or self.is_within:
            self.section, self.section_look = name, _look_of(strip.row)
        else:
            self.theme, self.section, self.begins_theme = name, None, is_theme
            self.theme_look = _look_of(strip.row)

    def _stands_beside_section(self, row: Row, name: str) -> bool | None:
        """Whether a name is of the level of the part of the theme above it, by its label or its look; None
        where nothing tells."""
        labels = {label_of(self.theme or ""), label_of(self.section or "")}
        if self.section and len(labels) > 1 and (label := label_of(name)) in labels - {None}:
            return label == label_of(self.section)
        look = _look_of(row)
        looks = {self.theme_look, self.section_look}
        return look == self.section_look if self.section and len(looks) > 1 and look in looks else None

    def _take_summary(self, name: str, depth: int) -> None:
        """What stands deeper than the theme is of it; the theme is the first of a table, or no deeper."""
        if self.theme and depth > self.theme_depth:
            self.section = name
        else:
            self.theme, self.section, self.theme_depth, self.begins_theme = name, None, depth, False

    def _names_in(self, row: Row) -> tuple[str, str]:
        """The theme of a section's row and its other words, without what is merged down over its actions."""
        below = self.shared_columns & self.merged_columns
        texts = {index: cell.text for index, cell in enumerate(row.cells) if cell.text and index not in below}
        theme = texts.pop(self.theme_column, "")
        return theme, " ".join(texts.values()) or ("" if theme else _text_of(row))

    def _is_under_theme(self, row: Row) -> bool:
        return self.theme_column >= 0 and row.cells[self.theme_column].goes_on

    def _reaches_theme_column(self, row: Row) -> bool:
        return any(cell.text for cell in row.cells[: self.theme_column + 1])

    def _begin(self, strip: Strip) -> None:
        row = strip.row
        if self.is_within and row.cells[self.theme_column].text not in ("", self.theme):
            self.theme = self.section = None
        record = Record(
            cells={
                index: text
                for index, cell in enumerate(row.cells)
                if (text := cell.text or (self.shared.get(index) if cell.goes_on else None))
            },
            place=row.place,
            until=row.place,
            theme=self.theme or strip.theme,
            section=self.section or strip.section,
            answers=strip.answers,
            merged_down=self._merged_down(strip),
            begins_theme=self.begins_theme,
            indent=row.cells[self.rules.title].indent,
        )
        self.begins_theme = False
        self.records.append(record)

    def _merged_down(self, strip: Strip) -> frozenset[int]:
        """The columns in which a cell from above goes on; below a page's end it begins anew, and empty."""
        cells = enumerate(strip.row.cells)
        return frozenset(
            index
            for index, cell in cells
            if cell.goes_on or (strip.seam and not cell.text and index in self.merged_columns)
        )

    def _without_ref_said_again(self, row: Row, last: Record) -> Row:
        ref = self.rules.ref
        if ref is None or self.rules.ref_in(row) != last.cells.get(ref):
            return row
        return Row((*row.cells[:ref], Cell(""), *row.cells[ref + 1 :]), row.place)

    def _take_tail(self, tail: Tail, last: Record) -> None:
        """Text below a row goes on with its longest cell."""
        prose = [c.index for c in self.columns if c.field in ("note", "update", "measures", "title")]
        longest = max(prose, key=lambda index: len(last.cells.get(index, "")), default=self.rules.title)
        before = last.cells.get(longest, "")
        last.cells[longest] = PARAGRAPH.join(filter(None, [before, tail.line.text]))
        last.until = tail.line.place


def _is_numbered_below(theme: str | None, name: str) -> bool | None:
    """Whether the number that a name begins with is below that of a theme, "1.2" below "1"; None where one of
    them has none, or neither has parts."""
    above, own = _NUMBER.match(theme or ""), _NUMBER.match(name)
    if not above or not own or above["word"].lower() != own["word"].lower():
        return None
    if own["number"].startswith(f"{above['number']}."):
        return True
    return None if above["number"] == own["number"] else False


def _look_of(row: Row) -> tuple[str | None, bool]:
    """How a name is set: the colour behind it, and whether it is in capitals."""
    fill = next((cell.fill for cell in row.cells if cell.text), None)
    return fill, _text_of(row).isupper()


def _text_of(row: Row) -> str:
    """The words of a row that names or tells something, most often of one cell."""
    return " ".join(row.texts)
