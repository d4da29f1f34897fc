"""The keys of a file, which explain its words: its statuses, their colours, and its risk matrix."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from followthrough.intake.beside.colours import hue_of
from followthrough.intake.grid import Cell, Gap, Item, Line, Row
from followthrough.intake.tables.header_rows import filled_in, names_columns
from followthrough.intake.tables.headings import fields_of
from followthrough.intake.tables.lines import entries_in, entry_of, is_label, names_key
from followthrough.intake.tables.table import Table
from followthrough.plan.document import RiskLevel, SchemeEntry
from followthrough.plan.statuses import status_of_definition

_SCORE = re.compile(r"(?P<score>\d{1,2})\s*(?:[-–:(]\s*(?P<label>[^)]*)\)?)?")
_RESPONSE = re.compile(r"\b(?:responses?|actions?)\b", re.IGNORECASE)
_LONGEST_KEY = 15
_SHORT = 30
_LEAST_ENTRIES = 2
_LONGEST_LABEL = 40
# How many actions have a status is no meaning of it: "Green | 12 actions".
_COUNT = re.compile(r"\d+%?(?: (?:actions?|milestones?|recommendations?|items?|tasks?))?(?: \([^)]*\))?")
# So many columns and an empty one stand before a key that is beside the plan.
_LEAST_BEFORE_KEY = 3
_LONGEST_OF_COLOUR = 60
_NAMES_OF_A_KEY = {"key", "legend", "rag", "rag key", "status key", "colour key"}


def read_scheme(table: Table) -> list[SchemeEntry] | None:
    """The statuses that a key table defines, None where it defines none."""
    columns = _columns(table)
    definition = columns.get("definition")
    if definition is None or "score" in columns or len(table.rows) > _LONGEST_KEY:
        return None
    response = columns.get("response", _said_response(table))
    entries = [
        SchemeEntry(
            label=label,
            status=status_of_definition(label, _text(row, definition)),
            definition=_text(row, definition) or None,
            response=(_text(row, response) or None) if response is not None else None,
            colour=f"#{row.cells[0].fill}" if row.cells[0].fill else None,
        )
        for row in table.rows
        if row.cells and (label := row.cells[0].text or _label_of_swatch(row, definition))
    ]
    return entries if entries and any(entry.status for entry in entries) else None


def _said_response(table: Table) -> int | None:
    """The column of a key that says in more words than a heading has what is done: "Board response"."""
    cells = table.segments[0].leaf.cells
    return next((at for at, cell in enumerate(cells) if at and _RESPONSE.search(cell.text)), None)


def _label_of_swatch(row: Row, definition: int) -> str:
    """The label of an entry that shows a colour alone: its definition if that is short, else the colour."""
    fill, meaning = row.cells[0].fill, _text(row, definition)
    if fill is None or not meaning:
        return ""
    return meaning if len(meaning) <= _SHORT else (hue_of(fill) or "").capitalize()


def read_risk_matrix(table: Table) -> list[RiskLevel] | None:
    """The levels of a risk matrix, None where the table is none."""
    columns = _columns(table)
    if "score" not in columns or not {"impact", "likelihood"} & columns.keys():
        return None
    likelihood = columns.get("likelihood")
    criteria = _criteria(table, likelihood)
    levels = [
        RiskLevel(
            score=int(score["score"]),
            label=(score["label"] or "").strip() or score["score"],
            impact={name: text for index, name in criteria.items() if (text := _text(row, index))},
            likelihood=_text(row, likelihood) or None,
        )
        for row in table.rows
        if (score := _SCORE.match(_text(row, columns["score"])))
    ]
    return levels or None


def _columns(table: Table) -> dict[str, int]:
    """The column of each thing that a key can tell: definition, response, score, impact, likelihood."""
    found: dict[str, int] = {}
    segment = table.segments[0]
    for row in (segment.leaf, *segment.header):
        for index, cell in enumerate(row.cells):
            for name in fields_of(cell.text):
                found.setdefault(name, index)
    return found


def _criteria(table: Table, likelihood: int | None) -> dict[int, str]:
    """The names of the columns that score impact: the lower header row's, else the header's own."""
    lower = table.segments[0].header[-1].cells
    leaf = table.segments[0].leaf.cells
    names = {
        index: cell.text for index, cell in enumerate(lower) if cell.text and index not in (0, likelihood)
    }
    return names or {i: cell.text for i, cell in enumerate(leaf) if cell.text and i not in (0, likelihood)}


def _text(row: Row, index: int | None) -> str:
    return row.cells[index].text if index is not None and index < len(row.cells) else ""


def read_key_rows(items: Sequence[Item]) -> tuple[list[SchemeEntry], list[Item]]:
    """The statuses that rows without headings explain, each once, by their colours if they show any; and the
    items without those rows and their name."""
    of_colours, items = _read_colours(items)
    entries, items = _read_beside(items)
    left: list[Item] = []
    at = 0
    while at < len(items):
        stretch = _stretch_at(items, at)
        if _is_key(stretch):
            entries += stretch.entries
            _drop_name(left)
            at = stretch.end
        else:
            left += items[at : max(stretch.end, at + 1)]
            at = max(stretch.end, at + 1)
    return of_colours or list({(entry.label, entry.definition): entry for entry in entries}.values()), left


@dataclass(frozen=True)
class _Stretch:
    """Rows from one place among the items to another that could be those of a key, with their entries."""

    items: Sequence[Item]
    start: int
    end: int
    entries: list[SchemeEntry]

    @property
    def rows(self) -> list[Row]:
        """The rows themselves."""
        return [item for item in self.items[self.start : self.end] if isinstance(item, Row)]

    def rows_above(self) -> Iterator[Row]:
        """The rows before it, from the last to the first."""
        above = (self.items[at] for at in range(self.start - 1, -1, -1))
        return (item for item in above if isinstance(item, Row))


def _stretch_at(items: Sequence[Item], start: int) -> _Stretch:
    entries: list[SchemeEntry] = []
    end = start
    while end < len(items) and isinstance(row := items[end], Row) and (entry := _entry_in(row)):
        entries.append(entry)
        end += 1
    return _Stretch(items, start, end, entries)


def _entry_in(row: Row) -> SchemeEntry | None:
    """The entry that a row holds, in two cells or in one, and nothing else; a key's name may lead it."""
    cells = tuple(cell for cell in row.cells if cell.text)
    if len(cells) > 1 and names_key(cells[0].text):
        cells = cells[1:]
    if len(cells) == 1:
        entries = entries_in(cells[0].text)
        return entries[0] if len(entries) == 1 else None
    if len(cells) != 2 or not _could_be_entry(cells[0].text, cells[1].text):
        return None
    if names_columns(replace(row, cells=cells), set()):
        return None
    fill = cells[0].fill
    return entry_of(cells[0].text, cells[1].text, f"#{fill}" if fill else None)


