"""Plans that are laid out otherwise than as a row for each action under one header.

Each proposal takes what was drawn and gives it with a row for each action, or None where it is not laid out
so: first those of one grid, of which the first that fits is taken, then those of several together.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from followthrough.intake.grid import Gap, Item, Row, Said
from followthrough.intake.proposals.cards import with_cards_as_rows
from followthrough.intake.proposals.form_heads import with_form_heads_as_lines
from followthrough.intake.proposals.forms import with_forms_as_rows, with_forms_of_one_make_as_rows
from followthrough.intake.tables.headings import fields_of

# The right one of two tables side by side counts as the second of its sheet.
_BESIDE = 2
_SIDE_BY_SIDE = (
    "Two tables stand side by side here, parted by an empty column. Each was read by itself. Check that they "
    "are two."
)
# A table is turned where so many kinds of headings stand in its first column, beside so many actions.
_LEAST_KINDS, _LEAST_WIDTH = 3, 3
# Two tables side by side have a name each, and two columns at the least.
_TWO = 2
# The heading of one level of a title: "Title 1", "Level 2".
_LEVEL = re.compile(r"(?P<name>[^\W\d_]{3,20}) ?(?P<level>[1-9])")
_LEAST_LEVELS, _LETTERS_OF_TITLE = 2, 8
# A text below each of so many rows is a column, where so many words open them all.
_LEAST_PAIRS, _LEAST_WORDS = 2, 4


def with_a_row_for_each_action(items: Sequence[Item]) -> list[Item]:
    """The items, with a row for each action however the plan is laid out, and what is to be said of that."""
    laid = [item for grid in _grids(items) for item in _first_of(_OF_ONE_GRID, grid)]
    for propose in _OF_SEVERAL:
        laid = propose(laid) or laid
    return laid


def _grids(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The rows that stand together, and what stands between."""
    for _, group in groupby(items, key=lambda item: (item.place._replace(row=None), isinstance(item, Row))):
        yield list(group)


def _first_of(proposals: Sequence["_OfOneGrid"], grid: Sequence[Item]) -> Sequence[Item]:
    rows = [item for item in grid if isinstance(item, Row)]
    return next((laid for propose in proposals if rows and (laid := propose(rows))), grid)


def _turned_upright(rows: Sequence[Row]) -> list[Item] | None:
    """A table that has a column for each action as one that has a row for each, and that it was turned."""
    if not _is_turned(rows):
        return None
    first = rows[0].place
    text = "In this table each action is a column. It was read with a row for each. Check it."
    upright = zip(*(row.cells for row in rows), strict=True)
    return [
        Said("table_turned", text, first),
        *(
            Row(cells, first._replace(row=first.row + at if first.row else None))
            for at, cells in enumerate(upright)
        ),
    ]


def _is_turned(rows: Sequence[Row]) -> bool:
    """Whether each row begins with a heading of its own, what is to be done among them, and the first row
    heads nothing."""
    if len(rows) < _LEAST_KINDS or len({len(row.cells) for row in rows}) > 1:
        return False
    if len(rows[0].cells) < _LEAST_WIDTH or any(_headed(cell.text) for cell in rows[0].cells[1:]):
        return False
    heads = [_headed(row.cells[0].text) for row in rows]
    kinds = {name for names in heads for name in names}
    return all(heads) and len(kinds) >= _LEAST_KINDS and "title" in kinds and len(set(heads)) == len(heads)


def _headed(text: str) -> frozenset[str]:
    """The fields that a text is a heading of, word for word."""
    return frozenset(name for name, score in fields_of(text).items() if score >= 1)


def _one_below_the_other(rows: Sequence[Row]) -> list[Item] | None:
    """The right one of two tables that stand side by side below the left one, and that it did."""
    between = _column_between(rows)
    if between is None:
        return None
    beside = rows[0].place._replace(table=_BESIDE)
    left = [replace(row, cells=row.cells[:between]) for row in rows]
    right = [Row(row.cells[between + 1 :], beside._replace(row=row.place.row)) for row in rows]
    said = Said("tables_side_by_side", _SIDE_BY_SIDE, beside)
    parts: list[Item] = [*left, said, Gap(beside), *right]
    return [item for item in parts if not isinstance(item, Row) or any(cell.text for cell in item.cells)]


def _column_between(rows: Sequence[Row]) -> int | None:
    """The empty column between two tables: each has a name of its own above its first column, and the right
    one a whole row beside which the left one has none."""
    if len(rows) < _LEAST_KINDS or len({len(row.cells) for row in rows}) > 1:
        return None
    texts = [[cell.text for cell in row.cells] for row in rows]
    names = [at for at, text in enumerate(texts[0]) if text]
    if len(names) != _TWO or names[0] != 0 or any(row[names[1] - 1] for row in texts):
        return None
    alone = any(all(row[names[1] :]) and not any(row[: names[1]]) for row in texts)
    is_wide = min(names[1] - 1, len(texts[0]) - names[1]) >= _TWO
    return names[1] - 1 if alone and is_wide else None


