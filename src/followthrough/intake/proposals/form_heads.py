"""Tables that each begin with a form: labels and what they say of the whole table, and below them the
headings of its actions. What the form says stands above the table as lines, its first value as its name."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from followthrough.intake.grid import Item, Line, Row
from followthrough.intake.tables.header_rows import names_columns

# A form has no more rows than this, and two tables at the least begin with the same one.
_MOST_ROWS, _LEAST_TABLES, _LEAST_HEADINGS = 5, 2, 3
# The names of parts stand below the headings of the document.
_LEVEL = 6

_At = tuple[int, int, str]
# In how many tables a text stands at a place.
_Times = Mapping[_At, int]


def with_form_heads_as_lines(items: Sequence[Item]) -> list[Item] | None:
    """The items with such forms as lines above the headings that follow; None where no tables begin so."""
    groups = [list(group) for _, group in groupby(items, key=_run_of)]
    tables = [[item for item in group if isinstance(item, Row)] for group in groups]
    times = Counter(at for rows in tables for at in _cells_of(rows[: _MOST_ROWS + 1]))
    heights = [_height_of(rows, times) for rows in tables]
    if sum(map(bool, heights)) < _LEAST_TABLES:
        return None
    laid: list[Item] = []
    for group, rows, height in zip(groups, tables, heights, strict=True):
        laid += [*_lines_of(rows[:height], rows[height], times), *group[height:]] if height else group
    return laid


def _run_of(item: Item) -> tuple[object, ...]:
    """What parts one table from another: its number, or else that something stands between their rows."""
    return item.place.sheet, item.place.page, item.place.table, isinstance(item, Row)


def _cells_of(rows: Sequence[Row]) -> Iterator[_At]:
    """The texts of some rows with their places, counted from the first row."""
    return ((r, c, cell.text) for r, row in enumerate(rows) for c, cell in enumerate(row.cells) if cell.text)


def _height_of(rows: Sequence[Row], times: _Times) -> int:
    """How many rows the form has that a table begins with: labels that other tables have too, a value of its
    own, and then a row of headings; 0 where it begins otherwise."""
    for height in range(min(_MOST_ROWS, len(rows) - 2), 0, -1):
        # The headings are those of as many tables each; a status that two forms share is no heading.
        tables = {times[at] for at in _cells_of(rows[: height + 1]) if at[0] == height}
        if len(tables) > 1 or min(tables, default=1) < _LEAST_TABLES or not names_columns(rows[height]):
            continue
        is_label = {at: times[at] in tables for at in _cells_of(rows[:height])}
        labels = sum(is_one for at, is_one in is_label.items() if at[0] == 0)
        is_form = labels and not all(is_label.values())
        if is_form and len(rows[height].filled) >= max(_LEAST_HEADINGS, labels):
            return height
    return 0


def _lines_of(form: Sequence[Row], headings: Row, times: _Times) -> Iterator[Line]:
    """What a form says: the label of its first value and that value as a name, each other with its label; a
    text that is the same in all forms and labels nothing stands alone."""
    usual = max(times[len(form), c, cell.text] for c, cell in enumerate(headings.cells) if cell.text)
    labels = {(r, c): text for r, c, text in _cells_of(form) if times[r, c, text] == usual}
    values = {(r, c): text for r, c, text in _cells_of(form) if (r, c) not in labels}
    label_of = {at: _label_before(at, labels) for at in values}
    for number, ((r, c), text) in enumerate(values.items()):
        label = labels.get(label_of[r, c] or (r, c))
        if number == 0 and label:
            yield Line(label, form[r].place)
        shown = f"{label}: {text}" if number and label else text
        yield Line(shown, form[r].place, None if number else _LEVEL)
    yield from (Line(labels[at], form[at[0]].place) for at in labels if at not in label_of.values())


def _label_before(at: tuple[int, int], labels: Mapping[tuple[int, int], str]) -> tuple[int, int] | None:
    """The place of the label of a value: the one before it in its row, or else the one above it."""
    r, c = at
    before = [(r, column) for column in range(c - 1, -1, -1)]
    above = [(row, c) for row in range(r - 1, -1, -1)]
    return next((place for place in (*before, *above) if place in labels), None)
