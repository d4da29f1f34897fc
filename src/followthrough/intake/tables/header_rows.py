"""Whether a row of a table heads its columns: names them, groups them, or goes on naming them; and how two
rows head them together, groups standing over some headings, and the others once, above."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from followthrough.intake.grid import Cell, Item, Row
from followthrough.intake.tables.headings import (
    fields_of,
    fold_heading,
    is_plain_heading,
)
from followthrough.intake.tables.table import date_heading
from followthrough.plan.when.months import MONTH_NAME
from followthrough.plan.when.periods import month_of, period_of

_LONGEST_HEADING = 90
_SURE_HEADINGS = 3
_LONGEST_MONTH = 12
_LEAST_BESIDE_MONTHS = 2
_NUMBERED = re.compile(r"(?=\S*\d)[A-Za-z]{0,6}[./-]?[A-Za-z]{0,3}[./-]?\d+[\w./-]*")
_GROUP_WORDS = re.compile(
    r"owners?|dates?|.*\bupdates?( due)?|.*\brisks?|progress.*|evidence.*|.*\bstatus.*|change.*|"
    r"leads?|timescales?|financial|reputation(al)?|service delivery|.*\bdetails|key|impact.*|likelihood.*"
)
_PART_OF_YEAR = re.compile(rf"(?:q|qtr |quarter )[1-4]|{MONTH_NAME}", re.IGNORECASE)
# The name that a program gives a field.
_FIELD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_LEAST_FIELDS = 5
_LEAST_HEADED_ONCE = 2
# A row of so many cells holds at most three values beside their labels.
_MOST_LABELLED = 6
_EMPTY = Cell("")


def folded(row: Row) -> tuple[str, ...]:
    """The headings of a row, folded, by which another printing of it is known."""
    return tuple(fold_heading(cell.text) for cell in row.cells if cell.text)


class HeadersSeen:
    """The headers of a sheet so far, by which another printing of one is known from its first heading on."""

    def __init__(self) -> None:
        self._by_first: dict[str, set[tuple[str, ...]]] = {}

    def add(self, row: Row) -> None:
        headings = folded(row)
        self._by_first.setdefault(headings[0] if headings else "", set()).add(headings)

    def add_whole(self, items: Sequence[Item]) -> None:
        """Take in the rows of a header as they are printed, but for those that only group a few columns."""
        for item in items:
            if isinstance(item, Row) and len(item.filled) >= _SURE_HEADINGS:
                self.add(item)

    def has(self, row: Row) -> bool:
        """Whether a row is one of them, printed again."""
        first = next((cell.text for cell in row.cells if cell.text), "")
        return fold_heading(first) in self._by_first and folded(row) in self._by_first[fold_heading(first)]

    def __bool__(self) -> bool:
        return bool(self._by_first)


def names_fields(row: Row) -> bool:
    """Whether a row names fields as a database does, "target_date": one over each column, no two alike."""
    texts = [cell.text for cell in row.cells]
    is_of_fields = all(map(_FIELD.fullmatch, texts)) and any("_" in text for text in texts)
    return len(texts) >= _LEAST_FIELDS and is_of_fields and len(set(texts)) == len(texts)


def names_columns(row: Row, *, is_below: bool = False) -> bool:
    """Whether a row names columns: most of its cells are headings. `is_below` tells that another header
    stands above it: the rest of a cut row can look like one."""
    texts = row.texts
    if len(texts) < 2 or has_values(texts):
        return False
    # Most rows end above: what is asked of each text takes longer.
    plain = sum(map(is_plain_heading, texts))
    if not plain or (is_below and plain < min(_SURE_HEADINGS, len(texts))):
        return False
    return 2 * sum(bool(fields_of(text)) for text in texts) >= len(texts)


def has_labels(row: Row) -> bool:
    """Whether a row says values beside their labels, "Objective:" and its words, and so heads no column."""
    texts = row.texts
    values = [after for label, after in pairwise(texts) if label.endswith(":") and not after.endswith(":")]
    return bool(values) and texts[0].endswith(":") and len(texts) <= _MOST_LABELLED


def names_parts_of_years(row: Row) -> bool:
    """Whether a row below other headings has but quarters or months: "Q1", "Q2" under "2026/27"."""
    texts = row.texts
    is_beside = bool(row.cells) and not row.cells[0].text
    return is_beside and len(texts) >= _SURE_HEADINGS and all(map(_PART_OF_YEAR.fullmatch, texts))


def names_dates(row: Row, above: Row) -> bool:
    """Whether a row says which date each column below a heading of dates holds: "Original" and "Revised"
    below "Dates"."""
    at = [index for index, cell in enumerate(row.cells) if cell.text]
    over = [next((cell.text for cell in reversed(above.cells[: index + 1]) if cell.text), "") for index in at]
    named = [date_heading(row.cells[index].text, [text]) for index, text in zip(at, over, strict=True)]
    return len(at) > 1 and all(named) and not any(map(str.isdigit, "".join(row.texts)))


def has_values(texts: list[str]) -> bool:
    """A row in which dates or numbered refs stand is no header, whatever its words."""
    return any(_NUMBERED.fullmatch(text) for text in texts) or any(map(_is_month, texts))


def _is_month(text: str) -> bool:
    return len(text) < _LONGEST_MONTH and bool(period_of(text)) and not fields_of(text)


def is_group(row: Row) -> bool:
    """Whether a row names groups of columns or their months, and nothing else."""
    return all(
        _GROUP_WORDS.fullmatch(fold_heading(cell.text)) or period_of(cell.text) or month_of(cell.text)
        for cell in row.cells
        if cell.text
    )


def is_below_header(row: Row) -> bool:
    """A further line of the header: months alone, or the parts of a merged heading."""
    texts = row.texts
    return all(
        month_of(text) or _GROUP_WORDS.fullmatch(fold_heading(text)) for text in texts
    ) and not has_values(texts)


def laid_header(header: Sequence[Row]) -> tuple[list[Row], Row]:
    """The rows of a header as its columns are named by them, and the one that names them: the lowest, unless
    it has but months or parts of the headings above."""
    rows = list(header)
    at = len(rows) - 1
    while at and (is_below_header(rows[at]) or len(rows[at].filled) == 1):
        at -= 1
    if at and (halves := join_header_rows(rows[at - 1], rows[at])):
        rows[at - 1 : at + 1] = halves
    return rows, rows[at]


def join_header_rows(upper: Row, lower: Row) -> tuple[Row, Row] | None:
    """The row of groups and the row of headings, a heading carried down where its column has none below.

    None where the lower row is no such half: it names columns under each group, and no others.
    """
    width = max(len(upper.cells), len(lower.cells))
    above, below = _padded(upper, width), _padded(lower, width)
    groups = {at: end for at, end in _spans(above) if any(cell.text for cell in below[at:end])}
    once = sum(bool(cell.text) for at, cell in enumerate(above) if at not in groups)
    if not groups or once < _LEAST_HEADED_ONCE or is_below_header(lower):
        return None
    if not all(_heads_group(below[at:end]) for at, end in groups.items()):
        return None
    return _spread(upper, above, below, groups), replace(lower, cells=_carried_down(above, below))


def _padded(row: Row, width: int) -> list[Cell]:
    return [*row.cells, *[_EMPTY] * (width - len(row.cells))]


def _spans(cells: Sequence[Cell]) -> list[tuple[int, int]]:
    """Each text with the empty places after it that it may stand over."""
    starts = [at for at, cell in enumerate(cells) if cell.text]
    return list(pairwise([*starts, len(cells)]))


def _heads_group(below: Sequence[Cell]) -> bool:
    """Whether the first two columns of a group, at the least, are headed, and none after an empty one."""
    headed = [bool(cell.text) for cell in below]
    return all(headed[:2]) and len(headed) > 1 and headed == sorted(headed, reverse=True)


def _spread(upper: Row, above: Sequence[Cell], below: Sequence[Cell], groups: dict[int, int]) -> Row:
    """The upper row with each group over all its columns."""
    cells = list(above)
    for at, end in groups.items():
        cells[at:end] = [above[at] if cell.text else _EMPTY for cell in below[at:end]]
    return replace(upper, cells=tuple(cells))


def _carried_down(above: Sequence[Cell], below: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(own if own.text else over for over, own in zip(above, below, strict=True))
