"""What belongs to no action is kept as remarks."""

from followthrough.intake.beside.leftovers import keep_leftovers
from followthrough.intake.grid import Item, Line
from followthrough.plan.document import Action, PlanDocument, Problem
from tests.intake.tables_of_rows import items_of


def remarks(text: str, plan: PlanDocument) -> list[tuple[str, int | None]]:
    items: list[Item] = items_of(text)
    keep_leftovers(items, [item for item in items if isinstance(item, Line)], plan)
    return [(remark.text, remark.where.row_first) for remark in plan.remarks]


def plan(**fields: object) -> PlanDocument:
    return PlanDocument.model_validate({"actions": [Action(title="Publish the register")], **fields})


def test_a_line_that_the_plan_has_nowhere_is_a_remark_with_its_place() -> None:
    assert remarks("\nThe board agreed this plan.\n", plan()) == [("The board agreed this plan.", 2)]


def test_a_line_made_of_words_that_stand_elsewhere_is_still_a_remark() -> None:
    assert remarks("the register", plan(actions=[Action(title="register the")])) == [("the register", 1)]


def test_a_line_that_stands_in_the_plan_as_it_is_is_none() -> None:
    assert remarks("Publish the register", plan()) == []


def test_a_cell_whose_words_the_plan_has_is_no_remark() -> None:
    assert remarks("register|Publish", plan()) == []


def test_a_cell_with_a_word_that_the_plan_lacks_is_a_remark() -> None:
    assert remarks("register|by midsummer", plan()) == [("by midsummer", 1)]


def test_what_is_printed_often_is_kept_once() -> None:
    assert remarks("Page one\n\nPage one\n", plan()) == [("Page one", 1)]


def test_the_title_is_no_remark() -> None:
    assert remarks("Our plan\n", plan(title="Our plan")) == []


def test_the_words_of_our_own_sentences_are_no_words_of_the_file() -> None:
    said = Problem(code="missing_ref", severity="warning", message="This row has no ref.")

    assert remarks("x|row", plan(problems=[said], title="x")) == [("row", 1)]


def test_the_place_of_a_remark_is_that_of_its_row() -> None:
    assert remarks("Publish|register\nthe|rest", plan()) == [("rest", 2)]
