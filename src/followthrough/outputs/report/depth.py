"""The short paper: without the list of every action, and of each update its first paragraph alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from followthrough.outputs.report.blocks import Line, Section
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.stand import Stand

_NOTE = "appendix"
_BLANK_LINE = re.compile(r"\n\s*\n")
_AFTER = "of each update, what comes after its first paragraph"


def in_first_paragraphs(position: Position) -> Position:
    """The same position with the first paragraph of each update; it counts no otherwise."""
    return replace(
        position,
        stands=[_in_first_paragraph(each) for each in position.stands],
        gone=[_in_first_paragraph(each) for each in position.gone],
    )


def _in_first_paragraph(stand: Stand) -> Stand:
    first = _first_paragraph(stand.text)
    return replace(stand, text=f"{first} …") if first != stand.text.strip() else stand


def _first_paragraph(text: str) -> str:
    """Up to the first blank line; of a text without one, its first line."""
    plain = text.strip()
    first, *_ = _BLANK_LINE.split(plain, maxsplit=1)
    return (first if first != plain else plain.split("\n", 1)[0]).strip()


def without_the_list(sections: Sequence[Section], position: Position) -> list[Section]:
    """The sections of a short paper, and last what it leaves out and where that is."""
    lists = [each.heading.removeprefix("Appendix A: ") for each in sections if each.is_appendix]
    is_cut = any(each.text.strip() != _first_paragraph(each.text) for each in position.stands)
    left_out = [*lists, *([_AFTER] if is_cut else [])]
    shown = [each for each in sections if not each.is_appendix]
    if not left_out:
        return shown
    words = (
        f"Left out: {' and, '.join(left_out)}. All of it is in the JSON file of this report and in the "
        "report “In its own shape”."
    )
    # The key of an appendix, whose place in a body's template it takes.
    note = Section(_NOTE, "What this short paper leaves out", [Line(words)], is_plain=True)
    return [*shown, note]


def says_what_is_left_out(sections: Sequence[Section]) -> bool:
    """Whether a paper is short and ends with what it leaves out."""
    return any(each.key == _NOTE and each.is_plain for each in sections)
