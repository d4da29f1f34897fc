"""How a file was read, stage by stage, with the scores and the terms that made them: `read --explain`.

It reads as always and looks at what was weighed afterwards, so that reading costs nothing more without it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from followthrough.intake.corrections import Corrections, place_as_json
from followthrough.intake.grid import Place, Row, UnreadableFileError
from followthrough.intake.identity.bodies import bodies_of
from followthrough.intake.identity.days import days_of
from followthrough.intake.looking import Look, TableSeen
from followthrough.intake.read import read_bytes
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.report import shortened
from followthrough.intake.scoring import columns as scored_columns
from followthrough.intake.scoring import headers, plans, weights
from followthrough.intake.stretches import Stretch
from followthrough.intake.tables.columns import weigh_columns
from followthrough.intake.tables.table import Table
from followthrough.plan.document import PlanDocument

_FIRST_ROWS = 8
_TERMS, _CANDIDATES = 6, 5
_LONGEST = 80

# A stage as JSON has it.
Stage = dict[str, Any]


def explain(content: bytes, name: str, corrections: Corrections | None = None) -> Stage:
    """The stages of a reading. Raises UnreadableFileError where the file could not be opened at all."""
    look = Look()
    plan, refusal = PlanDocument(), None
    try:
        plan = read_bytes(content, name, corrections, look)
    except UnreadableFileError as error:
        if not look.items:
            raise
        refusal = str(error)
    if look.identity is None:
        raise UnreadableFileError(f"{name} is a plan document, in which nothing had to be recognised.")
    days = days_of(look.identity.spots, look.items, plan, look.identity.file_name)
    seen = zip(look.stretches, look.tables, strict=True)
    return {
        "file": name,
        "refusal": refusal,
        "actions": len(plan.actions),
        "tables": [_table(stretch, table, look) for stretch, table in seen],
        "title": _candidates((each.text, each.points, each.reason) for each in look.identity.titles()),
        "organisation": _candidates(
            (each.name, each.points, "It names a body.") for each in bodies_of(look.identity.spots)
        ),
        "as_at": _candidates(
            (each.day.isoformat(), each.points, f"{each.reason} {each.words}") for each in days
        ),
    }


def _candidates(found: Iterable[tuple[str, float, str]]) -> list[Stage]:
    stages = [
        {"text": shortened(text, _LONGEST), "points": round(points, 1), "reason": shortened(why, _LONGEST)}
        for text, points, why in found
    ]
    return stages[:_CANDIDATES]


def _table(stretch: Stretch, seen: TableSeen, look: Look) -> Stage:
    stage: Stage = {
        "place": place_as_json(stretch.place),
        "rows": seen.rows,
        "taken_for": seen.taken_for,
        "why": seen.why,
        "headers": list(_headers(stretch)),
    }
    table = stretch.table
    if table is None:
        return stage
    reading = look.readings.get(table.place)
    stage |= _weighed(table, reading)
    if reading is not None:
        stage["row_kinds"] = list(_row_kinds(table, reading))
    return stage


def _headers(stretch: Stretch) -> Iterator[Stage]:
    """Each of the first rows, with how likely it is one of a header."""
    rows = stretch.rows
    above, heads = stretch.header or (-1, 0)
    for at, row in enumerate(rows[:_FIRST_ROWS]):
        heads_above = min(max(at - above, 0), heads) if stretch.header and at <= above + heads else 0
        features = headers.features_of(rows, at, heads_above)
        model = weights.model("headers")
        yield {
            "row": row.place.row,
            "words": _words(row),
            "chance": round(model.chance(features), 3),
            "is_header": above <= at < above + heads,
            "terms": _terms(model, features, "yes", "no"),
        }


def _weighed(table: Table, reading: TableReading | None) -> Stage:
    """The columns with their two best fields, and how likely the table is a plan."""
    weighed = weigh_columns(table, reading.labels if reading else frozenset())
    context = scored_columns.in_context(scored_columns.features_of(weighed.seen), weighed.alone)
    above = [line.text for line in table.segments[0].before]
    of_plan = plans.features_of(weighed.seen, weighed.chances, above)
    model = weights.model("plans")
    paths = {column.index: column.path for column in reading.columns} if reading else {}
    return {
        "plan_chance": round(model.chance(of_plan), 3),
        "plan_terms": [*_terms(model, of_plan, "yes", "no"), *_likeness(reading)],
        "columns": [
            _column(column.heading.text, paths.get(at), weighed.chances[at], context[at])
            for at, column in enumerate(weighed.seen)
        ],
    }


def _likeness(reading: TableReading | None) -> list[tuple[str, float]]:
    """What likeness to the plan's other tables adds."""
    return [("like the plan's tables", round(reading.likeness, 2))] if reading and reading.likeness else []


def _column(
    heading: str, read_as: str | None, chances: Mapping[str, float], features: weights.Features
) -> Stage:
    best, second = sorted(chances, key=lambda name: -chances[name])[:2]
    return {
        "heading": shortened(heading, _LONGEST),
        "read_as": read_as,
        "best": best,
        "chance": round(chances[best], 3),
        "second": second,
        "second_chance": round(chances[second], 3),
        "terms": _terms(weights.model("beside"), features, best, second),
    }


def _row_kinds(table: Table, reading: TableReading) -> Iterator[Stage]:
    """What each row became: an action, more of the one above, or none; how likely that is, and what else."""
    begins = {record.place for record in reading.records}
    ends = {record.until for record in reading.records}
    inside: set[Place] = set()
    is_open = False
    for row in filter(_words, table.rows):
        is_open = is_open or row.place in begins
        if is_open and row.place not in begins:
            inside.add(row.place)
        is_open = is_open and row.place not in ends
        kind = (
            "action" if row.place in begins else "of the action above" if row.place in inside else "no action"
        )
        read = reading.row_kinds.get(row.place)
        yield {
            "row": row.place.row,
            "page": row.place.page,
            "kind": kind,
            "chance": round(read.chance, 3) if read else None,
            "other": read.other.value if read and read.other is not read.kind else None,
            "words": _words(row),
        }


def _terms(
    model: weights.Model, features: weights.Features, label: str, rival: str
) -> list[tuple[str, float]]:
    return [(name, round(value, 2)) for name, value in model.terms(features, label, rival)[:_TERMS]]


def _words(row: Row) -> str:
    return shortened(" | ".join(row.texts), _LONGEST)
