"""One small document a defect, each read as a careful person reads it.

The documents are in tests/documents, each named for its defect; every one has a test of its name here.
"""

import shutil
from pathlib import Path

import pytest

from followthrough.intake.grid import PARAGRAPH, UnreadableFileError
from followthrough.intake.read import read_file
from followthrough.plan.document import Action, PlanDocument, Status
from tests.intake.readings import by_ref, codes, links, names, problems, rows

FOLDER = Path(__file__).parents[1] / "documents"
DOCUMENTS = sorted(FOLDER.iterdir())


@pytest.fixture
def plan(request: pytest.FixtureRequest) -> PlanDocument:
    """The plan in the document that the test is named for."""
    name = request.node.originalname.removeprefix("test_")
    (path,) = [path for path in DOCUMENTS if path.stem == name]
    return read_file(path)


def due(action: Action) -> str | None:
    return str(action.due.latest) if action.due else None


def said(action: Action) -> list[tuple[str | None, Status | None, str | None]]:
    return [(update.period, update.status, update.text) for update in action.updates]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_document_has_a_test_of_its_name(path: Path) -> None:
    assert f"test_{path.stem}" in globals()


def test_row_cut_by_page_end(plan: PlanDocument) -> None:
    first, second = plan.actions

    assert first.title.endswith("worth more than five thousand pounds a year.")
    assert due(first) == "2026-03-31"
    assert first.updates[0].text == "A first draft is with the audit team."
    assert (rows(first), rows(second)) == ((2, 4), (5, 5))


def test_header_between_halves_of_a_row(plan: PlanDocument) -> None:
    assert plan.actions[0].title == "Publish a register of contracts and of grants."
    assert [action.ref for action in plan.actions] == ["1", "2"]


def test_word_cut_by_page_end(plan: PlanDocument) -> None:
    assert plan.actions[0].updates[0].text == "The draft follows our own guidelines for registers."


def test_two_halves_with_nothing_in_common(plan: PlanDocument) -> None:
    action = by_ref(plan)["2"]

    assert (action.title, names(action), due(action)) == (
        "Train every budget holder.", ["Head of Learning"], "2026-06-30",
    )  # fmt: skip
    assert len(plan.actions) == 3


def test_running_title_on_each_page(plan: PlanDocument) -> None:
    assert plan.title == "Improvement action table"
    assert {action.theme for action in plan.actions} == {None}
    assert plan.remarks == []


def test_column_lost_half_way(plan: PlanDocument) -> None:
    (shift,) = problems(plan, "column_shift")

    assert (shift.where.row_first, shift.where.row_last, shift.where.column) == (4, 6, "Progress")
    assert [due(action) for action in plan.actions] == [
        "2026-03-31", "2026-06-30", "2026-07-31", "2026-05-31", "2026-06-30",
    ]  # fmt: skip
    assert names(plan.actions[2]) == ["Chief Executive"]
    assert plan.actions[4].status is Status.COMPLETE


def test_owner_in_letters_of_another_alphabet(plan: PlanDocument) -> None:
    assert [names(action) for action in plan.actions[:3]] == [["CTO"], ["CTO"], ["CTO", "HR"]]
    assert [problem.ref for problem in problems(plan, "lookalike_letters")] == ["2"]


def test_per_cent_that_looks_like_a_tag(plan: PlanDocument) -> None:
    matrix = plan.risk_matrix or []

    assert [(level.impact, level.likelihood) for level in matrix] == [
        ({"Impact": ">20% of budget"}, "Likely"),
        ({"Impact": "<5% of budget"}, "<10% chance"),
    ]
    assert plan.actions[0].title == "Publish the register & keep it."
    assert plan.actions[0].updates[0].text == "Costs were <5% of budget and > last year."


def test_narrative_below_each_action(plan: PlanDocument) -> None:
    assert [(action.ref, action.updates[0].text) for action in plan.actions] == [
        ("1", "The audit team read a draft in May."),
        ("2", "A trainer was found in June."),
        ("3", "The report is on the site."),
    ]
    assert names(plan.actions[1]) == ["Head of Learning"]
    assert [note.text for note in plan.actions[1].notes] == ["to arrange for two courses"]


def test_parts_numbered_below_their_action(plan: PlanDocument) -> None:
    assert [(action.ref, action.parent, action.title) for action in plan.actions] == [
        ("1", None, "Publish the registers."),
        ("1a", "1", "Contracts"),
        ("1b", "1", "Grants"),
        ("2", None, "Train every budget holder."),
    ]
    assert (plan.actions[1].updates[0].text or "").startswith("The audit team")


