"""A plan as CSV: one header, one row an action, in a form that Excel opens rightly and safely.

What the actions answer stands in a table of its own below them, after an empty line, where the plan has any.
"""

import csv
from io import StringIO

from followthrough.outputs.layout.columns import heading_alone
from followthrough.outputs.layout.table import rows_of
from followthrough.outputs.plan.key_rows import recommendation_rows
from followthrough.plan.document import PlanDocument

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Without the mark Excel reads UTF-8 as the machine's old code page.
BYTE_ORDER_MARK = "\ufeff"


def to_csv(plan: PlanDocument) -> bytes:
    """The plan's table in UTF-8 with a byte order mark; an apostrophe before what could become a formula."""
    table = rows_of(plan)
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([harmless(heading_alone(column)) for column in table.columns])
    writer.writerows([harmless(cell.text) for cell in row.cells] for row in table.rows)
    if below := recommendation_rows(plan):
        writer.writerow([])
        writer.writerows([harmless(cell.text) for cell in row] for row in below)
    return (BYTE_ORDER_MARK + stream.getvalue()).encode()


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
