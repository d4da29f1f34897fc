"""A header of two rows: groups stand over the headings of some columns, the others are headed once, above."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from followthrough.intake.grid import Cell, Row
from followthrough.intake.tables.header_rows import filled_in, is_below_header
from followthrough.intake.tables.headings import fields_of, is_plain_heading

_LEAST_HEADED_ONCE = 2
_EMPTY = Cell("")


def laid_header(header: Sequence[Row]) -> tuple[list[Row], Row]:
    """The rows of a header as its columns are named by them, and the one that names them: the lowest, unless
    it has but months or parts of the headings above."""
    rows = list(header)
    at = len(rows) - 1
    while at and (is_below_header(rows[at]) or filled_in(rows[at]) == 1):
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
    if any(cell.text and not _is_under(at, groups) for at, cell in enumerate(below)):
        return None
    return _spread(upper, above, below, groups), replace(lower, cells=_carried_down(above, below))


def date_heading(leaf: str, groups: Sequence[str]) -> str | None:
    """What "Original" or "Revised" says in full under "Dates"; None where it stands under no dates."""
    heading = f"{leaf} date"
    is_of_date = bool(leaf) and any("due" in fields_of(group) for group in groups)
    return heading if is_of_date and is_plain_heading(heading) else None


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


def _is_under(at: int, groups: Mapping[int, int]) -> bool:
    """Whether a column stands under one of the groups, each from its first column to its end."""
    return any(start <= at < end for start, end in groups.items())


def _spread(upper: Row, above: Sequence[Cell], below: Sequence[Cell], groups: dict[int, int]) -> Row:
    """The upper row with each group over all its columns."""
    cells = list(above)
    for at, end in groups.items():
        cells[at:end] = [above[at] if cell.text else _EMPTY for cell in below[at:end]]
    return replace(upper, cells=tuple(cells))


def _carried_down(above: Sequence[Cell], below: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(own if own.text else over for over, own in zip(above, below, strict=True))
