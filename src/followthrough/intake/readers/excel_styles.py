"""How the cells of a workbook look, worked out once for each style, and the text that a number format shows
for a value. Colours are kept as numbers, as those of a theme, and with a tint.
"""

import re
from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar

from lxml.etree import LxmlError
from lxml.etree import _Element as Element

from followthrough.intake.readers.package import root_of

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
# The order in which cells number theme colours; the theme lists dark before light (ECMA-376, 20.1.6.2).
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
# The colours that older files name by number (ECMA-376, 18.8.27); the first eight are named twice.
_FIRST_EIGHT = "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff"
_NUMBERED = (
    f"{_FIRST_EIGHT} {_FIRST_EIGHT} "
    "800000 008000 000080 808000 800080 008080 c0c0c0 808080 9999ff 993366 ffffcc ccffff 660066 ff8080 "
    "0066cc ccccff 000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff 00ccff ccffff ccffcc ffff99 "
    "99ccff ff99cc cc99ff ffcc99 3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 003366 339966 "
    "003300 333300 993300 993366 333399 333333"
).split()
_NOT_SHOWN = re.compile(r'\[[^\]]*\]|_.|\*.|"[^"]*"|\\(.)')
_DATE_PART = re.compile(r"d+|m+|y+", re.IGNORECASE)
_DATE_PATTERN = re.compile(
    r"d{0,4}[-/. ,]*m{1,4}[-/. ,]*d{0,4}[-/. ,]*y{0,4}|y{2,4}([-/. ]m{1,4}([-/. ]d{1,4})?)?", re.IGNORECASE
)
_PLAIN_NUMBER = re.compile(r"[#,]*(0*)(?:\.(0+))?")
# Excel keeps the machine's own short date under this name; in the United Kingdom it shows as 05/09/2022.
_SHORT_DATE_OF_THE_MACHINE = "mm-dd-yy"
_MILLISECONDS_A_DAY = 86_400_000
_FIRST_DAY, _FIRST_DAY_FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  without a zone
# Before it Excel counts one day too few, since it takes 1900 for a leap year.
_FIRST_OF_MARCH_1900 = 60
Value = str | int | float | bool | date | datetime | time | timedelta | None


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
        int(own.get("numFmtId", 0)): own.get("formatCode", _GENERAL) for own in _listed(root, "numFmts")
    }
    fonts = [
        (_has_mark(font, "b"), _colour_of_font(font, theme), _has_mark(font, "strike"))
        for font in _listed(root, "fonts")
    ]
    fills = [_fill_of(fill, theme) for fill in _listed(root, "fills")]
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


def _has_mark(font: Element, name: str) -> bool:
    """Whether a font is bold ("b"), crossed out ("strike") or the like."""
    mark = font.find(f"{{*}}{name}")
    return mark is not None and mark.get("val") not in _NO


def _at(parts: Sequence[Part], number: str | None, without: Part) -> Part:
    place = int(number or 0)
    return parts[place] if 0 <= place < len(parts) else without


def theme_colours(theme: bytes | None) -> list[str]:
    """The colours of a workbook's theme as rrggbb, in the order that cells number them; none where the theme
    is damaged, since its cells can be read without."""
    try:
        root = root_of(theme) if theme else None
    except LxmlError:
        return []
    scheme = root.find(".//{*}clrScheme") if root is not None else None
    return [_colour_of(scheme.find(f"{{*}}{name}")) for name in _THEME_ORDER] if scheme is not None else []


def _colour_of(entry: Element | None) -> str:
    first = next(iter(entry), None) if entry is not None else None
    return (first.get("lastClr") or first.get("val") or "") if first is not None else ""


