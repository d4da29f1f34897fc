"""Statuses that a file tells by the colour of a cell, where the word is missing; and its key of colours."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from colorsys import rgb_to_hls
from dataclasses import dataclass
from itertools import groupby

from followthrough.intake.grid import Cell, Item, Line, Row
from followthrough.intake.kinds.key_texts import names_key
from followthrough.intake.report import Problems
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.headings import fields_of
from followthrough.intake.tables.table import Table
from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.status_words import colour_in
from followthrough.plan.statuses import read_status, status_of_definition

_MOSTLY = 0.8
_MOST_ROWS_NAMED = 6
# A key has so many colours, and no longer words beside them.
_LEAST_COLOURS, _LONGEST_OF_COLOUR = 2, 60


@dataclass
class _Reading:
    """What one column's colours were read as: the new rows by the old ones, and what was not read."""

    read: list[tuple[Row, str, str]]
    unread: list[Row]


def put_colours_in_words(
    table: Table, columns: Sequence[ColumnReading], scheme: Sequence[SchemeEntry] | None, problems: Problems
) -> None:
    """Write the status that its colour tells into each cell of a status column that says nothing, and say so.

    The file's own key is believed first, then the words that stand beside the same colour in the column, then
    what red, amber, green and blue usually mean. A colour that none of these explains is said and not read.
    """
    for column in columns:
        if column.field == "status" and _says_status(column):
            _put_in_words(table, column.index, column.heading, scheme, problems)


def put_silent_colours_in_words(
    table: Table, scheme: Sequence[SchemeEntry] | None, problems: Problems
) -> None:
    """The same for a column of colours alone, whatever its heading, where the file has a key, before the
    columns are read. Of several such columns none is told: they are bars of a chart."""
    rows, width = table.rows, table.segments[0].width
    silent = [at for at in range(width) if _shows_colours_alone(rows, at)] if scheme else []
    if len(silent) == 1:
        _put_in_words(table, silent[0], table.headings[silent[0]], scheme, problems)


def _shows_colours_alone(rows: Sequence[Row], index: int) -> bool:
    cells = [_cell(row, index) for row in rows]
    if any(cell.text for cell in cells) or not any(cell.fill for cell in cells):
        return False
    own = [cell.fill for row, cell in zip(rows, cells, strict=True) if not _is_of_the_row(row, index)]
    hues = {hue_of(fill) for fill in own if fill} - {None}
    return len(hues) > 1 and 2 * sum(map(bool, own)) > len(rows)


def _put_in_words(
    table: Table, index: int, heading: str, scheme: Sequence[SchemeEntry] | None, problems: Problems
) -> None:
    reading = _read_column(table, index, scheme or ())
    _write(table, index, reading)
    _say(table, heading, reading, problems)


def _says_status(column: ColumnReading) -> bool:
    """Whether a heading, a person, or a month alone above the cells says that a status is told below."""
    fields = fields_of(column.heading)
    return column.is_chosen or "status" in fields or (column.period is not None and not fields)


def _read_column(table: Table, index: int, scheme: Sequence[SchemeEntry]) -> _Reading:
    learnt = _learn(table.rows, index)
    reading = _Reading([], [])
    for row, above in zip(table.rows, [table.segments[0].leaf, *table.rows], strict=False):
        if (fill := _speaking_fill(row, index, scheme)) and not _goes_on(row, above, index):
            is_of_the_row = _is_of_the_row(row, index)
            label = None if is_of_the_row else _label_of(fill, scheme, learnt)
            if label:
                reading.read.append((row, fill, label))
            elif hue_of(fill) or not is_of_the_row:  # a pale row is a band, whatever its status
                reading.unread.append(row)
    return reading


def _cell(row: Row, index: int) -> Cell:
    return row.cells[index] if index < len(row.cells) else Cell("")


def _speaking_fill(row: Row, index: int, scheme: Sequence[SchemeEntry]) -> str | None:
    """The colour of a cell without a word, in a row that is an action's."""
    cell = _cell(row, index)
    is_silent = not any(map(str.isalnum, cell.text)) and read_status(cell.text, scheme) is None
    return cell.fill if is_silent and len(row.filled) > 1 else None


def _goes_on(row: Row, above: Row, index: int) -> bool:
    """Whether a row is the rest of one that a page cut: its colour is that of the word above."""
    is_rest = not _cell(row, 0).text and any(cell.text[:1].islower() for cell in row.cells)
    word = _cell(above, index)
    return is_rest and bool(word.text) and word.fill == _cell(row, index).fill


def _is_of_the_row(row: Row, index: int) -> bool:
    """Whether the colour is that of the whole row, which may be no more than a band."""
    fill, others = _cell(row, index).fill, [cell.fill for at, cell in enumerate(row.cells) if at != index]
    return 2 * others.count(fill) >= len(others)


