"""What a row seems to be by rules that hold where rows were cut by pages and lines: one witness among those
that `row_kinds` weighs. Every answer hangs on the row and on the action above it."""

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise

from followthrough.intake.grid import Row
from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.kinds.prose import is_next_item, is_unfinished
from followthrough.intake.kinds.refs import numbering_of
from followthrough.intake.records.record import Record, SaidTwice
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.sections import (
    LONGEST_SECTION,
    Strip,
    Tail,
    is_labelled,
    is_page_number,
    is_stamp,
)
from followthrough.plan.refs import looks_like_ref
from followthrough.plan.when.text import find_whens

_DECISIVE = {"owner", "due", "start", "status", "who_when", "update", "change_control", "priority"}
_MOSTLY = 0.5
CONTINUED = re.compile(r"\s*\(?cont(?:inued|['’]?d|\.)?\.?\)?$", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b|number of\b", re.IGNORECASE)
# So many cells said anew, or one of these, make another action, whatever its title looks like.
_PLAINLY_ANOTHER, _PLAIN = 2, frozenset({"due", "status", "who_when"})


class RowKind(Enum):
    """What a row is, by the name that it has among the weights."""

    SECTION = "section"
    ACTION = "action"
    CONTINUATION = "continuation"
    NARRATIVE = "narrative"
    NO_PART = "no part"


class RowRules:
    """Knows the rows of one table, and tells of each what it is by the rules."""

    def __init__(self, strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading]) -> None:
        self.strips = strips
        self.columns = columns
        self.ref = next((c.index for c in columns if c.field == "ref"), None)
        self.title = next((c.index for c in columns if c.field == "title"), 0)
        self.decisive_columns = [column for column in columns if column.field in _DECISIVE]
        self.decisive = {column.index for column in self.decisive_columns}
        self.section_columns = {c.index for c in columns if c.field in ("theme", "workstream")}
        rows = [strip.row for strip in strips if isinstance(strip, Strip)]
        titles = [self.title_in(row) for row in rows if self.title_in(row) and self._is_decided(row)]
        self.numbering = numbering_of(titles) if self.ref is None else None
        refs = [text for row in rows if (text := self.ref_in(row))]
        self.has_plain_refs = _share(refs, looks_like_ref) >= _MOSTLY
        self.has_lower_titles = _share(titles, lambda text: text[:1].islower()) >= _MOSTLY

    def kind_of(self, at: int, strip: Strip, last: Record | None) -> RowKind:
        """What the strip in the place `at` is, below the `last` action that has begun."""
        if self._is_section(at, strip, last):
            return RowKind.SECTION
        if is_stamped(strip.row, last):
            return RowKind.NO_PART
        if self._begins_action(at, strip, last):
            return RowKind.ACTION
        if last is None or self._is_beside_the_plan(strip):
            return RowKind.NO_PART
        return RowKind.NARRATIVE if self._is_narrative(strip, last) else RowKind.CONTINUATION

    def said_twice(self, row: Row, last: Record) -> list[SaidTwice]:
        """What a row says anew, and otherwise, that the action above has said whole; not the next item of a
        list."""
        return [
            (column.index, before, text)
            for column in self.decisive_columns
            if (text := row.cells[column.index].text)
            and (before := last.cells.get(column.index))
            and before != text
            and not is_next_item(before, text)
            and _is_whole(column.field, text)
            and _is_whole(column.field, before)
        ]

    def ref_in(self, row: Row) -> str:
        """The text of a row's ref cell, without a mark that says it goes on; "" where it has none."""
        return CONTINUED.sub("", row.cells[self.ref].text) if self.ref is not None else ""

    def title_in(self, row: Row) -> str:
        return row.cells[self.title].text

    def _is_decided(self, row: Row) -> bool:
        return any(row.cells[index].text for index in self.decisive)

    def _is_section(self, at: int, strip: Strip, last: Record | None) -> bool:
        """A short text alone on its row, with a full row below. In a table whose refs stand in its titles a
        text alone is narrative, unless one stands above all actions.
        """
        filled = strip.row.filled
        if len(filled) != 1 or filled[0] not in {0, self.title, *self.section_columns}:
            return False
        text = strip.row.cells[filled[0]].text
        if self.numbering and not (is_labelled(text) or self._names_stand_alone):
            return False
        if not _can_name(text) or not self._has_full_row_below(at):
            return False
        return not (last and is_unfinished(last.cells.get(filled[0], ""), text))

    @cached_property
    def _names_stand_alone(self) -> bool:
        """Whether the first row is a text alone, of which no action is told, and each above an action can be
        a name.
        """
        alone = {
            at: strip.row.texts[0]
            for at, strip in enumerate(self.strips)
            if isinstance(strip, Strip) and len(strip.row.filled) == 1 and self._has_full_row_below(at)
        }
        return 0 in alone and all(map(_can_name, alone.values()))

    def _has_full_row_below(self, at: int) -> bool:
        """Whether the next row, or the one after another section's name, is that of an action."""
        for strip in self.strips[at + 1 : at + 3]:
            if not isinstance(strip, Strip):
                return False
            if len(filled := strip.row.filled) > 1:
                return len(filled) >= 3 and bool(self.title_in(strip.row) or self.ref_in(strip.row))
        return False

    def _is_beside_the_plan(self, strip: Strip) -> bool:
        """An empty row, a total, a page's number, or a row of something else under the refs: no action's
        text."""
        texts = strip.row.texts
        if not texts or (len(texts) <= 2 and (_TOTAL.match(texts[0]) or is_page_number(texts[0]))):
            return True
        ref = self.ref_in(strip.row)
        return len(texts) > 1 and self.has_plain_refs and bool(ref) and not looks_like_ref(ref) and strip.seam

    def _begins_action(self, at: int, strip: Strip, last: Record | None) -> bool:
        if self.ref is not None:
            return self._begins_by_ref(at, strip, last)
        if self.numbering:
            return self.numbering(self.title_in(strip.row)) is not None and not self._is_repeat(strip, last)
        return self._begins_by_title(at, strip, last)

    def _begins_by_ref(self, at: int, strip: Strip, last: Record | None) -> bool:
        row = strip.row
        if ref := self.ref_in(row):
            if self.has_plain_refs and not looks_like_ref(ref) and not self._is_full(row):
                return False
            return last is None or not (
                _is_ref_tail(row, ref)
                or self._goes_on_under_same_ref(strip, ref, last)
                or self.is_lower_half(row, last)
            )
        if self.is_upper_half(at, row, last):
            return True
        if not self.title_in(row) or not self._is_decided(row) or len(row.filled) < 3:
            return False
        return last is None or self.conflicts(row, last)

    def _is_full(self, row: Row) -> bool:
        return bool(self.title_in(row)) and len(row.filled) > len(self.columns) / 2

    def is_upper_half(self, at: int, row: Row, last: Record | None) -> bool:
        """Whether a row without a ref is the upper half of the row below, in which the ref is printed."""
        below = self.strips[at + 1] if at + 1 < len(self.strips) else None
        if not isinstance(below, Strip) or not looks_like_ref(self.ref_in(below.row)):
            return False
        before = last.cells.get(self.title, "") if last else ""
        if self.title_in(row)[:1].islower() or is_unfinished(before, self.title_in(row)):
            return False
        cells = {index: row.cells[index].text for index in row.filled}
        return len(cells) > 1 and self.is_lower_half(below.row, Record(cells, row.place, row.place))

    def is_lower_half(self, row: Row, last: Record) -> bool:
        """Whether a row with a ref goes on in the middle of the title of a record that has none, and says
        nothing anew.
        """
        if self.has_lower_titles or self.ref in last.cells or not self.title_in(row)[:1].islower():
            return False
        return bool(
            is_unfinished(last.cells.get(self.title, ""), self.title_in(row))
        ) and not self.said_twice(row, last)

    def _goes_on_under_same_ref(self, strip: Strip, ref: str, last: Record) -> bool:
        """A ref printed again over the rest of a row that was cut."""
        if last.cells.get(self.ref or 0) != ref or self.conflicts(strip.row, last):
            return False
        before, after = last.cells.get(self.title, ""), self.title_in(strip.row)
        is_said = bool(CONTINUED.search(strip.row.cells[self.ref or 0].text))
        return (
            is_said or before == after or not before or not after or is_unfinished(before, after) is not False
        )

    def conflicts(self, row: Row, last: Record) -> bool:
        """Whether a row says anew, and otherwise, what the record has said whole: it is another action."""
        return self.are_of_another(self.said_twice(row, last))

    def are_of_another(self, again: Sequence[SaidTwice]) -> bool:
        """Whether what is said anew makes another action: two cells, or one that says when or how far."""
        places = {index for index, _, _ in again}
        fields = {column.field for column in self.columns if column.index in places}
        return len(again) >= _PLAINLY_ANOTHER or not _PLAIN.isdisjoint(fields)

    def _is_repeat(self, strip: Strip, last: Record | None) -> bool:
        title = last.cells.get(self.title) if last else None
        return strip.seam and title == self.title_in(strip.row)

    def _begins_by_title(self, at: int, strip: Strip, last: Record | None) -> bool:
        """Without refs a title begins an action, unless it goes on with the one above; where a title is
        printed in the middle of its cell, the rows above it in the same block are the action's own."""
        row = strip.row
        if last is None:
            return bool(self.title_in(row)) or at in self.leading_to_title
        if not self.title_in(row):
            return strip.seam and at in self.leading_to_title
        if self.conflicts(row, last):
            return True
        if at in self.chained and not last.cells.get(self.title):
            return False
        if self._goes_on_with_title(row, last):
            return False
        return self._is_decided(row) or len(row.filled) > 1

    def _goes_on_with_title(self, row: Row, last: Record) -> bool:
        is_cut = is_unfinished(last.cells.get(self.title, ""), self.title_in(row))
        return bool(is_cut) and not self.has_lower_titles

    @cached_property
    def leading_to_title(self) -> set[int]:
        """The places from which an unbroken chain of cut cells leads down to a row with a title."""
        leading: set[int] = set()
        for at in sorted(self.chained, reverse=True):
            below = self.strips[at]
            if at in leading or (isinstance(below, Strip) and self.title_in(below.row)):
                leading.add(at - 1)
        return leading

    @cached_property
    def chained(self) -> set[int]:
        """The places of the rows that go on, in some cell, with the row right above them."""
        return {
            at
            for at, (above, strip) in enumerate(pairwise(self.strips), start=1)
            if isinstance(above, Strip)
            and isinstance(strip, Strip)
            and not strip.seam
            and _goes_on(above.row, strip.row)
        }

    def _is_narrative(self, strip: Strip, last: Record) -> bool:
        """A paragraph alone in the first cell or below the titles that does not go on with the title."""
        filled = strip.row.filled
        if len(filled) != 1 or filled[0] not in (0, self.title):
            return False
        if last.narrative:
            return True
        text = strip.row.cells[filled[0]].text
        title = last.cells.get(self.title, "")
        if not strip.seam:
            return not text[:1].islower()
        return bool(title) and not is_unfinished(title, text)


