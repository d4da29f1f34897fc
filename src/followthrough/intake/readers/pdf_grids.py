"""Ruled tables of a PDF page: the lines that cross make cells, and words stand in the cell around them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from followthrough.intake.grid import Cell
from followthrough.intake.readers.pdf_page import Box, Edge, Fill, Page, Word, fill_of
from followthrough.intake.readers.pdf_text import cell_text, line_gap, lines_of

# How far, in points, the ends of lines that meet may miss each other.
_TOLERANCE = 3
_LEAST_COLUMNS = 2
_HEADER_AND_BODY = 2
# A page of more is a map or a drawing.
_MOST_EDGES = 20_000
# Between the line and the words; words further in are centred.
_WIDEST_MARGIN = 8.0
_EMPTY, _COVERED = Cell(""), Cell("", goes_on=True)


@dataclass(frozen=True)
class Grid:
    """A ruled table: the boxes of its cells, the left edge of each column and the top of each row."""

    boxes: tuple[Box, ...]
    lefts: tuple[float, ...]
    tops: tuple[float, ...]

    @property
    def box(self) -> Box:
        """The box around all cells."""
        return (
            self.lefts[0], self.tops[0], max(box[2] for box in self.boxes), max(box[3] for box in self.boxes),
        )  # fmt: skip


def find_grids(page: Page) -> list[Grid]:
    """The ruled tables of a page that have columns, from top to bottom."""
    if len(page.edges) > _MOST_EDGES:
        return []
    edges = merge_edges([_as_pdfplumber(edge) for edge in page.edges], *[_TOLERANCE] * 4)
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    tables = cells_to_tables(intersections_to_cells(crossings))
    grids = [_grid(boxes) for boxes in tables]
    return sorted(
        (grid for grid in grids if len(grid.lefts) >= _LEAST_COLUMNS), key=lambda grid: grid.tops[0]
    )


def _as_pdfplumber(edge: Edge) -> dict[str, Any]:
    x0, top, x1, bottom = edge
    orientation = "h" if x1 - x0 >= bottom - top else "v"
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": orientation, "object_type": "line",
    }  # fmt: skip


def _grid(boxes: Sequence[Box]) -> Grid:
    return Grid(
        tuple(boxes), tuple(sorted({box[0] for box in boxes})), tuple(sorted({box[1] for box in boxes}))
    )


def lacks_row_lines(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether a table has lines between its columns and none between its rows: below its header one cell
    holds what stands far apart."""
    if len(grid.tops) > _HEADER_AND_BODY:
        return False
    first = [word for word in words if word.x0 < grid.lefts[1] and word.top > grid.tops[-1]]
    return any(below.top - above.bottom > below.size for above, below in pairwise(lines_of(first)))


def split_words(grid: Grid, words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words inside a table, and those outside it."""
    box = grid.box
    inside = [word for word in words if _holds(box, word)]
    inside_ids = set(map(id, inside))
    return inside, [word for word in words if id(word) not in inside_ids]


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def grid_rows(grid: Grid, words: Sequence[Word], fills: Sequence[Fill]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table, from top to bottom; a merged cell stands once, in its first place."""
    owners = _owners(grid)
    by_row: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_row[_box_around(grid, owners, word)].append(word)
    gap = line_gap(by_row.values())
    first = {(box[1], box[0]): at for at, box in enumerate(grid.boxes)}
    for row, top in enumerate(grid.tops):
        places = [first.get((top, left)) for left in grid.lefts]
        yield tuple(
            _place_of_none(grid, owners.get((row, column)), top)
            if at is None
            else _cell(grid.boxes[at], by_row.get(at, ()), fills, gap)
            for column, at in enumerate(places)
        )


def _place_of_none(grid: Grid, owner: int | None, top: float) -> Cell:
    """What stands where no cell begins: the rest of one that begins above, or nothing."""
    return _COVERED if owner is not None and grid.boxes[owner][1] < top else _EMPTY


def _owners(grid: Grid) -> dict[tuple[int, int], int]:
    """For each place of the grid, by row and column, the cell that covers it."""
    owners: dict[tuple[int, int], int] = {}
    for at, (x0, top, x1, bottom) in enumerate(grid.boxes):
        columns = range(bisect_right(grid.lefts, x0) - 1, bisect_right(grid.lefts, x1 - 1))
        rows = range(bisect_right(grid.tops, top) - 1, bisect_right(grid.tops, bottom - 1))
        owners.update({(row, column): at for row in rows for column in columns})
    return owners


def _box_around(grid: Grid, owners: dict[tuple[int, int], int], word: Word) -> int:
    """The cell that a word stands in, by its middle; the nearest one where the table has a hole there."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    place = bisect_right(grid.tops, y) - 1, bisect_right(grid.lefts, x) - 1
    if place in owners:
        return owners[place]
    return min(range(len(grid.boxes)), key=lambda at: _distance(grid.boxes[at], x, y))


def _distance(box: Box, x: float, y: float) -> float:
    return max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)


def _cell(box: Box, words: Sequence[Word], fills: Sequence[Fill], gap: float) -> Cell:
    margin = min(max(min((word.x0 for word in words), default=box[0]) - box[0], 0.0), _WIDEST_MARGIN)
    text = cell_text(words, right=box[2] - margin, gap=gap)
    bold = bool(words) and all(word.is_bold for word in words)
    return Cell(text, bold, fill_of(box, fills))