def test_lettered_list_in_one_cell(plan: PlanDocument) -> None:
    parts = [action for action in plan.actions if action.parent == "1"]

    assert [(part.ref, part.title, due(part), part.status) for part in parts] == [
        ("1a", "Publish contracts.", "2026-03-31", Status.COMPLETE),
        ("1b", "Publish grants.", "2026-06-30", Status.ON_TRACK),
    ]


def test_who_and_when_in_one_cell(plan: PlanDocument) -> None:
    assert [(names(action), due(action)) for action in plan.actions] == [
        (["Head of Finance"], "2026-03-31"),
        (["Head of Learning"], "2026-06-30"),
        (["Chief Executive", "Monitoring Officer"], "2026-09-30"),
    ]
    assert [point.title for point in plan.actions[2].milestones] == ["Chief Executive", "Monitoring Officer"]


def test_cell_shredded_into_lines(plan: PlanDocument) -> None:
    _, shredded = plan.actions

    assert shredded.title == "Train every budget holder, and in particular new managers"
    assert names(shredded) == ["Head of Learning", "Chief Executive"]
    assert due(shredded) == "2026-06-30"
    assert shredded.notes[0].text.endswith("knows the rules for contracts and for grants.")


def test_month_mangled_by_a_spreadsheet(plan: PlanDocument) -> None:
    assert [due(action) for action in plan.actions] == ["2026-03-31", "2026-06-30", "None", "2026-04-30"]
    assert [(problem.code, problem.ref) for problem in plan.problems] == [
        ("date_mangled", "2"),
        ("date_suspicious", "3"),
    ]


def test_ref_used_twice(plan: PlanDocument) -> None:
    assert [action.ref for action in plan.actions] == ["A1.1", "A1.2", "A1.2"]
    assert [problem.where.row_first for problem in problems(plan, "duplicate_ref")] == [3, 4]


def test_ref_misprinted(plan: PlanDocument) -> None:
    action = plan.actions[1]

    assert (action.ref, action.printed_ref) == ("GV.A1.2", "GV.A.1.2")
    assert [problem.where.row_first for problem in problems(plan, "malformed_ref")] == [3]


def test_status_in_the_date_column(plan: PlanDocument) -> None:
    action = plan.actions[0]

    assert (action.status, due(action)) == (Status.COMPLETE, "None")
    assert codes(plan) == {"status_in_date_cell": 1}


def test_green_means_complete(plan: PlanDocument) -> None:
    assert [action.status for action in plan.actions] == [
        Status.COMPLETE, Status.ON_TRACK, Status.NOT_STARTED,
    ]  # fmt: skip


def test_letters_explained_in_lines(plan: PlanDocument) -> None:
    assert [entry.label for entry in plan.scheme or []] == ["N", "C", "G"]
    assert [action.status for action in plan.actions] == [
        Status.COMPLETE, Status.ON_TRACK, Status.NOT_STARTED,
    ]  # fmt: skip


def test_status_that_no_key_knows(plan: PlanDocument) -> None:
    update = plan.actions[1].updates[0]

    assert (update.status, update.status_text) == (None, "Purple")
    assert [(problem.code, problem.ref) for problem in plan.problems] == [("unknown_status", "2")]


def test_months_above_status_and_update(plan: PlanDocument) -> None:
    assert said(plan.actions[0]) == [
        ("2026-05", Status.ON_TRACK, "A draft is out."),
        ("2026-06", Status.COMPLETE, "It is on the site."),
    ]
    assert str(plan.as_at) == "2026-06-30"


def test_themes_between_the_tables(plan: PlanDocument) -> None:
    assert [(action.ref, action.theme) for action in plan.actions] == [("1", "Money"), ("2", "People")]
    assert len(plan.layout) == 6


def test_link_to_no_action(plan: PlanDocument) -> None:
    assert list(links(plan)) == [("AB.C1.1", "AB.C1.2"), ("AB.C1.2", "AB.C7.4")]
    assert [problem.ref for problem in problems(plan, "dangling_reference")] == ["AB.C1.2"]


def test_place_held_for_actions_to_come(plan: PlanDocument) -> None:
    assert [(problem.code, problem.ref) for problem in plan.problems] == [("placeholder_text", "2")]


def test_refs_without_a_stop_in_titles(plan: PlanDocument) -> None:
    assert [(action.ref, action.title) for action in plan.actions] == [
        ("1", "Publish the register"),
        ("2", "Train every budget holder"),
        ("3", "Report to the board"),
    ]


