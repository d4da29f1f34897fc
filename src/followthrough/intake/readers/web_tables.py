"""The tables of a web page as rows of cells: merged cells stand once, nested tables become text."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from followthrough.intake.grid import Cell, Place, Row, UnreadableFileError, blanks_before
from followthrough.intake.readers.web_text import fill_of, is_bold, text_of

MOST_CELLS = 1_000_000
_MOST_SPAN = 1_000
_SET_IN = re.compile(r"(?:padding|margin)-left\s*:\s*([\d.]{1,6})", re.IGNORECASE)
_EMPTY, _COVERED = Cell(""), Cell("", goes_on=True)


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
        if made > MOST_CELLS:
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
        yield Cell(text_of(cell), is_bold(cell), fill_of(cell), indent=_indent(cell))
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
