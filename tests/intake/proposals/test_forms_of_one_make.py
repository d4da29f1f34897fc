"""Forms that repeat their labels in the same places, one an action."""

from followthrough.intake.grid import Cell, Item, Place, Row
from followthrough.intake.proposals.forms import with_forms_of_one_make_as_rows
from followthrough.intake.read import plan_of
from tests.intake.readings import names

ASKED = "Please say clearly what you are going to do about it, and what you want to achieve by that"


def form(table: int, what: str, who: str, by: str, *, bold: bool = True) -> list[Item]:
    def at(row: int, *texts: str) -> Row:
        labels = {"Service", "Standard", "What we found:", ASKED, "Who is responsible?", "To be done by:"}
        cells = (Cell(text, bold=bold and text in labels) for text in texts)
        return Row(tuple(cells), Place(row=row, table=table))

    return [
        at(1, "Service", "Standard"),
        at(2, "Day care", f"Standard {table}"),
        at(3, "What we found:", ""),
        at(4, f"Records of {table} rooms were not up to date.", ""),
        at(5, ASKED, ""),
        at(6, what, ""),
        at(7, "Who is responsible?", who),
        at(8, "To be done by:", by),
    ]


def test_each_form_of_one_make_is_an_action() -> None:
    items = [
        *form(1, "Write the records up each night.", "Registered Manager", "30 June 2025"),
        *form(2, "Train two people to keep them.", "Deputy Manager", "31 July 2025"),
    ]
    plan = plan_of(items, "plan.docx")

    assert [action.title for action in plan.actions] == [
        "Write the records up each night.", "Train two people to keep them.",
    ]  # fmt: skip
    assert [names(action) for action in plan.actions] == [["Registered Manager"], ["Deputy Manager"]]
    assert [str(action.due.latest) for action in plan.actions if action.due] == ["2025-06-30", "2025-07-31"]


def test_a_value_that_all_forms_share_is_none_of_their_labels() -> None:
    header, first, _ = with_forms_of_one_make_as_rows([*form(1, "A", "B", "C"), *form(2, "D", "E", "F")])

    assert isinstance(header, Row)
    assert isinstance(first, Row)
    assert header.cells[0].text == "Service"
    assert first.cells[0].text == "Day care"


def test_tables_that_share_but_their_headings_stay_as_they_are() -> None:
    def table(number: int) -> list[Item]:
        texts = [("Action", "Lead"), *((f"Do {number}{at}", f"Lead {number}{at}") for at in range(5))]
        return [Row(tuple(map(Cell, row)), Place(row=at, table=number)) for at, row in enumerate(texts, 1)]

    items = [*table(1), *table(2)]

    assert with_forms_of_one_make_as_rows(items) == items


def test_a_plan_that_goes_on_in_another_table_stays_as_it_is() -> None:
    def table(number: int) -> list[Item]:
        rows = [
            ("Ref", "Theme", "Action"),
            *((f"{number}{at}", "Parks", f"Do {number}{at}") for at in range(5)),
        ]
        return [Row(tuple(map(Cell, row)), Place(row=at, table=number)) for at, row in enumerate(rows, 1)]

    items = [*table(1), *table(2)]

    assert with_forms_of_one_make_as_rows(items) == items
