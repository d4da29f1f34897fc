"""Cells that label what they hold become a column for each label."""

from followthrough.intake.grid import Cell, Item, Place, Row
from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument
from tests.intake.readings import names

HEADS = ("Audit", "Finding and agreed action", "Officer", "Due date")


def plan(*cells: str) -> PlanDocument:
    rows = [
        HEADS,
        *((f"Audit {at}", text, "Licensing Manager", "31/03/2025") for at, text in enumerate(cells)),
    ]
    items: list[Item] = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]
    return plan_of(items, "plan.docx")


def test_each_label_that_the_cells_of_a_column_share_has_a_column() -> None:
    read = plan(
        "Finding: Bank details were not checked.\n Action: Check ten of them a month.",
        "Finding: A report is not run.\n Action: Run it.\n Keep the results for a year.",
        "Agreed in full.\n Finding: Laptops were lost.\n Action: Tell the help desk of leavers.",
    )

    assert [action.title for action in read.actions] == [
        "Check ten of them a month.", "Run it.\n Keep the results for a year.",
        "Tell the help desk of leavers.",
    ]  # fmt: skip
    assert [names(action) for action in read.actions] == [["Licensing Manager"]] * 3
    assert [(column.group, column.heading) for column in read.layout][1:3] == [
        ("Finding and agreed action", "Finding"), (None, "Action"),
    ]  # fmt: skip
    assert "Agreed in full." in read.model_dump_json()


def test_a_colon_in_a_text_parts_nothing() -> None:
    text = "Write to three places: the school, the shop and the farm.\n Note: not in August."
    read = plan(text, "Mend the roof of the hall: it leaks.\n Then paint it.", "Hold a fair.")

    assert [column.heading for column in read.layout] == list(HEADS)
    assert read.actions[0].title == text


def test_what_stands_above_the_labels_is_what_the_heading_says() -> None:
    cells = (
        "Lock the store\n Lead: Quartermaster\n Done by: May 2026",
        "Oil it\n Lead: Smith\n Done by: June 2026",
    )
    rows = [
        ("No", "Priority", "Agreed action"),
        *(((str(at), "High", text)) for at, text in enumerate(cells, 1)),
    ]
    items: list[Item] = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]
    read = plan_of(items, "plan.docx")

    assert [action.title for action in read.actions] == ["Lock the store", "Oil it"]
    assert [names(action) for action in read.actions] == [["Quartermaster"], ["Smith"]]


def test_an_answer_above_what_is_promised_is_no_part_of_its_title() -> None:
    cells = (
        "Accepted\n Lock the store\n Lead: Quartermaster\n Done by: May 2026",
        "Partially accepted\n Oil it\n Lead: Smith\n Done by: June 2026",
    )
    rows = [
        ("No", "Priority", "Agreed action"),
        *((str(at), "High", text) for at, text in enumerate(cells, 1)),
    ]
    items: list[Item] = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]
    read = plan_of(items, "plan.docx")

    assert [action.title for action in read.actions] == ["Lock the store", "Oil it"]
    assert [action.notes[0].text for action in read.actions] == ["Accepted", "Partially accepted"]


def test_a_post_and_a_date_at_the_end_of_cells_are_who_and_when() -> None:
    cells = (
        "Lock the store\n Store Manager\n May 2026",
        "Oil the hinges\n of both gates\n Head of Works\n 30 June 2026",
        "Count the keys\n Head of Works\n July 2026",
    )
    rows = [("No", "Priority", "Agreed action, officer and date")]
    rows += [(str(at), "High", text) for at, text in enumerate(cells, 1)]
    items: list[Item] = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]
    read = plan_of(items, "plan.docx")

    assert [action.title for action in read.actions][::2] == ["Lock the store", "Count the keys"]
    assert [names(action) for action in read.actions] == [
        ["Store Manager"],
        ["Head of Works"],
        ["Head of Works"],
    ]
    assert [action.due and action.due.text for action in read.actions] == [
        "May 2026",
        "30 June 2026",
        "July 2026",
    ]
