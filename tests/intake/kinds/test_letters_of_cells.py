"""Single letters for statuses."""

import pytest

from followthrough.intake.grid import Cell, Gap, Line, Place, Row
from followthrough.intake.kinds.cells import letters_under
from followthrough.intake.read import plan_of
from followthrough.plan.document import Status
from followthrough.plan.statuses import read_status


def read(heading, letters, lines=(), group=None):
    rows = [["Ref", "Action", "Owner", "Due date", heading]]
    if group:
        rows.insert(0, ["", "", "", "", group])
    rows += [
        [str(number), f"Mend the well number {number}", "Head of Works", "May 2026", letter]
        for number, letter in enumerate(letters, 1)
    ]
    items = [Row(tuple(map(Cell, row)), Place(row=at)) for at, row in enumerate(rows, 1)]
    return plan_of([*items, *(Line(line, Place(row=99)) for line in lines)], "plan.csv")


def statuses(plan):
    return [action.updates[0].status for action in plan.actions if action.updates]


@pytest.mark.parametrize("heading", ["RAG", "BRAG status", "B-RAG", "RAG rating"])
def test_under_rag_a_letter_is_its_colour(heading):
    plan = read(heading, "RAGB")

    assert statuses(plan) == [
        Status.SIGNIFICANT_SLIPPAGE,
        Status.MEDIUM_SLIPPAGE,
        Status.ON_TRACK,
        Status.COMPLETE,
    ]
    assert plan.problems == []


def test_a_group_named_rag_makes_the_newer_of_two_columns_the_status():
    items = [
        Row(tuple(map(Cell, row)), Place(row=at))
        for at, row in enumerate(
            [
                ["", "", "", "", "RAG", ""],
                ["Ref", "Action", "Owner", "Due date", "Last month", "This month"],
                ["1", "Mend the north well", "Head of Works", "May 2026", "A", "G"],
                ["2", "Paint the parish pump", "Head of Parks", "June 2026", "G", "R"],
            ],
            1,
        )
    ]
    plan = plan_of(items, "plan.csv")

    assert statuses(plan) == [Status.ON_TRACK, Status.SIGNIFICANT_SLIPPAGE]
    assert [(note.heading, note.text) for note in plan.actions[0].notes] == [("Last month", "A")]


def test_open_and_closed_are_told_by_their_heading_or_by_a_key_on_one_line():
    assert statuses(read("O/C", "OC")) == [Status.IN_PROGRESS, Status.CLOSED]
    by_key = read("Status", "OCO", ["Key: O = open, C = complete"])

    assert statuses(by_key) == [Status.IN_PROGRESS, Status.COMPLETE, Status.IN_PROGRESS]
    assert [entry.label for entry in by_key.scheme] == ["O", "C"]


def test_the_key_is_believed_over_the_usual_meaning_of_a_letter():
    plan = read("RAG", "GR", ["G: complete; R: not started"])

    assert statuses(plan) == [Status.COMPLETE, Status.NOT_STARTED]


def test_under_another_heading_a_letter_means_nothing():
    assert set(statuses(read("Status", "ABC"))) <= {None}


def test_a_key_in_a_cell_alone_below_a_sheet_is_no_text_of_the_last_action():
    rows = [
        ["Ref", "Action", "Owner", "Due date", "O/C"],
        ["1", "Mend the well", "Head of Works", "May 2026", "O"],
        ["2", "Paint the pump", "Head of Parks", "May 2026", "C"],
    ]
    items = [Row(tuple(map(Cell, row)), Place(row=at, sheet="Plan")) for at, row in enumerate(rows, 1)]
    key = Row((Cell("O = open, C = closed"), *[Cell("")] * 4), Place(row=5, sheet="Plan"))
    plan = plan_of([*items, Gap(Place(row=4, sheet="Plan")), key], "plan.xlsx")

    assert plan.actions[-1].updates[-1].text is None
    assert [entry.label for entry in plan.scheme] == ["O", "C"]


def test_a_letter_of_the_key_before_a_text_is_the_status_and_the_text_stays_whole():
    said = ["G – All is mended.", "A – Half of it is mended.", "R – No spade."]
    plan = read("Status and progress", said, lines=("R: Not yet started", "A: Under way", "G: Complete"))

    assert statuses(plan) == [Status.COMPLETE, Status.IN_PROGRESS, Status.NOT_STARTED]
    assert [action.updates[0].text for action in plan.actions] == said


def test_a_letter_that_no_key_explains_is_no_status_before_a_text():
    plan = read("Status and progress", ["G – All is mended.", "A – Half of it is mended."])

    assert statuses(plan) == [None, None]


@pytest.mark.parametrize(
    ("heading", "marks", "expected"),
    [
        ("Completed?", ["Yes", "No"], [Status.COMPLETE, Status.IN_PROGRESS]),
        ("Achieved (tick)", ["✓", "☐"], [Status.COMPLETE, Status.IN_PROGRESS]),
        ("Done", ["x", "no"], [Status.COMPLETE, Status.IN_PROGRESS]),
        ("Closed (Y/N)", ["Y", "N"], [Status.CLOSED, Status.IN_PROGRESS]),
        ("On target to achieve (tick)", ["✓", "no"], [Status.ON_TRACK, Status.SIGNIFICANT_SLIPPAGE]),
        ("Implemented? (Y / N / Partly)", ["Y", "partly"], [Status.COMPLETE, Status.IN_PROGRESS]),
        ("% complete", ["100", "40"], [Status.COMPLETE, Status.IN_PROGRESS]),
        ("Per cent", ["0", "7"], [Status.NOT_STARTED, Status.IN_PROGRESS]),
    ],
)
def test_below_a_state_yes_and_ticks_say_it_and_below_per_cent_a_number_does(heading, marks, expected):
    letters = letters_under((heading, None))

    assert [read_status(letters[mark.lower()]) for mark in marks] == expected


@pytest.mark.parametrize(
    "heading", ["Action completed by", "Completion date", "Evidence of closure", "Owner"]
)
def test_other_headings_make_no_state_of_yes(heading):
    assert "yes" not in letters_under((heading, None))


def test_a_column_of_yes_and_no_below_a_state_is_the_status():
    plan = read("Completed?", ["Yes", "No", "Yes", "No", "No"])

    assert statuses(plan) == [Status.COMPLETE, Status.IN_PROGRESS, Status.COMPLETE, *[Status.IN_PROGRESS] * 2]
