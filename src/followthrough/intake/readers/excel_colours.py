"""The colour that a cell of a sheet shows, where Excel keeps a number, a theme colour or a tint."""

from colorsys import hls_to_rgb, rgb_to_hls

from lxml.etree import LxmlError, XMLParser, fromstring
from lxml.etree import _Element as Element

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


def theme_colours(theme: bytes | None) -> list[str]:
    """The colours of a workbook's theme as rrggbb, in the order that cells number them; none where the theme
    is damaged, since its cells can be read without."""
    try:
        root = fromstring(theme, XMLParser(resolve_entities=False, no_network=True)) if theme else None
    except LxmlError:
        return []
    scheme = root.find(".//{*}clrScheme") if root is not None else None
    return [_colour_of(scheme.find(f"{{*}}{name}")) for name in _THEME_ORDER] if scheme is not None else []


def _colour_of(entry: Element | None) -> str:
    first = next(iter(entry), None) if entry is not None else None
    return (first.get("lastClr") or first.get("val") or "") if first is not None else ""


def fill_of(fill: Element, theme: list[str]) -> str | None:
    """The rrggbb of a solid fill; None for no fill, for a pattern, and for plain white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    colour = _rrggbb(pattern.find("{*}fgColor"), theme)
    return None if colour in (None, "ffffff") else colour


def colour_of(font: Element, theme: list[str]) -> str | None:
    """The rrggbb of a font; None for one that takes the usual colour."""
    return _rrggbb(font.find("{*}color"), theme)


def _rrggbb(colour: Element | None, theme: list[str]) -> str | None:
    if colour is None:
        return None
    known = colour.get("rgb")
    if number := colour.get("indexed"):
        known = _at(_NUMBERED, number)
    elif number := colour.get("theme"):
        known = _at(theme, number)
    return _tinted(known[-6:].lower(), float(colour.get("tint", 0))) if known and len(known) >= 6 else None


def _at(colours: list[str], number: str) -> str | None:
    return colours[int(number)] if 0 <= int(number) < len(colours) else None


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
