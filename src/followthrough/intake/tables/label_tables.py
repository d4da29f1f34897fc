"""Tables of two columns that hold a label and its value in each row: a form for each action, not a list."""

from collections.abc import Iterator, Sequence, Set
from itertools import groupby, pairwise

from followthrough.intake.grid import Aside, Gap, Item, Line, Row
from followthrough.intake.kinds.prose import join_texts
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
    groups = _parted([list(group) for _, group in groupby(items, key=_run_of)])
    labels = [_labels(group) if _is_free_form(group) else frozenset() for group in groups]
    again = [bool(own) and sum(2 * len(own & other) > len(own) for other in labels) > 1 for own in labels]
    if not any(again):
        return list(items)
    parts = zip(groups, again, strict=True)
    lines = [item for group, is_one in parts for item in (_read(group) if is_one else group)]
    return with_blocks_as_rows(lines)


def _is_free_form(group: Sequence[Item]) -> bool:
    return group[0].place.table is None and _is_form(_rows(group))


def _parted(groups: Sequence[list[Item]]) -> list[list[Item]]:
    """The groups, forms that stand close below each other each its own, those that a page cut whole again.
    Every form begins with the label that the first begins with."""
    first = next((_label_of(group[0]) for group in groups if _is_free_form(group)), None)
    if first is None:
        return list(groups)
    known = {label for group in groups if _is_free_form(group) for label in _labels(group)}
    parted: list[list[Item]] = []
    for group in groups:
        starts = [at for at, item in enumerate(group) if _label_of(item) == first]
        rest = group[: starts[0]] if starts else group
        above = next((at for at in reversed(range(len(parted))) if not isinstance(parted[at][0], Gap)), None)
        if above is not None and rest and _goes_on(parted[above], rest, known):
            parted[above:] = [_joined(parted[above], rest)]
        elif rest:
            parted.append(rest)
        parted += [group[start:end] for start, end in pairwise([*starts, len(group)])]
    return parted


def _goes_on(form: Sequence[Item], rest: Sequence[Item], known: Set[str]) -> bool:
    """Whether rows are the rest of a form: labels that other forms have, and it has not yet."""
    labels = {_label_of(item) for item in (rest[1:] if _is_cut(rest[0]) else rest)}
    return _is_free_form(form) and labels <= known and not labels & _labels(form)


def _is_cut(item: Item) -> bool:
    """Whether a row is the rest of the value above it."""
    return isinstance(item, Row) and not item.cells[0].text and len(_texts(item)) == 1


def _joined(form: Sequence[Item], rest: Sequence[Item]) -> list[Item]:
    """A form with the rows that a page cut off, the first of which may go on with its last value."""
    last, first = form[-1], rest[0]
    if not (_is_cut(first) and isinstance(last, Row) and isinstance(first, Row)):
        return [*form, *rest]
    value = _texts(last)[-1]
    whole = join_texts(value, *_texts(first))
    cells = (cell._replace(text=whole) if cell.text == value else cell for cell in last.cells)
    return [*form[:-1], Row(tuple(cells), last.place), *rest[1:]]


def _label_of(item: Item) -> str | None:
    return texts[0] if isinstance(item, Row) and len(texts := _texts(item)) == 2 else None


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
