"""Which paragraphs of a PDF are headings, and how deep: by the size of their letters, then by boldness."""

from collections import Counter
from collections.abc import Callable, Sequence

from followthrough.intake.readers.pdf_text import TextLine

_LONGEST_HEADING = 150
_LARGER = 1.15
_PROSE_WORDS = 12
Paragraph = Sequence[TextLine]
LevelOf = Callable[[Paragraph], int | None]


def levels_of(paragraphs: Sequence[Paragraph], usual_size: float) -> LevelOf:
    """A function that gives a paragraph's depth as a heading, None for a plain one. `usual_size` is that of
    most letters of the document; where there is prose, its letters are what headings are larger than."""
    prose = Counter(_size(it) for it in paragraphs if _count_words(it) >= _PROSE_WORDS)
    plain = max(usual_size, prose.most_common(1)[0][0] if prose else 0.0)
    sizes = sorted(
        {_size(it) for it in paragraphs if _is_short(it) and _size(it) > _LARGER * plain}, reverse=True
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
