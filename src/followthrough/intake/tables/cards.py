"""A card for each action: a heading that says what is to be done, over a table of one row that says by whom,
by when and how far it is. Cards become rows of one table, with the heading under a heading of its own."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from followthrough.intake.grid import PARAGRAPH, Cell, Item, Line, Row
from followthrough.intake.tables.header_rows import filled_in, folded
from followthrough.intake.tables.headings import fields_of

# So many tables of one row are laid out alike by nobody but who means each as a card.
_LEAST_CARDS = 3
_PARTS = ({"owner", "who_when"}, {"due", "who_when", "start"}, {"status", "update"})
_LEAST_PARTS = 2
_NUMBERED = re.compile(
    r"(?:action|task|step|commitment|measure)\s*(?:no\.?\s*)?(?P<ref>[A-Z]{0,3}\d[\d.]*[a-z]?)\s*[.:–—-]*\s+"
    r"(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class _Card:
    """A card: where its heading stands, its words below that, and its header, which its row follows."""

    heading: int
    words: Sequence[int]
    header: int


def with_cards_as_rows(items: Sequence[Item]) -> list[Item]:
    """The items, with cards of the same headings as the rows of a table; all else is as it was."""
    below_text = [
        row for above, row in pairwise(items) if isinstance(row, Row) and not isinstance(above, Row)
    ]
    if max(Counter(map(folded, below_text)).values(), default=0) < _LEAST_CARDS:
        return list(items)
    headers = Counter(folded(item) for item in items if isinstance(item, Row))
    alike = {header for header, times in headers.items() if times >= _LEAST_CARDS and _heads_card(header)}
    at_headers = [at for at, item in enumerate(items) if isinstance(item, Row) and folded(item) in alike]
    cards = [card for at in at_headers if (card := _card_at(items, at))]
    titles = {items[card.heading] for card in cards}
    if len(cards) < _LEAST_CARDS or len(cards) < len(at_headers) or len(titles) < len(cards):
        return list(items)
    return list(_as_rows(items, cards))


def _heads_card(header: Sequence[str]) -> bool:
    """Whether headings say who, when or how far, and none of them what."""
    fields = {name for text in header for name, score in fields_of(text).items() if score >= 1}
    parts = sum(not fields.isdisjoint(part) for part in _PARTS)
    return parts >= _LEAST_PARTS and not fields & {"title", "ref"}


def _card_at(items: Sequence[Item], header: int) -> _Card | None:
    """The card whose header stands at a place, None where no heading is above or more rows follow."""
    after = items[header + 1 : header + 3]
    is_one = bool(after) and isinstance(after[0], Row) and filled_in(after[0]) > 1
    if not is_one or (len(after) > 1 and isinstance(after[1], Row) and _is_below(after[1], items[header])):
        return None
    words: list[int] = []
    for at in range(header - 1, -1, -1):
        item = items[at]
        if isinstance(item, Row):
            return None
        if isinstance(item, Line):
            if item.level is not None or _NUMBERED.fullmatch(item.text):
                return _Card(at, words[::-1], header)
            words.append(at)
    return None


def _is_below(row: Row, header: Item) -> bool:
    """Whether a row is one more of the table of a header, not the header of another."""
    return isinstance(header, Row) and row.place.table == header.place.table and folded(row) != folded(header)


def _as_rows(items: Sequence[Item], cards: Sequence[_Card]) -> Iterator[Item]:
    taken = {at for card in cards for at in (card.heading, *card.words)}
    headers = {card.header for card in cards}
    rows = {card.header + 1: card for card in cards}
    has_words = any(card.words for card in cards)
    for at, item in enumerate(items):
        if at in headers and isinstance(item, Row):
            cells = (Cell("Ref"), Cell("Action"), *item.cells)
            yield replace(item, cells=(*cells, Cell("Notes")) if has_words else cells)
        elif at in rows and isinstance(item, Row):
            cells = (*_named(items, rows[at]), *item.cells)
            yield replace(item, cells=(*cells, _words(items, rows[at])) if has_words else cells)
        elif at not in taken:
            yield item


def _named(items: Sequence[Item], card: _Card) -> tuple[Cell, Cell]:
    """The ref and the title of a card."""
    heading = _text(items, card.heading)
    found = _NUMBERED.fullmatch(heading)
    return (Cell(found["ref"].rstrip(".")), Cell(found["title"])) if found else (Cell(""), Cell(heading))


def _words(items: Sequence[Item], card: _Card) -> Cell:
    """What stands below the heading of a card."""
    return Cell(PARAGRAPH.join(_text(items, at) for at in card.words))


def _text(items: Sequence[Item], at: int) -> str:
    return item.text if isinstance(item := items[at], Line) else ""