def test_original_and_revised_dates(plan: PlanDocument) -> None:
    action = plan.actions[0]

    assert action.original_due
    assert (str(action.original_due.latest), due(action)) == ("2026-03-31", "2026-05-31")


def test_line_breaks_in_quoted_cells(plan: PlanDocument) -> None:
    first, second = plan.actions

    assert first.title == "Publish the register, and keep it."
    assert first.updates[0].text == f"It costs £500 – a year.{PARAGRAPH}A draft is out."
    assert rows(second) == (4, 4)


def test_windows_encoding(plan: PlanDocument) -> None:
    assert (plan.actions[0].updates[0].text or "").startswith("It costs £500 – a year.")


def test_utf_16_of_a_spreadsheet(plan: PlanDocument) -> None:
    assert (plan.actions[0].updates[0].text or "").startswith("It costs £500 – a year.")
    assert len(plan.actions) == 2


def test_spare_commas(plan: PlanDocument) -> None:
    assert [column.field for column in plan.layout] == ["ref", "title", "owner:Owner", "due"]
    assert [action.ref for action in plan.actions] == ["1", "2", "3"]


def test_cut_short() -> None:
    with pytest.raises(UnreadableFileError, match=r"^cut_short\.xlsx is damaged or cut short\. Open it"):
        read_file(FOLDER / "cut_short.xlsx")


def test_kind_of_a_spreadsheet_damaged() -> None:
    with pytest.raises(UnreadableFileError, match=r"is damaged or cut short\. Open it"):
        read_file(FOLDER / "kind_of_a_spreadsheet_damaged.ods")


def test_letter_without_a_plan() -> None:
    with pytest.raises(UnreadableFileError, match=r"^No table of actions was found in letter_without_a_plan"):
        read_file(FOLDER / "letter_without_a_plan.txt")


def read_in_text(plan: PlanDocument) -> list[tuple[str | None, str, list[str], str | None]]:
    return [(action.ref, action.title, names(action), due(action)) for action in plan.actions]


PLAIN_TEXT = [
    ("1", "Publish the register", ["Head of Finance"], "2026-03-31"),
    ("2", "Train every budget holder", ["Head of Learning"], "2026-06-30"),
    ("3", "Report to the board", ["Chief Executive"], "2026-07-31"),
]


def test_columns_lined_up_with_blanks(plan: PlanDocument) -> None:
    assert read_in_text(plan)[0][1] == "Publish the register, and keep it up to date"
    assert read_in_text(plan)[1:] == PLAIN_TEXT[1:]
    assert plan.title == "Improvement actions of the library service"
    assert [remark.text for remark in plan.remarks] == ["Printed for the board."]


def test_columns_that_run_into_each_other() -> None:
    with pytest.raises(UnreadableFileError, match="can't be split safely into actions, so nothing was added"):
        read_file(FOLDER / "columns_that_run_into_each_other.txt")


def test_one_cell_a_line(plan: PlanDocument) -> None:
    assert read_in_text(plan) == PLAIN_TEXT
    assert [action.status for action in plan.actions] == [
        Status.ON_TRACK, Status.NOT_STARTED, Status.COMPLETE,
    ]  # fmt: skip
    assert plan.title == "Improvement plan"


def test_one_cell_a_line_with_empty_cells(plan: PlanDocument) -> None:
    assert read_in_text(plan) == [
        ("1", "Publish the register", [], "2026-03-31"),
        ("2", "Train every budget holder", ["Head of Learning"], None),
        PLAIN_TEXT[2],
    ]


def test_one_cell_a_line_and_one_missing(plan: PlanDocument) -> None:
    assert read_in_text(plan) == [("1", "Publish the register", [], "2026-03-31"), PLAIN_TEXT[1]]
    assert [problem.severity for problem in plan.problems if problem.code == "cells_dealt_out"] == ["warning"]


def test_one_cell_a_line_of_a_self_assessment(plan: PlanDocument) -> None:
    put_up, train = plan.actions
    assert put_up.title == "Put the surveyor's notes on the board at the quay by the end of May."
    assert train.title == "Train the evening staff and put the telephone number on each pump."
    assert [owner.name for owner in train.owners] == ["Harbour Master"]
    assert any(problem.code == "cells_dealt_out" for problem in plan.problems)


