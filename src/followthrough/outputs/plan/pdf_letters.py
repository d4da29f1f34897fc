"""Which letters the typefaces of a PDF have: a screen reader is promised that no sign stands for nothing."""

from collections.abc import Iterable
from functools import cache
from typing import Literal
from unicodedata import category, name

import fontpkg_source_sans_3
import typst

# No typeface is looked for on the machine: the same plan gives the same bytes wherever it is written.
STANDARD: Literal["ua-1"] = "ua-1"
_SURE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028)])) - {"\u00ad"}
_PROBE = b"""#set document(title: "Letters")
#set text(font: "Source Sans 3")
#sys.inputs.letters"""


@cache
def typefaces() -> typst.Fonts:
    """Source Sans, and for the signs that it has not, those that the library brings."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(fontpkg_source_sans_3.ROOT / "files")])


def names_of_missing(texts: Iterable[str]) -> dict[str, str]:
    """For each letter of the texts that can't be printed, what is printed in its place: its name in brackets,
    nothing for one that is not to be seen."""
    letters = sorted(set().union(*texts) - _SURE)
    return {letter: _in_words(letter) for letter in _missing("".join(letters))}


def _missing(letters: str) -> list[str]:
    if not letters or _can_be_printed(letters):
        return []
    if len(letters) == 1:
        return [letters]
    half = len(letters) // 2
    return [*_missing(letters[:half]), *_missing(letters[half:])]


@cache
def _can_be_printed(letters: str) -> bool:
    # A mark may fail on a letter that does not fail alone.
    between = " ".join(f"a{letter}a" for letter in letters)
    try:
        typst.compile(
            _PROBE,
            sys_inputs={"letters": between},
            font_paths=typefaces(),
            pdf_standards=STANDARD,
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True


def _in_words(letter: str) -> str:
    is_seen = category(letter)[0] not in "CZ"
    return f"[{name(letter, 'unknown sign').lower()}]" if is_seen else " " if category(letter) == "Cc" else ""
