"""A key without headings, told by its form: short signs, each beside what it means.

It stands apart or right of the plan, down or across, in rows, in lines or in a heading, or as cells of a
colour. It is believed where a name stands above it, where it tells nothing but what statuses mean, and where
the plan uses its signs and their meanings tell states.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from followthrough.intake.beside.colours import colours_in, key_of_colours, read_colours
from followthrough.intake.grid import Cell, Gap, Item, Line, Row
from followthrough.intake.kinds.key_texts import entries_in, entry_of, is_label, names_key, pairs_in
from followthrough.intake.tables.header_rows import names_columns
from followthrough.intake.tables.headings import fields_of
from followthrough.plan.document import SchemeEntry
from followthrough.plan.status_words import colour_in
from followthrough.plan.statuses import is_status_text, status_of_definition

_LEAST_ENTRIES, _LONGEST_KEY = 2, 15
# A sign, what it means and what is then done.
_MOST_CELLS = 3
_LONGEST_LABEL, _CODE = 40, 3
# A row of so many cells is one of a plan, in whose columns the signs of a key may stand.
_LEAST_OF_PLAN = 3
# A heading or line that is longer is no key.
_LONGEST_LINE = 400
# How many actions have a status is no meaning of it: "Green | 12 actions".
_COUNT = re.compile(r"\d+%?(?: (?:actions?|milestones?|recommendations?|items?|tasks?))?(?: \([^)]*\))?")

# How often a short text stands alone in a cell of a row that could be one of the plan.
_Spoken = Counter[str]


def read_keys(items: Sequence[Item]) -> tuple[list[SchemeEntry], list[Item]]:
    """The statuses that such keys explain, each once, those with colours before others; and the items without
    the rows of the keys and their names. Lines and headings stay."""
    spoken = _spoken_in(items)
    of_colours, items = read_colours(items)
    entries, items = _read_beside(items, spoken)
    left: list[Item] = []
    at = 0
    while at < len(items):
        stretch = _stretch_at(items, at, spoken)
        key = next((each for each in _readings_of(stretch, items, at, spoken) if _is_key(each, spoken)), None)
        if key:
            entries += key.entries
            _drop_name(left)
        else:
            left += items[at : max(stretch.end, at + 1)]
        at = max((key or stretch).end, at + 1)
    entries = of_colours or entries or list(_entries_of_lines(items, spoken))
    return list({(entry.label, entry.definition): entry for entry in entries}.values()), left


@dataclass(frozen=True)
class _Stretch:
    """Rows from one place among the items to another that could be those of a key, with their entries. `own`
    is how often each of its signs stands where those of the plan are counted."""

    items: Sequence[Item]
    start: int
    end: int
    entries: list[SchemeEntry]
    own: int = 0

    @property
    def rows(self) -> list[Row]:
        """The rows themselves."""
        return [item for item in self.items[self.start : self.end] if isinstance(item, Row)]

    def rows_above(self) -> Iterator[Row]:
        """The rows before it, from the last to the first."""
        above = (self.items[at] for at in range(self.start - 1, -1, -1))
        return (item for item in above if isinstance(item, Row))


def _spoken_in(items: Iterable[Item]) -> _Spoken:
    rows = (item for item in items if isinstance(item, Row) and len(item.filled) >= _LEAST_OF_PLAN)
    spoken = _Spoken()
    for text, times in Counter(cell.text for row in rows for cell in row.cells).items():
        if _is_short(text):
            spoken[_folded(text)] += times
    return spoken


def _is_short(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_LABEL


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _stretch_at(items: Sequence[Item], start: int, spoken: _Spoken, own: int = 0) -> _Stretch:
    entries: list[SchemeEntry] = []
    end = start
    while end < len(items) and isinstance(row := items[end], Row) and (entry := _entry_in(row, spoken)):
        entries.append(entry)
        end += 1
    return _Stretch(items, start, end, entries, own or any(entry.response for entry in entries))


def _readings_of(down: _Stretch, items: Sequence[Item], at: int, spoken: _Spoken) -> Iterator[_Stretch]:
    """The ways in which rows can be a key: an entry a row, the same below headings, or an entry a column."""
    yield down
    row = items[at]
    if not isinstance(row, Row):
        return
    above = items[at - 1] if at else None
    is_first = not isinstance(above, Row) or above.place.area != row.place.area
    could_head = not any(spoken[_folded(cell.text)] > 1 for cell in row.cells if cell.text)
    if is_first and could_head and _LEAST_ENTRIES <= len(row.filled) <= _MOST_CELLS and not _is_headed(row):
        yield replace(_stretch_at(items, at + 1, spoken), start=at)
    below = items[at + 1] if at + 1 < len(items) else None
    if not isinstance(below, Row) or row.place.area != below.place.area:
        below = None
    across = _Stretch(items, at, at + (2 if below else 1), [], own=len(row.filled) >= _LEAST_OF_PLAN)
    # Most rows are those of a plan, which need no closer look.
    if _stands_apart(across):
        yield replace(across, entries=_across(row, below) if below else _in_turn(row))


def _is_headed(row: Row) -> bool:
    """Whether the headings of a row say that a key of statuses stands below, which is read by its columns."""
    fields = {name for cell in row.cells for name in fields_of(cell.text)}
    return "definition" in fields and "score" not in fields


def _entry_in(row: Row, spoken: _Spoken) -> SchemeEntry | None:
    """The entry that a row holds, in two cells or in one, and nothing else; a key's name may lead it."""
    cells = _without_name([cell for cell in row.cells if cell.text])
    if len(cells) == 1:
        entries = entries_in(cells[0].text) or _entries_spoken(cells[0].text, spoken)
        return entries[0] if len(entries) == 1 else None
    if len(cells) == _MOST_CELLS and spoken[_folded(cells[0].text)] > 1:
        entry = _entry(cells[0], cells[1].text)
        return entry and entry.model_copy(update={"response": cells[2].text})
    if len(cells) != _LEAST_ENTRIES or names_columns(replace(row, cells=tuple(cells))):
        return None
    return _entry(cells[0], cells[1].text, spoken)


