"""What stands beside the rows of a plan, as rows: its key, its risk matrix, what belongs to no action."""

from followthrough.outputs.table import TableCell
from followthrough.outputs.wording import place_in_words
from followthrough.plan.document import PlanDocument, RiskLevel, SchemeEntry

Rows = list[list[TableCell]]


def key_rows(plan: PlanDocument) -> Rows:
    """The status scheme and the risk matrix, each under its heading; empty where the plan has neither."""
    parts = [_scheme_rows(plan.scheme or []), _matrix_rows(plan.risk_matrix or [])]
    return _joined([part for part in parts if part])


def _scheme_rows(scheme: list[SchemeEntry]) -> Rows:
    if not scheme:
        return []
    entries = [
        [
            TableCell(entry.label, entry.colour.lstrip("#").lower() if entry.colour else None),
            TableCell(entry.definition or ""),
            TableCell(entry.response or ""),
        ]
        for entry in scheme
    ]
    return [[TableCell("Status key")], _cells("Status", "Definition", "Leadership Team response"), *entries]


def _matrix_rows(matrix: list[RiskLevel]) -> Rows:
    if not matrix:
        return []
    criteria = list(dict.fromkeys(name for level in matrix for name in level.impact))
    levels = [
        _cells(
            _score(level),
            *(level.impact.get(criterion, "") for criterion in criteria),
            level.likelihood or "",
        )
        for level in matrix
    ]
    return [[TableCell("Risk matrix")], _cells("Score", *criteria, "Likelihood"), *levels]


def _score(level: RiskLevel) -> str:
    return f"{level.score} ({level.label})"


def remark_rows(plan: PlanDocument, too_long: list[str]) -> Rows:
    """The recommendations, the remarks with their places, and what no cell could hold."""
    recommendations = [
        _cells(entry.id, entry.text, entry.body or "", (entry.acceptance or "").replace("_", " "))
        for entry in plan.recommendations
    ]
    remarks = [_cells(place_in_words(remark.where), remark.text) for remark in plan.remarks]
    parts = [
        [[TableCell("Recommendations")], *recommendations] if recommendations else [],
        [[TableCell("Said beside the actions")], *remarks] if remarks else [],
        [[TableCell("The rest of texts too long for a cell")], *(_cells("", text) for text in too_long)]
        if too_long
        else [],
    ]
    return _joined([part for part in parts if part])


def _cells(*texts: str) -> list[TableCell]:
    return [TableCell(text) for text in texts]


def _joined(parts: list[Rows]) -> Rows:
    """The parts one under another, an empty row between them."""
    rows: Rows = []
    for part in parts:
        rows += [[], *part] if rows else part
    return rows
