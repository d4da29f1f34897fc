"""Parts that are set in below the row that they belong to, by whatever way a format sets them in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.shared import Cm
from openpyxl import Workbook
from openpyxl.styles import Alignment

from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument

HEADINGS = ["Task", "Lead", "End date", "Status"]
# How deep each row is set in, and its cells.
ROWS = [
    (0, ["Open the new depot", "Head of Fleet", "30/09/2026", "At risk"]),
    (1, ["Buy the land", "Head of Estates", "31/03/2026", "Complete"]),
    (1, ["Build the sheds", "Head of Estates", "31/08/2026", "On track"]),
    (2, ["Lay the slab", "Site Engineer", "31/05/2026", "On track"]),
    (0, ["Close the old depot", "Head of Fleet", "31/12/2026", "Not started"]),
]
PARENTS = [None, "Open the new depot", "Open the new depot", "Build the sheds", None]


def as_excel() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for number, (depth, cells) in enumerate(ROWS, 2):
        sheet.append(cells)
        sheet.cell(number, 1).alignment = Alignment(indent=depth)
    return saved(book)


def as_word() -> bytes:
    document = Document()
    table = document.add_table(0, 4)
    for depth, cells in [(0, HEADINGS), *ROWS]:
        row = table.add_row().cells
        for cell, text in zip(row, cells, strict=True):
            cell.text = text
        row[0].paragraphs[0].paragraph_format.left_indent = Cm(depth)
    return saved(document)


def as_page() -> bytes:
    rows = "".join(
        f'<tr><td style="padding-left: {20 * depth}px">{cells[0]}</td>'
        + "".join(f"<td>{text}</td>" for text in cells[1:])
        + "</tr>"
        for depth, cells in ROWS
    )
    headings = "".join(f"<th>{text}</th>" for text in HEADINGS)
    return f"<html><body><table><tr>{headings}</tr>{rows}</table></body></html>".encode()


def as_text() -> bytes:
    lines = [HEADINGS, *([" " * 4 * depth + cells[0], *cells[1:]] for depth, cells in ROWS)]
    return "\n".join(",".join(cells) for cells in lines).encode()


def saved(file: Any) -> bytes:
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def parents(plan: PlanDocument) -> list[str | None]:
    return [action.parent for action in plan.actions]


@pytest.mark.parametrize(
    ("content", "name"),
    [(as_excel, "plan.xlsx"), (as_word, "plan.docx"), (as_page, "plan.html"), (as_text, "plan.csv")],
    ids=["Excel", "Word", "web page", "text"],
)
def test_a_row_that_is_set_in_is_part_of_the_one_above(content: Callable[[], bytes], name: str) -> None:
    plan = read_bytes(content(), name)

    assert [action.title for action in plan.actions] == [cells[0] for _, cells in ROWS]
    assert parents(plan) == PARENTS
    assert [action.kind for action in plan.actions] == ["main", "action", "action", "action", "action"]
    assert [problem.message for problem in plan.problems if problem.code == "parts_set_in"] == [
        "3 rows are set in below another and read as part of it. Check that they belong to it."
    ]


def test_refs_say_more_than_how_far_a_title_is_set_in() -> None:
    lines = [
        "Ref,Action,Lead,Due",
        "1,Buy the land,Estates,May 2026",
        "2,    Build the sheds,Estates,June 2026",
    ]

    assert parents(read_bytes("\n".join(lines).encode(), "plan.csv")) == [None, None]
