"""The colour that a cell of a sheet shows, where Excel keeps a number, a theme colour or a tint."""

from colorsys import hls_to_rgb, rgb_to_hls
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import COLOR_INDEX, Color

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The order in which cells number theme colours; the theme lists dark before light (ECMA-376, 20.1.6.2).
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def theme_colours(theme: bytes | None) -> list[str]:
    """The colours of a workbook's theme as rrggbb, in the order that cells number them; none where the theme
    is damaged, since its cells can be read without."""
    try:
        scheme = fromstring(theme).find(f".//{_DRAWING}clrScheme") if theme else None
    except ParseError:
        return []
    return [_colour_of(scheme.find(_DRAWING + name)) for name in _THEME_ORDER] if scheme is not None else []


def _colour_of(entry: Element | None) -> str:
    first = next(iter(entry), None) if entry is not None else None
    return (first.get("lastClr") or first.get("val") or "") if first is not None else ""


def fill_of(fill: PatternFill, theme: list[str]) -> str | None:
    """The rrggbb of a solid fill; None for no fill, for a pattern, and for plain white."""
    if getattr(fill, "fill_type", None) != "solid":
        return None
    colour = _rrggbb(fill.fgColor, theme)
    return None if colour in (None, "ffffff") else colour


def _rrggbb(colour: Color, theme: list[str]) -> str | None:
    known = None
    if colour.type == "rgb":
        known = str(colour.rgb)
    elif colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        known = COLOR_INDEX[colour.indexed]
    elif colour.type == "theme" and 0 <= colour.theme < len(theme):
        known = theme[colour.theme]
    return _tinted(known[-6:].lower(), colour.tint or 0.0) if known and len(known) >= 6 else None


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