def _could_be_entry(label: str, definition: str) -> bool:
    return len(label) <= _LONGEST_LABEL and label[0].isalpha() and not _COUNT.fullmatch(definition)


def _is_key(stretch: _Stretch) -> bool:
    """Whether rows are a key: a name above them says so, or they stand by themselves and all tell what
    statuses mean."""
    if not _are_of_key(stretch.entries):
        return False
    return _is_named(stretch) or (_stands_alone(stretch) and all(map(_tells_status, stretch.entries)))


def _are_of_key(entries: Sequence[SchemeEntry]) -> bool:
    """Whether entries are different from each other and mostly begin with a status."""
    known = sum(is_label(entry.label, entry.definition or "") for entry in entries)
    different = len({entry.label.lower() for entry in entries}) == len(entries)
    return _LEAST_ENTRIES <= len(entries) <= _LONGEST_KEY and different and 2 * known > len(entries)


def _is_named(stretch: _Stretch) -> bool:
    if names_key(next(cell.text for cell in stretch.rows[0].cells if cell.text)):
        return True
    above = range(stretch.start - 1, -1, -1)
    at = next((at for at in above if not isinstance(stretch.items[at], Gap)), None)
    return at is not None and _is_name(stretch.items[at])


def _is_name(item: Item) -> bool:
    if isinstance(item, Row):
        return filled_in(item) == 1 and any(names_key(cell.text) for cell in item.cells if cell.text)
    return isinstance(item, Line) and names_key(item.text)


def _stands_alone(stretch: _Stretch) -> bool:
    """Whether rows are all of their table, or are lines above the first row of the plan."""
    if all(filled_in(row) == 1 for row in stretch.rows):
        return all(names_columns(row, set()) or filled_in(row) == 1 for row in stretch.rows_above())
    above, first = next(stretch.rows_above(), None), stretch.rows[0]
    is_followed = stretch.end < len(stretch.items) and isinstance(stretch.items[stretch.end], Row)
    return not is_followed and (above is None or _table_of(above) != _table_of(first))


