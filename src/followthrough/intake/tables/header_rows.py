"""Whether a row of a table heads its columns: names them, groups them, or goes on naming them."""

import re
from itertools import pairwise

from followthrough.intake.grid import Row
from followthrough.intake.tables.headings import (
    fields_of,
    fold_heading,
    is_plain_heading,
    month_of,
    period_of,
)
from followthrough.intake.tables.recommendation_headings import head_recommendations_alone

_LONGEST_HEADING = 90
_SURE_HEADINGS = 3
_LONGEST_MONTH = 12
_LEAST_BESIDE_MONTHS = 2
_NUMBERED = re.compile(r"(?=\S*\d)[A-Za-z]{0,6}[./-]?[A-Za-z]{0,3}[./-]?\d+[\w./-]*")
_GROUP_WORDS = re.compile(
    r"owners?|dates?|.*\bupdates?( due)?|.*\brisks?|progress.*|evidence.*|.*\bstatus.*|change.*|"
    r"leads?|timescales?|financial|reputation(al)?|service delivery|.*\bdetails|key|impact.*|likelihood.*"
)
KEY_FIELDS = {"definition", "response", "key_label", "score", "impact", "likelihood"}


def is_short(row: Row) -> bool:
    """Whether no cell of a row is longer than a heading."""
    return all(len(cell.text) <= _LONGEST_HEADING for cell in row.cells)


def filled_in(row: Row) -> int:
    """How many cells of a row have a text."""
    return sum(1 for cell in row.cells if cell.text)


def folded(row: Row) -> tuple[str, ...]:
    """The headings of a row, folded, by which another printing of it is known."""
    return tuple(fold_heading(cell.text) for cell in row.cells if cell.text)


def names_columns(row: Row, known: set[tuple[str, ...]]) -> bool:
    """Whether a row names columns: most of its cells are headings, of two kinds at the least."""
    if folded(row) in known:
        return True
    texts = _without_months([cell.text for cell in row.cells if cell.text])
    if head_recommendations_alone(texts):
        return True
    if known and not _is_sure(texts) and not _names_key(texts):
        return False
    if len(texts) < 2 or not any(max(fields_of(text).values(), default=0) == 1 for text in texts):
        return False
    named = [text for text in texts if fields_of(text)]
    kinds = {max(scores, key=lambda name: scores[name]) for text in named if (scores := fields_of(text))}
    return len(named) >= 2 and len(kinds) >= 2 and len(named) >= 0.5 * len(texts) and not has_values(texts)


def _is_sure(texts: list[str]) -> bool:
    """Below another header a row names columns only beyond doubt: the rest of a cut row can look like one."""
    sure = sum(map(is_plain_heading, texts))
    return sure >= min(_SURE_HEADINGS, len(texts)) and not any(text[:1].islower() for text in texts)


def _names_key(texts: list[str]) -> bool:
    """Whether a row names two things that only a key tells, such as a score and a likelihood."""
    kinds = {name for text in texts if is_plain_heading(text) for name in fields_of(text)}
    return len(kinds & KEY_FIELDS) > 1


def has_values(texts: list[str]) -> bool:
    """A row in which dates or numbered refs stand is no header, whatever its words."""
    return any(map(_is_month, texts)) or any(_NUMBERED.fullmatch(text) for text in texts)


def _is_month(text: str) -> bool:
    return len(text) < _LONGEST_MONTH and bool(period_of(text)) and not fields_of(text)


def _without_months(texts: list[str]) -> list[str]:
    """The cells of a row without the months that go on from cell to cell beside plain headings: each heads
    what was said in it."""
    months = [period_of(text) or "" for text in texts if _is_month(text)]
    goes_on = len(months) > 1 and all(before < after for before, after in pairwise(months))
    if not goes_on or sum(map(is_plain_heading, texts)) < _LEAST_BESIDE_MONTHS:
        return texts
    return [text for text in texts if not _is_month(text)]


def is_group(row: Row) -> bool:
    """Whether a row names groups of columns or their months, and nothing else."""
    return all(
        _GROUP_WORDS.fullmatch(fold_heading(cell.text)) or period_of(cell.text) or month_of(cell.text)
        for cell in row.cells
        if cell.text
    )


def is_below_header(row: Row) -> bool:
    """A further line of the header: months alone, or the parts of a merged heading."""
    texts = [cell.text for cell in row.cells if cell.text]
    return all(
        month_of(text) or _GROUP_WORDS.fullmatch(fold_heading(text)) for text in texts
    ) and not has_values(texts)
