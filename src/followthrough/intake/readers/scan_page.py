"""One scanned page: its picture the right way up, its ruled lines, its words and its coloured cells."""

from collections.abc import Iterator, Sequence

import pypdfium2

from followthrough.intake.readers.pdf_grids import find_grids
from followthrough.intake.readers.pdf_marks import Box
from followthrough.intake.readers.pdf_page import Page, Word
from followthrough.intake.readers.scan_doubts import LEAST_CONFIDENCE
from followthrough.intake.readers.scan_picture import Picture, fill_in, has_ink, picture_of, ruled_lines
from followthrough.intake.readers.scan_words import runs_upwards, word_alone, words_in

_SIDEWAYS = (90, 270)
# A plain picture gives a sign or two of which nothing is certain; a faint page has many words.
_MOST_MARKS = 2


def read_scanned(page: pypdfium2.PdfPage, number: int) -> Page:
    """What stands on the picture of a page, places in points as on a page that has words."""
    picture, words = _upright(page)
    read = Page(number, words, ruled_lines(picture), has_picture=True, is_scanned=True)
    boxes = [box for grid in find_grids(read) for box in grid.boxes]
    read.fills = [fill for box in boxes if (fill := fill_in(picture, box))]
    read.words += _missed(picture, boxes, words)
    return Page(number, has_picture=True) if _are_marks(read.words) else read


def _are_marks(words: Sequence[Word]) -> bool:
    """Whether what was read are marks of a picture that has no words, such as a logo's circle for an O."""
    return len(words) <= _MOST_MARKS and all(word.confidence < LEAST_CONFIDENCE for word in words)


def _upright(page: pypdfium2.PdfPage) -> tuple[Picture, list[Word]]:
    """The picture as a person would turn it, with its words."""
    picture = picture_of(page)
    turns = _SIDEWAYS if runs_upwards(picture) else (0,)
    pictures = [picture_of(page, turn).straightened() for turn in turns]
    return max(((each, words_in(each)) for each in pictures), key=lambda found: _sureness(found[1]))


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
        if has_ink(picture, box) and (word := word_alone(picture, box)):
            yield word
