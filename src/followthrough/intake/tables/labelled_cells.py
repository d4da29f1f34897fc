"""Columns whose cells label what they hold: all with the heading itself, as on pages for small screens, or
each with several labels, "Finding: … Action: …", a line each. Each of these becomes a column of its own, the
heading above standing over them all; so do the last two lines of cells that end with a post and a date."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from followthrough.intake.grid import PARAGRAPH, Cell, Item, Row
from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.kinds.posts import is_person, is_title
from followthrough.intake.scoring.words import kinds_of_label
from followthrough.intake.tables.table import Segment, Table

_LABELLED = re.compile(r"(?P<label>[A-Z][^:\n.?]{1,38}):\s*(?P<value>.*)", re.DOTALL)
_LEAST_CELLS, _MOSTLY = 2, 0.6
_LABELLED_COLUMNS = 2
# A cell that says what, who and when; the last two are short. How a heading names all three.
_ENDS, _LONGEST_END = 3, 60
_PARTS = re.compile(r"\s*/\s*|,\s*|\s+and\s+")
# What a label must be the heading of, or the column is a text with a few colons in it.
_TELLING = frozenset(("title", "answers", "update", "due", "start", "owner"))


def part_labelled_cells(table: Table) -> None:
    """Take headings off cells that repeat them; give each label that the cells of a column share a column."""
    _take_headings_off(table)
    for index in reversed(range(table.segments[0].width)):
        texts = [row.cells[index].text for row in table.rows if index < len(row.cells)]
        labels = _labels_of(texts)
        if labels:
            for segment in table.segments:
                _part(segment, index, labels)
        elif _end_with_who_and_when(texts):
            for segment in table.segments:
                _part_ends(segment, index)


def _labels_of(texts: Sequence[str]) -> list[str]:
    """The labels that most cells of a column have, in their order, "" first where most say something above
    them; none where fewer than two are shared."""
    filled = [text for text in texts if text]
    if len(filled) < _LEAST_CELLS or not any(PARAGRAPH in text and ":" in text for text in filled):
        return []
    parted = [labels for text in filled if len(labels := list(_parts(text))) > 1]
    times = Counter(label for labels in parted for label in labels)
    shared = [label for label in times if label and times[label] >= max(_LEAST_CELLS, _MOSTLY * len(filled))]
    kinds = {kind for label in shared for kind in kinds_of_label(label)}
    above = [""] if times[""] >= _MOSTLY * len(filled) else []
    return [*above, *shared] if len(shared) > 1 and kinds & _TELLING else []


def _end_with_who_and_when(texts: Sequence[str]) -> bool:
    """Whether most cells of a column end with a post and below it a date, each on a line of its own."""
    ends = [_ends_of(text) for text in texts if text]
    return sum(map(bool, ends)) >= max(_LEAST_CELLS, _MOSTLY * len(ends))


def _ends_of(text: str) -> list[str]:
    """What a cell says, who and when; nothing where it does not end so."""
    if text.count(PARAGRAPH) < _ENDS - 1:
        return []
    *said, who, when = text.split(PARAGRAPH)
    if max(len(who), len(when)) > _LONGEST_END or "date" not in kinds_of(when):
        return []
    return [PARAGRAPH.join(said), who, when] if is_title(who) or is_person(who) else []


def _part_ends(segment: Segment, index: int) -> None:
    """Give who and when columns of their own, named by the parts of the heading where it has as many."""
    leaf = segment.leaf
    heading = leaf.text_at(index)
    parts = _PARTS.split(heading)
    names = parts if len(parts) == _ENDS else [heading, "Who", "When"]
    at = segment.header.index(leaf)
    header = [_with(row, index, [row.text_at(index), "", ""]) for row in segment.header]
    segment.leaf = _with(leaf, index, names)
    segment.header = [*header[:at], segment.leaf, *header[at + 1 :]]
    segment.body = [
        _with(item, index, _ends_of(item.text_at(index)) or [item.text_at(index), "", ""])
        if isinstance(item, Row)
        else item
        for item in segment.body
    ]


def _take_headings_off(table: Table) -> None:
    """Take the heading off the cells of a column that all begin with it, as on pages for small screens."""
    labels = {at: f"{heading}:" for at, heading in enumerate(table.headings) if heading}
    rows = table.rows
    repeated = {
        at: label
        for at, label in labels.items()
        if len(rows) > 1 and all(row.text_at(at).startswith(label) for row in rows)
    }
    if len(repeated) < _LABELLED_COLUMNS:
        return
    for segment in table.segments:
        segment.body = [_without(item, repeated) if isinstance(item, Row) else item for item in segment.body]


def _without(row: Row, labels: dict[int, str]) -> Row:
    cells = (
        cell._replace(text=cell.text.removeprefix(labels[at]).strip()) if at in labels else cell
        for at, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _parts(text: str) -> dict[str, str]:
    """What a text says below each of its labels; "" labels what stands above the first."""
    values: dict[str, str] = {}
    label = ""
    for line in text.split(PARAGRAPH):
        found = _LABELLED.fullmatch(line)
        is_new = found is not None and found["label"] not in values
        label, text_of_line = (found["label"], found["value"]) if found and is_new else (label, line)
        values[label] = PARAGRAPH.join(filter(None, (values.get(label), text_of_line)))
    return values


def _part(segment: Segment, index: int, labels: Sequence[str]) -> None:
    leaf = segment.leaf
    above = _with(leaf, index, [leaf.cells[index].text, *[""] * (len(labels) - 1)])
    groups = Row(tuple(cell if at == index else Cell("") for at, cell in enumerate(above.cells)), leaf.place)
    at = segment.header.index(leaf)
    header = [_with(row, index, [row.text_at(index), *[""] * (len(labels) - 1)]) for row in segment.header]
    # What stands above the labels is what the heading says.
    segment.leaf = _with(leaf, index, [label or leaf.cells[index].text for label in labels])
    segment.header = [*header[:at], groups, segment.leaf, *header[at + 1 :]]
    segment.body = [_parted(item, index, labels) for item in segment.body]


def _parted(item: Item, index: int, labels: Sequence[str]) -> Item:
    """A row with each part of a cell below its label; what has no label of these stays with the one before,
    at the beginning with the first."""
    if not isinstance(item, Row):
        return item
    texts = dict.fromkeys(labels, "")
    at = labels[0]
    for label, said in _parts(item.text_at(index)).items():
        at = label if label in texts else at
        whole = said if label in texts or not label else f"{label}: {said}"
        texts[at] = PARAGRAPH.join(filter(None, (texts[at], whole)))
    return _with(item, index, list(texts.values()))


def _with(row: Row, index: int, texts: Sequence[str]) -> Row:
    """A row with several cells in the place of one, each as bold and as filled as it was."""
    if index >= len(row.cells):
        return row
    cells = (row.cells[index]._replace(text=text) for text in texts)
    return replace(row, cells=(*row.cells[:index], *cells, *row.cells[index + 1 :]))
