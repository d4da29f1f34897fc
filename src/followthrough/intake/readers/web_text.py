"""The words of a web page's elements as a reader sees them: paragraphs parted, pictures by their text."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from followthrough.intake.grid import as_paragraphs, crossed_out

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed audio video canvas select datalist textarea "
    "input head".split()
)
# The word "Show" or "Hide" beside the heading of a part that opens.
_TOGGLE = re.compile(r"(?:^|[\s_-])toggle(?:$|[\s_-])")
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CROSSED_TAGS = {"s", "strike", "del"}
_CROSSED_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"background(?:-color)?\s*:\s*(#[0-9a-f]{3,6}\b|rgba?\([^)]*\)|[a-z]+)", re.IGNORECASE
)
_NAMED = {
    "red": "ff0000", "green": "008000", "lime": "00ff00", "yellow": "ffff00", "orange": "ffa500",
    "gold": "ffd700", "blue": "0000ff", "purple": "800080", "grey": "808080", "gray": "808080",
    "black": "000000", "silver": "c0c0c0", "lightgreen": "90ee90", "lightblue": "add8e6",
}  # fmt: skip
_WHITE = "ffffff"
# No page can have an attribute of this name: the parser makes names small.
_MARK = "MARK"


def is_element(node: HtmlElement) -> bool:
    """Whether a node is an element that is seen, and no comment."""
    return isinstance(node.tag, str) and node.tag not in _UNSEEN and not _TOGGLE.search(node.get("class", ""))


def text_of(element: HtmlElement) -> str:
    """All that an element says; paragraphs, list entries and rows of nested tables are parted by breaks."""
    inside = "".join(_inside(element))
    is_crossed = _CROSSED_STYLE.search(element.get("style", ""))
    return paragraphs(crossed_out(inside) if is_crossed else inside)


def paragraphs(spoken: str) -> str:
    """What was spoken as paragraphs, the blanks within each one made single."""
    return as_paragraphs("\n".join(_BLANKS.sub(" ", line).strip() for line in spoken.split("\n"))).strip()


def spoken(node: HtmlElement) -> str:
    """What one node says where it stands, a line break before and after what is a block of its own."""
    if not is_element(node):
        return ""
    if node.tag == "br":
        return "\n"
    if node.tag == "img":
        return f" {words(node.get('alt'))} "
    inside = "".join(_inside(node))
    if node.tag in _CROSSED_TAGS or _CROSSED_STYLE.search(node.get("style", "")):
        inside = crossed_out(inside)
    if node.tag in ("td", "th"):
        return f" {inside.strip()} "
    if node.tag == "li":
        return f"\n{mark_of(node)}{inside.strip()}\n"
    return f"\n{inside}\n" if node.tag in BLOCKS else inside


def words(text: str | None) -> str:
    """The words of a text node: in a page's source a line break is a blank."""
    return _BLANKS.sub(" ", text) if text else ""


def _inside(element: HtmlElement) -> Iterator[str]:
    yield words(element.text)
    for child in element:
        yield spoken(child)
        yield words(child.tail)


def mark_of(entry: HtmlElement) -> str:
    """The bullet or number that a browser draws before a list's entry, with a blank after it."""
    mark: str = entry.get(_MARK, "• ")
    return mark


def number_entries(document: HtmlElement) -> None:
    """Give each entry of a numbered list its number, which no page has in its source."""
    for numbered in document.iter("ol"):
        for place, entry in enumerate(numbered.iterchildren("li"), start=_start(numbered)):
            entry.set(_MARK, f"{_in_letters(place, numbered.get('type', '1'))}. ")


def _in_letters(place: int, form: str) -> str:
    return chr(ord(form) + place - 1) if form in ("a", "A") and 1 <= place <= 26 else str(place)


def _start(numbered: HtmlElement) -> int:
    start = numbered.get("start", "")
    return int(start) if re.fullmatch(r"\d{1,6}", start) else 1


def is_bold(element: HtmlElement) -> bool:
    """Whether all that a cell says is bold."""
    if element.tag == "th" or _BOLD_STYLE.search(element.get("style", "")):
        return True
    said = [child for child in element if isinstance(child.tag, str) and words(child.text_content()).strip()]
    if words(element.text).strip() or any(words(child.tail).strip() for child in element):
        return False
    return bool(said) and all(
        child.tag in ("b", "strong") or (child.tag in ("p", "div", "span") and is_bold(child))
        for child in said
    )


def fill_of(element: HtmlElement) -> str | None:
    """The rrggbb of a cell's background; None for none and for white."""
    style = _BACKGROUND.search(element.get("style", ""))
    colour = _rrggbb((style[1] if style else element.get("bgcolor", "")).strip().lower())
    return None if colour == _WHITE else colour


def _rrggbb(colour: str) -> str | None:
    if re.fullmatch(r"#[0-9a-f]{6}", colour):
        return colour[1:]
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        return "".join(digit * 2 for digit in colour[1:])
    parts = re.findall(r"\d{1,3}", colour) if colour.startswith("rgb(") else []
    if len(parts) == 3 and all(int(part) < 256 for part in parts):
        return "".join(f"{int(part):02x}" for part in parts)
    return _NAMED.get(colour)
