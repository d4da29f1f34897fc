"""What heads a table of recommendations: a number or name, the words, whose they are, what was answered."""

from collections.abc import Sequence
from enum import StrEnum

from followthrough.intake.tables.headings import fields_of, fold_heading


class Part(StrEnum):
    """What a column tells of a recommendation."""

    NUMBER = "number"
    TEXT = "text"
    BODY = "body"
    ANSWER = "answer"


_PHRASES = {
    Part.NUMBER: (
        "no|nos|number|ref|reference|ref no|id|code|item|item no|rec no|rec ref|r no|recommendation no|"
        "recommendation number|recommendation ref|recommendation reference|finding no|finding number|"
        "finding ref|direction no|paragraph|para|para no"
    ),
    Part.TEXT: (
        "recommendation|recommendations|recommendation made|recommendation text|recommendation in full|"
        "full recommendation|text of recommendation|wording|wording of recommendation|in full|exact words|"
        "finding|findings|key finding|key findings|audit finding|audit findings|audit recommendation|"
        "statutory recommendation|key recommendation|key recommendations|direction|directions|"
        "recommendation or finding"
    ),
    Part.BODY: (
        "body|made by|raised by|recommended by|recommendation by|source|origin|from|source document|"
        "source report|inspectorate|inspecting body|reviewing body|external body|auditor|reviewer|report|"
        "review|review body|organisation"
    ),
    Part.ANSWER: (
        "response|management response|formal response|council response|council s response|"
        "response of council|answer|accepted|accepted y n|accepted or rejected|acceptance|agreed|"
        "agreed y n|agreed or not|agreed or not agreed|decision|accept or reject|accepted or not"
    ),
}
_PART_OF = {phrase: part for part, phrases in _PHRASES.items() for phrase in phrases.split("|")}
# What is to be done, by whom, by when or how far it is: a table that says so lists actions.
_OF_ACTIONS = frozenset({
    "title", "owner", "who_when", "start", "due", "original_due", "revised_due", "forecast", "status",
    "update",
})  # fmt: skip


def parts_of(headings: Sequence[str]) -> list[Part | None] | None:
    """The part of each column of a table of recommendations, None where the headings name another table.

    Such a table has the words of what was said and something beside them, and nothing that tells of actions.
    A column that tells something else of a recommendation, such as its grade, has no part.
    """
    parts = [_PART_OF.get(fold_heading(heading)) for heading in headings]
    if Part.TEXT not in parts or (len(set(parts) - {None}) < 2 and parts.count(Part.TEXT) < 2):
        return None
    others = (heading for heading, part in zip(headings, parts, strict=True) if part is None)
    return None if any(fields_of(heading).keys() & _OF_ACTIONS for heading in others) else parts


def head_recommendations_alone(headings: Sequence[str]) -> bool:
    """Whether each of the headings of a row is one of a table of recommendations."""
    parts = parts_of(headings)
    return parts is not None and None not in parts
