"""Tables in which each row has a text of its own right below it: "Say how you will meet the standard: …"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from followthrough.intake.grid import PARAGRAPH, Item, Row

# A text below each of so many rows is a column, where so many words open them all.
_LEAST_PAIRS, _LEAST_WORDS = 2, 4


def with_rows_below_as_columns(items: Sequence[Item]) -> Iterator[Item]:
    """The items, with each table in which every row has a text of its own right below it, all of them opening
    with the same words, as one with a column for those texts."""
    for _, group in groupby(items, key=lambda item: (item.place._replace(row=None), isinstance(item, Row))):
        together = list(group)
        head, rows = together[0], [item for item in together[1:] if isinstance(item, Row)]
        opening = _opening_of(rows[1::2]) if _take_turns(rows) else ""
        if not isinstance(head, Row) or not opening:
            yield from together
            continue
        yield replace(head, cells=(*head.cells, head.cells[0]._replace(text=opening.rstrip(" :"))))
        for row, below in zip(rows[::2], rows[1::2], strict=True):
            text = _without_opening(below.cells[0].text, opening, row.cells[0].text)
            yield replace(row, cells=(*row.cells, below.cells[0]._replace(text=text)))


def _take_turns(rows: Sequence[Row]) -> bool:
    """Whether each row of several cells is followed by one whose first cell alone has a text."""
    filled = [sum(bool(cell.text) for cell in row.cells) for row in rows]
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
    """A text without its opening words, and without the rest of their line where that but names the row."""
    rest = text.removeprefix(opening).strip()
    line, _, said = rest.partition(PARAGRAPH)
    return said if said and line.endswith(":") and line.rstrip(" :") in named else rest
