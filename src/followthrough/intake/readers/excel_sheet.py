"""The long parts of a workbook: a sheet with its cells in their order and what is hidden, and the strings
that the cells of all sheets share.

They are heard as they are parsed: an object for each element takes twice as long. openpyxl makes one of each
cell with all that can be changed in it, which takes six times as long and three times the memory.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import IO, Any, NamedTuple

from lxml.etree import XMLParser, parse

from followthrough.intake.grid import crossed_out

_MAIN = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


def _names_by_tag(*names: str) -> dict[str, str]:
    """The names of elements of a workbook by their tags, in either namespace that it can be written in."""
    return {main + name: name for main in _MAIN for name in names}


_NAMES = _names_by_tag("row", "c", "v", "t", "rPh", "r", "strike", "col", "mergeCell", "si")
_SPOT = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW = 9_999_999
_YES, _NO = ("1", "true", "on"), ("0", "false", "off")


class SheetCell(NamedTuple):
    """A cell as its part has it: `kind` says what `text` stands for, `style` is a number in the workbook."""

    row: int
    column: int
    kind: str
    text: str
    style: int


class Area(NamedTuple):
    """A merged area; counts begin at 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetPart:
    """What one sheet holds; counts begin at 1, hidden columns are spans of first and last."""

    cells: list[SheetCell] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def read_sheet(stream: IO[bytes]) -> SheetPart:
    """A sheet's cells in reading order, without those that a merged area covers.

    Raises what lxml raises, and ValueError, where the part is damaged.
    """
    listener = _SheetListener()
    _listen(stream, listener)
    sheet, found = listener.sheet, listener.found
    sheet.cells = list(_uncovered([found[spot] for spot in sorted(found)], sheet.areas))
    return sheet


def spot_of(name: str) -> tuple[int, int]:
    """The row and column that a name such as B12 names. Raises ValueError."""
    found = _SPOT.fullmatch(name)
    if not found:
        raise ValueError(name)
    letters, number = found.groups()
    return int(number), _column(letters)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _TextListener:
    """Hears elements begin and end and keeps the text in them, what is crossed out as such; how a string is
    pronounced is left out."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._is_text = self._is_pronounced = self._is_crossed_out = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match _NAMES.get(tag):
            case "t":
                self._is_text = not self._is_pronounced
            case "rPh":
                self._is_pronounced = True
            case "strike":
                self._is_crossed_out = attributes.get("val") not in _NO

    def data(self, text: str) -> None:
        if self._is_text:
            self._texts.append(crossed_out(text) if self._is_crossed_out else text)

    def end(self, tag: str) -> None:
        match _NAMES.get(tag):
            case "t":
                self._is_text = False
            case "r":
                self._is_crossed_out = False
            case "rPh":
                self._is_pronounced = False

    def close(self) -> None:
        """The part has ended: what was kept is asked for."""


def _listen(stream: IO[bytes], listener: _TextListener) -> None:
    """Parse a part without keeping it. Raises what lxml and the listener raise where the part is damaged."""
    target: Any = listener  # the types of lxml ask for more than its parser does
    parse(stream, XMLParser(target=target, resolve_entities=False, no_network=True))


class _SheetListener(_TextListener):
    """Keeps the cells of a sheet, and what is hidden. Of two cells in one place the last counts."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = SheetPart()
        self.found: dict[tuple[int, int], SheetCell] = {}
        self._row, self._spot = 0, (0, 0)
        self._kind, self._style = "n", 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match _NAMES.get(tag):
            case "c":
                self._begin_cell(attributes)
            case "v":
                self._is_text = self._kind != "inlineStr"
            case "row":
                self._begin_row(attributes)
            case "mergeCell":
                self.sheet.areas.append(_area(attributes.get("ref", "")))
            case "col" if attributes.get("hidden") in _YES:
                first, last = int(attributes.get("min", 0)), int(attributes.get("max", 0))
                self.sheet.hidden_columns.append((first, last))
            case "t" if self._kind != "inlineStr":
                self._is_text = False
            case str():
                super().start(tag, attributes)

    def end(self, tag: str) -> None:
        match _NAMES.get(tag):
            case "c":
                text = "".join(self._texts)
                self.found[self._spot] = SheetCell(*self._spot, self._kind, text, self._style)
            case "v":
                self._is_text = False
            case str():
                super().end(tag)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        """A row without a number stands below the one before it."""
        self._row = int(float(attributes.get("r") or self._row + 1))
        if not 1 <= self._row <= _LAST_ROW:
            raise ValueError(self._row)
        self._spot = self._row, 0
        if attributes.get("hidden") in _YES:
            self.sheet.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell without a name stands beside the one before it."""
        name = attributes.get("r")
        self._spot = spot_of(name) if name else (self._row, self._spot[1] + 1)
        self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self._texts.clear()


def _area(ref: str) -> Area:
    first, _, last = ref.partition(":")
    return Area(*spot_of(first), *spot_of(last or first))


def _uncovered(cells: Sequence[SheetCell], areas: Sequence[Area]) -> Iterator[SheetCell]:
    """The cells that no merged area covers, but for its first: a cell below it keeps what it held before.

    Of two areas that overlap, as no spreadsheet program makes them, the first counts.
    """
    coming = sorted(areas, reverse=True)
    here: list[Area] = []
    row = 0
    for cell in cells:
        if cell.row != row:
            row = cell.row
            here = [area for area in here if area.bottom >= row]
            while coming and coming[-1].top <= row:
                _add_if_free(coming.pop(), here, row)
        if not _is_covered(cell, here):
            yield cell


def _add_if_free(area: Area, here: list[Area], row: int) -> None:
    """Add an area that reaches the row to those that do, from left to right, unless it overlaps one."""
    place = bisect(here, area.left, key=_left_of)
    is_free = place == 0 or here[place - 1].right < area.left
    is_free = is_free and (place == len(here) or here[place].left > area.right)
    if is_free and area.bottom >= row:
        here.insert(place, area)


def _is_covered(cell: SheetCell, here: Sequence[Area]) -> bool:
    place = bisect(here, cell.column, key=_left_of)
    area = here[place - 1] if place else None
    return area is not None and cell.column <= area.right and (cell.row, cell.column) != area[:2]


_left_of = attrgetter("left")


class _StringsListener(_TextListener):
    """Keeps the strings that cells share, each whole or of runs."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if _NAMES.get(tag) == "si":
            self._texts.clear()
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        if _NAMES.get(tag) == "si":
            self.strings.append("".join(self._texts))
        else:
            super().end(tag)


def read_strings(stream: IO[bytes]) -> list[str]:
    """The strings by the number that cells name. Raises what lxml raises where the part is damaged."""
    listener = _StringsListener()
    _listen(stream, listener)
    # A letter that could be taken for a code is written with a code before it.
    return [text.replace("x005F_", "") for text in listener.strings]
