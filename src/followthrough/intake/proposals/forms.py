"""Plans without a table of actions: a form for each, of labels and what they say.

Forms of two columns are read by what their labels mean, as blocks of lines are. Forms of any other make, as
the plans of care homes and of grants are, repeat the same labels in the same places: what they have in common
are the labels, what differs is what each says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby, pairwise

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Place, Row
from followthrough.intake.kinds.prose import join_texts
from followthrough.intake.proposals.blocks import label_and_ref, with_blocks_as_rows
from followthrough.intake.tables.headings import fields_of

_LEAST_KINDS = 2
_KNOWN = 0.6
_LONGEST_LABEL = 58
_LEAST_ROWS = 4
# So many of a form's rows have a label: a table of a plan that is printed again has them in its first alone.
_MOSTLY = 0.4
# A first row of so many labels and nothing else is one of headings.
_HEADINGS = 3
# So many tables further on another of the same make stands.
_NEAR = 4

_At = tuple[int, int]


def with_forms_as_rows(items: Sequence[Item]) -> list[Item]:
    """The items, with forms and blocks of labels and values, one an action, as the rows of a table.

    Where a reader tells one table from another each form is one; else those of the same labels are, and one
    alone stays.
    """
    groups = _forms_apart([list(group) for _, group in groupby(items, key=_run_of)])
    labels = [_labels_of(group) if _is_free_form(group) else frozenset() for group in groups]
    again = [bool(own) and sum(2 * len(own & other) > len(own) for other in labels) > 1 for own in labels]
    known = frozenset[str]().union(*(own for own, is_one in zip(labels, again, strict=True) if is_one))
    parts = [
        list(_as_lines(group, known)) if is_one or group[0].place.table is not None else group
        for group, is_one in zip(groups, again, strict=True)
    ]
    return with_blocks_as_rows([item for part in parts for item in part])


def _is_free_form(group: Sequence[Item]) -> bool:
    return group[0].place.table is None and _is_form(_rows(group))


def _forms_apart(groups: Sequence[list[Item]]) -> list[list[Item]]:
    """The groups, forms that stand close below each other each its own, those that a page cut whole again.
    Every form begins with the label that the first begins with."""
    first = next((_label_of(group[0]) for group in groups if _is_free_form(group)), None)
    if first is None:
        return list(groups)
    known = {label for group in groups if _is_free_form(group) for label in _labels_of(group)}
    parted: list[list[Item]] = []
    for group in groups:
        starts = [at for at, item in enumerate(group) if _label_of(item) == first]
        rest = group[: starts[0]] if starts else group
        # What stands between them is the foot of one page and the head of the next.
        above = next((at for at in reversed(range(len(parted))) if isinstance(parted[at][0], Row)), None)
        if above is not None and rest and _goes_on(parted[above], rest, known):
            parted[above] = _joined(parted[above], rest)
        elif rest:
            parted.append(rest)
        parted += [group[start:end] for start, end in pairwise([*starts, len(group)])]
    return parted


def _goes_on(form: Sequence[Item], rest: Sequence[Item], known: Set[str]) -> bool:
    """Whether rows are the rest of a form: labels that other forms have, and it has not yet."""
    labels = {_label_of(item) for item in (rest[1:] if _is_cut(rest[0]) else rest)}
    return _is_free_form(form) and labels <= known and not labels & _labels_of(form)


def _is_cut(item: Item) -> bool:
    """Whether a row is the rest of the value above it."""
    return isinstance(item, Row) and not item.cells[0].text and len(item.texts) == 1


def _joined(form: Sequence[Item], rest: Sequence[Item]) -> list[Item]:
    """A form with the rows that a page cut off, the first of which may go on with its last value."""
    last, first = form[-1], rest[0]
    if not (_is_cut(first) and isinstance(last, Row) and isinstance(first, Row)):
        return [*form, *rest]
    value = last.texts[-1]
    whole = join_texts(value, *first.texts)
    cells = (cell._replace(text=whole) if cell.text == value else cell for cell in last.cells)
    return [*form[:-1], Row(tuple(cells), last.place), *rest[1:]]


def _label_of(item: Item) -> str | None:
    """The label of a row of two cells, without the number of its form."""
    return label_and_ref(texts[0])[0] if isinstance(item, Row) and len(texts := item.texts) == 2 else None


def _run_of(item: Item) -> tuple[object, ...]:
    """What parts one table from another: its number, or else that something stands between their rows."""
    return item.place.sheet, item.place.page, item.place.table, isinstance(item, Row)


def _rows(group: Sequence[Item]) -> list[Row]:
    return [item for item in group if isinstance(item, Row)]


def _labels_of(group: Sequence[Item]) -> frozenset[str]:
    return frozenset(filter(None, map(_label_of, group)))


def _as_lines(group: Sequence[Item], known: Set[str]) -> Iterator[Item]:
    """A form as lines; a label that is `known` from other forms may have no value here."""
    rows = _rows(group)
    if not _is_form(rows):
        yield from group
        return
    yield from (_as_line(item, known) for item in group if isinstance(item, Row))
    yield Gap(rows[-1].place)


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether each row is a label with a value, or a title over both columns."""
    pairs = [texts for row in rows if len(texts := row.texts) == 2]
    if len(pairs) < _LEAST_KINDS or any(len(row.texts) > 2 or not row.cells[0].text for row in rows):
        return False
    labels = [label for label, _ in pairs]
    known = [label for label in labels if len(label) <= _LONGEST_LABEL and fields_of(label)]
    kinds = {kind for label in known for kind in fields_of(label)}
    return len(known) >= _KNOWN * len(labels) and len(kinds) >= _LEAST_KINDS