def _fill_of(fill: Element, theme: list[str]) -> str | None:
    """The rrggbb of a solid fill; None for no fill, for a pattern, and for plain white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    colour = _rrggbb(pattern.find("{*}fgColor"), theme)
    return None if colour in (None, "ffffff") else colour


def _colour_of_font(font: Element, theme: list[str]) -> str | None:
    """The rrggbb of a font; None for one that takes the usual colour."""
    return _rrggbb(font.find("{*}color"), theme)


def _rrggbb(colour: Element | None, theme: list[str]) -> str | None:
    if colour is None:
        return None
    known = colour.get("rgb")
    if number := colour.get("indexed"):
        known = _at(_NUMBERED, number, None)
    elif number := colour.get("theme"):
        known = _at(theme, number, None)
    return _tinted(known[-6:].lower(), float(colour.get("tint", 0))) if known and len(known) >= 6 else None


def _tinted(rrggbb: str, tint: float) -> str | None:
    """The colour made lighter (tint above 0) or darker (below) as ECMA-376, 18.8.19 has it."""
    try:
        red, green, blue = (int(rrggbb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return None
    hue, light, saturation = rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = hls_to_rgb(hue, min(max(light, 0), 1), saturation)
    return "".join(f"{round(part * 255):02x}" for part in mixed)


def shown(value: object, number_format: str) -> str:
    """The text of a cell's value as a reader of the sheet sees it; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        return _shown_date(value, number_format)
    if isinstance(value, int | float):
        return _shown_number(value, number_format)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def moment_of(days: float, *, counts_from_1904: bool = False) -> datetime | time:
    """The moment that a sheet keeps as so many days, a time where it is below one. Raises OverflowError."""
    day, part = divmod(days, 1)
    since = timedelta(milliseconds=round(part * _MILLISECONDS_A_DAY))
    if 0 <= days < 1 and not since.days:
        return (_FIRST_DAY + since).time()
    if counts_from_1904:
        return _FIRST_DAY_FROM_1904 + timedelta(days=day) + since
    return _FIRST_DAY + timedelta(days=day + (0 < days < _FIRST_OF_MARCH_1900)) + since


def _shown_date(value: date, number_format: str) -> str:
    pattern = _date_pattern(number_format)
    if not _DATE_PATTERN.fullmatch(pattern) or _month_before_day(pattern):
        pattern = "d mmmm yyyy" if "d" in pattern or "m" not in pattern else "mmmm yyyy"
    text = _DATE_PART.sub(lambda part: _date_part(value, part.group()), pattern)
    clock = value.strftime(" %H:%M") if isinstance(value, datetime) and value.time() != time() else ""
    return text + clock


@lru_cache(maxsize=256)
def _date_pattern(number_format: str) -> str:
    """The date part of a number format: "[$-809]dd\\ mmmm\\ yyyy;@" is "dd mmmm yyyy"."""
    first = number_format.split(";", maxsplit=1)[0]
    if first.lower() == _SHORT_DATE_OF_THE_MACHINE:
        return "dd/mm/yyyy"
    bare = _NOT_SHOWN.sub(lambda found: found.group(1) or "", first).lower()
    return re.split(r"[hs]|am/pm", bare)[0].strip(" -/.,")


def _month_before_day(pattern: str) -> bool:
    """Whether a reader used to day before month would read the shown date wrongly."""
    return re.match(r"m{1,2}[-/. ]d", pattern) is not None


def _date_part(value: date, part: str) -> str:
    match part[0].lower(), len(part):
        case "d", 1:
            return str(value.day)
        case "d", 2:
            return f"{value.day:02}"
        case "d", 3:
            return value.strftime("%a")
        case "d", _:
            return value.strftime("%A")
        case "m", 1:
            return str(value.month)
        case "m", 2:
            return f"{value.month:02}"
        case "m", 3:
            return value.strftime("%b")
        case "m", _:
            return value.strftime("%B")
        case _, 1 | 2:
            return f"{value.year % 100:02}"
        case _:
            return str(value.year)


def _shown_number(value: float, number_format: str) -> str:
    first = _NOT_SHOWN.sub(
        lambda found: found.group(1) or "", number_format.split(";", maxsplit=1)[0]
    ).strip()
    pounds = "£" if "£" in number_format else ""
    percent = first.endswith("%")
    scaled = value * 100 if percent else value
    pattern = _PLAIN_NUMBER.fullmatch(first.rstrip("%").lstrip("£").strip())
    text = _with_decimals(scaled, pattern, first) if pattern and first.strip("%£ ") else _shortest(scaled)
    return pounds + text + ("%" if percent else "")


def _with_decimals(value: float, pattern: re.Match[str], first: str) -> str:
    """A number format of noughts decides the decimals: a ref typed as 1.1 and shown as 1.10 stays 1.10."""
    decimals = len(pattern.group(2) or "")
    text = f"{value:,.{decimals}f}" if "," in first else f"{value:.{decimals}f}"
    whole, point, rest = text.partition(".")
    return whole.zfill(len(pattern.group(1))) + point + rest


def _shortest(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.15g}"
