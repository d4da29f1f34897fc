"""A status that a file tells by a colour and not in words."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from followthrough.intake.beside.colours import hue_of
from followthrough.intake.read import read_bytes
from followthrough.plan.document import PlanDocument, Status
from tests.intake.readings import problems

GREEN, RED, AMBER, BLUE, PURPLE = "00B050", "FF0000", "FFC000", "0070C0", "7030A0"
HEADER = ["Ref", "Action", "Owner", "Due date", "RAG"]
TITLES = ["Publish the register", "Train every manager", "Report to the board", "Check the stock"]


def plan_of(
    colours: list[str | None],
    words: list[str] | None = None,
    key: list[tuple[str | None, str | None, str | None]] | None = None,
    heading: str = "RAG",
    row_colour: str | None = None,
) -> PlanDocument:
    """A sheet of actions whose last cell has a colour; a key of (colour of A, text of A, text of B) above."""
    workbook = Workbook()
    sheet = workbook.active
    for colour, first, second in key or []:
        sheet.append([first, second])
        if colour:
            sheet.cell(sheet.max_row, 1).fill = PatternFill("solid", fgColor=colour)
    if key:
        sheet.append([])
        sheet.append([])
    start = len(key) + 3 if key else 1
    for at, value in enumerate([*HEADER[:-1], heading], 1):
        sheet.cell(start, at, value)
    for at, colour in enumerate(colours):
        row = start + 1 + at
        word = words[at] if words else None
        cells = [str(at + 1), TITLES[at], "Head of Finance", "March 2026", word]
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column, value)
            if row_colour:
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=row_colour)
        if colour:
            sheet.cell(row, 5).fill = PatternFill("solid", fgColor=colour)
    return read(workbook)


def read(workbook: Workbook) -> PlanDocument:
    stream = BytesIO()
    workbook.save(stream)
    return read_bytes(stream.getvalue(), "plan.xlsx")


def statuses(plan: PlanDocument) -> list[Status | None]:
    return [action.status for action in plan.actions]


def test_a_row_shaded_pale_as_a_whole_is_a_band_and_no_doubt() -> None:
    assert not problems(plan_of([None] * 4, row_colour="E8EEF3"), "colour_not_read")


def test_red_amber_green_and_blue_mean_what_they_usually_mean() -> None:
    plan = plan_of([GREEN, RED, AMBER, BLUE])

    assert statuses(plan) == [
        Status.ON_TRACK, Status.SIGNIFICANT_SLIPPAGE, Status.MEDIUM_SLIPPAGE, Status.COMPLETE,
    ]  # fmt: skip
    assert [update.status_text for action in plan.actions for update in action.updates] == [
        "Green", "Red", "Amber", "Blue",
    ]  # fmt: skip


def test_that_a_status_was_read_from_a_colour_is_said() -> None:
    (note,) = problems(plan_of([GREEN, GREEN, RED]), "status_from_colour")

    assert (note.severity, note.where.column) == ("note", "RAG")
    assert note.message.endswith("They were read by their colour: green as “Green” (2), red as “Red” (1).")


@pytest.mark.parametrize(
    "key",
    [
        [(GREEN, None, "Complete"), (RED, None, "Not started")],
        [(GREEN, "Complete", None), (RED, "Not started", None)],
        [(None, "Key", None), (GREEN, "Complete", None), (RED, "Not started", None)],
        [(None, "Colour", "Meaning"), (GREEN, None, "Complete"), (RED, None, "Not started")],
        [(None, "Colour", "Meaning"), (GREEN, "Green", "Complete"), (RED, "Red", "Not started")],
    ],
    ids=["beside", "behind", "below a heading", "swatches in a table", "names in a table"],
)
def test_the_file_s_own_key_is_believed(key: list[tuple[str | None, str | None, str | None]]) -> None:
    plan = plan_of([GREEN, RED], key=key)

    assert statuses(plan) == [Status.COMPLETE, Status.NOT_STARTED]
    assert {action.theme for action in plan.actions} == {None}
    assert [entry.status for entry in plan.scheme or []] == [Status.COMPLETE, Status.NOT_STARTED]


def test_a_word_beside_the_same_colour_tells_what_it_means() -> None:
    plan = plan_of([GREEN, GREEN, RED, PURPLE], words=["Complete", "", "Late", ""])

    assert statuses(plan)[:3] == [Status.COMPLETE, Status.COMPLETE, Status.MEDIUM_SLIPPAGE]


def test_a_colour_that_nothing_explains_is_said_and_not_read() -> None:
    plan = plan_of([GREEN, PURPLE, "F2F2F2"])

    assert statuses(plan) == [Status.ON_TRACK, None, None]
    (problem,) = problems(plan, "colour_not_read")
    assert (problem.severity, problem.where.row_first) == ("warning", 3)
    assert "(rows 3, 4)" in problem.message


def test_a_colour_of_the_whole_row_is_no_status() -> None:
    plan = plan_of([None, None], row_colour=GREEN)

    assert statuses(plan) == [None, None]
    assert len(problems(plan, "colour_not_read")) == 1


def test_colours_below_months_are_the_statuses_of_those_months() -> None:
    workbook = Workbook()
    workbook.active.append(["Ref", "Action", "Owner", "Apr 2026", "May 2026"])
    workbook.active.append(["1", TITLES[0], "Head of Finance"])
    for column, colour in ((4, RED), (5, GREEN)):
        workbook.active.cell(2, column).fill = PatternFill("solid", fgColor=colour)

    (action,) = read(workbook).actions

    assert [(update.period, update.status) for update in action.updates] == [
        ("2026-04", Status.SIGNIFICANT_SLIPPAGE), ("2026-05", Status.ON_TRACK),
    ]  # fmt: skip


def test_a_key_below_the_plan_is_no_part_of_its_last_action() -> None:
    workbook = Workbook()
    for row in [
        HEADER,
        ["1", TITLES[0], "Head of Finance", "May 2026"],
        [],
        ["Key"],
        [None, "Done"],
        [None, "Late"],
    ]:
        workbook.active.append(row)
    for spot, colour in (("E2", GREEN), ("A5", GREEN), ("A6", RED)):
        workbook.active[spot].fill = PatternFill("solid", fgColor=colour)

    (action,) = read(workbook).actions

    assert [(update.status_text, update.text) for update in action.updates] == [("Done", None)]


def test_a_colour_is_no_status_below_another_heading() -> None:
    plan = plan_of([GREEN, RED], heading="Resources")

    assert statuses(plan) == [None, None]
    assert problems(plan, "status_from_colour") == []


def test_a_word_is_believed_over_its_colour() -> None:
    plan = plan_of([GREEN, RED], words=["Delayed", "Complete"])

    assert statuses(plan) == [Status.MEDIUM_SLIPPAGE, Status.COMPLETE]


@pytest.mark.parametrize(
    ("rrggbb", "name"),
    [
        ("ff0000", "red"), ("c00000", "red"), ("ffc7ce", "red"), ("ffc000", "amber"), ("ffff00", "amber"),
        ("ed7d31", "amber"), ("92d050", "green"), ("00b050", "green"), ("c6efce", "green"),
        ("00b0f0", "blue"), ("0070c0", "blue"), ("7030a0", None), ("d9d9d9", None), ("000000", None),
        ("dce6f1", None), ("ff00ff", None),
    ],
)  # fmt: skip
def test_only_plain_colours_have_a_name(rrggbb: str, name: str | None) -> None:
    assert hue_of(rrggbb) == name


def test_the_rest_of_a_row_that_a_page_cut_has_no_status_of_its_own() -> None:
    workbook = Workbook()
    sheet = workbook.active
    for row in (
        HEADER,
        ["1", "Publish the register", "Head of Finance", "March 2026", "G"],
        ["2", "Train every", "Head of Finance", "March 2026", "R"],
        [None, "manager and clerk", "and Parks", None, None],
    ):
        sheet.append(row)
    for at in (3, 4):
        sheet.cell(at, 5).fill = PatternFill("solid", fgColor="FF0000")
    plan = read(workbook)

    assert [update.status_text for action in plan.actions for update in action.updates] == ["G", "R"]


def test_of_two_colours_that_say_late_in_a_key_red_is_the_later() -> None:
    key = [(AMBER, "Running late", None), (RED, "Late with nothing agreed", None), (GREEN, "To time", None)]
    plan = plan_of([AMBER, RED, GREEN, RED], key=key)

    late, later = Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE
    assert statuses(plan) == [late, later, Status.ON_TRACK, later]
