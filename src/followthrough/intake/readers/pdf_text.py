"""Words on a page as a person reads them: lines from top to bottom, lines that run on as paragraphs, and
which of these are headings.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.kinds.prose import join_texts
from followthrough.intake.readers.pdf_page import Word

_BULLET = re.compile(r"[•●▪◦·‣–-]$|(?:\(?[a-z0-9]{1,2}[.)])$")
_STOPS = (".", "!", "?", ":", ";")
# In parts of the size of the letters.
_SAME_LINE, _PARAGRAPH_GAP, _MORE_THAN_USUAL, _BLANK = 0.5, 0.45, 0.2, 0.6
_FARTHEST_LINE = 1.2
_GAPS_THAT_TELL = 3
_LONGEST_HEADING = 150
_LARGER = 1.15
_PROSE_WORDS = 12


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words that stand side by side, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with a blank between each two."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """The top of its highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The bottom of its lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of its letters."""
        return median(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.is_bold for word in self.words)


def lines_of(words: Iterable[Word]) -> list[TextLine]:
    """The words in lines, from top to bottom; a word belongs to the line whose middle it overlaps."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        middle = (word.top + word.bottom) / 2
        last = lines[-1] if lines else None
        if last and abs(middle - (last[0].top + last[0].bottom) / 2) < _SAME_LINE * word.size:
            last.append(word)
        else:
            lines.append([word])
    return [TextLine(tuple(sorted(line, key=lambda word: word.x0))) for line in lines]


def line_gap(cells: Iterable[Sequence[Word]]) -> float:
    """How far apart the lines of a table's cells are, as a part of the size of their letters: nearly all are
    so far at the least, as in a table set with a line and a half."""
    gaps = sorted(_gap(before, line) for words in cells for before, line in pairwise(lines_of(words)))
    return gaps[len(gaps) // 10] if len(gaps) >= _GAPS_THAT_TELL else 0.0


def cell_text(words: Sequence[Word], right: float, gap: float = 0.0) -> str:
    """What a cell says whose text could run as far as `right`, its paragraphs parted; `gap` as `line_gap`
    tells it."""
    if words and all(word.is_turned for word in words):
        return " ".join(word.text for word in words)
    lines = lines_of(words)
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        if _fills_cell(before, right):
            # A word longer than its cell is wide is cut anywhere.
            text = join_texts(text, line.text)
        else:
            text += _seam(before, line, right, max(_PARAGRAPH_GAP, gap + _MORE_THAN_USUAL)) + line.text
    return text


def _gap(before: TextLine, line: TextLine) -> float:
    return (line.top - before.bottom) / max(line.size, 1.0)


def _fills_cell(line: TextLine, right: float) -> bool:
    is_word = re.fullmatch(r"\W*[A-Za-z]+", line.text) is not None
    return is_word and right - line.x1 < _BLANK * line.size


def _seam(before: TextLine, line: TextLine, right: float, paragraph_gap: float) -> str:
    """What stands between two lines of a cell: nothing in a cut word, a blank, or the end of a paragraph."""
    if (_gap(before, line) > paragraph_gap and not _goes_on(before, line, right)) or _BULLET.match(
        line.words[0].text
    ):
        return PARAGRAPH
    room = right - before.x1
    if room > line.words[0].x1 - line.x0 + _spare(before, line):
        return PARAGRAPH
    return "" if _is_cut(before, line, room) else " "


def _spare(before: TextLine, line: TextLine) -> float:
    """How much more room than its first word takes a line must have had above it, to be the first of a
    paragraph rather than wrapped: the second of two owners begins with a capital."""
    if before.text.endswith(_STOPS):
        return max(line.size, 1.0)
    begins = line.words[0].text[:1].isupper() and before.text[-1:].isalnum()
    return _BLANK * line.size if begins else inf


def _goes_on(before: TextLine, line: TextLine, right: float) -> bool:
    """Whether a sentence goes on in a line that stands far below: its first word had no room above."""
    has_room = right - before.x1 > line.words[0].x1 - line.x0 + _BLANK * line.size
    is_near = _gap(before, line) < _FARTHEST_LINE
    return is_near and not has_room and line.text[:1].islower() and not before.text.endswith(_STOPS)


def _is_cut(before: TextLine, line: TextLine, room: float) -> bool:
    """Whether a word goes on in the next line: after a hyphen, or where a ref filled its narrow cell."""
    first = line.words[0].text
    if re.search(r"[A-Za-z]-$", before.text) and first[:1].islower():
        return True
    is_full = len(before.words) == 1 and room < before.size
    return is_full and re.search(r"\d[./-]?$|[./][A-Za-z]*$", before.text) is not None and first[:1].isdigit()


def paragraphs_of(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines outside tables as paragraphs: a line goes on with the one above that is as large, as bold, close
    by, and nearly as long as the longest."""
    right = max((line.x1 for line in lines), default=0.0)
    found: list[list[TextLine]] = []
    for line in lines:
        if found and _runs_on(found[-1][-1], line, right):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _runs_on(before: TextLine, line: TextLine, right: float) -> bool:
    size = max(line.size, 1.0)
    is_alike = abs(before.size - line.size) < 0.5 and before.is_bold == line.is_bold
    is_near = -size < line.top - before.bottom < _PARAGRAPH_GAP * size
    is_full = right - before.x1 < line.words[0].x1 - line.x0 + size
    return is_alike and is_near and is_full and not _BULLET.match(line.words[0].text)


Paragraph = Sequence[TextLine]
LevelOf = Callable[[Paragraph], int | None]


def levels_of(paragraphs: Sequence[Paragraph], usual_size: float) -> LevelOf:
    """A function that gives a paragraph's depth as a heading, None for a plain one: by the size of its
    letters, then by boldness. `usual_size` is that of most letters of the document; where there is prose, its
    letters are what headings are larger than."""
    prose = Counter(_size(each) for each in paragraphs if _count_words(each) >= _PROSE_WORDS)
    plain = max(usual_size, prose.most_common(1)[0][0] if prose else 0.0)
    sizes = sorted(
        {_size(each) for each in paragraphs if _is_short(each) and _size(each) > _LARGER * plain},
        reverse=True,
    )

    def level_of(paragraph: Paragraph) -> int | None:
        if not _is_short(paragraph):
            return None
        if _size(paragraph) in sizes:
            return sizes.index(_size(paragraph)) + 1
        is_heading = all(line.is_bold for line in paragraph) and not paragraph[-1].text.endswith((".", ":"))
        return len(sizes) + 1 if is_heading else None

    return level_of


def _size(paragraph: Paragraph) -> float:
    return round(paragraph[0].size)


def _count_words(paragraph: Paragraph) -> int:
    return sum(len(line.words) for line in paragraph)


def _is_short(paragraph: Paragraph) -> bool:
    return sum(len(line.text) for line in paragraph) <= _LONGEST_HEADING
