"""How the cells of a workbook look and what their numbers stand for, worked out once for each style."""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from lxml.etree import _Element as Element

from followthrough.intake.readers.excel_colours import colour_of, fill_of

Part = TypeVar("Part")

# The number formats that a file names by number alone (ECMA-376, 18.8.30).
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "mm-dd-yy", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mmss.0", 49: "@",
}  # fmt: skip
_GENERAL = "General"
# What is in quotation marks, and in square brackets but for lengths of time, is no part of a date.
_NO_PART = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_DURATION = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
_NO = ("0", "false", "off")


class Look(NamedTuple):
    """How a cell of one style looks, and how its number is shown: as a moment, a length of time or a number.

    `fill` is the colour of the cell, `colour` that of its letters where they have one of their own.
    """

    bold: bool = False
    fill: str | None = None
    colour: str | None = None
    number_format: str = _GENERAL
    is_moment: bool = False
    is_duration: bool = False
    is_crossed_out: bool = False
    indent: int = 0


PLAIN = Look()


def read_styles(root: Element, theme: list[str]) -> list[Look]:
    """The looks of a workbook by the number that its cells name. Raises ValueError for a damaged part."""
    formats = _BUILT_IN | {
        int(it.get("numFmtId", 0)): it.get("formatCode", _GENERAL) for it in _listed(root, "numFmts")
    }
    fonts = [
        (has_mark(font, "b"), colour_of(font, theme), has_mark(font, "strike"))
        for font in _listed(root, "fonts")
    ]
    fills = [fill_of(fill, theme) for fill in _listed(root, "fills")]
    return [
        _look(
            *_at(fonts, style.get("fontId"), (False, None, False)),
            _at(fills, style.get("fillId"), None),
            formats.get(int(style.get("numFmtId") or 0), _GENERAL),
        )._replace(indent=_indent(style))
        for style in _listed(root, "cellXfs")
    ]


def _look(bold: bool, colour: str | None, is_crossed_out: bool, fill: str | None, number_format: str) -> Look:
    first = number_format.split(";", maxsplit=1)[0]
    is_moment = number_format != _GENERAL and _DATE_LETTER.search(_NO_PART.sub("", first)) is not None
    is_duration = _DURATION.search(first) is not None
    return Look(bold, fill, colour, number_format, is_moment, is_duration, is_crossed_out)


def _indent(style: Element) -> int:
    alignment = style.find("{*}alignment")
    indent = alignment.get("indent", "") if alignment is not None else ""
    return int(indent) if indent.isdecimal() else 0


def _listed(root: Element, name: str) -> list[Element]:
    return list(root.iterfind(f"{{*}}{name}/{{*}}*"))


def has_mark(font: Element, name: str) -> bool:
    """Whether a font is bold ("b"), crossed out ("strike") or the like."""
    mark = font.find(f"{{*}}{name}")
    return mark is not None and mark.get("val") not in _NO


def _at(parts: Sequence[Part], number: str | None, without: Part) -> Part:
    place = int(number or 0)
    return parts[place] if 0 <= place < len(parts) else without
