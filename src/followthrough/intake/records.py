"""Rows become records, one an action: halves are joined over page ends, narrative rows go to the action
above, and rows that only name a section give its name to those below."""

import re
from collections.abc import Callable, Sequence

from followthrough.intake.cells import kinds_of
from followthrough.intake.columns import ColumnReading
from followthrough.intake.grid import PARAGRAPH, Cell, Row
from followthrough.intake.record import Record, joiner_of_names
from followthrough.intake.seams import is_unfinished
from followthrough.intake.strips import LONGEST_SECTION, Strip, Tail, is_labelled, is_page_number
from followthrough.intake.titles import numbering_of
from followthrough.plan.refs import looks_like_ref
from followthrough.plan.when_text import find_whens

_DECISIVE = {"owner", "due", "start", "status", "who_when", "update", "change_control", "priority"}
_MOSTLY = 0.5
_LONGEST_REF = 24
_CONTINUED = re.compile(r"\s*\(?cont(?:inued|['’]?d|\.)?\.?\)?$", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b|number of\b", re.IGNORECASE)
# So many cells said anew make another action, whatever its title looks like.
_PLAINLY_ANOTHER = 2


def find_records(strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading]) -> list[Record]:
    """The records of a table, in order. A row before the first action is part of none."""
    return _Joiner(strips, columns).run()


