"""The fills that a page's own style sheet gives to classes, written out on the cells that have them."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

# A longer sheet is a site's, and what it says of a class depends on where that class stands.
_LONGEST_SHEET = 200_000
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"(?:td|th)?\.([\w-]{1,80})")
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})", re.IGNORECASE)


def write_out_fills(document: HtmlElement) -> None:
    """Give each cell whose class has a background in the page's style sheet a style that says so; a cell's
    own style goes before it."""
    fills = dict(_fills(document))
    if not fills:
        return
    for cell in document.iter("td", "th"):
        named = [fills[name] for name in cell.get("class", "").split() if name in fills]
        if named and "background" not in cell.get("style", ""):
            cell.set("style", f"{cell.get('style', '')}; background: {named[-1]}")


def _fills(document: HtmlElement) -> Iterator[tuple[str, str]]:
    """Each class with its background, where a rule names the class alone."""
    for sheet in document.iter("style"):
        for selectors, declarations in _RULE.findall((sheet.text or "")[:_LONGEST_SHEET]):
            background = _BACKGROUND.search(declarations)
            for selector in selectors.split(",") if background else []:
                if background and (name := _CLASS.fullmatch(selector.strip())):
                    yield name[1], background[1].strip()
