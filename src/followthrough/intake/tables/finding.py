"""Finds the tables of a file: where a header stands, how far its rows reach, what is said around them.

A table that is printed on many pages, its header repeated, is one table here. One without headings, far
narrower than the plan above it, is no part of that: meetings, contacts, who signed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from followthrough.intake.grid import Cell, Item, Line, Row
from followthrough.intake.kinds.cells import is_ref, kinds_of, letters_under
from followthrough.intake.kinds.key_texts import read_key_lines
from followthrough.intake.scoring.headers import BELOW, header_chance
from followthrough.intake.tables.header_rows import (
    HeadersSeen,
    has_labels,
    laid_header,
    names_columns,
    names_dates,
    names_fields,
    names_parts_of_years,
)
from followthrough.intake.tables.headings import is_plain_heading
from followthrough.intake.tables.labelled_cells import part_labelled_cells
from followthrough.intake.tables.marked_states import join_marked_states
from followthrough.intake.tables.sections import LABEL
from followthrough.intake.tables.table import Segment, Table, continues

_MOST_HEADS = 3
_COULD_BE_CUT = 2
# How likely a row has to be one of a header, at the top of a page and below the rows of another table; and
# where no row of the file is so likely, as where each heading is a sentence, and it would be refused.
_LIKELY, _SURE, _VERY_SURE, _LAST_HOPE = 0.5, 0.8, 0.95, 0.2
_SENTENCE = 45
# The same of a row below a gap or a heading whose cells are of none of the kinds of the table above.
_UNLIKE = 0.12
# So many rows of a table tell what its columns hold.
_TYPICAL = 8
# The same of the rows right below the first of a header, where the table was headed before.
_REST = 0.3
# The same where its words are those that bodies write over columns.
_NAMED = 0.1
# A table apart is so many times narrower than the plan above, with so many cells in its first row.
_NARROWER, _LEAST_FILLED = 2, 2
# A table and one within it.
_LEAST_NESTED = 2
# So many rows of one cell may name with another what stands below them.
_MORE_NAMES = 2
# So many headings in one row leave a single text below them nothing to head.
_LEAST_WHOLE = 3


@dataclass
class Apart:
    """A table without headings, far narrower than the plan above it, under a heading of its own."""

    heading: Line
    rows: list[Row]

    def has(self, row: Row) -> bool:
        """Whether a row stands in this table."""
        return row.place.area == self.rows[0].place.area


@dataclass
class Found:
    """What a file holds: its tables, and the lines that stand before, between and after them."""

    tables: list[Table]
    lines: list[Line]
    apart: list[Apart] = field(default_factory=list)


def find_tables(items: list[Item]) -> Found:
    """The tables of a file, in order. A row above the first header is in none."""
    segments, lines, apart = _segments(items, _LIKELY)
    if not segments:
        segments, lines, apart = _segments(items, _LAST_HOPE)
    tables: list[Table] = []
    for segment in segments:
        same = next((table for table in reversed(tables) if continues(table.segments[0], segment)), None)
        if same:
            same.segments.append(segment)
        else:
            tables.append(Table(len(tables) + 1, [segment]))
    for table in tables:
        part_labelled_cells(table)
        join_marked_states(table)
    return Found(tables, lines, apart)


def _segments(items: list[Item], least: float) -> tuple[list[Segment], list[Line], list[Apart]]:
    """The tables with the lines between them; `least` is how likely a row heads the first of a sheet."""
    segments: list[Segment] = []
    lines: list[Line] = []
    apart: list[Apart] = []
    pending: list[Line] = []
    known = HeadersSeen()
    skip_to = 0
    for index, read in enumerate(items):
        item = _loosened(read, segments, least)
        if index < skip_to:
            continue
        below = items[index + 1 : index + 2 + _MORE_NAMES]
        is_part = (
            isinstance(item, Row) and _names_part(item, below, known) and not _is_moved(item, items[:index])
        )
        if isinstance(item, Row) and (is_part or _tells_of_part(item, below, known, segments)):
            # It is none of the table above.
            lines.append(_as_line(item))
            pending += lines[-1:] if is_part or _names_first(lines[-1], pending) else []
            continue
        is_new = isinstance(item, Row) and _is_outside(item, segments)
        if isinstance(item, Row) and (
            header := _header_at(items, index, segments, HeadersSeen() if is_new else known, least)
        ):
            rows, leaf, skip_to = header
            known.add(leaf)
            known.add_whole(items[index:skip_to])
            before, pending = pending, []
            segment = Segment(rows, leaf, before)
            if not is_new and (title := _title_above(segment, segments[-1])):
                segments[-1].body[-1] = title
                lines.append(title)
                before.append(title)
            segments.append(segment)
        elif isinstance(item, Line):
            lines.append(item)
            pending.append(item)
            if segments:
                segments[-1].body.append(item)
        elif isinstance(item, Row):
            pending = []
            _take_row(items, index, item, segments, apart)
        elif segments:
            segments[-1].body.append(item)
    return segments, lines, apart


def _title_above(segment: Segment, last: Segment) -> Line | None:
    """The row of one cell right above a header as the title of the other table that begins there."""
    above = last.body[-1] if last.body else None
    if not isinstance(above, Row) or len(above.filled) != 1 or not above.cells[0].text:
        return None
    return _as_line(above)


def _take_row(items: list[Item], index: int, row: Row, segments: list[Segment], apart: list[Apart]) -> None:
    """Take a row that heads nothing: it goes on with the table above, or with one that is no part of it."""
    if apart and apart[-1].has(row):
        apart[-1].rows.append(row)
    elif _is_outside(row, segments):
        return
    elif outer := _around(segments, row):
        segments.append(Segment(outer.header, outer.leaf, body=[row]))
    elif begun := _table_apart(items, index, segments[-1].leaf, segments[-1].width):
        apart.append(begun)
    else:
        segments[-1].body.append(row)


def _around(segments: list[Segment], row: Row) -> Segment | None:
    """The table that goes on with a row below one that stood within it: that began right below a row of the
    outer one and leaves the first column empty, which the row fills."""
    if len(segments) < _LEAST_NESTED or len(row.filled) < _LEAST_FILLED or not row.cells[0].text:
        return None
    outer, inner = segments[-2:]
    last, above = inner.body[-1:], outer.body[-1:]
    follows = all(isinstance(item, Row) for item in (*above, *last)) and above and last
    if not follows or inner.leaf.place != above[0].place._replace(row=(above[0].place.row or 0) + 1):
        return None
    return None if any(each.cells[0].text for each in inner.rows) else outer


def _table_apart(items: Sequence[Item], index: int, leaf: Row, width: int) -> Apart | None:
    """The table that begins at `index`, with its first row, where it is no part of the plan whose headings
    stand in the row `leaf`; None where it could go on with that plan."""
    row, heading, below = items[index], items[index - 1] if index else None, items[index + 1 : index + 2]
    if not isinstance(row, Row) or not isinstance(heading, Line) or not _could_head(heading):
        return None
    if row.place.table is None or row.place.area == leaf.place.area:
        return None
    goes_on = any(isinstance(item, Row) and item.place.area == row.place.area for item in below)
    is_narrow = _NARROWER * len(row.cells) <= width
    return Apart(heading, [row]) if goes_on and is_narrow and not _tells_of_action(row) else None


def _tells_of_action(row: Row) -> bool:
    """Whether a row could be an action, or words about the one above: a text alone, or after its label."""
    first = row.cells[0].text
    return is_ref(first) or len(row.filled) < _LEAST_FILLED or is_plain_heading(first)


def _could_head(line: Line) -> bool:
    return line.level is not None or not line.text.endswith((".", ";", ","))


def _loosened(item: Item, segments: list[Segment], least: float) -> Item:
    """A row of one cell is running text above the first table of its sheet, and where it tells a key."""
    if not isinstance(item, Row) or len(item.filled) != 1:
        return item
    line = _as_line(item)
    is_heading = least < _LIKELY or is_plain_heading(line.text) or bool(letters_under((line.text,)))
    heads_columns = not item.cells[0].text and is_heading
    is_beside = _is_outside(item, segments) and not heads_columns
    return line if is_beside or read_key_lines([line]) else item


def _as_line(row: Row) -> Line:
    """A row as running text."""
    return Line(" ".join(row.texts), row.place)


def _names_part(row: Row, after: list[Item], known: HeadersSeen) -> bool:
    """Whether a row of its first cell alone, or one of a few such, stands right above a header that was
    printed before."""
    if not _is_first_alone(row) or is_plain_heading(row.cells[0].text):
        return False
    return _stands_above_header(after, known)


def _names_first(line: Line, pending: list[Line]) -> bool:
    """Whether a label with its words names what stands below, as nothing above it does: "Theme: Water"."""
    return bool(LABEL.match(line.text)) and not any(LABEL.match(above.text) for above in pending)


def _tells_of_part(row: Row, after: list[Item], known: HeadersSeen, segments: list[Segment]) -> bool:
    """Whether a row says something of the part whose table stands below it: "Objective:" beside its words."""
    return has_labels(row) and (_is_outside(row, segments) or _stands_above_header(after, known))


def _stands_above_header(after: list[Item], known: HeadersSeen) -> bool:
    """Whether nothing but names and labels stands above a header that was printed before."""
    others = (
        item for item in after if not (isinstance(item, Row) and (_is_first_alone(item) or has_labels(item)))
    )
    below = next(others, None)
    return isinstance(below, Row) and known.has(below)


def _is_moved(row: Row, before: list[Item]) -> bool:
    """Whether the text of a row stood further right above: a group of headings that slid to the left."""
    text = row.cells[0].text
    return any(cell.text == text for item in before if isinstance(item, Row) for cell in item.cells[1:])


def _is_first_alone(row: Row) -> bool:
    return len(row.filled) == 1 and bool(row.cells[0].text)


def _is_outside(row: Row, segments: list[Segment]) -> bool:
    """Whether no header stands above a row in its sheet."""
    return not segments or segments[-1].leaf.place.sheet != row.place.sheet


def _header_at(
    items: list[Item], index: int, segments: list[Segment], known: HeadersSeen, least: float
) -> tuple[list[Row], Row, int] | None:
    """The header block that begins at `index`: its rows, its leaf, and the index of the first row below.
    `known` are the headers of the sheet so far, none where no table stands above; where none does, a row has
    to be at `least` so likely to be of it."""
    above = items[index - 1] if index else None
    starts_fresh = not isinstance(above, Row) or len(above.filled) <= 1 or not known
    first = items[index]
    if not starts_fresh and isinstance(first, Row) and not _is_plain(first, known):
        return None
    rows = _rows_from(items, index)
    heads = 0
    is_apart = rows[0].place.table is not None and (above is None or above.place.table != rows[0].place.table)
    if known and starts_fresh and _is_unlike(rows[0], segments[-1]):
        least = _UNLIKE
    elif known and starts_fresh and _groups_headings(rows):
        least = _LIKELY
    elif known and not is_apart:
        # The rest of a row that was cut begins with an empty cell more often than a header does.
        least = _SURE if rows[0].cells[0].text else _VERY_SURE
    elif least < _LIKELY and len(rows[0].filled) > 1 and all(map(_is_no_sentence, rows[0].cells)):
        least = _LIKELY
    while heads < min(_MOST_HEADS, len(rows)) and _heads(rows, heads, known, least):
        least = _REST if known else max(least, _LIKELY)
        heads += 1
    heads = max(heads, _down_to_known(rows, known))
    if not heads:
        return None
    header, leaf = laid_header(rows[:heads])
    return header, leaf, index + heads


def _groups_headings(rows: list[Row]) -> bool:
    """Whether the first of these rows stands over more cells of the second, which surely are headings."""
    return (
        len(rows) > 1
        and 1 < len(rows[0].filled) < len(rows[1].filled)
        and header_chance(rows, 1, 1) >= _VERY_SURE
    )


def _is_no_sentence(cell: Cell) -> bool:
    return len(cell.text) < _SENTENCE


def _is_unlike(row: Row, last: Segment) -> bool:
    """Whether no cell of a whole row is of a kind that its column has in the table above, where one could.
    The name of a part, alone in its row, is of no column."""
    if not row.cells[0].text:
        return False
    own = [kinds_of(cell.text) for cell in row.cells]
    whole = (item for item in last.body if isinstance(item, Row) and len(item.filled) > 1)
    above = list(islice(whole, _TYPICAL))
    alike = [
        bool(common & kinds)
        for at, kinds in enumerate(own)
        if row.cells[at].text and (common := _kinds_at(above, at))
    ]
    return bool(alike) and not any(alike)


def _kinds_at(rows: list[Row], at: int) -> set[str]:
    """The kinds that more than half of the cells of a column have."""
    texts = [text for row in rows if (text := row.text_at(at))]
    count = Counter(kind for text in texts for kind in kinds_of(text))
    return {kind for kind, number in count.items() if 2 * number > len(texts)}


def _rows_from(items: list[Item], index: int) -> list[Row]:
    """The rows from `index` as far as they tell whether the first of them heads the others."""
    rows = (item if isinstance(item, Row) else None for item in items[index : index + _MOST_HEADS + BELOW])
    return list(filter(None, takewhile(bool, rows)))


def _heads(rows: list[Row], at: int, known: HeadersSeen, least: float) -> bool:
    """Whether a row, all those above it being of a header, is of it as well."""
    if has_labels(rows[at]) and not known.has(rows[at]):
        return False
    if known.has(rows[at]) or (not known and not at and names_fields(rows[at])):
        return True
    if _opens_part(rows[:at], rows[at]):
        return False
    if not at and len(rows[at].filled) == 1:
        # A word alone can but name a group of the headings below, or head all but the first column.
        is_group = not rows[at].cells[0].text and len(rows) > 1 and _heads(rows[1:], 0, known, least)
        return is_group or (not known and least < _LIKELY and header_chance(rows, 0, 0) >= _VERY_SURE)
    if at and (names_parts_of_years(rows[at]) or names_dates(rows[at], rows[at - 1])):
        return True
    chance = header_chance(rows, at, at)
    return chance >= least or (chance >= _NAMED and names_columns(rows[at], is_below=bool(known)))


def _opens_part(heads: Sequence[Row], row: Row) -> bool:
    """Whether a row right below headings for all columns names the first part of the table: "1. People"."""
    headed = {at for head in heads for at, cell in enumerate(head.cells) if cell.text}
    if not _is_first_alone(row) or 0 not in headed or len(headed) < _LEAST_WHOLE:
        return False
    if heads[-1].cells[0].goes_on or row.place.sheet is not None:
        # The heading of the first column is whole: it was merged down so far, or no page cut its lines.
        return True
    return not is_plain_heading(row.cells[0].text)


def _down_to_known(rows: list[Row], known: HeadersSeen) -> int:
    """How many rows there are to one that was a header before, groups of columns above it and no values."""
    at = next((at for at, row in enumerate(rows[:_MOST_HEADS]) if known.has(row)), None)
    return 0 if at is None else at + 1


def _is_plain(row: Row, known: HeadersSeen) -> bool:
    """Right below other rows, two words that could be headings are rather the rest of a row that was cut."""
    return len(row.filled) > _COULD_BE_CUT and names_columns(row, is_below=bool(known))
