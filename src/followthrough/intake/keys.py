"""Tables and lines that explain a plan's words: its statuses and its risk matrix."""

import re
from collections.abc import Sequence

from followthrough.intake.grid import Line, Row
from followthrough.intake.headings import fields_of
from followthrough.intake.tables import Table
from followthrough.plan.document import RiskLevel, SchemeEntry
from followthrough.plan.statuses import is_status_text, status_of_definition

_SCORE = re.compile(r"(?P<score>\d{1,2})\s*(?:[-–:(]\s*(?P<label>[^)]*)\)?)?")
_KEY_LINE = re.compile(
    r"(?:key\s*[:–-]\s*)?(?P<label>[A-Za-z][\w /]{0,30}?)\s*[=:–-]\s*(?P<definition>\S.*)", re.IGNORECASE
)
_LONGEST_KEY = 15
_CODE = 2


def read_scheme(table: Table) -> list[SchemeEntry] | None:
    """The statuses that a key table defines, None where it defines none."""
    columns = _columns(table)
    definition = columns.get("definition")
    if definition is None or "score" in columns or len(table.rows) > _LONGEST_KEY:
        return None
    response = columns.get("response")
    entries = [
        SchemeEntry(
            label=row.cells[0].text,
            status=status_of_definition(row.cells[0].text, _text(row, definition)),
            definition=_text(row, definition) or None,
            response=(_text(row, response) or None) if response is not None else None,
            colour=f"#{row.cells[0].fill}" if row.cells[0].fill else None,
        )
        for row in table.rows
        if row.cells and row.cells[0].text
    ]
    return entries if entries and any(entry.status for entry in entries) else None


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
            impact={name: text for index, name in criteria.items() if (text := _text(row, index))},
            likelihood=_text(row, likelihood) or None,
        )
        for row in table.rows
        if (score := _SCORE.match(_text(row, columns["score"])))
    ]
    return levels or None


def read_key_lines(lines: Sequence[Line]) -> list[SchemeEntry]:
    """Entries of a key that is printed as lines: "Green: on track". One such line alone is none."""
    found = [
        SchemeEntry(
            label=match["label"].strip(),
            status=status_of_definition(match["label"].strip(), match["definition"]),
            definition=match["definition"].strip(),
        )
        for line in lines
        for part in re.split(r"[;\n]", line.text)
        if (match := _KEY_LINE.fullmatch(part.strip()))
        and _is_label(match["label"].strip(), match["definition"])
    ]
    return found if len(found) >= 2 else []


def _is_label(label: str, definition: str) -> bool:
    """A word that is a status or colour by itself, or a letter or two that the definition makes one."""
    return is_status_text(label) or (
        len(label) <= _CODE and status_of_definition(label, definition) is not None
    )


def _columns(table: Table) -> dict[str, int]:
    """The column of each thing that a key can tell: definition, response, score, impact, likelihood."""
    found: dict[str, int] = {}
    for index, cell in enumerate(table.segments[0].leaf.cells):
        for name in fields_of(cell.text):
            found.setdefault(name, index)
    return found


def _criteria(table: Table, likelihood: int | None) -> dict[int, str]:
    """The names of the columns that score impact: the lower header row's, else the header's own."""
    lower = table.segments[0].header[-1].cells
    leaf = table.segments[0].leaf.cells
    names = {
        index: cell.text for index, cell in enumerate(lower) if cell.text and index not in (0, likelihood)
    }
    return names or {i: cell.text for i, cell in enumerate(leaf) if cell.text and i not in (0, likelihood)}


def _text(row: Row, index: int | None) -> str:
    return row.cells[index].text if index is not None and index < len(row.cells) else ""
