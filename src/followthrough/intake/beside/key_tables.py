"""Tables with headings that explain a plan's words: its statuses and its risk matrix."""

import re

from followthrough.intake.beside.colours import hue_of
from followthrough.intake.grid import Row
from followthrough.intake.tables.headings import fields_of
from followthrough.intake.tables.table import Table
from followthrough.plan.document import RiskLevel, SchemeEntry
from followthrough.plan.statuses import status_of_definition

_SCORE = re.compile(r"(?P<score>\d{1,2})\s*(?:[-–:(]\s*(?P<label>[^)]*)\)?)?")
_RESPONSE = re.compile(r"\b(?:responses?|actions?)\b", re.IGNORECASE)
_LONGEST_KEY = 15
_SHORT = 30


def read_scheme(table: Table) -> list[SchemeEntry] | None:
    """The statuses that a key table defines, None where it defines none."""
    columns = _columns(table)
    definition = columns.get("definition")
    if definition is None or "score" in columns or len(table.rows) > _LONGEST_KEY:
        return None
    response = columns.get("response", _said_response(table))
    entries = [
        SchemeEntry(
            label=label,
            status=status_of_definition(label, row.text_at(definition)),
            definition=row.text_at(definition) or None,
            response=row.text_at(response) or None,
            colour=f"#{row.cells[0].fill}" if row.cells[0].fill else None,
        )
        for row in table.rows
        if row.cells and (label := row.cells[0].text or _label_of_swatch(row, definition))
    ]
    # A list of other names may stand below the key, in its first column.
    entries = [entry for entry in entries if entry.definition or entry.status]
    return entries if any(entry.status for entry in entries) else None


def _said_response(table: Table) -> int | None:
    """The column of a key that says in more words than a heading has what is done: "Board response"."""
    headed = enumerate(table.headings)
    return next((at for at, heading in headed if at and _RESPONSE.search(heading)), None)


def _label_of_swatch(row: Row, definition: int) -> str:
    """The label of an entry that shows a colour alone: its definition if that is short, else the colour."""
    fill, meaning = row.cells[0].fill, row.text_at(definition)
    if fill is None or not meaning:
        return ""
    return meaning if len(meaning) <= _SHORT else (hue_of(fill) or "").capitalize()


def read_risk_matrix(table: Table) -> list[RiskLevel] | None:
    """The levels of a risk matrix, None where the table is none."""
    columns = _columns(table)
    if "score" not in columns or not {"impact", "likelihood"} & columns.keys():
        return None
    likelihood = columns.get("likelihood")
    criteria = _criteria(table, likelihood)
    levels = [
        RiskLevel(
            score=int(score["score"]),
            label=(score["label"] or "").strip() or score["score"],
            impact={name: text for index, name in criteria.items() if (text := row.text_at(index))},
            likelihood=row.text_at(likelihood) or None,
        )
        for row in table.rows
        if (score := _SCORE.match(row.text_at(columns["score"])))
    ]
    return levels or None


def _columns(table: Table) -> dict[str, int]:
    """The column of each thing that a key can tell: definition, response, score, impact, likelihood."""
    found: dict[str, int] = {}
    segment = table.segments[0]
    for row in (segment.leaf, *segment.header):
        for index, cell in enumerate(row.cells):
            for name in fields_of(cell.text):
                found.setdefault(name, index)
    return found


def _criteria(table: Table, likelihood: int | None) -> dict[int, str]:
    """The names of the columns that score impact: the lower header row's, else the header's own."""
    lower = [cell.text for cell in table.segments[0].header[-1].cells]
    names = (
        {at: text for at, text in enumerate(texts) if text and at not in (0, likelihood)}
        for texts in (lower, table.headings)
    )
    return next(filter(None, names), {})
