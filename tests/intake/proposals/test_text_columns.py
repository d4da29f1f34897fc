"""Text whose cells are parted by a stroke between blanks, over many lines."""

from followthrough.intake.grid import Row
from followthrough.intake.proposals.text_columns import read_text
from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument, Status

_TEXT = """Action list of the harbour board
Minute / Action / OwnerActions carried over from spring
HB 4/25 / Sea wall
Ask the surveyor for a second price.
Status: in progress – one price came in May / AL/BK
HB 7/25 / Lights at the slipway
Mend the two lamps.
Status: complete / CR
Actions of the meeting of 3 June 2025
HB 11/25 / Minutes
Add the vote to item 4.
Status: on hold / AL
"""


def rows_of(text: str) -> list[list[str]]:
    return [[cell.text for cell in item.cells] for item in read_text(text.encode()) if isinstance(item, Row)]


def _plan(text: str) -> PlanDocument:
    return read_bytes(text.encode(), "actions.txt")


def test_each_row_ends_with_the_line_of_its_last_stroke() -> None:
    plan = _plan(_TEXT)
    assert [action.title.split("\n")[0] for action in plan.actions] == [
        "Sea wall",
        "Lights at the slipway",
        "Minutes",
    ]
    assert [owner.name for owner in plan.actions[0].owners] == ["AL", "BK"]


def test_what_is_glued_to_the_last_heading_or_stands_between_rows_names_those_below() -> None:
    themes = [action.theme for action in _plan(_TEXT).actions]
    assert themes == ["Actions carried over from spring"] * 2 + ["Actions of the meeting of 3 June 2025"]


def test_a_label_that_most_cells_have_becomes_a_column() -> None:
    assert [action.status for action in _plan(_TEXT).actions] == [
        Status.IN_PROGRESS,
        Status.COMPLETE,
        Status.ON_HOLD,
    ]


def test_a_row_with_a_number_ends_the_one_above_whose_last_cells_are_empty() -> None:
    rows = rows_of(
        """So that the boats are safe:
Action
No / Task / Responsible person / Target date / Evidence
1/26 / Check every life jacket / Boatman / May 2026 / All were checked
Two were replaced
2/26 / Paint the slip / Clerk / June 2026
3/26 / Buy a winch / Clerk and boatman / July 2026 / Two prices came
So that the paths are safe:
No / Task / Responsible person / Target Date / Evidence
4/26 / Cut the brambles / Warden / May 2026 / Begun
"""
    )

    assert [row[0] for row in rows] == ["No", "1/26", "2/26", "3/26", "4/26"]
    assert rows[2] == ["2/26", "Paint the slip", "Clerk", "June 2026", ""]


def test_cells_that_came_a_line_each_with_their_bars_are_rows() -> None:
    rows = rows_of(
        "Boat tracker\n|\nRef |\nAction |\nLead |\nStatus |\n"
        "|\nB1 |\nPaint the slip |\nClerk |\nComplete |\n|\nB2 |\nBuy a winch |\n|\nOngoing |\n"
        "|\n|\n|\n|\n|\nKey: complete, ongoing\n"
    )

    assert rows == [
        ["Ref", "Action", "Lead", "Status"],
        ["B1", "Paint the slip", "Clerk", "Complete"],
        ["B2", "Buy a winch", "", "Ongoing"],
    ]
