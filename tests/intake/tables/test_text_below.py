"""Tables of one row with more of what they tell in the text below."""

from followthrough.intake.grid import Cell, Gap, Item, Line, Place, Row
from followthrough.intake.read import plan_of
from followthrough.intake.tables.text_below import with_text_below_as_columns

_HEADINGS = ("Recommendation number", "Status", "Responsible")
_WORDS = (
    "That boats be counted each night.",
    "That the gate be painted.",
    "That a list of moorings be published.",
)


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
    rows = [item for item in with_text_below_as_columns(_items()) if isinstance(item, Row)]
    assert [cell.text for cell in rows[0].cells] == [*_HEADINGS, "Recommendation", "Next steps"]
    assert rows[1].cells[3].text == _WORDS[0]
    assert rows[1].cells[4].text == "2026\n • A paper goes to the board."


def test_a_heading_above_the_next_table_is_no_part_of_the_text() -> None:
    lines = [item.text for item in with_text_below_as_columns(_items()) if isinstance(item, Line)]
    assert lines[-2:] == ["The moorings", "Recommendation 3"]


def test_such_tables_are_read_as_one_plan() -> None:
    plan = plan_of(_items(), "review.docx")
    assert tuple(action.title for action in plan.actions) == _WORDS
    assert [action.theme for action in plan.actions] == ["The quay", "The quay", "The moorings"]


def test_two_tables_of_one_row_stay_as_they_are() -> None:
    assert with_text_below_as_columns(_items(2)) == _items(2)