def _learn(rows: Sequence[Row], index: int) -> dict[str, str]:
    """The word that stands with each colour in a column that has both."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        cell = _cell(row, index)
        if cell.fill and read_status(cell.text):
            words[cell.fill][cell.text] += 1
    common = {fill: count.most_common(1)[0] for fill, count in words.items()}
    return {fill: word for fill, (word, times) in common.items() if times >= _MOSTLY * words[fill].total()}


def _label_of(fill: str, scheme: Sequence[SchemeEntry], learnt: dict[str, str]) -> str | None:
    """The word for a colour; None where nothing explains it, or two things do."""
    exact = [entry.label for entry in scheme if _rrggbb(entry) == fill]
    if exact or fill in learnt:
        return exact[0] if exact else learnt[fill]
    hue = hue_of(fill)
    if hue is None:
        return None
    alike = [entry.label for entry in scheme if _hue_of_entry(entry) == hue]
    if scheme:
        return alike[0] if len(alike) == 1 else None
    return hue.capitalize()


def _rrggbb(entry: SchemeEntry) -> str:
    return (entry.colour or "").lower().lstrip("#")


def _hue_of_entry(entry: SchemeEntry) -> str | None:
    """The colour that an entry of a key has or names."""
    colour = _rrggbb(entry)
    is_code = len(colour) == 6 and set(colour) <= set("0123456789abcdef")
    return hue_of(colour) if is_code else colour_in(entry.label)


def _write(table: Table, index: int, reading: _Reading) -> None:
    written = {id(row): _with_word(row, index, label) for row, _, label in reading.read}
    for segment in table.segments:
        segment.body = [written.get(id(item), item) for item in segment.body]


def _with_word(row: Row, index: int, label: str) -> Row:
    return Row(
        (*row.cells[:index], row.cells[index]._replace(text=label), *row.cells[index + 1 :]), row.place
    )


def _say(table: Table, heading: str, reading: _Reading, problems: Problems) -> None:
    if reading.read:
        read_as = Counter((hue_of(fill) or f"#{fill}", label) for _, fill, label in reading.read)
        listed = ", ".join(f"{colour} as “{label}” ({times})" for (colour, label), times in read_as.items())
        problems.add(
            "status_from_colour", "note",
            f"In the column “{heading}” some cells have a colour and no word. They were read by their "
            f"colour: {listed}.", place=table.place, column=heading,
        )  # fmt: skip
    if reading.unread:
        problems.add(
            "colour_not_read", "warning",
            f"In the column “{heading}” a colour stands without a word, and what it means is not "
            f"certain ({_places(reading.unread)}). Nothing was read from it. Write the status as a word, or "
            "add a key of the colours.",
            place=reading.unread[0].place, column=heading,
        )  # fmt: skip


def _places(rows: Sequence[Row]) -> str:
    numbers = [str(row.place.row) for row in rows[:_MOST_ROWS_NAMED] if row.place.row]
    more = ["and others"] if len(rows) > _MOST_ROWS_NAMED else []
    return f"row{'s' if len(rows) > 1 else ''} {', '.join([*numbers, *more])}"


# The end of each range on the circle of 360 degrees, from red on.
_RANGES = ((16, "red"), (66, "amber"), (75, None), (165, "green"), (178, None), (250, "blue"), (340, None))
_DARKEST, _PALE = 0.2, 0.8
_LEAST_COLOUR, _LEAST_COLOUR_OF_PALE = 0.35, 0.55


def hue_of(rrggbb: str) -> str | None:
    """red, amber, green or blue; None for a colour between these, a dark one, a pale one or a grey."""
    red, green, blue = (int(rrggbb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    least = _LEAST_COLOUR_OF_PALE if light > _PALE else _LEAST_COLOUR
    if light < _DARKEST or saturation < least:
        return None
    return next((name for end, name in _RANGES if hue * 360 < end), "red")


def read_colours(items: Sequence[Item]) -> tuple[list[SchemeEntry], list[Item]]:
    """The statuses that rows show with their colours and nothing more, and the items without those rows."""
    entries: list[SchemeEntry] = []
    left: list[Item] = []
    for is_key, group in groupby(items, key=lambda item: bool(colours_in(item))):
        together = list(group)
        found = key_of_colours([entry for item in together for entry in colours_in(item)] if is_key else [])
        entries += found
        if found:
            left[-1:] = map(_as_line, left[-1:])
        else:
            left += together
    return entries, left


def key_of_colours(entries: list[SchemeEntry]) -> list[SchemeEntry]:
    """The entries as a key, each of another colour and most of them a status by their words; none if not."""
    entries = _with_red_later(entries)
    known = sum(status_of_definition("", entry.label) is not None for entry in entries)
    different = len({entry.colour for entry in entries}) == len(entries)
    return entries if len(entries) >= _LEAST_COLOURS and different and 2 * known > len(entries) else []


def _with_red_later(entries: list[SchemeEntry]) -> list[SchemeEntry]:
    """The entries, of several that say late the red one as the later."""
    late = [entry for entry in entries if entry.status is Status.MEDIUM_SLIPPAGE]
    later = [entry for entry in late if len(late) > 1 and hue_of(_rrggbb(entry)) == "red"]
    significant = {"status": Status.SIGNIFICANT_SLIPPAGE}
    return [entry.model_copy(update=significant) if entry in later else entry for entry in entries]


def _as_line(item: Item) -> Item:
    """The name of a key alone on its row is a line, and no row of the plan."""
    texts = item.texts if isinstance(item, Row) else []
    return Line(texts[0], item.place) if len(texts) == 1 and names_key(texts[0]) else item


def colours_in(item: Item) -> list[SchemeEntry]:
    """The statuses of one row with their colours; none where the row shows anything else."""
    if not isinstance(item, Row):
        return []
    entries: list[SchemeEntry] = []
    for text, fill in _texts_with_fills(item):
        if fill is None or len(text) > _LONGEST_OF_COLOUR:
            return []
        status = status_of_definition(text) or status_of_definition(text, text)
        if status is None and (hue := hue_of(fill)):
            status = status_of_definition(hue, text)
        if status is None:
            return []
        entries.append(SchemeEntry(label=text, status=status, colour=f"#{fill}"))
    return entries


def _texts_with_fills(row: Row) -> Iterator[tuple[str, str | None]]:
    """Each text of a row with its own colour, or that of the empty cell before it."""
    before: str | None = None
    for cell in row.cells:
        if cell.text and not names_key(cell.text):
            yield cell.text, cell.fill or before
        before = None if cell.text else cell.fill or before
