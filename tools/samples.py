"""What the models are fitted on: of each labelled table its columns and its first rows.

What a table shows is worked out once a run, however often weights are fitted on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from followthrough.intake.grid import Cell, Place, Row
from followthrough.intake.scoring import columns, headers, words
from followthrough.intake.scoring.columns import ColumnSeen, columns_seen
from tests.intake.layouts import Layout
from tools.labelled import Labelled, known_as
from tools.vectors import Sample, Vector, vector_of

# After so many rows a page could end.
PAGE = 3
# No heading that stands alone on a line is longer.
LONGEST = 60


@cache
def seen_of(table: Labelled) -> list[ColumnSeen]:
    """The columns of a table, as a reader sees them."""
    return columns_seen(table.table())


@cache
def column_vectors(table: Labelled) -> list[Vector]:
    """What is seen of each column by itself."""
    return [*map(vector_of, columns.features_of(seen_of(table)))]


@cache
def column_labels(table: Labelled) -> list[str]:
    """The field of each column; rows that are wider than the header have notes there."""
    names = known_as(table)
    return [*names, *["note"] * (len(seen_of(table)) - len(names))]


@cache
def header_samples(table: Labelled) -> list[Sample]:
    """Each of the first rows of a table, with its header, with it in bold, and as if the header stood on the
    page before."""
    rows, heads = [*table.header, *table.rows], len(table.header)
    found = list(_first_rows(rows, heads))
    if not table.invented:
        found += _first_rows([*map(_in_bold, table.header), *table.rows], heads)
        body = [
            _in_bold(row) if kind == "section" else row
            for row, kind in zip(table.rows, table.kinds, strict=True)
        ]
        found += _first_rows([*map(_in_bold, table.header), *body], heads)
    for start in range(0, len(table.rows), PAGE):
        found += _first_rows(table.rows[start : start + PAGE], 0)
    return found


def _in_bold(row: Row) -> Row:
    return Row(tuple(cell._replace(bold=True) for cell in row.cells), row.place)


def _first_rows(rows: Sequence[Row], heads: int) -> Iterator[Sample]:
    for at in range(min(len(rows), heads + 3)):
        above = at if at <= heads else 0
        if any(cell.text for cell in rows[at].cells):
            features = headers.features_of(rows, at, above)
            yield vector_of(features), "yes" if at < heads else "no"


def layout_header_samples(layouts: Iterable[Layout]) -> Iterator[Sample]:
    """The same of what the mutator prints: each stretch between two lines of running text."""
    for layout in layouts:
        for stretch in _stretches(layout):
            heads = sum(kind == "header" for kind, _ in stretch)
            is_top = all(kind == "header" for kind, _ in stretch[:heads])
            if is_top and not any(kind in ("other", "key") for kind, _ in stretch):
                rows = [row for _, row in stretch]
                yield from _first_rows(rows, heads)
                for start in range(heads + 1, len(rows), PAGE):
                    yield from _first_rows(rows[start : start + 2 * PAGE], 0)


def _stretches(layout: Layout) -> Iterator[list[tuple[str, Row]]]:
    """The rows of a layout with their kinds; running text, gaps and rows of one cell part them."""
    stretch: list[tuple[str, Row]] = []
    for line in layout.sheet.lines:
        is_row = sum(map(bool, line.cells)) > 1
        if is_row:
            cells = (Cell(" ".join(text.split())) for text in line.cells)
            stretch.append((line.kind, Row(tuple(cells), Place())))
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


@cache
def heading_samples(table: Labelled) -> list[Sample]:
    """Each heading by itself with its field, and short cells below, which are no headings."""
    headed = zip(seen_of(table), column_labels(table), strict=True)
    found = [(_of_heading(text), label) for column, label in headed if (text := column.heading.text)]
    texts = {text for column in seen_of(table) for text in column.texts if 0 < len(text) <= LONGEST}
    return [*found, *((_of_heading(text), "text") for text in sorted(texts))]


@cache
def cell_samples(table: Labelled) -> list[Sample]:
    """Each cell of a plan that says something, by itself, with the field of its column."""
    return [
        (_of_cell(text), label)
        for column, label in zip(seen_of(table), column_labels(table), strict=True)
        for text in column.texts
        if text
    ]


@cache
def _of_heading(text: str) -> Vector:
    return vector_of(words.features_of_heading(text))


@cache
def _of_cell(text: str) -> Vector:
    return vector_of(words.features_of(text))
