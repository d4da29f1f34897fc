"""What a row of a table is: a section's name, the first of an action, one that goes on with the action
above, narrative below it, or no part of the plan. The answer is the likeliest by weights that were fitted on
labelled rows, from what is seen of the row and of the action above it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from followthrough.intake.grid import Place, Row
from followthrough.intake.kinds.cells import says_nothing
from followthrough.intake.kinds.prose import is_next_item, is_unfinished
from followthrough.intake.records.filling import Features
from followthrough.intake.records.record import Record
from followthrough.intake.records.row_rules import CONTINUED, RowKind, RowRules, is_stamped
from followthrough.intake.records.rows_seen import (
    RowsSeen,
    names_nothing,
)
from followthrough.intake.records.stated_kinds import is_example, stated_kinds
from followthrough.intake.report import Problems, quote
from followthrough.intake.scoring import weights
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.sections import LONGEST_SECTION, Strip, Tail
from followthrough.plan.refs import counts_on, follows, looks_like_ref

# A name or a paragraph has at most so many cells.
_MOST_NAMES = 3
# How sure it must be that a row with a date or a state names what stands below it, and that a row which tells
# as much as an action does is no part of the plan: a lost action is the worse.
_SURE, _SURE_NO_PART = 0.6, 0.8
# A row that says a title and so many cells in all tells as much.
_TOLD = 3
# What the rules say counts where the weights find it so likely: rows that pages and lines cut are the rules'.
# Names, and rows that are whole and go on with nothing, are rather the weights'.
_POSSIBLE, _LIKELY = 0.3, 0.5
# What goes on with a row that still lacks its title, or lacks the number that titles have, begins nothing.
_IS_OF_ACTION = {"chained without title", "alone not numbered as others"}
# A row in the midst of a table that says a title and somebody or some time, none of it cut.
_WHOLE = "begins with title seam=False"
# A text alone that orders something is an action as soon as that is likelier than what the rules say.
_ORDERS = "alone orders"
# A row that counts the others: its first cell says so, and no cell says more than a number and its word.
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b.*", re.IGNORECASE | re.DOTALL)
_LONGEST_TOTAL = 30
# A kind that is less likely is said with what the row could be instead.
_UNSURE = 0.6
_READ_AS = {
    RowKind.SECTION: "the name of what stands below it",
    RowKind.ACTION: "an action",
    RowKind.CONTINUATION: "going on with the action above it",
    RowKind.NARRATIVE: "told of the action above it",
    RowKind.NO_PART: "no part of the plan",
}


class KindRead(NamedTuple):
    """What a row is, how likely, and what it could be instead."""

    kind: RowKind
    chance: float
    other: RowKind


class RowKinds:
    """Knows the rows of one table, and tells of each what it is, from the first to the last."""

    def __init__(self, strips: Sequence[Strip | Tail], columns: Sequence[ColumnReading]) -> None:
        self.strips = strips
        self.rules = RowRules(strips, columns)
        self.seen = RowsSeen([s.row if isinstance(s, Strip) else None for s in strips], columns)
        self.below = _rows_below(strips)
        self.stated = stated_kinds(self.seen.rows)
        self.before: RowKind | None = None
        self.before_that: RowKind | None = None

    def kind_of(self, at: int, strip: Strip, last: Record | None) -> KindRead:
        """What the strip in the place `at` is, below the `last` action that has begun."""
        if self._says_nothing_of_the_plan(strip.row, last):
            read = KindRead(RowKind.NO_PART, 1.0, RowKind.NO_PART)
        elif (stated := self.stated.kinds.get(at)) and (last or stated is RowKind.SECTION):
            read = KindRead(stated, 1.0, stated)
        else:
            read = self._likeliest(at, strip, last)
        self.take(read.kind)
        return read

    def _says_nothing_of_the_plan(self, row: Row, last: Record | None) -> bool:
        is_empty = all(says_nothing(cell.text) for cell in row.cells)
        return (
            is_empty
            or is_stamped(row, last)
            or is_example(row, self.rules.title_in(row), self.rules.ref_in(row))
        )

    def take(self, kind: RowKind) -> None:
        """Go on to the next row, after one of this kind."""
        self.before, self.before_that = kind, self.before

    def _likeliest(self, at: int, strip: Strip, last: Record | None) -> KindRead:
        """The likeliest of what the row can be; what the rules say where that is likely enough."""
        rule = self.rules.kind_of(at, strip, last)
        is_all = self._has_ref_and_title(strip.row) and not self.seen.depth_above_deeper(at)
        if rule is RowKind.ACTION and self.seen.parts_told[at] and is_all:
            # It can be nothing else, so it need not be weighed.
            return KindRead(rule, 1.0, rule)
        seen = self.features(at, strip, last, rule)
        chances = weights.model("rows").chances(seen)
        if last is None:
            # What would be told of the action above stands above all of them.
            told_of_it = chances[RowKind.NARRATIVE.value] + chances[RowKind.CONTINUATION.value]
            chances[RowKind.NO_PART.value] += told_of_it
        able = [kind for kind in RowKind if self._can_be(kind, at, strip.row, seen, chances)]
        first, *others = sorted(able or [RowKind.NO_PART], key=lambda kind: -chances[kind.value])
        if at in self.below and first is RowKind.NO_PART:
            # In the column of titles it may yet be an action that nobody has filled in.
            is_titled = bool(self.rules.title_in(strip.row)) and len(strip.row.cells) > 1
            return KindRead(first, _UNSURE / 2 if is_titled else 1.0, RowKind.ACTION if is_titled else first)
        is_action = first is RowKind.ACTION
        is_plain = first in (RowKind.SECTION, RowKind.NO_PART) or (is_action and _WHOLE in seen)
        is_ruled = rule in able and chances[rule.value] >= (_LIKELY if is_plain else _POSSIBLE)
        # What is likely it cannot be; of the rest the rules know more.
        is_ruled = is_ruled or (rule in able and chances[first.value] < _POSSIBLE)
        if first is not rule and is_ruled and not (is_action and _ORDERS in seen):
            return KindRead(rule, chances[rule.value], first)
        return KindRead(first, chances[first.value], next(iter(others), first))

    def _can_be(self, kind: RowKind, at: int, row: Row, seen: Features, chances: Mapping[str, float]) -> bool:
        """Whether a row can be of a kind at all: an action needs a title or a ref, a name
        has few cells, and where titles have numbers a text without one is told of an action. A ref with a
        title alone is an action, or a name; one with deeper rows below may be their name, whatever it
        tells."""
        title, parts = self.rules.title_in(row), self.seen.parts_told[at]
        title = "" if names_nothing(title) else title
        if _counts(row):
            return kind is RowKind.NO_PART
        if at in self.below:
            is_title = title[:1].isalnum() and _ORDERS in seen
            return kind is RowKind.NO_PART or (kind is RowKind.ACTION and is_title)
        if kind is RowKind.SECTION and title and self.seen.depth_above_deeper(at):
            return True
        if "rule=action" in seen and self._has_ref_and_title(row):
            is_name = kind is RowKind.SECTION and len(title) <= LONGEST_SECTION and not self._ends(at)
            is_sure = kind is not RowKind.SECTION and chances[kind.value] >= _SURE
            return kind is RowKind.ACTION or is_name or is_sure
        if kind is RowKind.NO_PART:
            is_told = bool(title and (parts or len(self.seen.shapes[at]) >= _TOLD))
            is_told = is_told or ("rule=action" in seen and "when" in parts)
            # Above all others stands what says how the table is filled in.
            least = _SURE if at == 0 and parts else _SURE_NO_PART
            is_sure = not is_told or chances[kind.value] >= least
            return is_sure and not self._goes_down(at)
        if kind is RowKind.ACTION:
            has_name = bool(title or self.rules.ref_in(row)) or at in self.rules.leading_to_title
            return has_name and not _IS_OF_ACTION & seen.keys()
        if kind is RowKind.SECTION and self._is_like_titles(seen):
            return False
        if kind is not RowKind.SECTION and "nothing begun" in seen:
            return False
        if kind is not RowKind.SECTION and _is_total(row):
            return False
        return kind is RowKind.CONTINUATION or self._can_be_words(kind, at, seen, chances)

    def _has_ref_and_title(self, row: Row) -> bool:
        ref = self.rules.ref_in(row)
        return bool(ref) and looks_like_ref(ref) and not names_nothing(self.rules.title_in(row))

    def _is_like_titles(self, seen: Features) -> bool:
        """Whether a text alone orders something as the titles do under which it stands, and looks like them,
        where the first actions stand below no name."""
        is_title = _ORDERS in seen and "alone in title" in seen and not seen.get("alone and first is")
        return is_title and self.seen.titles_order and not {"bold", "filled in"} & seen.keys()

    def _ends(self, at: int) -> bool:
        """Whether a row is the last of its table, or right above a name, so that it names nothing."""
        row, below = self.strips[at], self.strips[at + 1] if at + 1 < len(self.strips) else None
        if not isinstance(row, Strip) or not isinstance(below, Strip):
            return below is None
        return (row.theme, row.section) != (below.theme, below.section)

    def _goes_down(self, at: int) -> bool:
        """Whether a cell of a row goes on, merged, in the row below: they are of one plan."""
        row, below = self.strips[at], self.strips[at + 1] if at + 1 < len(self.strips) else None
        if not isinstance(row, Strip) or not isinstance(below, Strip):
            return False
        pairs = zip(row.row.cells, below.row.cells, strict=False)
        return any(bool(cell.text) and under.goes_on for cell, under in pairs)

    def _can_be_words(self, kind: RowKind, at: int, seen: Features, chances: Mapping[str, float]) -> bool:
        """Whether a row can be a name or a paragraph: it has few cells, and none of a date or a state unless
        it is surely a name."""
        shape = self.seen.shapes[at]
        is_sure = kind is RowKind.SECTION and chances[kind.value] >= _SURE
        parts = self.seen.parts_told[at]
        if len(shape) > _MOST_NAMES or "when" in parts or ("state" in parts and not is_sure):
            return False
        if "rule=action" in seen and {"alone numbered as others", "number follows"} <= seen.keys():
            return False
        if kind is RowKind.NARRATIVE:
            return len(shape) > 1 or shape <= {0, self.rules.title}
        return "alone not numbered as others" not in seen or "rule=section" in seen

    def features(self, at: int, strip: Strip, last: Record | None, by_rule: RowKind) -> Features:
        """What is seen of a row, and how it stands to the action above; `by_rule` is what the rules say."""
        seen = self.seen.features(at, strip.row)
        alone = "alone " if len(self.seen.shapes[at]) == 1 else ""
        seen |= {f"before={self.before}": 1.0, f"before that={self.before_that}": 1.0}
        rule = by_rule.value
        seen |= {f"rule={rule}": 1.0, f"{alone}seam={strip.seam} rule={rule}": 1.0}
        if at in self.rules.leading_to_title:
            seen["leads to title"] = 1.0
        if self.rules.numbering:
            is_numbered = self.rules.numbering(self.rules.title_in(strip.row)) is not None
            seen[f"{alone}{'' if is_numbered else 'not '}numbered as others"] = 1.0
        return seen | (self._after(at, strip, last) if last else {"nothing begun": 1.0})

    def _after(self, at: int, strip: Strip, last: Record) -> Features:
        """How a row stands to the action above: whether it goes on with its cells, or says them anew."""
        row, seen = strip.row, {}
        title, before = self.rules.title_in(row), last.cells.get(self.rules.title, "")
        if title:
            seen[f"title cut={is_unfinished(before, title)}"] = 1.0
            if before and (counts_on(before, title) or self._number_follows(before, title)):
                seen["number follows"] = 1.0
            if is_next_item(before, title):
                seen[f"item follows ref={bool(self.rules.ref_in(row))}"] = 1.0
        if at in self.rules.chained:
            seen["chained" if before else "chained without title"] = 1.0
        if last.narrative:
            seen["narrative above"] = 1.0
        if again := self.rules.said_twice(row, last):
            seen["anew"] = min(len(again), 3) / 3
            if self.rules.are_of_another(again):
                seen["conflicts"] = 1.0
        return seen | self._cut(at, strip, last) | self._under_ref(row, last)

    def _number_follows(self, before: str, title: str) -> bool:
        numbering = self.rules.numbering
        one, other = (numbering(before), numbering(title)) if numbering else (None, None)
        return bool(one and other and follows(one[0], other[0]))

    def _cut(self, at: int, strip: Strip, last: Record) -> Features:
        """How many cells go on where those above were cut; where none does, how the row begins."""
        row = strip.row
        texts = [(cell.text, last.cells.get(index, "")) for index, cell in enumerate(row.cells) if cell.text]
        cut = sum(bool(is_unfinished(above, text)) for text, above in texts)
        seen = {} if any(above for _, above in texts) else {"fills gaps": 1.0}
        if cut:
            return seen | {"cut": 1.0, "share cut": cut / len(row.cells)}
        if all(text[:1].isupper() or not text[:1].isalpha() for text, _ in texts):
            seen[f"begins filled={min(len(texts), 3)} seam={strip.seam}"] = 1.0
            if self.rules.title_in(row) and self.seen.parts_told[at] & {"who", "when"}:
                seen[f"begins with title seam={strip.seam}"] = 1.0
        return seen

    def _under_ref(self, row: Row, last: Record) -> Features:
        ref, before = self.rules.ref_in(row), last.cells.get(self.rules.ref or 0, "")
        if not ref:
            return {}
        plain = "plain " if looks_like_ref(ref) else ""
        seen = {f"same {plain}ref" if ref == before else f"other {plain}ref": 1.0}
        if follows(before, ref):
            seen["ref follows"] = 1.0
        if CONTINUED.search(row.text_at(self.rules.ref)):
            seen["ref says continued"] = 1.0
        return seen


def _rows_below(strips: Sequence[Strip | Tail]) -> frozenset[int]:
    """The places of texts alone that stand below the last whole row of a sheet, parted from it by an empty
    row: notes below the table. No page cuts the rows of a sheet."""
    alone: list[int] = []
    below: frozenset[int] = frozenset()
    for at, strip in reversed(list(enumerate(strips))):
        if not isinstance(strip, Strip) or strip.row.place.sheet is None:
            break
        if len(strip.row.filled) > 1:
            break
        alone.append(at)
        if strip.seam:
            below = frozenset(alone)
    return below


def _is_total(row: Row) -> bool:
    texts = row.texts
    is_short = all(len(text) <= _LONGEST_TOTAL for text in texts)
    return bool(texts and is_short and _TOTAL.fullmatch(texts[0]))


def _counts(row: Row) -> bool:
    """Whether a row is a total with its number: "Total open: 5"."""
    return _is_total(row) and row.texts[-1][-1:].isdigit()


class RowDoubt(NamedTuple):
    """A row that may be something else: its words, what it was read as, and where it stands."""

    text: str
    read: KindRead
    place: Place


def is_doubtful(read: KindRead, *, is_told: bool) -> bool:
    """Whether a row is to be looked at: an action may be lost or made of it, another may say what is
    none of it, or it `is_told` of an action and was left out."""
    if read.kind is RowKind.NO_PART and is_told:
        return True
    is_unsure = read.chance < _UNSURE and read.kind is not read.other
    is_glued = read.kind is RowKind.CONTINUATION and read.other is RowKind.NO_PART
    return is_unsure and (is_glued or RowKind.ACTION in (read.kind, read.other))


def say_doubts(doubts: list[RowDoubt], problems: Problems) -> None:
    """Say each row that may be something else."""
    for text, read, place in doubts:
        if read.kind is RowKind.NO_PART:
            message = (
                f"The row {quote(text)} was read as no part of the plan: it seems to explain the columns, to "
                "count, or to stand below the table as a note. Its words are kept as a remark. If it is an "
                "action, add it."
            )
        else:
            message = (
                f"The row {quote(text)} was read as {_READ_AS[read.kind]}. It could as well be "
                f"{_READ_AS[read.other]}. Check it."
            )
        problems.add("doubtful_row", "warning", message, place=place)