def is_stamped(row: Row, last: Record | None) -> bool:
    """Whether a row has but what is stamped on a page, and does not go on with the cell above."""
    text = row.cells[0].text if row.filled == [0] else ""
    return is_stamp(text) and not (last and is_unfinished(last.cells.get(0, ""), text))


def _goes_on(row: Row, below: Row) -> bool:
    return any(is_unfinished(a.text, b.text) for a, b in zip(row.cells, below.cells, strict=False))


def _can_name(text: str) -> bool:
    """Whether a text can be the name of a section: short, no ref, and no sentence or part of one."""
    is_whole = not text.endswith((".", ",", ";")) and not text[:1].islower() and not is_stamp(text)
    return is_whole and len(text) <= LONGEST_SECTION and not looks_like_ref(text)


def _is_ref_tail(row: Row, ref: str) -> bool:
    """The rest of a ref whose cell was cut, or a paragraph that stands alone in the first cell."""
    return not looks_like_ref(ref) and (ref[:1] in ".-/" or len(row.filled) == 1)


def _is_whole(field_name: str, text: str) -> bool:
    """Whether a cell says by itself all that its column asks; a text can always go on."""
    if field_name in ("due", "start"):
        return "date" in kinds_of(text)
    if field_name == "who_when":
        return bool(find_whens(text))
    return field_name not in ("update", "priority") and bool(kinds_of(text) & {field_name, "yes_no"})


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if holds(text)) / len(texts) if texts else 0.0