def _without_name(cells: list[Cell]) -> list[Cell]:
    return cells[1:] if len(cells) > 1 and names_key(cells[0].text) else cells


def _entry(sign: Cell, definition: str, spoken: _Spoken | None = None) -> SchemeEntry | None:
    label = sign.text
    could_be = _is_short(label) and not _COUNT.fullmatch(definition)
    if not could_be or not (label[0].isalnum() or spoken is None or spoken[_folded(label)]):
        return None
    return entry_of(label, definition, f"#{sign.fill}" if sign.fill else None)


def _across(row: Row, below: Row) -> list[SchemeEntry]:
    """The entries of two rows, the signs above what they mean; none where they are anything else."""
    pairs = [
        (sign, cell) for sign, cell in zip(row.cells, below.cells, strict=False) if sign.text or cell.text
    ]
    if pairs and any(names_key(cell.text) for cell in pairs[0] if cell.text):
        pairs = pairs[1:]
    return _entries_of(pairs)


def _in_turn(row: Row) -> list[SchemeEntry]:
    """The entries of one row in which signs and meanings take turns; none where it is anything else."""
    cells = _without_name([cell for cell in row.cells if cell.text])
    is_even = len(cells) % 2 == 0
    return _entries_of(list(zip(cells[::2], cells[1::2], strict=True))) if is_even else []


def _entries_of(pairs: Sequence[tuple[Cell, Cell]]) -> list[SchemeEntry]:
    if {_folded(sign.text) for sign, _ in pairs} & {_folded(meaning.text) for _, meaning in pairs}:
        return []
    entries = [_entry(sign, meaning.text) if sign.text and meaning.text else None for sign, meaning in pairs]
    return [entry for entry in entries if entry] if all(entries) else []


