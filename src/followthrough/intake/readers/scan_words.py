"""The words in a picture, as the recogniser reads them, each with how sure it is."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from rapidocr import RapidOCR

from followthrough.intake.readers.pdf_marks import Box
from followthrough.intake.readers.pdf_page import Word
from followthrough.intake.readers.scan_picture import Picture

# The recogniser draws its boxes a little outside of the letters, as a part of their height.
_BOX_MARGIN = 0.15
# All of them each time: it remembers what it was asked last.
_FIND_AND_READ = {"use_det": True, "use_rec": True, "use_cls": False, "return_word_box": True}
_FIND = {**_FIND_AND_READ, "use_rec": False}
_READ = {**_FIND_AND_READ, "use_det": False, "return_word_box": False}


@cache
def _recogniser() -> Any:
    # It takes its models out of its own package and fetches nothing.
    return RapidOCR(params={"Global.log_level": "critical"})


def runs_upwards(picture: Picture) -> bool:
    """Whether most lines of words run up or down the picture."""
    found = _recogniser()(picture.pixels, **_FIND)
    boxes = [_box_around(corners, picture.scale) for corners in ([] if found.boxes is None else found.boxes)]
    return sum(bottom - top > x1 - x0 for x0, top, x1, bottom in boxes) * 2 > len(boxes)


def words_in(picture: Picture) -> list[Word]:
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


def word_alone(picture: Picture, box: Box) -> Word | None:
    """What stands in one cell, given as a box in points, and was overlooked on the page; None for nothing."""
    found = _recogniser()(picture.cut(box, margin=2), **_READ)
    text = " ".join(found.txts or ()).strip()
    return _word(text, float(min(found.scores)), box) if text else None