class _Joiner:
    """Goes through the rows once, deciding for each whether it begins an action or goes on with one."""

    def __init__(self, strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading]) -> None:
        self.strips = strips
        self.columns = columns
        self.ref = next((c.index for c in columns if c.field == "ref"), None)
        self.title = next((c.index for c in columns if c.field == "title"), 0)
        self.decisive = {c.index for c in columns if c.field in _DECISIVE}
        self.section_columns = {c.index for c in columns if c.field in ("theme", "workstream")}
        rows = [strip.row for strip in strips if isinstance(strip, Strip)]
        titles = [self._title(row) for row in rows if self._title(row) and self._is_decided(row)]
        self.numbering = numbering_of(titles) if self.ref is None else None
        refs = [text for row in rows if (text := self._ref(row))]
        self.has_plain_refs = _share(refs, looks_like_ref) >= _MOSTLY
        self.has_lower_titles = _share(titles, lambda text: text[:1].islower()) >= _MOSTLY
        self.join_names = {
            column.index: joiner_of_names({row.cells[column.index].text for row in rows})
            for column in columns
            if column.field in ("owner", "who_when")
        }
        self.records: list[Record] = []
        self.named_at = -2
        self.theme: str | None = None
        self.section: str | None = None

    def run(self) -> list[Record]:
        for at, strip in enumerate(self.strips):
            if isinstance(strip, Tail):
                self._take_tail(strip)
            elif self._is_section(at, strip):
                self._take_section(at, strip)
            elif self._begins_action(at, strip):
                self._begin(strip)
            elif self.records and not self._is_beside_the_plan(strip):
                self._go_on(strip)
        return self.records

    def _title(self, row: Row) -> str:
        return row.cells[self.title].text

    def _is_decided(self, row: Row) -> bool:
        return any(row.cells[index].text for index in self.decisive)

    def _filled(self, row: Row) -> list[int]:
        return [index for index, cell in enumerate(row.cells) if cell.text]

    def _ref(self, row: Row) -> str:
        return _CONTINUED.sub("", row.cells[self.ref].text) if self.ref is not None else ""

    def _is_section(self, at: int, strip: Strip) -> bool:
        """A short text alone on its row, with a full row below. In a table whose refs stand in its titles a
        text alone is narrative."""
        filled = self._filled(strip.row)
        if len(filled) != 1 or filled[0] not in {0, self.title, *self.section_columns}:
            return False
        text = strip.row.cells[filled[0]].text
        if self.numbering and not is_labelled(text):
            return False
        if len(text) > LONGEST_SECTION or looks_like_ref(text) or text.endswith((".", ",", ";")):
            return False
        if text[:1].islower() or not self._has_full_row_below(at):
            return False
        return not (self.records and is_unfinished(self.records[-1].cells.get(filled[0], ""), text))

    def _has_full_row_below(self, at: int) -> bool:
        """Whether the next row, or the one after another section's name, is that of an action."""
        for strip in self.strips[at + 1 : at + 3]:
            if not isinstance(strip, Strip):
                return False
            if len(filled := self._filled(strip.row)) > 1:
                return len(filled) >= 3 and bool(self._title(strip.row) or self._ref(strip.row))
        return False

    def _is_beside_the_plan(self, strip: Strip) -> bool:
        """A total, a page's number, or a row of something else under the refs: no action's text."""
        texts = [cell.text for cell in strip.row.cells if cell.text]
        if len(texts) <= 2 and (_TOTAL.match(texts[0]) or is_page_number(texts[0])):
            return True
        ref = self._ref(strip.row)
        return len(texts) > 1 and self.has_plain_refs and bool(ref) and not looks_like_ref(ref) and strip.seam

    def _take_section(self, at: int, strip: Strip) -> None:
        """The first of two names is the theme, the second its workstream."""
        text = next(cell.text for cell in strip.row.cells if cell.text)
        is_second = self.named_at == at - 1
        self.named_at = at
        if is_second or strip.theme:
            self.section = text
        else:
            self.theme, self.section = text, None

    def _begins_action(self, at: int, strip: Strip) -> bool:
        if self.ref is not None:
            return self._begins_by_ref(strip)
        if self.numbering:
            return self.numbering(self._title(strip.row)) is not None and not self._is_repeat(strip)
        return self._begins_by_title(at, strip)

    def _begins_by_ref(self, strip: Strip) -> bool:
        row = strip.row
        if ref := self._ref(row):
            if self.has_plain_refs and not looks_like_ref(ref) and not self._is_full(row):
                return False
            return not self._is_ref_tail(row, ref) and not self._goes_on_under_same_ref(strip, ref)
        if not self._title(row) or not self._is_decided(row) or len(self._filled(row)) < 3:
            return False
        return not self.records or self._conflicts(row)

    def _is_full(self, row: Row) -> bool:
        return bool(self._title(row)) and len(self._filled(row)) > len(self.columns) / 2

    def _goes_on_under_same_ref(self, strip: Strip, ref: str) -> bool:
        """A ref printed again over the rest of a row that was cut."""
        if not self.records or self.records[-1].cells.get(self.ref or 0) != ref or self._conflicts(strip.row):
            return False
        before, after = self.records[-1].cells.get(self.title, ""), self._title(strip.row)
        is_said = bool(_CONTINUED.search(strip.row.cells[self.ref or 0].text))
        return (
            is_said or before == after or not before or not after or is_unfinished(before, after) is not False
        )

    def _is_ref_tail(self, row: Row, ref: str) -> bool:
        """The rest of a ref whose cell was cut, or a paragraph that stands alone in the first cell."""
        if not self.records or looks_like_ref(ref):
            return False
        return ref[:1] in ".-/" or len(self._filled(row)) == 1

    def _conflicts(self, row: Row) -> bool:
        """Whether a row says anew, and otherwise, what the record has said whole: it is another action."""
        again = {index for index, _, _ in self._said_twice(row)}
        fields = {column.field for column in self.columns if column.index in again}
        return len(again) >= _PLAINLY_ANOTHER or bool({"due", "status", "who_when"} & fields)

    def _said_twice(self, row: Row) -> list[tuple[int, str, str]]:
        last = self.records[-1].cells
        return [
            (column.index, before, text)
            for column in self.columns
            if column.field in _DECISIVE
            and (text := row.cells[column.index].text)
            and (before := last.get(column.index))
            and before != text
            and _is_whole(column.field, text)
            and _is_whole(column.field, before)
        ]

    def _is_repeat(self, strip: Strip) -> bool:
        last = self.records[-1].cells.get(self.title) if self.records else None
        return strip.seam and last == self._title(strip.row)

    def _begins_by_title(self, at: int, strip: Strip) -> bool:
        """Without refs a title begins an action, unless it goes on with the one above; where a title is
        printed in the middle of its cell, the rows above it in the same block are the action's own."""
        row = strip.row
        if not self.records:
            return bool(self._title(row)) or self._leads_to_title(at)
        if not self._title(row):
            return strip.seam and self._leads_to_title(at)
        if self._conflicts(row):
            return True
        before = self.strips[at - 1]
        chained = isinstance(before, Strip) and not strip.seam and self._is_chained(before.row, row)
        if chained and not self.records[-1].cells.get(self.title):
            return False
        if self._goes_on_with_title(row):
            return False
        return self._is_decided(row) or len(self._filled(row)) > 1

    def _goes_on_with_title(self, row: Row) -> bool:
        is_cut = is_unfinished(self.records[-1].cells.get(self.title, ""), self._title(row))
        return bool(is_cut) and not self.has_lower_titles

    def _leads_to_title(self, at: int) -> bool:
        """Whether an unbroken chain of cut cells leads from a row without a title to one with it."""
        for here in range(at, len(self.strips) - 1):
            row, below = self.strips[here], self.strips[here + 1]
            if not isinstance(row, Strip) or not isinstance(below, Strip) or below.seam:
                return False
            if not self._is_chained(row.row, below.row):
                return False
            if self._title(below.row):
                return True
        return False

    def _is_chained(self, row: Row, below: Row) -> bool:
        return any(is_unfinished(a.text, b.text) for a, b in zip(row.cells, below.cells, strict=False))

    def _begin(self, strip: Strip) -> None:
        row = strip.row
        record = Record(
            cells={index: cell.text for index, cell in enumerate(row.cells) if cell.text},
            place=row.place,
            until=row.place,
            theme=self.theme or strip.theme,
            section=self.section or strip.section,
        )
        self.records.append(record)

    def _go_on(self, strip: Strip) -> None:
        last = self.records[-1]
        if self._is_narrative(strip):
            last.tell(next(cell.text for cell in strip.row.cells if cell.text), strip.row.place)
        else:
            last.said_twice += self._said_twice(strip.row)
            last.add(self._without_ref_said_again(strip.row), self.join_names)

    def _without_ref_said_again(self, row: Row) -> Row:
        if self.ref is None or self._ref(row) != self.records[-1].cells.get(self.ref):
            return row
        return Row((*row.cells[: self.ref], Cell(""), *row.cells[self.ref + 1 :]), row.place)

    def _is_narrative(self, strip: Strip) -> bool:
        """A paragraph alone in the first cell or below the titles that does not go on with the title."""
        filled = self._filled(strip.row)
        if len(filled) != 1 or filled[0] not in (0, self.title):
            return False
        if self.records[-1].narrative:
            return True
        text = strip.row.cells[filled[0]].text
        title = self.records[-1].cells.get(self.title, "")
        if not strip.seam:
            return not text[:1].islower()
        return bool(title) and not is_unfinished(title, text)

    def _take_tail(self, tail: Tail) -> None:
        if not self.records:
            return
        last = self.records[-1]
        prose = [c.index for c in self.columns if c.field in ("note", "update", "measures", "title")]
        longest = max(prose, key=lambda index: len(last.cells.get(index, "")), default=self.title)
        before = last.cells.get(longest, "")
        last.cells[longest] = PARAGRAPH.join(filter(None, [before, tail.line.text]))
        last.until = tail.line.place


def _is_whole(field_name: str, text: str) -> bool:
    """Whether a cell says by itself all that its column asks; a text can always go on."""
    if field_name in ("due", "start"):
        return "date" in kinds_of(text)
    if field_name == "who_when":
        return bool(find_whens(text))
    return field_name not in ("update", "priority") and bool(kinds_of(text) & {field_name, "yes_no"})


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if holds(text)) / len(texts) if texts else 0.0
