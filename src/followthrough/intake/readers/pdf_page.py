"""What stands on a page of a PDF: words, ruled edges and filled areas, turned so that a reader can read them;
and what a tagged page says under each of its marks, with the blanks as they stand in the file.

Places are in points from the left and the top of the page as it is read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTPage

Box = tuple[float, float, float, float]
_Turn = tuple[int, int]
_UPRIGHT: _Turn = (1, 0)
# In parts of the size of the letters: a wider blank parts words, a higher step parts lines.
WORD_GAP, LINE_STEP = 0.22, 0.5
_BOLD_NAMES = ("bold", "black", "heavy")
_ARTIFACT = "Artifact"
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_THIN = 3.0
_LIGHTEST = 0.97


class Word(NamedTuple):
    """One word with the box that it fills. `is_turned` where it runs up or down beside upright words.

    `confidence`, 0 to 1, is less than 1 where the word was read from a picture.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    is_bold: bool
    is_turned: bool = False
    confidence: float = 1.0


class Edge(NamedTuple):
    """A straight ruled line: across where top and bottom agree, else upright."""

    x0: float
    top: float
    x1: float
    bottom: float


class Fill(NamedTuple):
    """A filled area and its rrggbb."""

    box: Box
    colour: str


class Run(NamedTuple):
    """Letters side by side on one line of page `page`, blanks among them. Pages count from 1."""

    text: str
    box: Box
    size: float
    is_bold: bool
    page: int


@dataclass(slots=True)
class Marks:
    """The runs of a page under their marks; `beside` has those under none, such as page numbers.

    `unmarked` counts the letters that the file calls neither content nor decoration.
    """

    runs: dict[int, list[Run]] = field(default_factory=dict)
    beside: list[Run] = field(default_factory=list)
    unmarked: int = 0

    def letters(self, numbers: Iterable[int]) -> int:
        """How many letters stand under these marks."""
        return sum(len(run.text.strip()) for number in numbers for run in self.runs.get(number, ()))


@dataclass
class Page:
    """A page as it is read."""

    number: int
    words: list[Word] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    has_picture: bool = False
    is_scanned: bool = False
    marks: Marks = field(default_factory=Marks)


class _Letter(NamedTuple):
    text: str
    box: Box
    turn: _Turn
    size: float
    is_bold: bool


def read_page(layout: LTPage, number: int, *, is_tagged: bool = False) -> Page:
    """The `number`th page of a document, from how its letters and lines are laid out; with its marks where
    the document `is_tagged`."""
    parts = list(_parts(layout))
    letters = list(_letters(part for part in parts if isinstance(part, LTChar)))
    turn = Counter(letter.turn for letter in letters if letter.text.strip()).most_common(1)
    place = _placing(turn[0][0] if turn else _UPRIGHT, layout.width, layout.height)
    page = Page(number, has_picture=any(isinstance(part, LTImage) for part in parts))
    page.words = list(_words(letters, turn[0][0] if turn else _UPRIGHT, place, layout))
    for part in parts:
        if isinstance(part, LTCurve):
            _take_drawing(part, place, page)
    if is_tagged:
        page.marks = _marks_of((part for part in parts if isinstance(part, LTChar)), place, number)
    return page


def _parts(container: LTContainer[Any]) -> Iterator[Any]:
    for part in container:
        if isinstance(part, LTContainer):
            yield from _parts(part)
        else:
            yield part


def _letters(characters: Iterable[LTChar]) -> Iterator[_Letter]:
    """The letters in the order in which they are written, those that are drawn twice for boldness once."""
    seen: set[tuple[str, int, int]] = set()
    for character in characters:
        text = _letters_said(character)
        mark = (text, round(character.x0 * 2), round(character.y0 * 2))
        if mark in seen and text.strip():
            continue
        seen.add(mark)
        a, b = character.matrix[:2]
        turn = (1 if a > 0 else -1, 0) if abs(a) >= abs(b) else (0, 1 if b > 0 else -1)
        size = max(character.height if turn[0] else character.width, 1.0)
        yield _Letter(text, character.bbox, turn, size, _is_bold(character))


def _letters_said(character: LTChar) -> str:
    """The letters that a sign of a page stands for: those that are drawn as one are told apart."""
    return character.get_text().translate(_LIGATURES)


def _is_bold(character: LTChar) -> bool:
    name = (character.fontname or "").lower()
    return any(word in name for word in _BOLD_NAMES)


def _placing(turn: _Turn, width: float, height: float) -> Callable[[Box], Box]:
    """How a box measured from the lower left corner stands on a page whose words run in the `turn`."""

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = box
        match turn:
            case (0, 1):
                return y0, x0, y1, x1
            case (0, -1):
                return height - y1, width - x1, height - y0, width - x0
            case (-1, 0):
                return width - x1, y0, width - x0, y1
            case _:
                return x0, height - y1, x1, height - y0

    return place


def _words(
    letters: list[_Letter], main: _Turn, place: Callable[[Box], Box], layout: LTPage
) -> Iterator[Word]:
    run: list[_Letter] = []
    boxes: list[Box] = []
    placings = {
        turn: _placing(turn, layout.width, layout.height) for turn in {letter.turn for letter in letters}
    }
    for letter in letters:
        box = placings[letter.turn](letter.box)
        if run and (not letter.text.strip() or _parts_words(run[-1], boxes[-1], letter, box)):
            yield _word(run, main, place)
            run, boxes = [], []
        if letter.text.strip():
            run.append(letter)
            boxes.append(box)
    if run:
        yield _word(run, main, place)


