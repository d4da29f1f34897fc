"""A table of one row for each action, with the rest of it in words around: a heading above that says what is
to be done, labelled text below. Such cards become the rows of one table, those words in columns of their own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Row
from followthrough.intake.tables.header_rows import folded
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
# A few words, no sentence and no year.
_LABEL = re.compile(r"[^\W\d_].{0,58}[^\W_]")
_NUMBER = re.compile(r"\d+")


@dataclass
class _Card:
    """A card: its header, which its row follows; the heading above with the words between, as far as there
    is one; and the lines below, with what they say under each label."""

    header: int
    heading: int | None = None
    words: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)


def with_cards_as_rows(items: Sequence[Item]) -> list[Item] | None:
    """The items, with cards of the same headings as the rows of a table; None where there are no such."""
    cards = _cards_alike(items)
    if len(cards) < _LEAST_CARDS:
        return None
    is_headed = _take_headings(items, cards)
    labels = _take_labelled_text(items, cards)
    return list(_as_rows(items, cards, labels, is_headed=is_headed)) if is_headed or labels else None


def _cards_alike(items: Sequence[Item]) -> list[_Card]:
    """The cards of those headings that stand most often over one row alone."""
    alike: defaultdict[tuple[str, ...], list[_Card]] = defaultdict(list)
    rows = [isinstance(item, Row) for item in items]
    for at, item in enumerate(items[:-1]):
        before, after = at and rows[at - 1], rows[at + 2 : at + 3] == [True]
        if isinstance(item, Row) and rows[at + 1] and not before and not after:
            alike[folded(item)].append(_Card(at))
    return max(alike.values(), key=len, default=[])


def _take_headings(items: Sequence[Item], cards: Sequence[_Card]) -> bool:
    """Give each card its heading; whether each has one, no two alike, and the table does not say by itself
    what is to be done."""
    header = items[cards[0].header]
    assert isinstance(header, Row)
    rows = (row for card in cards if isinstance(row := items[card.header + 1], Row))
    if not _lacks_title(header) or any(len(row.filled) < 2 for row in rows):
        return False
    for card in cards:
        for at in range(card.header - 1, -1, -1):
            item = items[at]
            if isinstance(item, Row):
                break
            if isinstance(item, Line) and (item.level is not None or _NUMBERED.fullmatch(item.text)):
                card.heading = at
                break
            card.words[:0] = [at] if isinstance(item, Line) else []
    printed = sum(isinstance(item, Row) and folded(item) == folded(header) for item in items)
    titles = {_text(items, card.heading) for card in cards if card.heading is not None}
    return printed == len(cards) == len(titles)


def _lacks_title(header: Row) -> bool:
    """Whether headings say who, when or how far, and none of them what."""
    fields = {name for text in folded(header) for name, score in fields_of(text).items() if score >= 1}
    parts = sum(not fields.isdisjoint(part) for part in _PARTS)
    return parts >= _LEAST_PARTS and not fields & {"title", "ref"}


def _take_labelled_text(items: Sequence[Item], cards: Sequence[_Card]) -> list[str]:
    """Give each card the text below it by its labels: the short lines below most of the tables, in the order
    of the first."""
    above = Counter(name for card in cards if (name := _name_above(items, card.header)))
    for card in cards:
        for at in range(card.header + 2, len(items)):
            item = items[at]
            if isinstance(item, Row) or (isinstance(item, Gap) and item.is_end):
                break
            if isinstance(item, Line):
                if 2 * above[_without_numbers(item)] > len(cards):
                    break
                card.below.append(at)
    times = Counter(text for card in cards for text in {_text(items, at) for at in card.below})
    in_order = dict.fromkeys(_text(items, at) for at in sorted(at for card in cards for at in card.below))
    labels = [text for text in in_order if 2 * times[text] > len(cards) and _LABEL.fullmatch(text)]
    for card in cards:
        _deal_out(items, card, labels)
    return labels


def _name_above(items: Sequence[Item], header: int) -> str:
    """The line right above a table, or above gaps there, as it stands above other tables too."""
    at = next((at for at in range(header - 1, -1, -1) if not isinstance(items[at], Gap)), None)
    item = items[at] if at is not None else None
    return _without_numbers(item) if isinstance(item, Line) else ""


def _without_numbers(line: Line) -> str:
    return _NUMBER.sub("0", line.text)


def _deal_out(items: Sequence[Item], card: _Card, labels: Sequence[str]) -> None:
    """Put the lines below a card under their labels; those above the first label stay lines."""
    label, dealt = "", []
    for at in card.below:
        item, text = items[at], _text(items, at)
        if isinstance(item, Line) and item.level is not None and text not in labels:
            break
        if text in labels and text not in card.values:
            label = text
            card.values[label] = []
        elif label:
            card.values[label].append(text)
        if label:
            dealt.append(at)
    card.below = dealt


def _as_rows(
    items: Sequence[Item], cards: Sequence[_Card], labels: Sequence[str], *, is_headed: bool
) -> Iterator[Item]:
    taken = {at for card in cards for at in card.below}
    if is_headed:
        taken |= {at for card in cards for at in (card.heading, *card.words) if at is not None}
    names = ["Ref", "Action"] if is_headed else []
    notes = ["Notes"] if is_headed and any(card.words for card in cards) else []
    headers = {card.header for card in cards}
    rows = {card.header + 1: card for card in cards}
    for at, item in enumerate(items):
        if at in headers and isinstance(item, Row):
            yield _between(names, item, [*notes, *labels])
        elif at in rows and isinstance(item, Row):
            card = rows[at]
            own = [PARAGRAPH.join(_text(items, word) for word in card.words)] if notes else []
            said = [PARAGRAPH.join(card.values.get(label, [])) for label in labels]
            yield _between(_named(_text(items, card.heading)) if names else [], item, [*own, *said])
        elif at not in taken:
            yield item


def _between(before: Sequence[str], row: Row, after: Sequence[str]) -> Row:
    return replace(row, cells=(*map(Cell, before), *row.cells, *map(Cell, after)))


def _named(heading: str) -> tuple[str, str]:
    """The ref and the title in the heading of a card."""
    found = _NUMBERED.fullmatch(heading)
    return (found["ref"].rstrip("."), found["title"]) if found else ("", heading)


def _text(items: Sequence[Item], at: int | None) -> str:
    item = items[at] if at is not None else None
    return item.text if isinstance(item, Line) else ""
