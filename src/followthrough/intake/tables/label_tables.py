"""Tables of two columns that hold a label and its value in each row: a form for each action, not a list."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from followthrough.intake.grid import Aside, Gap, Item, Line, Row
from followthrough.intake.tables.headings import fields_of
from followthrough.intake.tables.label_blocks import with_blocks_as_rows

_LEAST_KINDS, _MOSTLY = 2, 0.6
_LONGEST_LABEL = 58


def with_forms_as_lines(items: Sequence[Item]) -> list[Item]:
    """The items, with each form as lines of a label and its value; all else is as it was."""
    return [item for _, group in groupby(items, key=_table_of) for item in _read(list(group))]


def with_repeated_forms_as_rows(items: Sequence[Item]) -> list[Item]:
    """The items, with forms of the same labels, one an action, as the rows of a table; one alone stays, and
    those that a reader numbered, as it has looked at them itself."""
    groups = [list(group) for _, group in groupby(items, key=_run_of)]
    labels = [
        _labels(group) if group[0].place.table is None and _is_form(_rows(group)) else frozenset()
        for group in groups
    ]
    again = [bool(own) and sum(2 * len(own & other) > len(own) for other in labels) > 1 for own in labels]
    if not any(again):
        return list(items)
    parts = zip(groups, again, strict=True)
    lines = [item for group, is_one in parts for item in (_read(group) if is_one else group)]
    return with_blocks_as_rows(lines)


def _run_of(item: Item) -> tuple[object, ...]:
    """What parts one table from another: its number, or else that something stands between their rows."""
    return item.place.sheet, item.place.page, item.place.table, isinstance(item, Row)


def _rows(group: Sequence[Item]) -> list[Row]:
    return [item for item in group if isinstance(item, Row)]


def _labels(group: Sequence[Item]) -> frozenset[str]:
    return frozenset(texts[0] for row in _rows(group) if len(texts := _texts(row)) == 2)


def _table_of(item: Item) -> int | None:
    return item.place.table


def _read(group: Sequence[Item]) -> Iterator[Item]:
    rows = _rows(group)
    if not _is_form(rows):
        yield from group
        return
    yield from (_as_line(item) for item in group if isinstance(item, Row))
    yield Gap(rows[-1].place)
    yield from (item for item in group if isinstance(item, Aside))


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether each row is a label with a value, or a title over both columns."""
    pairs = [texts for row in rows if len(texts := _texts(row)) == 2]
    if len(pairs) < _LEAST_KINDS or any(len(_texts(row)) > 2 or not row.cells[0].text for row in rows):
        return False
    labels = [label for label, _ in pairs]
    known = [label for label in labels if len(label) <= _LONGEST_LABEL and fields_of(label)]
    kinds = {kind for label in known for kind in fields_of(label)}
    return len(known) >= _MOSTLY * len(labels) and len(kinds) >= _LEAST_KINDS


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells if cell.text]


def _as_line(row: Row) -> Line:
    label, *values = _texts(row)
    return Line(f"{label.rstrip(' :')}: {values[0]}" if values else label, row.place)
