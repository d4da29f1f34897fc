"""Columns that are each headed by a state, of which every row marks one: "Red", "Amber" and "Green" with a
cross below one of them. Together they are one column, which says the state that is marked; so does a column
that is headed by them all, as files of this program have it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from followthrough.intake.grid import Row
from followthrough.intake.kinds.cells import CROSSES, TICKS, letters_under
from followthrough.intake.tables.table import Heading, Table, heading_of
from followthrough.plan.status_words import status_in_words

# What is asked for below a heading, beside the state that it names.
_HINT = re.compile(
    r"\s*(?:[(\[]?\b(?:please )?(?:tick|mark|yes|y)\b[)\]]?|[(\[][✓✔x×][)\]]|\?|:)\s*$", re.IGNORECASE
)
_MARK = re.compile(r"[✓✔☑☒√✅x×✗✘✖●•■█▪⬤◉]|yes|y|true|1|tick(?:ed)?", re.IGNORECASE)
# A heading of more letters tells more than a state.
_LONGEST = 40
_BETWEEN = " / "
# Of so many columns each names a state, and so many rows mark one.
_LEAST_STATES, _LEAST_ROWS = 2, 2


def join_marked_states(table: Table) -> None:
    """Make one column of those that stand side by side and mark a state in each row."""
    width = table.segments[0].width
    first = 0
    while first < width:
        marked = _marked_from(table, first, width)
        if marked:
            _join(table, marked)
            width -= len(marked) - 1
        if marked or _says_states(table, first):
            table.states.add(first)
        first += 1


def _marked_from(table: Table, first: int, width: int) -> range | None:
    """The columns from the first on that mark a state in a row, no two of them in the same row."""
    last = first
    while last < width and _holds_marks(table, last):
        last += 1
    columns = range(first, last)
    states = [at for at in columns if _state(heading_of(table, at))]
    if len(states) < _LEAST_STATES or states[0] != first:
        return None
    marked = [sum(bool(row.text_at(at)) for at in columns) for row in table.rows]
    over = {row.text_at(at) for row in _over(table) for at in columns} - {""}
    is_one = max(marked, default=0) == 1 and sum(marked) >= _LEAST_ROWS and len(over) <= 1
    return columns if is_one and not _has_ticks_and_crosses(table, columns) else None


def _has_ticks_and_crosses(table: Table, columns: range) -> bool:
    """Whether both are there: beside ticks a cross says no."""
    texts = {row.text_at(at).lower() for row in table.rows for at in columns}
    return not TICKS.isdisjoint(texts) and not texts.isdisjoint(CROSSES)


def _says_states(table: Table, at: int) -> bool:
    """Whether a column is headed by several states, each of its cells one of them."""
    heading = heading_of(table, at)
    parts = heading.leaf.split(_BETWEEN)
    states = {_state(replace(heading, leaf=part)) for part in parts}
    if len(parts) < _LEAST_STATES or "" in states:
        return False
    return states >= {row.text_at(at) for row in table.rows} - {""}


def _holds_marks(table: Table, at: int) -> bool:
    """Whether all cells of a column are marks; one without any is headed by a state."""
    texts = (text for row in table.rows if (text := row.text_at(at)))
    first = next(texts, None)
    if first is None:
        return bool(_state(heading_of(table, at)))
    return bool(_MARK.fullmatch(first)) and all(map(_MARK.fullmatch, texts))


def _state(heading: Heading) -> str:
    """The state that a heading names, "" where it names none."""
    own = _HINT.sub("", heading.leaf).strip()
    word = letters_under(heading.words[1:]).get(own.lower(), own)
    return word if len(word) <= _LONGEST and status_in_words(word) else ""


def _over(table: Table) -> list[Row]:
    """The rows of headings above those of the columns themselves."""
    return [row for segment in table.segments for row in segment.header if row is not segment.leaf]


def _join(table: Table, columns: range) -> None:
    headings = [heading_of(table, at) for at in columns]
    states = [_state(heading) or heading.leaf for heading in headings]
    table.marks |= {row.text_at(at) for row in table.rows for at in columns}
    whole = _BETWEEN.join(filter(None, (heading.leaf for heading in headings)))
    for segment in table.segments:
        leaf = _with_one(segment.leaf, columns, lambda _: whole)
        segment.header = [
            leaf if row is segment.leaf else _with_one(row, columns, "".join) for row in segment.header
        ]
        segment.leaf = leaf
        segment.body = [
            _with_one(item, columns, lambda texts: _marked(texts, states)) if isinstance(item, Row) else item
            for item in segment.body
        ]


def _marked(texts: Sequence[str], states: Sequence[str]) -> str:
    return next((state for text, state in zip(texts, states, strict=False) if text), "")


def _with_one(row: Row, columns: range, text_of: Callable[[Sequence[str]], str]) -> Row:
    """A row with one cell in the place of several, as bold and as filled as the first that says something."""
    cells = row.cells[columns.start : columns.stop]
    if not cells:
        return row
    cell = next((cell for cell in cells if cell.text), cells[0])
    one = cell._replace(text=text_of([each.text for each in cells]))
    return replace(row, cells=(*row.cells[: columns.start], one, *row.cells[columns.stop :]))