def _with_rows_below_as_a_column(rows: Sequence[Row]) -> list[Item] | None:
    """A table in which every row has a text of its own right below it, all of them opening with the same
    words, as one with a column for those texts: "Say how you will meet the standard: …"."""
    head, body = rows[0], rows[1:]
    opening = _opening_of(body[1::2]) if _take_turns(body) else ""
    if not opening:
        return None
    laid: list[Item] = [replace(head, cells=(*head.cells, head.cells[0]._replace(text=opening.rstrip(" :"))))]
    for row, below in zip(body[::2], body[1::2], strict=True):
        text = _without_opening(below.cells[0].text, opening, row.cells[0].text)
        laid.append(replace(row, cells=(*row.cells, below.cells[0]._replace(text=text))))
    return laid


def _take_turns(rows: Sequence[Row]) -> bool:
    """Whether each row of several cells is followed by one whose first cell alone has a text."""
    filled = [len(row.filled) for row in rows]
    is_even = len(rows) % 2 == 0 and len(rows) >= 2 * _LEAST_PAIRS
    alone = all(count == 1 and row.cells[0].text for count, row in zip(filled[1::2], rows[1::2], strict=True))
    return is_even and alone and all(count > 1 for count in filled[::2])


def _opening_of(rows: Sequence[Row]) -> str:
    """The words that the texts of all rows open with, "" where they are but a word or two and no label."""
    texts = [row.cells[0].text.split(" ") for row in rows]
    shared = [words[0] for words in takewhile(lambda same: len(set(same)) == 1, zip(*texts, strict=False))]
    label = next((at for at, word in enumerate(shared, 1) if word.endswith(":")), 0)
    return " ".join(shared[: label or None]) if label or len(shared) >= _LEAST_WORDS else ""


def _without_opening(text: str, opening: str, named: str) -> str:
    """A text without its opening words, and without what but names the row again."""
    rest = text.removeprefix(opening).strip()
    colons = (at for at, sign in enumerate(rest) if sign == ":" and rest[:at].rstrip() in named)
    return rest[max(colons, default=-1) + 1 :].strip()


def _with_levels_in_one_column(rows: Sequence[Row]) -> list[Item] | None:
    """A table that has a column for each level of its titles with all of them in the first of these, those of
    a lower level set in."""
    levels = _columns_of_levels(rows)
    if not levels:
        return None
    return [_in_one_column(row, levels, is_header=row is rows[0]) for row in rows]


def _columns_of_levels(rows: Sequence[Row]) -> range | None:
    """The columns of the levels: side by side, counted from 1 in the first row, with one text in each row
    below, and not all of them of one level."""
    heads = [_LEVEL.fullmatch(cell.text) for cell in rows[0].cells] if rows else []
    first = next((at for at, head in enumerate(heads) if head and head["level"] == "1"), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(heads) and _follows(heads[last], heads[last + 1]):
        last += 1
    levels = range(first, last + 1)
    if any(len(row.cells) <= last for row in rows):
        return None
    texts = [[row.cells[at].text for at in levels if row.cells[at].text] for row in rows[1:]]
    is_each = all(len(each) == 1 and len(each[0]) >= _LETTERS_OF_TITLE for each in texts)
    has_parts = any(not row.cells[first].text for row in rows[1:])
    return levels if len(levels) >= _LEAST_LEVELS and len(rows) > 1 and is_each and has_parts else None


def _follows(head: "re.Match[str] | None", after: "re.Match[str] | None") -> bool:
    if not head or not after or head["name"].lower() != after["name"].lower():
        return False
    return int(after["level"]) == int(head["level"]) + 1


def _in_one_column(row: Row, levels: range, *, is_header: bool) -> Row:
    at = next(at for at in levels if row.cells[at].text)
    cell = row.cells[at]
    own = cell._replace(text=cell.text.rstrip("1 ") if is_header else cell.text, indent=at - levels.start)
    further = levels[1:]
    cells = [own if at == levels.start else each for at, each in enumerate(row.cells) if at not in further]
    return replace(row, cells=tuple(cells))


_OfOneGrid = Callable[[Sequence[Row]], list[Item] | None]
_OF_ONE_GRID: tuple[_OfOneGrid, ...] = (
    _turned_upright,
    _one_below_the_other,
    _with_rows_below_as_a_column,
    _with_levels_in_one_column,
)
_OF_SEVERAL: tuple[Callable[[Sequence[Item]], list[Item] | None], ...] = (
    with_form_heads_as_lines,
    with_forms_as_rows,
    with_forms_of_one_make_as_rows,
    with_cards_as_rows,
)
