"""What the elements of a web page say as a reader sees it: their words with paragraphs parted, their fills,
and tables as rows of cells, where merged cells stand once and nested tables become text.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from followthrough.intake.grid import (
    Cell,
    Place,
    Row,
    UnreadableFileError,
    as_paragraphs,
    blanks_before,
    crossed_out,
)

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
_MOST_CELLS = 1_000_000
_MOST_SPAN = 1_000
_SET_IN = re.compile(r"(?:padding|margin)-left\s*:\s*([\d.]{1,6})", re.IGNORECASE)
_EMPTY, _COVERED = Cell(""), Cell("", goes_on=True)
# A longer sheet is a site's, and what it says of a class depends on where that class stands.
_LONGEST_SHEET = 200_000
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"(?:td|th)?\.([\w-]{1,80})")
_BACKGROUND_OF_CLASS = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})", re.IGNORECASE)
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


def _is_bold(element: HtmlElement) -> bool:
    """Whether all that a cell says is bold."""
    if element.tag == "th" or _BOLD_STYLE.search(element.get("style", "")):
        return True
    said = [child for child in element if isinstance(child.tag, str) and words(child.text_content()).strip()]
    if words(element.text).strip() or any(words(child.tail).strip() for child in element):
        return False
    return bool(said) and all(
        child.tag in ("b", "strong") or (child.tag in ("p", "div", "span") and _is_bold(child))
        for child in said
    )


def _fill_of(element: HtmlElement) -> str | None:
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
            background = _BACKGROUND_OF_CLASS.search(declarations)
            for selector in selectors.split(",") if background else []:
                if background and (name := _CLASS.fullmatch(selector.strip())):
                    yield name[1], background[1].strip()


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """A table's own rows in the order in which they are shown: its foot is last."""
    parts = {"thead": 0, "tfoot": 2}
    found = list(_own_rows(table))
    return sorted(found, key=lambda row: parts.get(row.getparent().tag, 1))


def _own_rows(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif isinstance(child.tag, str) and child.tag not in ("table", "caption", "td", "th"):
            yield from _own_rows(child)


def cells_of(row: HtmlElement) -> list[HtmlElement]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places things on the page: it says so, is one cell wide or high and has no name,
    or holds a table that is longer than itself."""
    rows = rows_of(table)
    if table.get("role") in ("presentation", "none"):
        return True
    width = max((len(cells_of(row)) for row in rows), default=0)
    if (width < 2 or len(rows) < 2) and table.find("caption") is None:
        return True
    inner = max((len(rows_of(nested)) for nested in table.iter("table") if nested is not table), default=0)
    return inner > len(rows) and not any(cell.tag == "th" for row in rows for cell in cells_of(row))


def is_labels(table: HtmlElement) -> bool:
    """Whether each row of a table is a label and its value."""
    rows = [[cell.tag for cell in cells_of(row)] for row in rows_of(table)]
    return all(tags == ["th", "td"] for tags in rows)


def table_to_rows(table: HtmlElement, number: int) -> Iterator[Row]:
    """The rows of the `number`th table of the page. Raises UnreadableFileError where it is too large."""
    rows = rows_of(table)
    covered: Counter[int] = Counter()
    made = 0
    for at, row in enumerate(rows, start=1):
        cells = tuple(_row_to_cells(row, covered, len(rows) - at))
        made += len(cells)
        if made > _MOST_CELLS:
            message = (
                f"Table {number} of the page is too large to read: save the plan's own table and try again."
            )
            raise UnreadableFileError(message)
        if any(cell.text for cell in cells):
            yield Row(cells, Place(row=at, table=number))


def _row_to_cells(row: HtmlElement, covered: Counter[int], rows_below: int) -> Iterator[Cell]:
    """The cells of a row; `covered` counts for each column the rows that a cell above still reaches over."""
    covered_here = {column for column, left in covered.items() if left}
    covered -= Counter(covered_here)
    column = 0
    for cell in cells_of(row):
        while column in covered_here:
            yield _COVERED
            column += 1
        span, height = _count(cell, "colspan"), min(_count(cell, "rowspan"), rows_below + 1)
        yield Cell(text_of(cell), _is_bold(cell), _fill_of(cell), indent=_indent(cell))
        yield from [_EMPTY] * (span - 1)
        covered.update({column + across: height - 1 for across in range(span) if height > 1})
        column += span
    yield from [_COVERED] * (max(covered_here, default=-1) + 1 - column)


def _indent(cell: HtmlElement) -> int:
    """How far a text is set in: by blanks that stay, or by padding of its cell or of the first part in it."""
    text = cell.text_content().lstrip("\n\r\t ")
    styles = " ".join(part.get("style", "") for part in (cell, *list(cell)[:1]))
    padding = _SET_IN.search(styles)
    return int(float(padding[1])) if padding else blanks_before(text)


def _count(cell: HtmlElement, name: str) -> int:
    text = cell.get(name, "").strip()
    return min(max(int(text), 1), _MOST_SPAN) if text.isdecimal() and len(text) < 9 else 1
