"""The fields that a column of a plan can hold: one table, a row a field."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["ref", "text", "group", "people", "date", "status", "progress", "rating", "yes_no", "note"]


@dataclass(frozen=True)
class Field:
    """One field: its path in the layout of a plan document, what it is called, and the kind of its cells.

    `many`: several columns of a plan can hold it; `by_period`: it is said anew each period, and reported
    rather than agreed; `with_heading`: its path goes on with the column's own heading.
    """

    path: str
    name: str
    kind: Kind
    many: bool = False
    by_period: bool = False
    with_heading: bool = False


FIELDS: dict[str, Field] = {
    field.path: field
    for field in (
        Field("ref", "ref", "ref"),
        Field("title", "action", "text"),
        Field("theme", "theme", "group"),
        Field("workstream", "workstream", "group"),
        Field("owner", "owner", "people", many=True, with_heading=True),
        Field("who_when", "owner and date together", "people"),
        Field("start", "start", "date"),
        Field("due", "due date", "date"),
        Field("original_due", "original date", "date"),
        Field("revised_due", "revised date", "date"),
        Field("status", "status", "status", by_period=True),
        Field("update", "update", "progress", many=True, by_period=True),
        Field("forecast", "forecast", "date", many=True, by_period=True),
        Field("priority", "priority", "rating"),
        Field("risk:rating", "risk rating", "rating"),
        Field("risk:description", "risk", "text"),
        Field("measures", "measures of success", "text", many=True),
        Field("answers", "what it answers", "text", many=True),
        Field("change_control", "change control", "yes_no"),
        Field("note", "note", "note", many=True, with_heading=True),
    )
}
BY_PERIOD = tuple(field.path for field in FIELDS.values() if field.by_period)
WITH_HEADING = tuple(field.path for field in FIELDS.values() if field.with_heading)
