"""Tables that follow the plan in its file, with headings of their own: they are no part of it."""

import csv
import io
from collections.abc import Sequence

import docx
import openpyxl
import pytest

from followthrough.intake.read import read_bytes

PLAN = [
    ["Action", "Lead", "Deadline", "Progress"],
    ["Review the behaviour policy", "Deputy Head", "Oct 2026", "Draft with staff"],
    ["Train lunchtime staff", "SENCO", "Nov 2026", "Two of nine trained"],
]
ATTENDED = [["Name", "Role", "Meetings", "Attended"], ["A Marsh", "Chair", "6", "6"]]
ABSENT = ["B Cole", "Parent governor", "6", "4"]
TITLE, LATER = "Improvement plan for Tadbury School", "Attendance at meetings"
ROWS = [[TITLE], [], *PLAN, [], [LATER], *ATTENDED, ABSENT]


def as_word() -> bytes:
    document = docx.Document()
    for name, rows, level in ((TITLE, PLAN, 1), (LATER, [*ATTENDED, ABSENT], 2)):
        document.add_heading(name, level)
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def as_workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def as_page() -> bytes:
    def table(rows: Sequence[Sequence[str]]) -> str:
        cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    attended = table([*ATTENDED, ABSENT])
    return f"<html><h1>{TITLE}</h1>{table(PLAN)}<h2>{LATER}</h2>{attended}</html>".encode()


def as_text() -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(ROWS)
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("content", "name"),
    [(as_word(), "a.docx"), (as_workbook(), "a.xlsx"), (as_page(), "a.html"), (as_text(), "a.csv")],
    ids=["word", "workbook", "page", "text"],
)
def test_a_later_table_of_as_many_columns_is_no_part_of_the_plan(content: bytes, name: str) -> None:
    plan = read_bytes(content, name)

    assert [action.title for action in plan.actions] == [row[0] for row in PLAN[1:]]
    assert plan.title == TITLE
    assert {LATER, "A Marsh", "Parent governor"} <= {remark.text for remark in plan.remarks}
    assert {problem.code for problem in plan.problems} <= {"close_column"}
