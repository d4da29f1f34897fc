"""What a tagged page says under each of its marks, with the blanks as they stand in the file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from followthrough.intake.kinds.prose import join_texts

Box = tuple[float, float, float, float]
_ARTIFACT = "Artifact"
# In parts of the size of the letters: a wider blank parts words, a higher step begins a line.
_WORD_GAP, _LINE_STEP = 0.22, 0.5
_MOSTLY = 0.5
_BOLD_NAMES = ("bold", "black", "heavy")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


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


class _Letter(NamedTuple):
    text: str
    box: Box
    size: float
    is_bold: bool
    mark: int | None
    tag: str | None


def marks_of(characters: Iterable[Any], place: Callable[[Box], Box], page: int) -> Marks:
    """The marks of a page from its letters in the order in which they are written; `place` says where a box
    stands on the page as it is read."""
    marks = Marks()
    letters: list[_Letter] = []
    for character in characters:
        letter = _letter(character, place)
        if letters and (letter.mark != letters[-1].mark or _begins_line(letters[-1], letter)):
            _take(letters, page, marks)
            letters = []
        letters.append(letter)
    if letters:
        _take(letters, page, marks)
    return marks


def _letter(character: Any, place: Callable[[Box], Box]) -> _Letter:
    box = place(character.bbox)
    name = (character.fontname or "").lower()
    bold = any(word in name for word in _BOLD_NAMES)
    return _Letter(
        letters_said(character), box, max(box[3] - box[1], 1.0), bold, character.mcid, character.tag
    )


def letters_said(character: Any) -> str:
    """The letters that a sign of a page stands for: those that are drawn as one are told apart."""
    text: str = character.get_text()
    return text.translate(_LIGATURES)


def _begins_line(before: _Letter, letter: _Letter) -> bool:
    size = min(before.size, letter.size)
    is_lower = abs(letter.box[3] - before.box[3]) > _LINE_STEP * size
    return is_lower or letter.box[0] < before.box[0] - size


def _take(letters: Sequence[_Letter], page: int, marks: Marks) -> None:
    run, first = _run(letters, page), letters[0]
    if first.mark is not None:
        marks.runs.setdefault(first.mark, []).append(run)
    elif run.text.strip():
        marks.beside.append(run)
        marks.unmarked += 0 if first.tag == _ARTIFACT else len(run.text.strip())


def _run(letters: Sequence[_Letter], page: int) -> Run:
    text = letters[0].text
    for before, letter in pairwise(letters):
        is_parted = letter.box[0] - before.box[2] > _WORD_GAP * letter.size
        text += (" " if is_parted else "") + letter.text
    box = (
        min(it.box[0] for it in letters), min(it.box[1] for it in letters),
        max(it.box[2] for it in letters), max(it.box[3] for it in letters),
    )  # fmt: skip
    is_bold = all(letter.is_bold for letter in letters)
    return Run(text.replace("\u00ad", ""), box, letters[0].size, is_bold, page)


def says_its_blanks(paragraphs: Iterable[Sequence[Run]]) -> bool:
    """Whether a file writes the blank at the end of a line that goes on: then a line without one ends inside
    a word."""
    ends = [
        before.text.endswith(" ") or after.text.startswith(" ")
        for runs in paragraphs
        for before, after in pairwise(runs)
        if not _is_beside(before, after)
    ]
    return sum(ends) > _MOSTLY * len(ends)


def text_of(runs: Sequence[Run], blanks_are_said: bool) -> str:
    """A paragraph as one line of text."""
    text = runs[0].text if runs else ""
    for before, after in pairwise(runs):
        if _is_beside(before, after):
            gap = after.box[0] - before.box[2] > _WORD_GAP * after.size
            text += (" " if gap else "") + after.text
        elif blanks_are_said or text.endswith(" "):
            text += after.text
        else:
            text = join_texts(text, after.text)
    return " ".join(text.split())


def _is_beside(before: Run, after: Run) -> bool:
    is_level = abs(before.box[3] - after.box[3]) < _LINE_STEP * max(min(before.size, after.size), 1.0)
    return before.page == after.page and is_level and after.box[0] > before.box[0] - after.size
