"""One scanned page: its picture, made straight, with its ruled lines, its coloured cells and its words as the
recogniser reads them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import pypdfium2
from rapidocr import RapidOCR

from followthrough.intake.readers.pdf_grids import find_grids
from followthrough.intake.readers.pdf_page import Box, Edge, Fill, Page, Word
from followthrough.intake.readers.scan import LEAST_CONFIDENCE

Pixels = np.ndarray[Any, np.dtype[Any]]

POINTS_AN_INCH = 72
DOTS_AN_INCH = 200
# A page of this paper size or larger is read at fewer dots an inch.
MOST_PIXELS = 9_000_000
# In points: shorter strokes are parts of letters.
_SHORTEST_ACROSS, _SHORTEST_DOWN = 30, 20
_WIDEST_GAP = 2
# In points, and as a part of the height of a table.
_NEAR, _LEAST_OF_A_TABLE = 3, 0.15
# In degrees: paper lies a little askew in a scanner.
_MOST_ASKEW, _FINEST = 3.0, 0.1
_WIDTH_TO_STRAIGHTEN = 800
# Of 255: how far from white or grey paper a filled area is, by its lightest and its darkest part of a colour.
_LEAST_COLOUR = 40
_LEAST_INK = 0.005
_DARK = 128
_SIDEWAYS = (90, 270)
# A plain picture gives a sign or two of which nothing is certain; a faint page has many words.
_MOST_MARKS = 2
# The recogniser draws its boxes a little outside of the letters, as a part of their height.
_BOX_MARGIN = 0.15
# All of them each time: it remembers what it was asked last.
_FIND_AND_READ = {"use_det": True, "use_rec": True, "use_cls": False, "return_word_box": True}
_FIND = {**_FIND_AND_READ, "use_rec": False}
_READ = {**_FIND_AND_READ, "use_det": False, "return_word_box": False}


@dataclass(frozen=True)
class Picture:
    """A page's picture, blue, green and red by row and column, and how many pixels make a point."""

    pixels: Pixels
    scale: float

    @property
    def grey(self) -> Pixels:
        """The picture without its colours."""
        return cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY)

    def cut(self, box: Box, margin: float = 0) -> Pixels:
        """The pixels in a box given in points, `margin` points further in."""
        x0, top, x1, bottom = box
        left, right = int((x0 + margin) * self.scale), int((x1 - margin) * self.scale)
        upper, lower = int((top + margin) * self.scale), int((bottom - margin) * self.scale)
        return self.pixels[max(upper, 0) : max(lower, 0), max(left, 0) : max(right, 0)]

    def straightened(self) -> "Picture":
        """The same picture, turned by the few degrees by which it lies askew."""
        angle = _angle_of(self.grey)
        return self if abs(angle) < _FINEST else Picture(_turned(self.pixels, angle), self.scale)


def read_scanned(page: pypdfium2.PdfPage, number: int) -> Page:
    """What stands on the picture of a page, places in points as on a page that has words."""
    picture, words = _upright(page)
    read = Page(number, words, ruled_lines(picture), has_picture=True, is_scanned=True)
    boxes = [box for grid in find_grids(read) for box in grid.boxes]
    read.fills = [fill for box in boxes if (fill := _fill_in(picture, box))]
    read.words += _missed(picture, boxes, words)
    return Page(number, has_picture=True) if _are_marks(read.words) else read


def _are_marks(words: Sequence[Word]) -> bool:
    """Whether what was read are marks of a picture that has no words, such as a logo's circle for an O."""
    return len(words) <= _MOST_MARKS and all(word.confidence < LEAST_CONFIDENCE for word in words)


def _upright(page: pypdfium2.PdfPage) -> tuple[Picture, list[Word]]:
    """The picture as a person would turn it, with its words."""
    picture = _picture_of(page)
    turns = _SIDEWAYS if _runs_upwards(picture) else (0,)
    pictures = [_picture_of(page, turn).straightened() for turn in turns]
    return max(((each, _words_in(each)) for each in pictures), key=lambda found: _sureness(found[1]))


def _sureness(words: Sequence[Word]) -> float:
    return sum(word.confidence * len(word.text) for word in words)


def _missed(picture: Picture, boxes: Sequence[Box], words: Sequence[Word]) -> list[Word]:
    """What stands in cells that have ink and no words: a digit alone is easily overlooked on a page."""
    return list(_alone(picture, [box for box in boxes if not _has_words(box, words)]))


def _has_words(box: Box, words: Sequence[Word]) -> bool:
    x0, top, x1, bottom = box
    return any(
        x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
        for word in words
    )


def _alone(picture: Picture, boxes: Sequence[Box]) -> Iterator[Word]:
    for box in boxes:
        if _has_ink(picture, box) and (word := _word_alone(picture, box)):
            yield word


def _picture_of(page: pypdfium2.PdfPage, turn: int = 0) -> Picture:
    """The picture of a page, turned by so many degrees to the right."""
    width, height = page.get_size()
    scale = min(DOTS_AN_INCH / POINTS_AN_INCH, (MOST_PIXELS / (width * height)) ** 0.5)
    pixels = page.render(scale=scale, rotation=turn).to_numpy()
    return Picture(np.ascontiguousarray(pixels[..., :3]), scale)


