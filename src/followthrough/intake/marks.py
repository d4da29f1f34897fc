"""What stands in a text and is none of its words: tags, signs that turn letters around, lines through
words, the numbers of a list, errors. It is taken out before anything is read, and said where it matters."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from followthrough.intake.grid import (
    CROSSED_OUT,
    IN_FORCE,
    Aside,
    Cell,
    Gap,
    Item,
    Line,
    Place,
    Row,
    Said,
    as_paragraphs,
    blanks_before,
)
from followthrough.intake.report import Problems, quote
from followthrough.plan.document import Action, Problem, Severity, Status, Update
from followthrough.plan.when.periods import latest_of

TURNED_CODE = "letters_turned"
TURNED_SEVERITY: Severity = "warning"
TURNED_MESSAGE = (
    "Signs that turn letters around were left out here, so that the words stand as they are written. "
    "Check that this is what the file shows."
)
# Signs that turn letters around: what a person sees is not what is written. The words stay, in the order in
# which they are written (Unicode Standard Annex 9, section 2).
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The same signs in JSON, as letters of UTF-8 or by their numbers; a backslash may be a letter itself.
_TURNS_IN_JSON = re.compile(
    rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|(?<!\\)((?:\\\\)*)\\u20(?:2[a-eA-E]|6[6-9])"
)


def without_turns(items: Iterable[Item]) -> Iterator[Item]:
    """The same items without such signs; after one that had them, that it had."""
    for item in items:
        if any(not text.isascii() and _TURNS.search(text) for text in _texts(item)):
            yield _straight(item)
            yield Said(TURNED_CODE, TURNED_MESSAGE, item.place, TURNED_SEVERITY)
        else:
            yield item


def json_without_turns(content: bytes) -> tuple[bytes, int]:
    """A JSON text without such signs, and how many there were."""
    return _TURNS_IN_JSON.subn(lambda found: found[1] or b"", content)


def _texts(item: Item) -> Iterable[str]:
    if isinstance(item, Row):
        return (cell.text for cell in item.cells)
    return () if isinstance(item, Gap) else (item.text,)


def _straight(item: Item) -> Item:
    if isinstance(item, Row):
        cells = tuple(cell._replace(text=_TURNS.sub("", cell.text)) for cell in item.cells)
        return replace(item, cells=cells)
    assert isinstance(item, Line | Aside | Said)
    return replace(item, text=_TURNS.sub("", item.text))


# Words that are crossed out are no longer in force: they are parted from the others, kept and said.
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
            if text := _in_force(item.text):
                yield replace(item, text=text)
            yield from _said(item.text, item)
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
            _cancel(action)


def _cancel(action: Action) -> None:
    update = latest_of(action.updates)
    if update is None:
        update = Update()
        action.updates.append(update)
    update.status = Status.CANCELLED


def with_crossed_out_titles(actions: Iterable[Action], asides: Iterable[Aside], problems: Problems) -> None:
    """Give actions of which only the title is crossed out that title, and cancel them."""
    crossed: dict[Place, str] = {}
    for aside in asides:
        if aside.name == ASIDE:
            crossed[aside.place] = max(crossed.get(aside.place, ""), aside.text, key=len)
    for action in actions:
        if not action.title and (title := crossed.get(Place.of(action.where))):
            action.title = title
            _cancel(action)
            problems.found = [each for each in problems.found if not _says_missing(each, action)]
            problems.add(
                ROW_CODE, "warning",
                f"{quote(title)} is crossed out, and the rest of its row is not. It was read as cancelled. "
                "If it still holds, take the line off it.", place=Place.of(action.where), ref=action.ref,
            )  # fmt: skip


def _says_missing(problem: Problem, action: Action) -> bool:
    return problem.code == "missing_title" and Place.of(problem.where) == Place.of(action.where)


# So are the lists of a web site exported: "Okoro, Dan;#12;#Rees, Sian;#14" is two people with their numbers
# in that list, ";#Finance;#Housing;#" two choices.
_LIST_MARK = ";#"
_SURNAME_FIRST = re.compile(r"(?P<last>[^\W\d][^,;\d]*), (?P<first>[^\W\d][^,;\d]*)")


def without_list_numbers(items: Iterable[Item]) -> Iterator[Item]:
    """The same items with such cells as a person reads them."""
    for item in items:
        if isinstance(item, Row) and any(_LIST_MARK in cell.text for cell in item.cells):
            yield replace(item, cells=tuple(map(_as_read, item.cells)))
        else:
            yield item


def _as_read(cell: Cell) -> Cell:
    if _LIST_MARK not in cell.text:
        return cell
    parts = [part.strip(" ;") for part in cell.text.split(_LIST_MARK)]
    # A number stands after each name of a person, and after nothing else.
    names = [part for part in parts if part and not part.isdecimal()]
    if len(names) < len(list(filter(None, parts))):
        names = [_SURNAME_FIRST.sub(r"\g<first> \g<last>", name, count=1) for name in names]
    return cell._replace(text="; ".join(names))


# The tags that stand in cells, and no others, so that `<5% of budget` stays what it is.
_TAGS = "b|i|u|p|br|em|strong|sup|sub|span|div|ul|ol|li|a|font"
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s>]+))*\s*/?>", re.IGNORECASE)
_BREAK = re.compile(r"(?:</(?:p|div|li|ul|ol)\s*>|<br\s*/?>|<(?:p|div)(?:\s[^<>]*)?>)", re.IGNORECASE)
_BULLET = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
# A paragraph's end in italics is a heading or a note of its own.
_ITALIC_END = re.compile(
    r"(?<=[^\s>])\s*<(i|em)>((?:(?!</?(?:i|em)>).)+)</\1>(?=\s*(?:</p>|$))", re.IGNORECASE | re.DOTALL
)
_ENTITY = re.compile(r"&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ALL_BOLD = re.compile(
    r"\s*(?:<p>\s*)?<(b|strong)>((?:(?!<(?:b|strong)>).)*)</\1>(?:\s*</p>)?\s*", re.IGNORECASE | re.DOTALL
)
_BLANKS_IN_LINE = re.compile(r"[ \t\u00a0\u2007\u202f]+")
# In a flattened cell two blanks are all that is left of a paragraph's end.
_LOST_PARAGRAPH = re.compile(r"(?<=\S)(?:[ \u00a0]{2,})(?=\S)")
_PROSE_LENGTH = 80


@lru_cache(maxsize=50_000)
def read_cell(raw: str) -> Cell:
    """One cell of a flattened table, its paragraphs parted by line breaks."""
    bold = "<" in raw and _ALL_BOLD.fullmatch(raw) is not None
    return Cell(_paragraphs(_without_tags(raw)), bold, indent=blanks_before(raw))


def _without_tags(raw: str) -> str:
    text = raw
    if "<" in text:
        text = _ITALIC_END.sub(r"\n\2", text)
        text = _BULLET.sub("\n• ", text)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return text


def _paragraphs(text: str) -> str:
    if len(text) >= _PROSE_LENGTH:
        text = _LOST_PARAGRAPH.sub("\n", text)
    return as_paragraphs("\n".join(_BLANKS_IN_LINE.sub(" ", line).strip() for line in text.splitlines()))


# The errors of Excel and LibreOffice, and what programs write for a value that they do not have.
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!"
    r"|GETTING_DATA|ERROR!?)(?:\s?N/A)?|Err:\d{3}|\[object Object\]"
    r"|nan|NaN|NaT|<NA>|[<(]?(?:NULL|null)[>)]?|undefined",
)


def is_error(text: str) -> bool:
    """Whether a cell of any column holds nothing but an error."""
    return bool(_ERROR.fullmatch(text.strip()))
