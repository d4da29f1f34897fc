"""The rows of a table in order, each with the headings that stand above it; and which lines are headings,
which are but stamped on a page, and which go on with the row above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from followthrough.intake.grid import PARAGRAPH, Item, Line, Row
from followthrough.intake.tables.table import Segment, Table

LONGEST_SECTION = 90
# A section of so high a number is one of an act of Parliament: a section 114 notice, a section 106 agreement.
LABEL = re.compile(
    r"(?!section \d{3})"
    r"(?:(?P<theme>theme|priority|objective|pillar|strand|outcome|area|goal|aim|ambition|domain|chapter)\b|"
    r"(?P<part>work ?stream|section|part|project)\b)",
    re.IGNORECASE,
)
_NUMBERED_LABEL = re.compile(rf"(?:{LABEL.pattern})\s*(?:\d+[A-Z]?|[A-Z]|[IVX]+)\b", re.IGNORECASE)
# What an action below it answers: "Recommendation 2", "Audit finding 3.1".
ANSWERED = re.compile(
    r"(?:\w+ )?(?:recommendation|finding|direction)\s*(?:no\.?\s*|number\s*)?[A-Z]{0,3}[\d.]*\d\b",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?i:official|restricted|confidential|draft|version|not for publication|appendix)\b")
# The same as the whole of a text: a row that begins so may be one of the plan ("Draft the policy").
_STAMP_ALONE = re.compile(
    r"official(?:[ –-]+sensitive)?|restricted|(?:private and |strictly )?confidential|not for publication"
    r"|exempt(?: from publication)?|appendix \w{1,3}|agenda item \d{1,3}\w?"
    r"|(?:final )?draft(?: v(?:ersion)?\.? ?\d[\d.]*)?|version \d[\d.]*",
    re.IGNORECASE,
)
PAGE = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)


def is_stamp(text: str) -> bool:
    """Whether a text is but what is stamped on a page: "OFFICIAL - SENSITIVE", "Appendix A"."""
    return text[:1].isupper() and bool(_STAMP_ALONE.fullmatch(text))


def is_page_number(text: str) -> bool:
    """Whether a text is but the number of a page: "Page 3 of 12"."""
    return bool(PAGE.fullmatch(text)) and not text.isdigit()


def is_labelled(text: str) -> bool:
    """Whether a text says that it names a theme or workstream: "Theme 2 - Oversight"."""
    return bool(_NUMBERED_LABEL.match(text))


def label_of(text: str) -> str | None:
    """The word that says what a name is the name of: "outcome" of "Outcome 1A - Ready"."""
    label = _NUMBERED_LABEL.match(text)
    return (label["theme"] or label["part"]).lower() if label else None


def is_labelled_part(text: str) -> bool:
    """Whether a text says that it names a part of a theme: "Workstream 3", "Project C"."""
    label = _NUMBERED_LABEL.match(text)
    return label is not None and label["part"] is not None


def is_section_line(line: Line) -> bool:
    """Whether a line outside a table is a heading: marked as one, or short and without a full stop."""
    if PAGE.fullmatch(line.text) or _STAMP.match(line.text):
        return False
    if line.level is not None or LABEL.match(line.text):
        return len(line.text) <= 2 * LONGEST_SECTION
    return len(line.text) <= LONGEST_SECTION and not line.text.endswith((".", ";", ","))


@dataclass(frozen=True)
class Strip:
    """A row with what came between it and the row before: `seam` where a gap, a line or a header did."""

    row: Row
    seam: bool
    theme: str | None
    section: str | None
    answers: str | None = None


@dataclass(frozen=True)
class Tail:
    """Running text that goes on with the longest cell of the row above it."""

    line: Line


@dataclass
class _Headings:
    """The headings that stand above the rows to come, by their level; without levels, by their label."""

    by_level: dict[int, str] = field(default_factory=dict)
    theme: str | None = None
    section: str | None = None
    answers: str | None = None

    def take(self, line: Line) -> None:
        self.answers = None
        if ANSWERED.match(line.text):
            self.answers = line.text
        elif line.level is not None:
            self.by_level = {level: text for level, text in self.by_level.items() if level < line.level}
            self.by_level[line.level] = line.text
            above = list(self.by_level.values())
            self.theme, self.section = above[0], above[1] if len(above) > 1 else None
        elif (label := LABEL.match(line.text)) and label["part"]:
            self.section = line.text
        elif label or not self.by_level:
            self.theme, self.section = line.text, None

    def tell(self, line: Line) -> None:
        """Take in a paragraph: below the heading of a recommendation it is the recommendation's text."""
        if self.answers:
            self.answers = PARAGRAPH.join((self.answers, line.text))