def _angle_of(grey: Pixels) -> float:
    """By how many degrees a page lies askew: where it is straight, rows of pixels are full or empty."""
    small = cv2.resize(
        grey, (_WIDTH_TO_STRAIGHTEN, max(1, round(grey.shape[0] * _WIDTH_TO_STRAIGHTEN / grey.shape[1])))
    )
    ink = np.where(small < _DARK, 255, 0).astype(np.uint8)
    if not ink.any():
        return 0.0
    coarse = max(np.arange(-_MOST_ASKEW, _MOST_ASKEW + 0.5, 0.5), key=lambda angle: _evenness(ink, angle))
    fine = np.arange(coarse - 0.5, coarse + 0.5, _FINEST)
    return float(max([0.0, *fine], key=lambda angle: _evenness(ink, angle)))


def _evenness(ink: Pixels, angle: float) -> float:
    sums = _turned(ink, angle, paper=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(sums)).sum())


def _turned(pixels: Pixels, angle: float, paper: int = 255) -> Pixels:
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(pixels, turn, (width, height), borderValue=(paper, paper, paper))


def ruled_lines(picture: Picture) -> list[Edge]:
    """The ruled lines across and down a picture, in points."""
    ink = cv2.adaptiveThreshold(picture.grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 10)
    across = _strokes(ink, (round(_SHORTEST_ACROSS * picture.scale), 1), picture.scale)
    down = _strokes(ink, (1, round(_SHORTEST_DOWN * picture.scale)), picture.scale)
    edges = [Edge(x, y + height / 2, x + width, y + height / 2) for x, y, width, height in across]
    return edges + _columns_alone([Edge(x + w / 2, y, x + w / 2, y + height) for x, y, w, height in down])


def _columns_alone(down: list[Edge]) -> list[Edge]:
    """The lines down a picture, without strokes between the letters of a dark row, which stand beside lines
    that are many times as long and go on nowhere below."""
    return [
        edge for edge in down if _length_at(edge, down) >= _LEAST_OF_A_TABLE * _longest_beside(edge, down)
    ]


def _longest_beside(edge: Edge, down: list[Edge]) -> float:
    beside = (
        other for other in down if other.top - _NEAR <= edge.top and edge.bottom <= other.bottom + _NEAR
    )
    return max(other.bottom - other.top for other in beside)


def _length_at(edge: Edge, down: list[Edge]) -> float:
    return sum(other.bottom - other.top for other in down if abs(other.x0 - edge.x0) < _NEAR)


def _strokes(ink: Pixels, shape: tuple[int, int], scale: float) -> Iterator[Box]:
    """Left, top, width and height, in points, of what is as long as `shape` without a break."""
    gap = max(1, round(_WIDEST_GAP * scale))
    closed = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, np.ones((gap if shape[0] == 1 else 1, gap if shape[1] == 1 else 1), np.uint8)
    )
    long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
    outlines, _ = cv2.findContours(long, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        yield x / scale, y / scale, width / scale, height / scale


def _fill_in(picture: Picture, box: Box) -> Fill | None:
    """The colour of a cell's paper, None where it is white or grey."""
    inside = picture.cut(box, margin=2).reshape(-1, 3)
    if not len(inside):
        return None
    blue, green, red = (int(part) for part in np.median(inside, axis=0))
    if max(blue, green, red) - min(blue, green, red) < _LEAST_COLOUR:
        return None
    return Fill(box, f"{red:02x}{green:02x}{blue:02x}")


def _has_ink(picture: Picture, box: Box) -> bool:
    """Whether anything is written in a cell."""
    inside = picture.cut(box, margin=2)
    return bool(inside.size) and float((inside < _DARK).mean()) > _LEAST_INK


@cache
def _recogniser() -> Any:
    # It takes its models out of its own package and fetches nothing.
    return RapidOCR(params={"Global.log_level": "critical"})


def _runs_upwards(picture: Picture) -> bool:
    """Whether most lines of words run up or down the picture."""
    found = _recogniser()(picture.pixels, **_FIND)
    boxes = [_box_around(corners, picture.scale) for corners in ([] if found.boxes is None else found.boxes)]
    return sum(bottom - top > x1 - x0 for x0, top, x1, bottom in boxes) * 2 > len(boxes)


def _words_in(picture: Picture) -> list[Word]:
    """The words of a page, with their boxes in points and how sure of each the recogniser is, 0 to 1."""
    found = _recogniser()(picture.pixels, **_FIND_AND_READ)
    lines = found.word_results if found.txts else ()
    return [word for line in lines for word in _words(line, picture.scale)]


def _words(line: Sequence[Any], scale: float) -> Iterator[Word]:
    for text, confidence, corners in line:
        if text.strip():
            yield _word(text.strip(), float(confidence), _box_around(corners, scale))


def _box_around(corners: Sequence[Sequence[float]], scale: float) -> Box:
    across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(across) / scale, min(down) / scale, max(across) / scale, max(down) / scale


def _word(text: str, confidence: float, box: Box) -> Word:
    x0, top, x1, bottom = box
    margin = (bottom - top) * _BOX_MARGIN
    top, bottom = top + margin, bottom - margin
    return Word(text, x0, top, x1, bottom, bottom - top, is_bold=False, confidence=confidence)


def _word_alone(picture: Picture, box: Box) -> Word | None:
    """What stands in one cell, given as a box in points, and was overlooked on the page; None for nothing."""
    found = _recogniser()(picture.cut(box, margin=2), **_READ)
    text = " ".join(found.txts or ()).strip()
    return _word(text, float(min(found.scores)), box) if text else None