def _as_line(row: Row, known: Set[str]) -> Line:
    label, *values = row.texts
    is_label = bool(values) or label in known
    return Line(f"{label.rstrip(' :')}: {''.join(values)}" if is_label else label, row.place)


def with_forms_of_one_make_as_rows(items: Sequence[Item]) -> list[Item]:
    """The items, with forms of one make as the rows of a table below their labels; all else is as it was."""
    groups = [list(group) for _, group in groupby(items, key=lambda item: item.place.table)]
    cells = [_cells_of(group) for group in groups]
    labels = _labels_in_common(cells)
    if not labels:
        return list(items)
    laid: list[Item] = []
    is_headed = False
    for group, own in zip(groups, cells, strict=True):
        if not _has(own, labels):
            laid += group
            continue
        place = next(item.place for item in group if isinstance(item, Row))
        if not is_headed:
            laid.append(Row(tuple(Cell(text, bold=True) for text in labels.values()), place))
        is_headed = True
        laid.append(_laid(own, labels, place))
        laid += [item for item in group if not isinstance(item, Row)]
    return laid


def _cells_of(group: Sequence[Item]) -> dict[_At, Cell]:
    """The cells of a table that have a text, by row and column."""
    rows = [item for item in group if isinstance(item, Row) and item.place.table is not None]
    return {(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row.cells) if cell.text}


def _labels_in_common(tables: Sequence[Mapping[_At, Cell]]) -> dict[_At, str]:
    """The labels of the first form that another one repeats, by where they stand; none where none does."""
    for at, cells in enumerate(tables):
        for other in tables[at + 1 : at + 1 + _NEAR]:
            same = {place: cell for place, cell in cells.items() if _text_at(other, place) == cell.text}
            # Where labels are bold, what is not is a value that forms share.
            if any(cell.bold for cell in same.values()):
                same = {place: cell for place, cell in same.items() if cell.bold}
            # A form says each label once; what stands in many rows of a plan's table is a theme or an owner.
            times = Counter(cell.text for cell in same.values())
            same = {place: cell for place, cell in same.items() if times[cell.text] == 1}
            same = {place: cell for place, cell in same.items() if place[0] in _rows_of_labels(cells, same)}
            labelled, rows = {row for row, _ in same}, {row for row, _ in cells}
            if len(labelled) >= max(_LEAST_ROWS, _MOSTLY * len(rows)) and len(same) < len(cells):
                return {place: cell.text for place, cell in same.items()}
    return {}


def _rows_of_labels(cells: Mapping[_At, Cell], same: Mapping[_At, Cell]) -> set[int]:
    """The rows that say labels for half at least; below a row of headings, those that say nothing else: what
    rows of two tables of a plan share is a status, an owner or a day."""
    said, shared = Counter(row for row, _ in cells), Counter(row for row, _ in same)
    first = min(said, default=0)
    is_headed = shared[first] == said[first] >= _HEADINGS
    return {row for row in shared if (1 if is_headed else 2) * shared[row] >= said[row]}


def _text_at(cells: Mapping[_At, Cell], place: _At) -> str:
    return cells[place].text if place in cells else ""


def _has(cells: Mapping[_At, Cell], labels: Mapping[_At, str]) -> bool:
    return bool(cells) and all(_text_at(cells, place) == label for place, label in labels.items())


def _laid(cells: Mapping[_At, Cell], labels: Mapping[_At, str], place: Place) -> Row:
    """One form as a row: below each label what stands beside it, or else below it; the rest with what it
    stands after, so that no word is lost."""
    said: dict[_At, list[str]] = {label: [] for label in labels}
    for at, cell in cells.items():
        if at not in labels:
            said[_label_before(at, labels)].append(cell.text)
    return Row(tuple(Cell(PARAGRAPH.join(texts)) for texts in said.values()), place)


def _label_before(at: _At, labels: Mapping[_At, str]) -> _At:
    """The label of a value: the one before it in its row, the one above it, or the last that came before."""
    row, column = at
    beside = [label for label in labels if label[0] == row and label[1] < column]
    above = [label for label in labels if label[0] < row and label[1] == column]
    before = [label for label in labels if label < at]
    return next(iter([*beside[-1:], *above[-1:], *before[-1:]]), next(iter(labels)))
