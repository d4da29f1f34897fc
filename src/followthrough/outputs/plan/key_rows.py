"""What stands beside the actions of a plan as rows of a sheet, one part under another."""

from followthrough.outputs.layout.side_tables import (
    SideTable,
    key_tables,
    recommendation_table,
    remark_table,
)
from followthrough.outputs.layout.table import TableCell
from followthrough.plan.document import PlanDocument

Rows = list[list[TableCell]]


def key_rows(plan: PlanDocument) -> Rows:
    """The status scheme and the risk matrix, each under its heading; empty where the plan has neither."""
    return _joined([[*_heading(table), *table.rows] for table in key_tables(plan)])


def recommendation_rows(plan: PlanDocument) -> Rows:
    """The recommendations under their headings; empty where the plan has none."""
    table = recommendation_table(plan)
    return [*_heading(table), *table.rows] if table else []


def _heading(table: SideTable) -> Rows:
    return [[TableCell(table.heading)], [TableCell(text) for text in table.columns]]


def remark_rows(plan: PlanDocument, too_long: list[str]) -> Rows:
    """The remarks with their places, and what no cell could hold."""
    said = remark_table(plan)
    parts = [[[TableCell(said.heading)], *said.rows]] if said else []
    if too_long:
        rest = [[TableCell(""), TableCell(text)] for text in too_long]
        parts.append([[TableCell("The rest of texts too long for a cell")], *rest])
    return _joined(parts)


def _joined(parts: list[Rows]) -> Rows:
    """The parts one under another, an empty row between them."""
    rows: Rows = []
    for part in parts:
        rows += [[], *part] if rows else part
    return rows
