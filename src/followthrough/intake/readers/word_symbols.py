"""The signs that Word draws with fonts of pictures, as letters that every program knows."""

from collections.abc import Mapping

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

# What stands at each place of the fonts that are used for ticks, crosses and dots.
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x6C: "●", 0x6E: "■",
        0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xA7: "▪", 0x9F: "•", 0xD8: "➢", 0x76: "❖", 0xDF: "←", 0xE0: "→",
        0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xAB: "★", 0x20: " ",
    },
    "wingdings 2": {
        0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x97: "●", 0x98: "●",
        0x20: " ",
    },
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x20: " "},
    "symbol": {0xB7: "•", 0xD6: "✓", 0x20: " "},
}  # fmt: skip


def symbol(element: Element) -> str:
    """The sign of a w:sym element; "" where it names none."""
    try:
        code = int(element.get(qn("w:char"), ""), 16)
    except ValueError:
        return ""
    font = _FONTS.get(element.get(qn("w:font"), "").lower(), {})
    return font.get(code & 0xFF) or (chr(code) if 0 < code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF else "")


def font_of_pictures(run: Element) -> Mapping[int, str]:
    """What the letters of a run are drawn as; empty for a run in a font of letters."""
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    name = fonts.get(qn("w:ascii"), "") if fonts is not None else ""
    return _FONTS.get(name.lower(), {})


def drawn(text: str, font: Mapping[int, str]) -> str:
    """A text as a font of pictures draws it; a letter whose picture is not known stays."""
    return "".join(font.get(ord(letter) & 0xFF, letter) for letter in text) if font else text
