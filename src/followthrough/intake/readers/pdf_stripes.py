"""Striped tables of a PDF page: every second row is an area of colour, and no line is drawn around those
between. The coloured rows tell where the columns stand, and the space between two of them is a row."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from followthrough.intake.readers.pdf_grids import Grid
from followthrough.intake.readers.pdf_page import Box, Fill, Word, fill_of
from followthrough.intake.readers.pdf_text import TextLine, lines_of

# In points: how far edges that are one may miss each other, and what is too low for a row.
_TOLERANCE, _LEAST_HEIGHT = 3.0, 6.0
# A table that is headed in colour and has coloured rows has so many of them.
_LEAST_BANDS = 3
# What stands between two coloured rows is one row where it is no more times as high as the highest of them.
_TIMES_AS_HIGH = 3.0
_LEAST_FILLED = 2
# In parts of the size of the letters: lines of one cell are no farther apart, and words of one text.
_LEADING, _FLOWS = 0.8, 0.5


class _Band(NamedTuple):
    """The height of one row, whether or not it is coloured."""

    top: float
    bottom: float
    is_coloured: bool


def join_stripes(grids: Sequence[Grid], words: Sequence[Word], fills: Sequence[Fill]) -> list[Grid]:
    """The ruled tables of a page, with those that are but the coloured rows of one striped table as that."""
    joined: list[Grid] = []
    for run in _runs(grids, fills):
        striped = _striped(run, words)
        joined += [striped] if striped else run
    return joined


def _runs(grids: Sequence[Grid], fills: Sequence[Fill]) -> Iterator[list[Grid]]:
    """The tables, those together that could be coloured rows of one."""
    run: list[Grid] = []
    for grid in grids:
        if run and not (
            _are_alike(run[-1], grid) and _is_coloured(grid, fills) and _is_coloured(run[0], fills)
        ):
            yield run
            run = []
        run.append(grid)
    if run:
        yield run


def _are_alike(above: Grid, below: Grid) -> bool:
    """Whether two tables end at the same place, and the columns of one are those of the other."""
    fewer, more = sorted((above.lefts, below.lefts), key=len)
    return abs(above.box[2] - below.box[2]) < _TOLERANCE and all(_nearest(left, more) for left in fewer)


def _nearest(at: float, among: Sequence[float]) -> float | None:
    near = min(among, key=lambda each: abs(each - at))
    return near if abs(near - at) < _TOLERANCE else None


def _is_coloured(grid: Grid, fills: Sequence[Fill]) -> bool:
    return all(fill_of(box, fills) for box in grid.boxes)


def _striped(run: Sequence[Grid], words: Sequence[Word]) -> Grid | None:
    """The striped table whose coloured rows the tables of a run are, None where they are none."""
    lefts = max((grid.lefts for grid in run), key=len)
    right = run[0].box[2]
    boxes = [_snapped(box, lefts) for grid in run for box in grid.boxes]
    coloured = list(_coloured(boxes))
    inside = [word for word in words if lefts[0] <= (word.x0 + word.x1) / 2 <= right]
    bands = [*_with_white(coloured), *_last_white(coloured, inside, lefts)]
    white = [band for band in bands if not band.is_coloured]
    is_striped = len(coloured) >= _LEAST_BANDS and bool(white) and not _is_headed_again(run, coloured, inside)
    if not is_striped or not all(_is_row(band, coloured, inside, lefts) for band in white):
        return None
    holes = list(_holes(bands, boxes, inside, lefts, right))
    return Grid((*boxes, *holes), lefts, tuple(band.top for band in bands))


def _snapped(box: Box, lefts: Sequence[float]) -> Box:
    return _nearest(box[0], lefts) or box[0], *box[1:]


def _coloured(boxes: Sequence[Box]) -> Iterator[_Band]:
    """The coloured rows from top to bottom, each as low as the lowest of the cells that begin with it."""
    for top in sorted({box[1] for box in boxes}):
        yield _Band(top, min(box[3] for box in boxes if box[1] == top), is_coloured=True)


def _with_white(coloured: Sequence[_Band]) -> Iterator[_Band]:
    """The coloured rows with the spaces between them."""
    yield coloured[0]
    for above, below in pairwise(coloured):
        if below.top - above.bottom > _LEAST_HEIGHT:
            yield _Band(above.bottom, below.top, is_coloured=False)
        yield below


def _last_white(coloured: Sequence[_Band], words: Sequence[Word], lefts: Sequence[float]) -> Iterator[_Band]:
    """The row below the last coloured one, which stands as far below it as rows do and in its columns."""
    last = coloured[-1]
    own = [word.top for word in words if last.top <= word.top < last.bottom]
    end = last.bottom
    for line in lines_of([word for word in words if word.top > last.bottom - 1]):
        inset = (
            min(own, default=last.top) - last.top + _TOLERANCE if end == last.bottom else _LEADING * line.size
        )
        if line.top - end > inset or _flows_over(line, lefts):
            break
        if end == last.bottom and len({_column(word, lefts) for word in line.words}) < _LEAST_FILLED:
            break
        end = line.bottom
    if end > last.bottom:
        yield _Band(last.bottom, end + 1, is_coloured=False)


def _is_headed_again(run: Sequence[Grid], coloured: Sequence[_Band], words: Sequence[Word]) -> bool:
    """Whether a later one of the tables begins as the first does: each is a table of its own."""
    firsts = [next(band for band in coloured if band.top >= grid.tops[0]) for grid in run]
    said = [" ".join(word.text for word in _in(band, words)) for band in firsts]
    return any(text == said[0] for text in said[1:])


def _is_row(white: _Band, coloured: Sequence[_Band], words: Sequence[Word], lefts: Sequence[float]) -> bool:
    """Whether what stands between coloured rows is one row, all of its words within the columns."""
    highest = max(band.bottom - band.top for band in coloured)
    lines = lines_of(_in(white, words))
    is_low = white.bottom - white.top <= _TIMES_AS_HIGH * highest
    return is_low and bool(lines) and not any(_flows_over(line, lefts) for line in lines)


def _in(band: _Band, words: Sequence[Word]) -> list[Word]:
    return [word for word in words if band.top <= (word.top + word.bottom) / 2 < band.bottom]


def _column(word: Word, lefts: Sequence[float]) -> int:
    return max((at for at, left in enumerate(lefts) if left <= (word.x0 + word.x1) / 2), default=0)


def _flows_over(line: TextLine, lefts: Sequence[float]) -> bool:
    """Whether a line runs on over a place where columns part."""
    is_crossed = any(word.x0 < left - 1 and left + 1 < word.x1 for word in line.words for left in lefts[1:])
    return is_crossed or any(
        before.x1 <= left + 1 and after.x0 >= left - 1 and after.x0 - before.x1 < _FLOWS * line.size
        for before, after in pairwise(line.words)
        for left in lefts[1:]
    )


def _holes(
    bands: Sequence[_Band], boxes: Sequence[Box], words: Sequence[Word], lefts: Sequence[float], right: float
) -> Iterator[Box]:
    """The cells of the places that no area covers. One goes on from the row above beside a coloured row that
    leaves the place white, unless words begin there as high as those of the row."""
    for left, end in pairwise((*lefts, right)):
        top: float | None = None
        for above, band in zip((None, *bands), bands, strict=False):
            if any(_covers(box, (left + end) / 2, band) for box in boxes):
                if top is not None:
                    yield left, top, end, band.top
                top = None
            elif top is None:
                top = band.top
            elif above and (not (above.is_coloured or band.is_coloured) or _begins(band, words, left, end)):
                yield left, top, end, band.top
                top = band.top
        if top is not None:
            yield left, top, end, bands[-1].bottom


def _covers(box: Box, x: float, band: _Band) -> bool:
    return box[0] < x < box[2] and box[1] < (band.top + band.bottom) / 2 < box[3]


def _begins(band: _Band, words: Sequence[Word], left: float, end: float) -> bool:
    """Whether the first words of a place stand as high as the first of the whole row."""
    row = _in(band, words)
    own = [word.top for word in row if left <= (word.x0 + word.x1) / 2 < end]
    return bool(own) and min(own) - min(word.top for word in row) < _TOLERANCE
