"""Words that are crossed out are no longer in force: they are parted from the others, kept and said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from followthrough.intake.grid import CROSSED_OUT, IN_FORCE, Aside, Cell, Item, Line, Row, Said
from followthrough.intake.report import quote
from followthrough.plan.document import Action, Status, Update
from followthrough.plan.periods import latest_of

ASIDE = "Crossed out"
ROW_CODE, WORDS_CODE = "row_crossed_out", "words_crossed_out"
_CROSSED = re.compile(f"{CROSSED_OUT}(.*?){IN_FORCE}", re.DOTALL)
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n]+(?=\n)|(?<=\n)[^\S\n]+")


def without_crossed_out(items: Iterable[Item]) -> Iterator[Item]:
    """The same items without the words that are crossed out, which follow as asides and are said.

    A row in which every word is crossed out stays as it is, which is said: see `withdraw`.
    """
    for item in items:
        if isinstance(item, Row) and any(CROSSED_OUT in cell.text for cell in item.cells):
            yield from _row(item)
        elif isinstance(item, Line) and CROSSED_OUT in item.text:
            yield from _line(item)
        else:
            yield item


def _row(row: Row) -> Iterator[Item]:
    left = tuple(cell._replace(text=_in_force(cell.text)) for cell in row.cells)
    if not any(cell.text for cell in left):
        yield replace(row, cells=tuple(map(_plain, row.cells)))
        yield Said(
            ROW_CODE,
            "This row is crossed out. It was read as cancelled. If it still holds, take the line off it.",
            row.place,
            "warning",
        )
        return
    yield replace(row, cells=left)
    for cell in row.cells:
        yield from _said(cell.text, row)


def _line(line: Line) -> Iterator[Item]:
    if text := _in_force(line.text):
        yield replace(line, text=text)
    yield from _said(line.text, line)


def _said(text: str, item: Row | Line) -> Iterator[Item]:
    for words in _words(text):
        yield Aside(ASIDE, words, item.place)
        sentence = f"{quote(words)} is crossed out. It was left out and kept as a note."
        yield Said(WORDS_CODE, sentence, item.place, "note")


def _words(text: str) -> list[str]:
    """The crossed-out words of a text; pieces of it that follow one another are one."""
    joined = text.replace(IN_FORCE + CROSSED_OUT, "")
    return [words for found in _CROSSED.findall(joined) if (words := " ".join(found.split()))]


def _in_force(text: str) -> str:
    return _BLANKS.sub(lambda found: "" if "\n" in found[0] else " ", _CROSSED.sub(" ", text)).strip()


def _plain(cell: Cell) -> Cell:
    return cell._replace(text=cell.text.replace(CROSSED_OUT, "").replace(IN_FORCE, ""))


def withdraw(actions: Iterable[Action], said: Iterable[Said]) -> None:
    """Cancel the actions whose row is crossed out, whatever status stands there."""
    crossed = {each.place for each in said if each.code == ROW_CODE}
    for action in actions:
        place = (action.where.row_first, action.where.sheet, action.where.page, action.where.table)
        if place in crossed:
            update = latest_of(action.updates)
            if update is None:
                update = Update()
                action.updates.append(update)
            update.status = Status.CANCELLED