def _parts_words(before: _Letter, box_before: Box, letter: _Letter, box: Box) -> bool:
    size = min(before.size, letter.size)
    gap = box[0] - box_before[2]
    return (
        before.turn != letter.turn
        or gap > WORD_GAP * size
        or gap < -size
        or abs(box[3] - box_before[3]) > LINE_STEP * size
    )


def _word(run: list[_Letter], main: _Turn, place: Callable[[Box], Box]) -> Word:
    whole = (
        min(letter.box[0] for letter in run), min(letter.box[1] for letter in run),
        max(letter.box[2] for letter in run), max(letter.box[3] for letter in run),
    )  # fmt: skip
    text = "".join(letter.text for letter in run).replace("\u00ad", "")
    x0, top, x1, bottom = place(whole)
    bold = all(letter.is_bold for letter in run)
    return Word(text, x0, top, x1, bottom, run[0].size, bold, run[0].turn != main)


def _take_drawing(drawing: LTCurve, place: Callable[[Box], Box], page: Page) -> None:
    x0, top, x1, bottom = place(drawing.bbox)
    colour = _rrggbb(drawing.non_stroking_color) if drawing.fill else None
    if not drawing.stroke and colour is None and drawing.fill:
        return
    if x1 - x0 <= _THIN or bottom - top <= _THIN:
        page.edges.append(_thin(x0, top, x1, bottom))
        return
    if not _is_box(drawing, drawing.bbox):
        return
    page.edges += [
        Edge(x0, top, x1, top), Edge(x0, bottom, x1, bottom),
        Edge(x0, top, x0, bottom), Edge(x1, top, x1, bottom),
    ]  # fmt: skip
    if colour:
        page.fills.append(Fill((x0, top, x1, bottom), colour))


def _is_box(drawing: LTCurve, box: Box) -> bool:
    """Whether four corners are those of the box around them: the strokes of a letter laid across the page,
    as of a watermark, have four as well."""
    x0, y0, x1, y1 = box
    return len(drawing.pts) in (4, 5) and all(
        min(abs(x - x0), abs(x - x1)) < 1 and min(abs(y - y0), abs(y - y1)) < 1 for x, y in drawing.pts
    )


def _thin(x0: float, top: float, x1: float, bottom: float) -> Edge:
    """A line, or the narrow box that a line is drawn as, through its middle."""
    if x1 - x0 > bottom - top:
        return Edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    return Edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _rrggbb(colour: object) -> str | None:
    """The rrggbb of a grey, RGB or CMYK colour; None for white and for what is none of these."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return None
    match [min(max(float(part), 0.0), 1.0) for part in parts]:
        case [grey]:
            rgb = [grey, grey, grey]
        case [red, green, blue]:
            rgb = [red, green, blue]
        case [cyan, magenta, yellow, black]:
            rgb = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
        case _:
            return None
    return None if min(rgb) >= _LIGHTEST else "".join(f"{round(part * 255):02x}" for part in rgb)


class _MarkedLetter(NamedTuple):
    text: str
    box: Box
    size: float
    is_bold: bool
    mark: int | None
    tag: str | None


def _marks_of(characters: Iterable[LTChar], place: Callable[[Box], Box], page: int) -> Marks:
    """The marks of a page from its letters in the order in which they are written; `place` says where a box
    stands on the page as it is read."""
    marks = Marks()
    letters: list[_MarkedLetter] = []
    for character in characters:
        letter = _marked_letter(character, place)
        if letters and (letter.mark != letters[-1].mark or _begins_line(letters[-1], letter)):
            _take(letters, page, marks)
            letters = []
        letters.append(letter)
    if letters:
        _take(letters, page, marks)
    return marks


def _marked_letter(character: Any, place: Callable[[Box], Box]) -> _MarkedLetter:
    box = place(character.bbox)
    text, size = _letters_said(character), max(box[3] - box[1], 1.0)
    return _MarkedLetter(text, box, size, _is_bold(character), character.mcid, character.tag)


def _begins_line(before: _MarkedLetter, letter: _MarkedLetter) -> bool:
    size = min(before.size, letter.size)
    is_lower = abs(letter.box[3] - before.box[3]) > LINE_STEP * size
    return is_lower or letter.box[0] < before.box[0] - size


def _take(letters: Sequence[_MarkedLetter], page: int, marks: Marks) -> None:
    run, first = _run(letters, page), letters[0]
    if first.mark is not None:
        marks.runs.setdefault(first.mark, []).append(run)
    elif run.text.strip():
        marks.beside.append(run)
        marks.unmarked += 0 if first.tag == _ARTIFACT else len(run.text.strip())


def _run(letters: Sequence[_MarkedLetter], page: int) -> Run:
    text = letters[0].text
    for before, letter in pairwise(letters):
        is_parted = letter.box[0] - before.box[2] > WORD_GAP * letter.size
        text += (" " if is_parted else "") + letter.text
    box = (
        min(letter.box[0] for letter in letters), min(letter.box[1] for letter in letters),
        max(letter.box[2] for letter in letters), max(letter.box[3] for letter in letters),
    )  # fmt: skip
    is_bold = all(letter.is_bold for letter in letters)
    return Run(text.replace("\u00ad", ""), box, letters[0].size, is_bold, page)


def fill_of(box: Box, fills: Iterable[Fill]) -> str | None:
    """The colour that was drawn last behind the middle of a box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    found = None
    for (x0, top, x1, bottom), colour in fills:
        if x0 <= x <= x1 and top <= y <= bottom:
            found = colour
    return found
