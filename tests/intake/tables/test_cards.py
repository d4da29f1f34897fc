"""Cards: a heading that says what is to be done, over a table of one row that says the rest."""

import pytest

from followthrough.intake.grid import Cell, Item, Line, Place, Row
from followthrough.intake.read import plan_of
from followthrough.intake.tables.cards import with_cards_as_rows
from followthrough.plan.document import PlanDocument

HEAD = ("Lead officer", "Completion date", "Latest position")
TITLES = ("Paint the fence", "Mend the bridge", "Buy a boat")
ROW = ("Ann Lee", "3 June 2025", "The paint was ordered.")


def cards(heading: str, titles: tuple[str, ...] = TITLES, words: str = "", more: int = 0) -> list[Item]:
    """Cards as a Word document has them; `heading` holds the number and the title of each."""
    items: list[Item] = [Line("Works plan", Place(), 1)]
    for number, title in enumerate(titles, 1):
        items.append(Line(heading.format(number, title), Place(), 2))
        items += [Line(words, Place())] if words else []
        for at, texts in enumerate([HEAD, *[ROW] * (1 + more)], 1):
            items.append(Row(tuple(map(Cell, texts)), Place(row=at, table=number)))
    return items


def read(items: list[Item]) -> PlanDocument:
    return plan_of(items, "plan.docx")


@pytest.mark.parametrize("heading", ["Action {0}: {1}", "Action {0}. {1}", "Step {0} – {1}", "TASK {0} {1}"])
def test_the_heading_of_a_card_is_the_action(heading: str) -> None:
    plan = read(cards(heading))

    assert [(action.ref, action.title, action.theme) for action in plan.actions] == [
        (str(number), title, None) for number, title in enumerate(TITLES, 1)
    ]
    assert {action.owners[0].name for action in plan.actions} == {"Ann Lee"}
    assert plan.title == "Works plan"


def test_a_heading_needs_no_number_and_words_below_it_are_kept() -> None:
    plan = read(cards("{1}", words="The council has agreed to do this before the winter."))

    assert [action.title for action in plan.actions] == list(TITLES)
    assert "before the winter" in plan.actions[0].model_dump_json()


@pytest.mark.parametrize(
    "items",
    [cards("Theme {0}: {1}", more=1), cards("{1}", TITLES[:2]), cards("Progress", ("a", "b", "c"))],
    ids=["more rows than one", "two alone", "one heading for all"],
)
def test_other_tables_stay_as_they_are(items: list[Item]) -> None:
    assert with_cards_as_rows(items) == items
