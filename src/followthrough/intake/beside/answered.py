"""What the actions of a plan answer, told by its form and not by its words: a table or list whose numbers a
column of another table, the plan, says again."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from followthrough.intake.grid import Line, Place
from followthrough.intake.kinds.cells import kinds_of
from followthrough.intake.tables.headings import Part, fields_of
from followthrough.intake.tables.table import Table

_WORD = r"(?:recommendations?|rec|findings?|directions?)\b"
_NUMBER = re.compile(
    rf"(?:{_WORD}\.?\s*(?:no\.?|number)?\s*)?(?P<number>[a-z]{{0,4}}[-.]?\d+(?:\.\d+)*[a-z]?)\.?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;&\n]|\band\b")
_ENTRY = re.compile(
    rf"(?:{_WORD}\s*(?:no\.?\s*)?(?P<number>[A-Z]{{0,3}}\d[\d.]*)\s*[.:–—-]*|(?P<plain>\d{{1,3}})[.)])\s+"
    r"(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NAMES_ANSWERED = re.compile(rf"\b(?:{_WORD}|answers?\b)", re.IGNORECASE)
_MOSTLY, _LEAST = 0.8, 2
# The mean length of what is recommended, in letters.
_LEAST_WORDS = 20
_WHO_OR_WHEN = {"owner", "who_when", "due", "start", "original_due", "revised_due"}
_OTHER_GROUPS = ("theme", "workstream", "priority", "risk", "title")


@dataclass(frozen=True)
class Listed:
    """An entry of a list in running text: its number, its words, and the line that it stands in."""

    number: str
    text: str
    line: Line

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.line.place


def number_in(text: str) -> str | None:
    """The number that is all that a text says, with a word such as "Recommendation" or without."""
    found = _NUMBER.fullmatch(text.strip())
    return found["number"].lower() if found else None


def columns_by_form(table: Table, tables: Sequence[Table]) -> dict[Part, int] | None:
    """The columns of the numbers and words of a table to which another one refers, None where none does or
    the table says itself who is to do anything, or when."""
    if len(table.rows) < _LEAST or _is_plan(table):
        return None
    headings = table.headings
    texts = [[row.text_at(at) for row in table.rows] for at in range(len(headings))]
    number = next((at for at, column in enumerate(texts) if _are_numbers(column)), None)
    words = max(range(len(texts)), key=lambda at: sum(map(len, texts[at])), default=None)
    if number is None or words is None or number == words or fields_of(headings[words]).get("title", 0) >= 1:
        return None
    if sum(map(len, texts[words])) < _LEAST_WORDS * len(table.rows):
        return None
    numbers = frozenset(filter(None, map(number_in, texts[number])))
    is_answered = any(
        other is not table and _is_plan(other) and answering_column(other, numbers) is not None
        for other in tables
    )
    return {Part.NUMBER: number, Part.TEXT: words} if is_answered else None


def listed(lines: Sequence[Line], tables: Sequence[Table]) -> list[Listed]:
    """The entries of a list in running text, numbered from the first on, to which a table refers."""
    for run in _runs(lines):
        numbers = frozenset(entry.number.lower() for entry in run)
        if any(_is_plan(table) and answering_column(table, numbers) is not None for table in tables):
            return run
    return []


def answering_column(table: Table, numbers: Set[str]) -> int | None:
    """The column of a table whose cells say these numbers again: its heading says what they are, or several
    rows have one number, so that they are not its own."""
    for at, heading in enumerate(table.headings) if numbers else ():
        texts = [text for row in table.rows if (text := row.text_at(at))]
        said = [_numbers_in(text) for text in texts]
        fits = sum(bool(found) and found <= numbers for found in said)
        if len(texts) < _LEAST or fits < _MOSTLY * len(texts) or len(set(texts)) < _LEAST:
            continue
        is_named = bool(_NAMES_ANSWERED.search(heading))
        is_of_else = any(name.startswith(_OTHER_GROUPS) for name in fields_of(heading))
        is_of_group = len(set(texts)) < len(texts) and not is_of_else
        if is_named or (is_of_group and not all(map(str.isdigit, numbers))):
            return at
    return None


def _numbers_in(text: str) -> frozenset[str]:
    parts = [number_in(part) for part in _BETWEEN.split(text) if part.strip()]
    return frozenset(part for part in parts if part) if all(parts) else frozenset()


def _are_numbers(texts: Sequence[str]) -> bool:
    numbers = [number_in(text) for text in texts if text]
    return len(numbers) >= _LEAST and all(numbers) and len(set(numbers)) == len(numbers)


def _is_plan(table: Table) -> bool:
    """Whether a table could be the plan: it says who is to do something or when, by a heading or by dates."""
    headings = table.headings
    is_named = any(not _WHO_OR_WHEN.isdisjoint(fields_of(heading)) for heading in headings)
    return is_named or any(_are_dates([row.text_at(at) for row in table.rows]) for at in range(len(headings)))


def _are_dates(texts: Sequence[str]) -> bool:
    return 2 * sum("date" in kinds_of(text) for text in texts if text) > len(texts)


def _runs(lines: Sequence[Line]) -> Iterator[list[Listed]]:
    """Lines that follow each other and count from one on."""
    run: list[Listed] = []
    for line in [*lines, Line("", Place())]:
        found = _ENTRY.fullmatch(line.text)
        entry = (
            Listed((found["number"] or found["plain"]).rstrip("."), found["text"], line) if found else None
        )
        if entry and run and _follows(run[-1].number, entry.number):
            run.append(entry)
            continue
        if len(run) >= _LEAST:
            yield run
        run = [entry] if entry else []


def _follows(before: str, after: str) -> bool:
    one, other = (re.split(r"(\d+)$", number) for number in (before, after))
    return len(one) == len(other) == 3 and one[0] == other[0] and int(one[1]) + 1 == int(other[1])
