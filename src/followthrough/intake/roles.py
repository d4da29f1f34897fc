"""What each table of a file is: the plan, a key to its words, recommendations that it answers, or none."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import exp

from followthrough.intake.beside.key_tables import read_risk_matrix, read_scheme
from followthrough.intake.beside.recommendations import read_listed, read_recommendations
from followthrough.intake.grid import Line
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.finding import Found
from followthrough.intake.tables.headings import fields_of, fold_heading
from followthrough.intake.tables.sections import LONGEST_SECTION
from followthrough.intake.tables.table import Table
from followthrough.plan.document import PlanDocument

# How likely a table is a plan, to be taken for one; and to be taken for one with a warning where no table of
# the file is likelier and it has so many parts of a plan.
LIKELY, _POSSIBLE, _PARTS, _ENOUGH = 0.55, 0.1, 2, 3
_MORE_LIKELY = 0.5
# How likely a table is a plan, to lend its likeness to others; and what all headings alike add, as log odds.
_SURE, _ALIKE = 0.8, 2.5
# A second plan has so many rows at the least, and most of its headings are its own.
_FEW, _HALF = 3, 0.5


_PLAN = re.compile(r"\b(?:plan|programme|tracker|log)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Roles:
    """The tables that may be the plan, those that explain its words, and those of recommendations; and the
    cells of which nothing is left to keep: those of the last, and marks below states."""

    plans: list[Table]
    keys: list[Table]
    recommendations: list[Table]
    understood: Set[str]


def roles_of(found: Found, chosen: Set[int], plan: PlanDocument, problems: Problems) -> Roles:
    """What each table is, by its number `chosen` where a person said that it is the plan. What keys and
    recommendations say is taken into the plan."""
    roles = Roles([], [], [], understood := set[str]())
    for table in found.tables:
        understood |= table.marks
        if table.number in chosen:
            roles.plans.append(table)
        elif read := read_recommendations(table, found.tables, problems):
            roles.recommendations.append(table)
            plan.recommendations += read.recommendations
            understood |= read.understood
        else:
            (roles.keys if _take_key(table, plan) else roles.plans).append(table)
    if not plan.recommendations:
        read = read_listed(found.lines, roles.plans, problems)
        plan.recommendations += read.recommendations
        understood |= read.understood
    return roles


def _take_key(table: Table, plan: PlanDocument) -> bool:
    """Whether a table explains the plan's words; if so, what it says is taken into the plan."""
    if not table.is_key:
        return False
    if matrix := read_risk_matrix(table):
        plan.risk_matrix = (plan.risk_matrix or []) + matrix
    elif scheme := read_scheme(table):
        plan.scheme = (plan.scheme or []) + scheme
    return True


def plans_among(readings: Sequence[TableReading], problems: Problems) -> list[TableReading]:
    """The tables that list what is promised; where none is likely to, the likeliest if it could, and said."""
    _weigh_likeness(readings, problems)
    plans = [reading for reading in readings if reading.chance >= LIKELY]
    best = max(readings, key=lambda reading: reading.chance, default=None)
    if plans or best is None:
        return plans
    parts = _parts_of_plan(best)
    # In the words of most plans, such as its own files, a plan is one however its cells are.
    is_plain = parts >= _ENOUGH and _is_named(best)
    if parts < _PARTS or (best.chance < _POSSIBLE and not is_plain):
        return []
    problems.add(
        "unsure_plan", "warning",
        "This table may be no plan; no table of the file is more like one. Check that its rows are what was "
        "promised.",
        place=best.records[0].place, until=best.records[-1].until,
    )  # fmt: skip
    return [best]


def say_several_plans(readings: Sequence[TableReading], problems: Problems) -> None:
    """Say where another table has headings of its own and says above it which plan it is: it could be a
    second plan, and is read as more of the first."""
    if not readings:
        return
    first = max(readings, key=lambda reading: len(reading.records))
    for reading in readings:
        few = min(len(reading.records), len(first.records)) < _FEW
        if few or _share_of_headings(reading, first) > _HALF:
            continue
        names = [_name_above(each.table) for each in (first, reading)]
        if all(names) and names[0] != names[1]:
            problems.add(
                "several_plans", "warning",
                f"The tables below {quote(names[0])} and below {quote(names[1])} have headings of their own "
                "and were read as one plan. If they are two plans, choose the tables of one and add the file "
                "once for each.",
                place=reading.table.place,
            )  # fmt: skip


def _name_above(table: Table) -> str:
    """The last line above a table that names a plan, "" where none does."""
    above = reversed(table.segments[0].before)
    return next((line.text for line in above if _is_name_of_plan(line)), "")


def _is_name_of_plan(line: Line) -> bool:
    is_heading = line.level is not None or (len(line.text) <= LONGEST_SECTION and line.text[-1].isalnum())
    return is_heading and _PLAN.search(line.text) is not None


def _weigh_likeness(readings: Sequence[TableReading], problems: Problems) -> None:
    """Add to what speaks for each doubtful table how far it is like those that are surely the plan: a theme
    of two rows and nobody named stands under the headings of the others."""
    sure = [reading for reading in readings if reading.chance >= _SURE]
    for reading in readings if sure else ():
        if reading.chance >= LIKELY:
            continue
        reading.likeness = _ALIKE * max(_share_of_headings(reading, each) for each in sure)
        against = (1 - reading.chance) * exp(-reading.likeness)
        reading.chance = reading.chance / max(reading.chance + against, 1e-9)
        if reading.chance >= LIKELY:
            problems.add(
                "plan_by_likeness", "note",
                "This table alone could be no plan. It was read as part of it, since its headings are those "
                "of the plan's other tables. Check that its rows are what was promised.",
                place=reading.records[0].place, until=reading.records[-1].until,
            )  # fmt: skip


def _share_of_headings(reading: TableReading, plan: TableReading) -> float:
    """The share of a table's headings that the plan has, where what is promised stands under the same one."""
    own, others = (
        {fold_heading(column.heading) for column in each.columns if column.heading}
        for each in (reading, plan)
    )
    titles = {fold_heading(each.title.heading) for each in (reading, plan) if each.title}
    return len(own & others) / len(own) if own and len(titles) == 1 else 0.0


def _parts_of_plan(reading: TableReading) -> int:
    """How many parts of a plan a table has beside what is promised: somebody, some time, some state; and that
    it says in the words of most plans which column is what is to be done. What a column is more likely not is
    no part. Days alone make a chronology, unless they stand behind a column so named, as a time to be done by
    does."""
    in_order = [column.field for column in reading.columns if column.chance >= _MORE_LIKELY]
    who, when, state = (
        not fields.isdisjoint(in_order)
        for fields in (
            {"owner", "who_when"},
            {"due", "start", "original_due", "who_when"},
            {"status", "update"},
        )
    )
    is_named = _is_named(reading) and "title" in in_order
    is_due = is_named and "due" in in_order[in_order.index("title") :]
    if "title" not in in_order or not (who or state or is_due):
        return 0
    return sum((is_named, who, when, state))


def _is_named(reading: TableReading) -> bool:
    return reading.title is not None and fields_of(reading.title.heading).get("title", 0) >= 1