def _table_of(row: Row) -> tuple[str | None, int | None]:
    return row.place.sheet, row.place.table


def _tells_status(entry: SchemeEntry) -> bool:
    definition = entry.definition or ""
    return is_label(entry.label, definition) and status_of_definition("", definition) is not None


def _drop_name(left: list[Item]) -> None:
    """Take the name of a key, which is no heading of what follows, from the end of the items."""
    at = next((at for at in range(len(left) - 1, -1, -1) if not isinstance(left[at], Gap)), None)
    if at is not None and _is_name(left[at]):
        del left[at]


def _read_beside(items: Sequence[Item]) -> tuple[list[SchemeEntry], list[Item]]:
    """The statuses of keys that stand in columns of their own, right of the plan's, and the items without."""
    entries: list[SchemeEntry] = []
    left = list(items)
    for at, item in enumerate(items):
        column = _column_of_key(item) if isinstance(item, Row) else None
        if column is None:
            continue
        rows = _rows_from(items, at)
        beside = _stretch_at([replace(row, cells=row.cells[column:]) for row in rows], 1)
        if _are_of_key(beside.entries):
            entries += beside.entries
            left[at : at + beside.end] = [_left_of(row, column) for row in rows[: beside.end]]
    return entries, left


def _rows_from(items: Sequence[Item], start: int) -> list[Row]:
    """The rows from one place as far as a key can reach."""
    rows = (item if isinstance(item, Row) else None for item in items[start : start + _LONGEST_KEY + 2])
    return [row for row in takewhile(bool, rows) if row]


def _column_of_key(row: Row) -> int | None:
    """Where the name of a key stands as the last of a row's headings, an empty column before it."""
    column = max((at for at, cell in enumerate(row.cells) if cell.text), default=0)
    if column < _LEAST_BEFORE_KEY or row.cells[column - 1].text or not names_key(row.cells[column].text):
        return None
    return column if names_columns(_left_of(row, column), set()) else None


def _left_of(row: Row, column: int) -> Row:
    """A row without what stands in a column and right of it."""
    empty = (Cell("") for _ in row.cells[column:])
    return replace(row, cells=(*row.cells[:column], *empty))


def _read_colours(items: Sequence[Item]) -> tuple[list[SchemeEntry], list[Item]]:
    """The statuses that the rows of a key show with their colours, and the items without those rows."""
    entries: list[SchemeEntry] = []
    left: list[Item] = []
    for is_key, group in groupby(items, key=lambda item: bool(_entries_in(item))):
        together = list(group)
        found = [entry for item in together for entry in _entries_in(item)] if is_key else []
        if len(found) >= _LEAST_ENTRIES and len({entry.colour for entry in found}) == len(found):
            entries += found
            left[-1:] = map(_as_line, left[-1:])
        else:
            left += together
    return entries, left


def _as_line(item: Item) -> Item:
    """The name of a key alone on its row is a line, and no row of the plan."""
    texts = [cell.text for cell in item.cells if cell.text] if isinstance(item, Row) else []
    return Line(texts[0], item.place) if len(texts) == 1 and _names_a_key(texts[0]) else item


def _names_a_key(text: str) -> bool:
    return text.lower().rstrip(" :") in _NAMES_OF_A_KEY


def _entries_in(item: Item) -> list[SchemeEntry]:
    """The statuses of one row with their colours; none where the row shows anything else."""
    if not isinstance(item, Row):
        return []
    if not all(fill and len(text) <= _LONGEST_OF_COLOUR for text, fill in _texts_with_fills(item)):
        return []
    entries: list[SchemeEntry] = []
    for text, fill in _texts_with_fills(item):
        status = status_of_definition(text) or status_of_definition(text, text)
        if status is None:
            return []
        entries.append(SchemeEntry(label=text, status=status, colour=f"#{fill}"))
    return entries


def _texts_with_fills(row: Row) -> Iterator[tuple[str, str | None]]:
    """Each text of a row with its own colour, or that of the empty cell before it."""
    before: str | None = None
    for cell in row.cells:
        if cell.text and not _names_a_key(cell.text):
            yield cell.text, cell.fill or before
        before = None if cell.text else cell.fill or before
