"""Tables of one row each, with more of what they tell in the text below them: "Recommendation" and its words,
"Timeline" and what comes when. What stands below a label in most of them becomes a further column.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Row
from followthrough.intake.tables.header_rows import folded

# So many tables of one row are laid out alike by nobody but who means each as an entry.
_LEAST_TABLES = 3
_MOSTLY = 0.5
# A few words, no sentence and no year.
_LABEL = re.compile(r"[^\W\d_].{0,58}[^\W_]")
_NUMBER = re.compile(r"\d+")


@dataclass
class _Entry:
    """A table of one row: where it begins among the items, and the lines below it that go with it."""

    start: int
    below: list[int] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)


def with_text_below_as_columns(items: Sequence[Item]) -> list[Item]:
    """The items, with the labelled text below tables of one row in further columns; all else is as it was."""
    alike: defaultdict[tuple[str, ...], list[_Entry]] = defaultdict(list)
    for start in _starts_of_one_row(items):
        header = items[start]
        assert isinstance(header, Row)
        alike[folded(header)].append(_Entry(start))
    entries = max(alike.values(), key=len, default=[])
    if len(entries) < _LEAST_TABLES:
        return list(items)
    _take_lines(items, entries)
    labels = _labels(items, entries)
    if not labels:
        return list(items)
    for entry in entries:
        _deal_out(items, entry, labels)
    return list(_laid_out(items, entries, labels))


def _starts_of_one_row(items: Sequence[Item]) -> Iterator[int]:
    """Where two rows stand alone: what heads a table and the one row below it."""
    rows = [isinstance(item, Row) for item in items]
    for at in range(len(items) - 1):
        before, after = at and rows[at - 1], rows[at + 2 : at + 3] == [True]
        if rows[at] and rows[at + 1] and not before and not after:
            yield at


def _take_lines(items: Sequence[Item], entries: Sequence[_Entry]) -> None:
    """Give each entry the lines below it, without what stands above most of the tables as their name."""
    above = Counter(_without_numbers(line) for entry in entries if (line := _line_at(items, entry.start - 1)))
    for entry in entries:
        for at in range(entry.start + 2, len(items)):
            item = items[at]
            if isinstance(item, Row) or (isinstance(item, Gap) and item.is_end):
                break
            if isinstance(item, Line):
                if 2 * above[_without_numbers(item)] > len(entries):
                    break
                entry.below.append(at)


def _line_at(items: Sequence[Item], at: int) -> Line | None:
    """The line in a place, or right above gaps in it."""
    while at >= 0 and isinstance(items[at], Gap):
        at -= 1
    item = items[at] if at >= 0 else None
    return item if isinstance(item, Line) else None


def _without_numbers(line: Line) -> str:
    return _NUMBER.sub("0", line.text)


def _labels(items: Sequence[Item], entries: Sequence[_Entry]) -> list[str]:
    """The short lines that stand below most of the tables, in the order of the first."""
    count = Counter(text for entry in entries for text in {_text(items, at) for at in entry.below})
    return [
        text
        for text, times in sorted(count.items(), key=lambda item: _place_of(items, entries, item[0]))
        if times > _MOSTLY * len(entries) and _LABEL.fullmatch(text)
    ]


def _place_of(items: Sequence[Item], entries: Sequence[_Entry], text: str) -> int:
    return min(at for entry in entries for at in entry.below if _text(items, at) == text)


def _text(items: Sequence[Item], at: int) -> str:
    item = items[at]
    return item.text if isinstance(item, Line) else ""


def _deal_out(items: Sequence[Item], entry: _Entry, labels: Sequence[str]) -> None:
    """Put the lines of an entry below their labels; those above the first label stay lines."""
    label, dealt = "", []
    for at in entry.below:
        item, text = items[at], _text(items, at)
        if isinstance(item, Line) and item.level is not None and text not in labels:
            break
        if text in labels and text not in entry.values:
            label = text
            entry.values[label] = []
        elif label:
            entry.values[label].append(text)
        if label:
            dealt.append(at)
    entry.below = dealt


def _laid_out(items: Sequence[Item], entries: Sequence[_Entry], labels: Sequence[str]) -> Iterator[Item]:
    dealt = {at for entry in entries for at in entry.below}
    starts = {entry.start: entry for entry in entries}
    of_rows = {entry.start + 1: entry for entry in entries}
    for at, item in enumerate(items):
        if at in starts and isinstance(item, Row):
            yield _with(item, labels)
        elif at in of_rows and isinstance(item, Row):
            values = of_rows[at].values
            yield _with(item, [PARAGRAPH.join(values.get(label, [])) for label in labels])
        elif at not in dealt:
            yield item


def _with(row: Row, texts: Sequence[str]) -> Row:
    return replace(row, cells=(*row.cells, *map(Cell, texts)))