def test_list_of_actions_in_a_letter() -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_file(FOLDER / "list_of_actions_in_a_letter.txt")

    assert str(refusal.value) == (
        "list_of_actions_in_a_letter.txt can't be split safely into actions, so nothing was added. It has "
        "a list of 2 entries with dates, which begins with “1. The Head of Finance publishes the register by "
        "March 2026.”. Which of their words are the action, its owner and its date is not certain. Copy the "
        "table itself, or save it as Word, Excel or CSV, and try again."
    )


def test_labels_and_values(plan: PlanDocument) -> None:
    assert read_in_text(plan) == [
        ("1", "Publish the register, and keep it", ["Head of Finance"], "2026-03-31"),
        PLAIN_TEXT[1],
    ]
    assert [action.status for action in plan.actions] == [Status.ON_TRACK, Status.NOT_STARTED]
    assert plan.actions[0].updates[0].text == f"A draft is out.{PARAGRAPH}It goes to the board in May."


def test_titles_above_labels(plan: PlanDocument) -> None:
    assert [(action.title, names(action), due(action)) for action in plan.actions] == [
        ("Publish the register, and keep it", ["Head of Finance"], "2026-03-31"),
        ("Train every budget holder", ["Head of Learning"], "2026-06-30"),
    ]


def test_parted_by_semicolons(plan: PlanDocument) -> None:
    assert [action.title for action in plan.actions] == [
        "Publish the register, and keep it", "Train every budget holder",
    ]  # fmt: skip


def test_actions_inside_recommendations(plan: PlanDocument) -> None:
    first, second = (
        f"Recommendation 1{PARAGRAPH}The register of contracts is out of date.",
        f"Recommendation 2{PARAGRAPH}The managers were never trained in the rules.",
    )

    assert read_in_text(plan) == PLAIN_TEXT
    assert [action.answers for action in plan.actions] == [[first], [second], [second]]
    assert {action.theme for action in plan.actions} == {None}
    assert plan.remarks == []


# Half a gigabyte to install for one sample, so a machine may lack it; CI has it.
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_older_word(request: pytest.FixtureRequest) -> None:
    plan = request.getfixturevalue("plan")

    assert [(action.ref, action.title, due(action)) for action in plan.actions] == [
        ("1", "Publish the register", "2026-03-31"),
        ("2", "Train every manager", "2026-06-30"),
    ]
    assert codes(plan)["turned_into_docx"] == 1


def test_parted_by_bars(plan: PlanDocument) -> None:
    assert read_in_text(plan) == PLAIN_TEXT[:2]


def test_months_before_days(plan: PlanDocument) -> None:
    assert [due(action) for action in plan.actions] == ["2027-04-26", "2027-05-07", "2026-11-30"]
    (said_once,) = problems(plan, "dates_month_first")
    assert "“05/07/2027” is 7 May 2027" in said_once.message
    assert said_once.where.column == "Due date"


def test_nothing_tells_day_from_month(plan: PlanDocument) -> None:
    assert [due(action) for action in plan.actions] == ["2027-05-04", "2027-07-05"]
    assert codes(plan) == {"date_order_unknown": 1}
    assert "4 May 2027" in plan.problems[0].message or "2 March 2026" in plan.problems[0].message


def test_half_of_the_dates_turned(plan: PlanDocument) -> None:
    (said_once,) = problems(plan, "dates_exchanged")

    assert "exchanged day and month" in said_once.message


def test_weeks_of_the_year(plan: PlanDocument) -> None:
    assert [due(action) for action in plan.actions] == ["2027-06-13"] * 3 + ["None"]
    assert [problem.ref for problem in problems(plan, "date_unreadable")] == ["G4"]


def test_people_with_numbers(plan: PlanDocument) -> None:
    assert [names(action) for action in plan.actions] == [["Olive Marsh", "Tom Bright"], ["Tom Bright"]]


def test_errors_of_a_spreadsheet(plan: PlanDocument) -> None:
    assert [action.status for action in plan.actions] == [None, *[Status.ON_TRACK] * 3]
    assert [names(action) for action in plan.actions] == [["Head of Property"], [], [], []]
    assert [update.text for action in plan.actions for update in action.updates][1] is None
    assert by_ref(plan)["G3"].due is None
    assert codes(plan) == {"spreadsheet_error": 5, "date_of_empty_cell": 1}


def test_ditto_and_as_above(plan: PlanDocument) -> None:
    second = by_ref(plan)["G2"]

    assert (names(second), due(second), second.status) == (
        ["Head of Property"],
        "2027-04-26",
        Status.ON_TRACK,
    )
    assert codes(plan) == {"same_as_above": 3}
