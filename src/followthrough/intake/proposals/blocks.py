"""Blocks of labels and values, one an action, as lines: "Due date: 31 March 2026". Blocks that share their
labels become a table with a row for each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from followthrough.intake.grid import PARAGRAPH, Cell, Gap, Item, Line, Row
from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.scoring.words import kinds_of_label
from followthrough.intake.tables.headings import fields_of

_LABELLED = re.compile(r"(?:• )?(?P<label>[^\W\d_][^:\n]{0,58}?)\s?:(?!//)\s*(?P<value>\S.*)?", re.DOTALL)
# A question that stands as a label, where it opens more lines than one: "Done? Yes, in May".
_ASKED = re.compile(r"(?:• )?(?P<label>[^\W\d_][^:\n?]{0,28}\?)(?:\s+(?P<value>\S.*))?", re.DOTALL)
_APART = re.compile(r"\s*(?:\t|\||[^\S\n]{3,})\s*")
_LEAST_KINDS, _SURE_KINDS = 2, 3
_SHARED = 0.5
# What stands above the actions is one of the first blocks.
_FIRST_FEW = 3
_MOSTLY = 0.8
# The column for the headings of the blocks, where no label is what a title stands under.
_TITLE = "Action"
# The column for the numbers that stand with a label: "Action 2: Train every manager".
_REF = "Ref"
_NUMBERED = re.compile(
    r"(?P<label>[^\W\d_][^\d:]*?)\s+(?P<ref>[A-Z]{0,3}\.?\d(?:[\w./-]{0,12}\w)?)(?:\s*\([^()]{1,40}\))?"
)
_ANSWER = re.compile(r"\b(?:response|answer|reply)\b", re.IGNORECASE)
_LONGEST_NAME = 200
# A text as long as this is no more of a date above it.
_SENTENCE = 40


@dataclass(eq=False)
class _Block:
    """The values of one block by their labels; `name` is the heading right above, `items` its lines."""

    name: Line | None
    items: list[Line] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Take in one line: a label with its value, or more of the value before."""
        if found := _LABELLED.fullmatch(text):
            label, ref = label_and_ref(found["label"])
            self.values |= {_REF: ref} if ref else {}
            said = (found["value"] or "").strip()
            # What is answered keeps its number: it is not the action's own.
            self.values[label] = said if ref or label == found["label"] else f"{found['label']}: {said}"
        else:
            last = next(reversed(self.values))
            self.values[last] = PARAGRAPH.join(filter(None, (self.values[last], text)))

    def has(self, text: str) -> bool:
        """Whether a line has a label that the block has a value for already: another block begins."""
        found = _LABELLED.fullmatch(text)
        return found is not None and label_and_ref(found["label"])[0] in self.values

    @property
    def kinds(self) -> set[str]:
        """What the labels can be headings of."""
        kinds = {kind for label in self.values for kind in kinds_of_label(label)}
        return kinds | {"title"} if self.is_answered else kinds

    @property
    def is_answered(self) -> bool:
        """Whether the block is a recommendation with the response to it, which says what is promised."""
        answers = any("answers" in kinds_of_label(label) for label in self.values)
        return answers and any(map(_ANSWER.search, self.values))

    def is_over(self, text: str) -> bool:
        """Whether a line without a label is none of the value above it, which is a date and whole."""
        last = self.values[next(reversed(self.values))]
        return len(text) >= _SENTENCE and "date" in kinds_of(last) and any(map(str.isdigit, last))


def label_and_ref(label: str) -> tuple[str, str | None]:
    """A label without the number that tells its block from others: "Action 2" is Action with the ref 2."""
    found = _NUMBERED.fullmatch(label)
    fields = fields_of(found["label"]) if found else {}
    if not found or not fields.keys() & {"title", "answers"}:
        return label, None
    return found["label"], found["ref"] if "title" in fields else None


def with_blocks_as_rows(items: Sequence[Item]) -> list[Item]:
    """The items, with blocks that list actions as the rows of a table; all else is as it was."""
    parts = list(_parts(_with_questions_as_labels(items)))
    actions = _that_list_actions([part for part in parts if isinstance(part, _Block)])
    is_form = len(actions) == 1 and any(isinstance(item, Row) for item in items)
    if not actions or is_form:
        return list(items)
    return list(_laid_out(parts, actions))


def _with_questions_as_labels(items: Sequence[Item]) -> list[Item]:
    """The items, with each question that opens lines of several blocks as the label of what follows it."""
    lines = [item for item in items if isinstance(item, Line) and item.level is None]
    questions = {id(line): found for line in lines if (found := _ASKED.fullmatch(line.text))}
    times = Counter(found["label"] for found in questions.values())
    return [
        Line(f"{found['label']}: {found['value'] or ''}", item.place)
        if (found := questions.get(id(item))) and times[found["label"]] > 1
        else item
        for item in items
    ]


