"""Cards: a heading that says what is to be done, over a table of one row that says the rest."""

import pytest

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row
from followthrough.intake.proposals.cards import with_cards_as_rows
from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument

_HEADINGS = ("Recommendation number", "Status", "Responsible")
_WORDS = (
    "That boats be counted each night.",
    "That the gate be painted.",
    "That a list of moorings be published.",
)
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
    assert with_cards_as_rows(items) is None


def _row(*texts: str) -> Row:
    return Row(tuple(map(Cell, texts)), Place())


def _items(count: int = 3) -> list[Item]:
    items: list[Item] = [Line("Timeline of the harbour review", Place(), 1)]
    for number, words in enumerate(_WORDS[:count], 1):
        theme = {1: "The quay", 3: "The moorings"}.get(number)
        items += [Line(theme, Place(), 2)] if theme else []
        items += [
            Line(f"Recommendation {number}", Place(), 3),
            _row(*_HEADINGS),
            _row(str(number), "In progress", "Harbour master"),
            Gap(Place()),
            Line("Recommendation", Place(), 4),
            Line(words, Place()),
            Line("Next steps", Place(), 4),
            Line("2026", Place()),
            Line("• A paper goes to the board.", Place()),
        ]
    return items


def test_the_text_below_becomes_columns_of_its_table() -> None:
    rows = [item for item in with_cards_as_rows(_items()) or () if isinstance(item, Row)]
    assert [cell.text for cell in rows[0].cells] == [*_HEADINGS, "Recommendation", "Next steps"]
    assert rows[1].cells[3].text == _WORDS[0]
    assert rows[1].cells[4].text == "2026\n • A paper goes to the board."


def test_a_heading_above_the_next_table_is_no_part_of_the_text() -> None:
    lines = [item.text for item in with_cards_as_rows(_items()) or () if isinstance(item, Line)]
    assert lines[-2:] == ["The moorings", "Recommendation 3"]


def test_such_tables_are_read_as_one_plan() -> None:
    plan = plan_of(_items(), "review.docx")
    assert tuple(action.title for action in plan.actions) == _WORDS
    assert [action.theme for action in plan.actions] == ["The quay", "The quay", "The moorings"]


def test_two_tables_of_one_row_stay_as_they_are() -> None:
    assert with_cards_as_rows(_items(2)) is None