def _is_key(stretch: _Stretch, spoken: _Spoken) -> bool:
    """Whether rows are a key: a name above them says so, they stand by themselves and all tell what statuses
    mean, or the plan uses their signs."""
    if not _are_different(stretch.entries):
        return False
    if _are_spoken(stretch.entries, spoken, stretch.own) and _stands_apart(stretch):
        return True
    known = sum(is_label(entry.label, entry.definition or "") for entry in stretch.entries)
    if 2 * known <= len(stretch.entries):
        return False
    return _is_named(stretch) or (_stands_alone(stretch) and all(map(_tells_status, stretch.entries)))


def _are_different(entries: Sequence[SchemeEntry]) -> bool:
    different = len({entry.label.lower() for entry in entries}) == len(entries)
    return _LEAST_ENTRIES <= len(entries) <= _LONGEST_KEY and different


def _are_spoken(entries: Sequence[SchemeEntry], spoken: _Spoken, own: int = 0) -> bool:
    """Whether the plan uses signs whose meanings tell states, each another. Where they are words of their
    own, which could be themes as well, each meaning has to tell one in more words than a status."""
    used = sum(spoken[_folded(entry.label)] > own for entry in entries)
    states = [status for entry in entries if (status := status_of_definition("", entry.definition))]
    if used < _LEAST_ENTRIES or len({entry.definition for entry in entries}) < len(entries):
        return False
    codes = sum(_is_code(entry.label) for entry in entries)
    if 2 * codes > len(entries):
        return len(set(states)) >= _LEAST_ENTRIES and 2 * len(states) >= len(entries)
    is_explained = 2 * sum(is_status_text(entry.definition or "") for entry in entries) < len(entries)
    return is_explained and len(states) == len(entries) and 3 * len(set(states)) >= 2 * len(entries)


def _is_code(label: str) -> bool:
    return len(label) <= _CODE or is_status_text(label) or colour_in(label) is not None


def _is_named(stretch: _Stretch) -> bool:
    if names_key(next((cell.text for cell in stretch.rows[0].cells if cell.text), "")):
        return True
    above = range(stretch.start - 1, -1, -1)
    at = next((at for at in above if not isinstance(stretch.items[at], Gap)), None)
    return at is not None and _is_name(stretch.items[at])


def _is_name(item: Item) -> bool:
    if isinstance(item, Row):
        return len(item.texts) == 1 and names_key(item.texts[0])
    return isinstance(item, Line) and names_key(item.text)


def _stands_alone(stretch: _Stretch) -> bool:
    """Whether rows are all of their table, or are lines above the first row of the plan."""
    if all(len(row.filled) == 1 for row in stretch.rows):
        return all(names_columns(row) or len(row.filled) == 1 for row in stretch.rows_above())
    above, first = next(stretch.rows_above(), None), stretch.rows[0]
    is_followed = stretch.end < len(stretch.items) and isinstance(stretch.items[stretch.end], Row)
    return not is_followed and (above is None or above.place.area != first.place.area)


def _stands_apart(stretch: _Stretch) -> bool:
    """Whether no row of anything else stands right above or below the rows."""
    around = [
        *stretch.items[max(stretch.start - 1, 0) : stretch.start],
        *stretch.items[stretch.end : stretch.end + 1],
    ]
    table = stretch.rows[0].place.area
    return not any(
        isinstance(item, Row) and item.place.area == table and len(item.filled) > 1 for item in around
    )


def _tells_status(entry: SchemeEntry) -> bool:
    definition = entry.definition or ""
    return is_label(entry.label, definition) and status_of_definition("", definition) is not None


def _drop_name(left: list[Item]) -> None:
    """Take the name of a key, which is no heading of what follows, from the end of the items."""
    at = next((at for at in range(len(left) - 1, -1, -1) if not isinstance(left[at], Gap)), None)
    if at is not None and _is_name(left[at]):
        del left[at]