def _parts(items: Sequence[Item]) -> Iterator[Item | _Block]:
    """The items with each block in the place of its lines, the heading or the short line above it too."""
    block: _Block | None = None
    above: Line | None = None
    for item in items:
        if not isinstance(item, Line) or item.level is not None:
            yield from filter(None, (block, above))
            block, above = None, item if isinstance(item, Line) else None
            if above is None:
                yield item
            continue
        for line in _lines_of(item):
            is_labelled = _LABELLED.fullmatch(line.text) is not None
            if block and (block.has(line.text) or (not is_labelled and block.is_over(line.text))):
                yield block
                block = None
            if block is None and is_labelled:
                if above and above.level is None and len(above.text) > _LONGEST_NAME:
                    yield above
                    above = None
                block, above = _Block(above), None
            if block:
                block.items.append(line)
                block.add(line.text)
            else:
                yield from filter(None, (above,))
                above = line
    yield from filter(None, (block, above))


def _lines_of(line: Line) -> list[Line]:
    """What wide blanks, bars or the ends of lines keep apart in a paragraph, where each has a label; else the
    whole paragraph."""
    paragraphs = line.text.split(PARAGRAPH)
    for texts in ([part for text in paragraphs for part in _APART.split(text)], paragraphs):
        if all(_LABELLED.fullmatch(text) for text in texts):
            return [Line(text, line.place) for text in texts]
    return [line]


def _that_list_actions(blocks: Sequence[_Block]) -> list[_Block]:
    """The most blocks that are alike and whose labels are what plans have as headings; the head of a letter
    that stands above them is another."""
    likely = [block for block in blocks if len(block.kinds) >= _LEAST_KINDS]
    makes = ([block for block in likely if _shares(block, first)] for first in likely[:_FIRST_FEW])
    alike = max(makes, key=len, default=[])
    kinds = {kind for block in alike for kind in block.kinds}
    named = sum(block.name is not None for block in alike)
    is_titled = "title" in kinds or named >= _MOSTLY * max(len(alike), 1)
    is_sure = len(alike) > 1 or len(kinds) >= _SURE_KINDS
    return alike if is_titled and is_sure else []


def _shares(block: _Block, first: _Block) -> bool:
    both = block.values.keys() & first.values.keys()
    return len(both) >= _SHARED * min(len(block.values), len(first.values))


def _says_what(label: str) -> bool:
    """Whether what is to be done stands beside a label, rather than what was done."""
    scores = fields_of(label)
    is_surer = any(score > scores.get("title", 1) for score in scores.values())
    return "title" in kinds_of_label(label) and not is_surer


def _heading(label: str, actions: Sequence[_Block]) -> str:
    """What stands over the column of a label: an answer to a recommendation says what is to be done."""
    is_answer = _ANSWER.search(label) is not None and any(block.is_answered for block in actions)
    return f"{_TITLE} ({label})" if is_answer else label


def _laid_out(parts: Sequence[Item | _Block], actions: Sequence[_Block]) -> Iterator[Item]:
    labels = list(dict.fromkeys(label for block in actions for label in block.values))
    is_named = not any(map(_says_what, labels)) and not any(block.is_answered for block in actions)
    said = [_heading(label, actions) for label in labels]
    headings = [_TITLE, *said] if is_named else said
    number, is_below_header = 0, False
    sheet = None
    for part in parts:
        if isinstance(part, _Block) and part in actions:
            if part.name and not is_named:
                yield part.name
            # Each sheet is headed anew: a block alone on it is read with those of the others.
            if not is_below_header or sheet != part.items[0].place.sheet:
                number += 1
                sheet = part.items[0].place.sheet
                yield _row(headings, part, number)
            is_below_header = True
            number += 1
            name = [part.name.text if part.name else ""] if is_named else []
            yield _row([*name, *(part.values.get(label, "") for label in labels)], part, number)
        elif isinstance(part, _Block):
            yield from filter(None, (part.name, *part.items))
        elif not (isinstance(part, Gap) and is_below_header):
            # A gap between two blocks says nothing: each is whole.
            is_below_header = is_below_header and not isinstance(part, Row)
            yield part


def _row(texts: Sequence[str], block: _Block, number: int) -> Row:
    place = block.items[0].place
    return Row(tuple(map(Cell, texts)), place if place.row else place._replace(row=number))
