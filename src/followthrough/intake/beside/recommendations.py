"""A table of what outside bodies said: recommendations, findings, directions, and what was answered to each.

It lists what a plan answers, never what is to be done, so none of its rows becomes an action.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from followthrough.intake.beside.answered import columns_by_form, listed
from followthrough.intake.grid import PARAGRAPH, Line, Place, Row
from followthrough.intake.kinds.refs import numbering_of
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.headings import Part, parts_of
from followthrough.intake.tables.table import Table
from followthrough.plan.document import Acceptance, Recommendation
from followthrough.plan.folding import words_alone

_LONGEST_NAME = 60
_YES = r"(?:fully |management )?(?:accept(?:ed|s)?|agree(?:d|s)?)(?: in full| fully)?"
_ANSWERS: tuple[tuple[Acceptance, str], ...] = (
    (
        "no_response",
        r"no response|no response yet|none yet|not yet responded|(?:response )?awaited|awaiting response",
    ),
    (
        "for_others",
        r"for others|for (?:an)?other bod(?:y|ies)|for (?:our )?partners|for (?:the )?government"
        r"|not for (?:the|this) council",
    ),
    (
        "accepted_in_part",
        r"(?:accept(?:ed|s)?|agree(?:d|s)?) in part|in part"
        r"|(?:part|partly|partially) (?:accept(?:ed)?|agree(?:d)?)"
        r"|(?:accept(?:ed)?|agree(?:d)?) (?:partly|partially)",
    ),
    ("rejected", r"rejected|reject|not accepted|not agreed|disagree(?:d)?|declined|refused|no|n"),
    ("accepted", rf"{_YES}|yes|y"),
)
# What ends an answer in a word or two where reasons follow: "Agreed. The code is to be revised".
_REASONS_FOLLOW = re.compile(r"[.;:\n]|\s[–—-]\s")
_LIMITS = re.compile(
    r"\b(?:part(?:ly|ially)?|principle|but|except|however|not|subject|unless|although)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class RecommendationsRead:
    """What a table of recommendations says. `understood` are cells of which nothing is left to keep."""

    recommendations: list[Recommendation]
    understood: frozenset[str]


@dataclass(frozen=True)
class _Entry:
    """One row or line: the number or name, the words, whose they are and the answer, each as it stands."""

    number: str
    text: str
    body: str
    answer: str
    place: Place


def read_recommendations(
    table: Table, tables: Sequence[Table], problems: Problems
) -> RecommendationsRead | None:
    """The recommendations of a table, None where it is a table of anything else. Its headings say that it is
    one, or another of the `tables` refers to its numbers."""
    columns = _columns(table) or _with_answers(table, columns_by_form(table, tables))
    if columns is None:
        return None
    return _read(_joined(_entries(table, columns), problems), problems)


def read_listed(lines: Sequence[Line], tables: Sequence[Table], problems: Problems) -> RecommendationsRead:
    """The recommendations of a list in running text to whose numbers a table refers."""
    found = listed(lines, tables)
    entries = [_Entry(each.number, each.text, "", "", each.line.place) for each in found]
    read = _read(entries, problems)
    return replace(read, understood=read.understood | {each.line.text for each in found})


def _read(entries: Sequence[_Entry], problems: Problems) -> RecommendationsRead:
    unnumbered = [entry for entry in entries if not entry.number]
    if unnumbered:
        several = f"{len(unnumbered)} recommendations have" if len(unnumbered) > 1 else "A recommendation has"
        problems.add(
            "recommendation_without_number", "warning",
            f"{several} no number or name, by which an action could say what it answers. "
            "Give each one, or they stay remarks.",
            place=unnumbered[0].place, until=unnumbered[-1].place,
        )  # fmt: skip
    read = [_recommendation(entry, problems) for entry in entries if entry.number]
    _say_doubles(entries, problems)
    answers = {entry.answer for entry in entries}
    return RecommendationsRead(read, frozenset(answer for answer in answers if _is_own_word(answer)))


def acceptance_in(text: str) -> Acceptance | None:
    """What a cell answers to a recommendation, None where it is blank or no plain answer."""
    if found := _acceptance(text):
        return found
    first, *rest = _REASONS_FOLLOW.split(text, maxsplit=1)
    return _acceptance(first) if rest and not _LIMITS.search(rest[0]) else None


def _acceptance(text: str) -> Acceptance | None:
    words = " ".join(words_alone(text))
    return next((answer for answer, said in _ANSWERS if re.fullmatch(said, words)), None)


def _is_own_word(answer: str) -> bool:
    """Whether an answer is in the very words of the plan document, so that nothing of it is left."""
    found = acceptance_in(answer)
    return found is not None and words_alone(answer) == found.split("_")


def _columns(table: Table) -> dict[Part, int] | None:
    """The column of each part; where two hold words, short and different ones are the names."""
    headed = [at for at, heading in enumerate(table.headings) if heading]
    parts = parts_of([table.headings[at] for at in headed])
    if parts is None:
        return None
    texts = [at for at, part in zip(headed, parts, strict=True) if part is Part.TEXT]
    columns = {part: at for at, part in zip(reversed(headed), reversed(parts), strict=True) if part}
    if len(texts) > 1 and Part.NUMBER not in columns:
        names = next((at for at in texts if _are_names(_cells_of(table, at))), None)
        if names is not None:
            columns[Part.NUMBER] = names
            columns[Part.TEXT] = next(at for at in texts if at != names)
    return columns


def _with_answers(table: Table, columns: dict[Part, int] | None) -> dict[Part, int] | None:
    """The columns with the one that says mostly whether each recommendation was accepted, if there is one."""
    for at in range(table.segments[0].width) if columns else ():
        texts = [text for text in _cells_of(table, at) if text]
        if columns and 2 * sum(acceptance_in(text) is not None for text in texts) > len(texts):
            return columns | {Part.ANSWER: at}
    return columns


def _are_names(texts: Sequence[str]) -> bool:
    return (
        bool(texts)
        and len(set(texts)) == len(texts)
        and all(0 < len(text) <= _LONGEST_NAME for text in texts)
    )


def _cells_of(table: Table, at: int) -> list[str]:
    return [row.text_at(at) for row in table.rows]


def _entries(table: Table, columns: dict[Part, int]) -> list[_Entry]:
    def text_in(row: Row, part: Part) -> str:
        return row.text_at(columns[part]) if part in columns else ""

    rows = [row for row in table.rows if text_in(row, Part.TEXT) or text_in(row, Part.NUMBER)]
    numbering = None
    if Part.NUMBER not in columns:
        numbering = numbering_of([text_in(row, Part.TEXT) for row in rows])
    entries = []
    for row in rows:
        number, text = text_in(row, Part.NUMBER), text_in(row, Part.TEXT)
        if numbering and (split := numbering(text)):
            number, text = split
        entries.append(_Entry(number, text, text_in(row, Part.BODY), text_in(row, Part.ANSWER), row.place))
    return entries


def _joined(entries: Sequence[_Entry], problems: Problems) -> list[_Entry]:
    """The entries, a row without a number joined to the numbered one above whose sentence it goes on with."""
    joined: list[_Entry] = []
    for entry in entries:
        above = joined[-1] if joined else None
        if above and above.number and not entry.number and entry.text[:1].islower():
            parts = ((above.text, entry.text), (above.body, entry.body), (above.answer, entry.answer))
            text, body, answer = (PARAGRAPH.join(filter(None, part)) for part in parts)
            joined[-1] = _Entry(above.number, text, body, answer, above.place)
            problems.add(
                "joined_recommendation", "note",
                f"This row has no number. It was joined to recommendation {above.number}, which it ends.",
                place=entry.place,
            )  # fmt: skip
        else:
            joined.append(entry)
    return joined


def _recommendation(entry: _Entry, problems: Problems) -> Recommendation:
    acceptance = acceptance_in(entry.answer)
    if entry.answer and acceptance is None:
        problems.add(
            "unclear_acceptance", "note",
            f"What was answered to recommendation {quote(entry.number)} does not say plainly whether it was "
            f"accepted, and was kept in its words: {quote(entry.answer)}.",
            place=entry.place,
        )  # fmt: skip
    if not entry.text:
        problems.add(
            "recommendation_without_words", "warning",
            f"Recommendation {quote(entry.number)} has no words. Add what was said.", place=entry.place,
        )  # fmt: skip
    return Recommendation(id=entry.number, body=entry.body or None, text=entry.text, acceptance=acceptance)


def _say_doubles(entries: Sequence[_Entry], problems: Problems) -> None:
    numbered = sorted((entry for entry in entries if entry.number), key=lambda entry: entry.number)
    for one, other in pairwise(numbered):
        if one.number == other.number:
            problems.add(
                "double_recommendation", "warning",
                f"Two recommendations are called {quote(one.number)}, so no action can say which it answers.",
                place=other.place,
            )  # fmt: skip
