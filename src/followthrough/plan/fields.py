"""The fields that a column of a plan can hold: one table, a row a field; and how a person tells a column."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "ref", "text", "group", "people", "people_and_date", "date", "status", "progress", "rating", "yes_no",
    "note",
]  # fmt: skip
# The fields that the document and the register hold as the few words of their cell, under their own path.
InWords = Literal["priority"]
IN_WORDS: tuple[InWords, ...] = get_args(InWords)


@dataclass(frozen=True)
class Field:
    """One field: its path in the layout of a plan document, what it is called in a sentence, what stands over
    it, and the kind of its cells.

    `many`: several columns of a plan can hold it; `by_period`: it is said anew each period, and reported
    rather than agreed; `with_heading`: its path goes on with the column's own heading.
    """

    path: str
    name: str
    label: str
    kind: Kind
    many: bool = False
    by_period: bool = False
    with_heading: bool = False


FIELDS: dict[str, Field] = {
    field.path: field
    for field in (
        Field("ref", "ref", "Ref", "ref"),
        Field("title", "action", "Action", "text"),
        Field("theme", "theme", "Theme", "group"),
        Field("workstream", "workstream", "Workstream", "group"),
        Field("owner", "owner", "Owner", "people", many=True, with_heading=True),
        Field("who_when", "owner and date together", "Owner and due date", "people_and_date"),
        Field("start", "start", "Start date", "date"),
        Field("due", "due date", "Due date", "date"),
        Field("original_due", "original date", "Original due date", "date"),
        Field("revised_due", "revised date", "Due date, as revised", "date"),
        Field("status", "status", "Status", "status", by_period=True),
        Field("update", "update", "Update", "progress", many=True, by_period=True),
        Field("forecast", "forecast", "Forecast date", "date", many=True, by_period=True),
        Field("priority", "priority", "Priority", "rating"),
        Field("risk:rating", "risk rating", "Risk rating", "rating"),
        Field("risk:description", "risk", "Risk description", "text"),
        Field("measures", "measures of success", "Measures of success", "text", many=True),
        Field("answers", "what it answers", "Recommendation", "text", many=True),
        Field("change_control", "change control", "Change control", "yes_no"),
        Field("note", "note", "Notes", "note", many=True, with_heading=True),
    )
}
BY_PERIOD = tuple(field.path for field in FIELDS.values() if field.by_period)
WITH_HEADING = tuple(field.path for field in FIELDS.values() if field.with_heading)


def full_heading(heading: str, group: str | None, nth: int | None = None) -> str:
    """A heading as a person tells it from others: "group: heading" where it stands below another, and
    "heading [2]" where it is the second that says so.
    """
    whole = f"{group}: {heading}" if group and group != heading else heading
    return f"{whole} [{nth}]" if nth else whole
