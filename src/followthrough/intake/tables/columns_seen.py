"""What is seen of each column of a table, for the scorer to weigh."""

from collections.abc import Sequence

from followthrough.intake.grid import Row
from followthrough.intake.scoring.columns import ColumnSeen
from followthrough.intake.tables.cells import profile
from followthrough.intake.tables.column_headings import heading_of
from followthrough.intake.tables.finding import Table
from followthrough.intake.tables.status_letters import letters_under

# So many rows, taken evenly, tell what a column holds.
_SAMPLE = 300
_LEAST_FILLED = 2


def columns_seen(table: Table, labels: frozenset[str] = frozenset()) -> list[ColumnSeen]:
    """The columns of a table, from the left; `labels` are the statuses of the file's own key."""
    width = max(max((len(row.cells) for row in table.rows), default=0), table.segments[0].width)
    rows = _typical(table.rows, table.segments[0].width)
    seen = []
    for index in range(width):
        heading = heading_of(table, index)
        texts = [row.cells[index].text if index < len(row.cells) else "" for row in rows]
        cells = profile(texts, labels | letters_under(heading.words).keys())
        seen.append(ColumnSeen(heading, cells, texts))
    return seen


def _typical(rows: Sequence[Row], width: int) -> list[Row]:
    """Rows that tell how the columns are: whole ones, with more than the name of a section in them."""
    whole = [row for row in rows if len(row.cells) >= width] or list(rows)
    telling = [row for row in whole if sum(bool(cell.text) for cell in row.cells) >= _LEAST_FILLED] or whole
    return telling[:: 1 + len(telling) // _SAMPLE]
