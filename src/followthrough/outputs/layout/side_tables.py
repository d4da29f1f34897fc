"""What stands beside the actions of a plan: its key, its risk matrix, its recommendations, its remarks."""

import re
from collections.abc import Collection
from typing import NamedTuple

from followthrough.outputs.layout.status_colours import rrggbb_of
from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.wording import place_in_words
from followthrough.plan.document import PlanDocument, Remark, RiskLevel, SchemeEntry
from followthrough.plan.statuses import LABELS, status_of_definition
from followthrough.plan.when.days_in_words import day_in_words

REMARKS = "Said beside the actions"
_PAGE_NUMBER = re.compile(r"Page \d+ of \d+")
# A key that is but a column of labels is not known for one by those who read the file.
_SCHEME_COLUMNS = ("Status", "Definition", "What happens")
_REMARK_COLUMNS = ("Where it stood", "What it says")


class SideTable(NamedTuple):
    """A table under its heading. Each row has a cell a column; `columns` are the headings."""

    heading: str
    columns: tuple[str, ...]
    rows: list[list[TableCell]]


def title_lines(plan: PlanDocument) -> list[str]:
    """What stands over a plan: its title, whose it is, and the day that it speaks for, where it says them."""
    as_at = f"As at {day_in_words(plan.as_at)}" if plan.as_at else None
    return [line for line in (plan.title, plan.organisation, as_at) if line]


def key_tables(plan: PlanDocument) -> list[SideTable]:
    """The status scheme and the risk matrix; empty where the plan has neither."""
    tables = [
        _without_empty_columns(_scheme(plan.scheme or []), kept=_SCHEME_COLUMNS[:2]),
        _without_empty_columns(_matrix(plan.risk_matrix or [])),
    ]
    return [table for table in tables if table.rows]


def _scheme(scheme: list[SchemeEntry]) -> SideTable:
    rows = [
        [
            TableCell(entry.label, rrggbb_of(entry.colour)),
            TableCell(entry.definition or _in_our_words(entry)),
            TableCell(entry.response or ""),
        ]
        for entry in scheme
    ]
    return SideTable("Status key", _SCHEME_COLUMNS, rows)


def _in_our_words(entry: SchemeEntry) -> str:
    """What a label without a definition stands for, where the label says something else."""
    is_said = entry.status in (None, status_of_definition(entry.label))
    return "" if is_said or entry.status is None else LABELS[entry.status]


def _matrix(matrix: list[RiskLevel]) -> SideTable:
    criteria = list(dict.fromkeys(name for level in matrix for name in level.impact))
    rows = [
        _cells(
            f"{level.score} ({level.label})",
            *(level.impact.get(criterion, "") for criterion in criteria),
            level.likelihood or "",
        )
        for level in matrix
    ]
    return SideTable("Risk matrix", ("Score", *criteria, "Likelihood"), rows)


def recommendation_table(plan: PlanDocument) -> SideTable | None:
    """What outside bodies said, in their words; None where the plan has no such thing."""
    rows = [
        _cells(entry.id, entry.text, entry.body or "", (entry.acceptance or "").replace("_", " "))
        for entry in plan.recommendations
    ]
    columns = ("No", "Recommendation", "Made by", "Response")
    return _without_empty_columns(SideTable("Recommendations", columns, rows)) if rows else None


def remarks_of(plan: PlanDocument) -> list[Remark]:
    """The remarks, without those that only repeat the headings and page numbers that every file has."""
    tables = [table for table in (*key_tables(plan), recommendation_table(plan)) if table]
    headings = {heading for table in tables for heading in (table.heading, *table.columns)}
    written = headings | {REMARKS, *_REMARK_COLUMNS, *title_lines(plan)}
    return [
        remark
        for remark in plan.remarks
        if remark.text not in written and not _PAGE_NUMBER.fullmatch(remark.text)
    ]


def remark_table(plan: PlanDocument) -> SideTable | None:
    """The remarks with their places in the file they were read from; None where there are none."""
    rows = [_cells(place_in_words(remark.where), remark.text) for remark in remarks_of(plan)]
    return SideTable(REMARKS, _REMARK_COLUMNS, rows) if rows else None


def _without_empty_columns(table: SideTable, kept: Collection[str] = ()) -> SideTable:
    """The table without columns that say nothing, but for those that are `kept`."""
    said = [
        at
        for at, heading in enumerate(table.columns)
        if heading in kept or any(row[at].text for row in table.rows)
    ]
    rows = [[row[at] for at in said] for row in table.rows]
    return table._replace(columns=tuple(table.columns[at] for at in said), rows=rows)


def _cells(*texts: str) -> list[TableCell]:
    return [TableCell(text) for text in texts]
