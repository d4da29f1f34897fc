"""Text whose cells are parted by a stroke between blanks, over many lines."""

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