def strips_of(table: Table, running: frozenset[str]) -> list[Strip | Tail]:
    """The rows of a table with their seams and headings. Lines of `running` text (titles, page numbers) are
    passed over."""
    headings = _Headings()
    strips: list[Strip | Tail] = []
    for segment in table.segments:
        for line in segment.before:
            if line.text not in running:
                (headings.take if is_section_line(line) else headings.tell)(line)
        strips.extend(_strips_of_segment(table, segment, running, headings))
    return strips if _tells_themes(strips) else _below_title(strips)


def _tells_themes(strips: Sequence[Strip | Tail]) -> bool:
    """One heading over all rows is a title or a version; two, or a labelled one, are themes."""
    themes = {strip.theme for strip in strips if isinstance(strip, Strip)}
    return len(themes) > 1 or any(LABEL.match(theme) for theme in themes if theme)


def _below_title(strips: Sequence[Strip | Tail]) -> list[Strip | Tail]:
    """The strips without the title over all of them; headings below it that differ are the themes."""
    sections = {strip.section for strip in strips if isinstance(strip, Strip)}
    tells = len(sections) > 1
    return [
        replace(strip, theme=strip.section if tells else None, section=None)
        if isinstance(strip, Strip)
        else strip
        for strip in strips
    ]


def _strips_of_segment(
    table: Table, segment: Segment, running: frozenset[str], headings: _Headings
) -> Iterator[Strip | Tail]:
    seam, is_ended = True, False
    last_row = _last_row(table, segment)
    for at, item in enumerate(segment.body):
        is_ended = not isinstance(item, Row) and (is_ended or _ends_table(item))
        if isinstance(item, Row):
            yield Strip(item, seam, headings.theme, headings.section, headings.answers)
        elif _names_section(item, segment, at, running):
            headings.take(item)
        elif isinstance(item, Line) and not is_ended and at < last_row and _goes_on(item, running):
            yield Tail(item)
        seam = not isinstance(item, Row)


def _ends_table(item: Item) -> bool:
    """Whether a line is a heading beyond doubt: no text below it goes on with a row above it."""
    return isinstance(item, Line) and (item.level is not None or bool(ANSWERED.match(item.text)))


def _goes_on(line: Line, running: frozenset[str]) -> bool:
    """Text that is no heading and not printed on every page belongs to the row that it was cut from."""
    return line.text not in running and not is_section_line(line) and not PAGE.fullmatch(line.text)


def _names_section(item: Item, segment: Segment, at: int, running: frozenset[str]) -> TypeGuard[Line]:
    """Whether a line between rows is the heading of those below: rows follow it under the same header."""
    if not isinstance(item, Line) or item.text in running or not is_section_line(item):
        return False
    return any(isinstance(below, Row) for below in segment.body[at + 1 : at + 4])


def _last_row(table: Table, segment: Segment) -> int:
    """The place in a segment after which text is no rest of a cell: it is a note below the whole table."""
    if segment is not table.segments[-1]:
        return len(segment.body)
    return max((at for at, item in enumerate(segment.body) if isinstance(item, Row)), default=-1)
