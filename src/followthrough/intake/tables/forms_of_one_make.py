"""Forms of one make: tables that repeat the same labels in the same places, one an action, as the plans of
care homes and of grants are. What they have in common are the labels, what differs is what each says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from followthrough.intake.grid import PARAGRAPH, Cell, Item, Place, Row

_LEAST_ROWS = 4
# So many of a form's rows have a label: a table of a plan that is printed again has them in its first alone.
_MOSTLY = 0.4
# A first row of so many labels and nothing else is one of headings.
_HEADINGS = 3
# So many tables further on another of the same make stands.
_NEAR = 4

_At = tuple[int, int]


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
            said[_label_of(at, labels)].append(cell.text)
    return Row(tuple(Cell(PARAGRAPH.join(texts)) for texts in said.values()), place)


def _label_of(at: _At, labels: Mapping[_At, str]) -> _At:
    """The label of a value: the one before it in its row, the one above it, or the last that came before."""
    row, column = at
    beside = [label for label in labels if label[0] == row and label[1] < column]
    above = [label for label in labels if label[0] < row and label[1] == column]
    before = [label for label in labels if label < at]
    return next(iter([*beside[-1:], *above[-1:], *before[-1:]]), next(iter(labels)))
