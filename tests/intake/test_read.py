"""The front door: a file becomes a plan document or one sentence."""

import hashlib
from pathlib import Path

import pytest

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.read import read_bytes, read_file
from followthrough.plan.document import Status
from tests.intake.readings import by_ref, codes, names, plan_in

PLAN = """Northmere Borough Council
Improvement plan

Ref\tAction\tOwner\tDue date\tStatus\tUpdate
A1\tPublish the register of contracts\tHead of Parks\tMarch 2025\tOn track\tIt is drafted, see A2.
A2\tTrain the managers in the new rules\tHead of Learning\tJune 2025\tComplete\tComplete
"""


def test_a_plain_plan_is_read_whole() -> None:
    plan = plan_in(PLAN)

    assert (plan.title, plan.organisation) == ("Improvement plan", "Northmere Borough Council")
    assert [column.field for column in plan.layout] == [
        "ref",
        "title",
        "owner:Owner",
        "due",
        "status",
        "update",
    ]
    assert [action.status for action in plan.actions] == [Status.ON_TRACK, Status.COMPLETE]
    assert [names(action) for action in plan.actions] == [["Head of Parks"], ["Head of Learning"]]
    assert [link.to for link in by_ref(plan)["A1"].links] == ["A2"]
    assert plan.problems == []
    assert plan.remarks == []


def test_the_source_tells_name_kind_sum_and_size() -> None:
    source = plan_in(PLAN, "plan.csv").source

    assert source
    assert (source.name, source.media_type, source.size) == ("plan.csv", "text/csv", len(PLAN))
    assert source.sha256 == hashlib.sha256(PLAN.encode()).hexdigest()


def test_reading_does_not_look_at_the_name() -> None:
    first, second = plan_in(PLAN, "a.txt"), plan_in(PLAN, "b.docx")

    assert first.model_dump(exclude={"source"}) == second.model_dump(exclude={"source"})


def test_an_action_tells_its_place() -> None:
    assert [action.where.row_first for action in plan_in(PLAN).actions] == [5, 6]


def test_a_column_that_contradicts_its_heading_is_said() -> None:
    swapped = PLAN.replace("March 2025", "Chief Executive").replace("June 2025", "Leader of the Council")

    assert codes(plan_in(swapped))["low_confidence_column"] == 1


@pytest.mark.parametrize("content", [b"", b"  \n\t\n"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^plan\.txt is empty\. Choose"):
        read_bytes(content, "plan.txt")


def test_a_file_too_large_is_said_to_be_so() -> None:
    with pytest.raises(UnreadableFileError, match=r"larger than 20 MB\. Save"):
        read_bytes(b"x" * (20 * 1024 * 1024 + 1), "plan.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nplease find the plan below.\n",
        "one\ttwo\nthree\tfour\n",
        "Status\tDefinition\nGreen\tOn track\n",
        "Ref\tAction\tOwner\tDue date\n",
    ],
    ids=["a letter", "no headings", "a key alone", "a header alone"],
)
def test_a_file_without_actions_says_what_was_looked_for(text: str) -> None:
    with pytest.raises(
        UnreadableFileError, match=r"^No table of actions was found in plan\.txt\..*Ref, Action, Owner"
    ):
        plan_in(text)


def test_a_missing_file_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"missing\.txt can't be opened: No such file"):
        read_file(tmp_path / "missing.txt")


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "plan.tsv"
    path.write_text(PLAN)

    assert read_file(path) == read_bytes(PLAN.encode(), "plan.tsv")


def test_an_empty_revised_date_leaves_the_agreed_one_due() -> None:
    rows = ["Ref\tAction\tOwner\tAgreed date\tRevised date", "1\tTrain the team\tHead of HR\tMay 2025\t"]

    (action,) = read_bytes("\n".join(rows).encode(), "plan.txt").actions

    assert action.due == action.original_due
    assert action.due is not None


def test_an_issue_merged_downwards_is_answered_by_each_action_beside_it() -> None:
    rows = ["Issue\tAction\tLead\tTimescale", "Records\tReview the schedule\tHead of IT\tMay 2025",
            "\tTrain all staff\tHead of HR\tJune 2025"]  # fmt: skip

    actions = read_bytes("\n".join(rows).encode(), "plan.txt").actions

    assert [action.answers for action in actions] == [["Records"], ["Records"]]


def test_a_key_above_the_table_is_no_title() -> None:
    rows = ["Status key", "", "Ref\tAction\tOwner\tDue", "1\tTrain the team\tHead of HR\tMay 2025"]

    assert read_bytes("\n".join(rows).encode(), "plan.txt").title is None