def _entries_of_lines(items: Sequence[Item], spoken: _Spoken) -> Iterator[SchemeEntry]:
    """The entries of keys in lines that follow each other, or in one heading, whose signs the plan uses. A
    row of one cell is a line as well."""
    for are_lines, group in groupby(items, key=lambda item: _line_of(item) is not None):
        together = list(group)
        texts = [text for item in together if (text := _line_of(item)) is not None]
        found = [[entry for text in texts for entry in _entries_spoken(text, spoken)]]
        if not are_lines:
            cells = (cell.text for item in together if isinstance(item, Row) for cell in item.cells)
            found = [_entries_spoken(text, spoken) for text in cells if text.count("=") >= _LEAST_ENTRIES]
        for entries in found:
            if _are_different(entries) and _are_spoken(entries, spoken):
                yield from entries


def _line_of(item: Item) -> str | None:
    """The text of a line, or of a row of one cell."""
    if isinstance(item, Row):
        return item.texts[0] if len(item.filled) == 1 else None
    return item.text if isinstance(item, Line) else None


def lines_of_key(lines: Iterable[Line], scheme: Sequence[SchemeEntry]) -> frozenset[str]:
    """The texts that tell but the meaning of signs of the key: they name no part of the plan."""
    labels = {entry.label for entry in scheme}
    read = {line.text: {sign for sign, _ in pairs_in(line.text)} for line in lines}
    return frozenset(text for text, signs in read.items() if signs and signs <= labels)


def _entries_spoken(text: str, spoken: _Spoken) -> list[SchemeEntry]:
    """The entries that a text tells, where the plan uses the sign of one."""
    pairs = pairs_in(text) if len(text) <= _LONGEST_LINE else []
    is_used = any(spoken[_folded(sign)] for sign, _ in pairs)
    return [entry_of(sign, definition) for sign, definition in pairs] if is_used else []


def _read_beside(items: Sequence[Item], spoken: _Spoken) -> tuple[list[SchemeEntry], list[Item]]:
    """The statuses of keys that stand right of the plan, an empty column between, and the items without."""
    entries: list[SchemeEntry] = []
    left: list[Item] = []
    for table, group in groupby(items, key=lambda item: isinstance(item, Row) and item.place.area):
        together = list(group)
        rows = [item for item in together if isinstance(item, Row)]
        column = _empty_column(rows) if table else None
        key = _key_right_of(rows, column, spoken) if column is not None else None
        entries += key.entries if key else []
        left += (
            together
            if key is None or column is None
            else (_left_of(row, column) if key.start <= at < key.end else row for at, row in enumerate(rows))
        )
    return entries, left


def _empty_column(rows: Sequence[Row]) -> int | None:
    """The first column without a word or colour in any row, with words left and right of it."""
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell.text or cell.fill}
    gaps = (at for at in range(_LEAST_OF_PLAN, max(filled, default=0)) if at not in filled)
    return next(gaps, None)


def _key_right_of(rows: Sequence[Row], column: int, spoken: _Spoken) -> _Stretch | None:
    """The key in what stands right of a column, with its name; None where that is anything else."""
    right = [replace(row, cells=row.cells[column + 1 :]) for row in rows]
    start = next((at for at, row in enumerate(right) if row.filled), 0)
    first = start + _is_name(right[start])
    of_colours = [entries for row in right[first : first + _LONGEST_KEY] if (entries := colours_in(row))]
    if key := key_of_colours([entry for entries in of_colours for entry in entries]):
        return _Stretch(right, start, first + len(of_colours), key)
    down = _stretch_at(right, first, spoken, own=1)
    is_named = start < first and 2 * sum(
        is_label(entry.label, entry.definition or "") for entry in down.entries
    ) > len(down.entries)
    is_key = _are_different(down.entries) and (is_named or _are_spoken(down.entries, spoken, own=1))
    return replace(down, start=start) if is_key else None


def _left_of(row: Row, column: int) -> Row:
    """A row without what stands in a column and right of it."""
    empty = (Cell("") for _ in row.cells[column:])
    return replace(row, cells=(*row.cells[:column], *empty))
