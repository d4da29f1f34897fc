"""The demonstration plan enters by the front door, like any other file."""

from datetime import date

import pytest
from demonstration.committee_paper import make_committee_paper
from demonstration.content import read_content
from demonstration.workbook import make_workbook

from followthrough.challenge import check
from followthrough.demonstration import committee_paper_path, earlier_plan_path, plan_path
from followthrough.intake.read import read_file
from followthrough.intake.readers.excel import read_excel
from followthrough.intake.readers.word import read_word

LAST_DAY = date(2026, 11, 30)
FILES = (plan_path(), committee_paper_path())


@pytest.fixture(scope="module")
def content():
    return read_content()


@pytest.fixture(
    scope="module", params=[plan_path(), committee_paper_path()], ids=lambda path: path.suffix[1:]
)
def plan(request):
    return read_file(request.param)


def test_the_shipped_workbook_is_what_its_source_says(content):
    assert read_excel(plan_path().read_bytes()) == read_excel(make_workbook(content))


def test_the_shipped_paper_is_what_its_source_says(content):
    assert read_word(committee_paper_path().read_bytes()) == read_word(make_committee_paper(content))


def test_the_shipped_workbook_of_a_month_before_is_what_its_source_says(content):
    earlier = make_workbook(content.a_month_before())

    assert read_excel(earlier_plan_path().read_bytes()) == read_excel(earlier)
    read = read_file(earlier_plan_path())
    assert (read.as_at, read.periods) == (date(2026, 10, 31), content.months[:-1])
    assert any("the end of October 2026" in remark.text for remark in read.remarks)


def test_making_them_again_gives_the_same_bytes(content):
    assert make_workbook(content) == make_workbook(content)
    assert make_committee_paper(content) == make_committee_paper(content)


def test_the_file_reads_as_the_plan_that_was_written(plan, content):
    written = [(line.theme, line.workstream, line.title) for line in content.lines]

    assert [(action.theme, action.workstream, action.title) for action in plan.actions] == written
    assert (plan.title, plan.as_at) == (content.front["title"], content.as_at)
    assert plan.organisation == content.front["organisation"]


def test_every_owner_is_read(plan, content):
    for action, line in zip(plan.actions, content.lines, strict=True):
        written = "\n".join(filter(None, (line.lead, line.member, line.others, line.updater)))
        assert "\n".join(owner.name for owner in action.owners) == written


def test_every_update_is_read(plan, content):
    for action, line in zip(plan.actions, content.lines, strict=True):
        said = {update.period: (update.status_text or "", update.text or "") for update in action.updates}
        for month in plan.periods:
            assert said.get(month, ("", "")) == (line.said[month].status, line.said[month].text)


def test_the_plan_has_three_levels_and_actions_that_recur(plan):
    parents = {action.parent for action in plan.actions if action.parent}
    recurring = [action for action in plan.actions if action.due and action.due.recurrence]

    assert {action.ref for action in plan.actions if action.parent in parents and action.parent[-1] != "0"}
    assert len([action for action in plan.actions if action.kind == "assurance"]) == 5
    assert len(recurring) >= 5


def test_some_of_every_fault_is_in_it(plan):
    assert {finding.code for finding in check(plan, LAST_DAY)} >= {
        "complete_with_open_parts",
        "complete_without_evidence",
        "due_date_passed",
        "duplicate_ref",
        "link_to_nothing",
        "malformed_ref",
        "no_due_date",
        "no_owner",
        "on_track_past_due",
        "open_with_parts_finished",
        "owner_too_broad",
        "slippage_understated",
        "status_not_in_key",
        "update_copied",
        "update_points_elsewhere",
    }


def test_most_of_its_actions_are_beyond_doubt(plan):
    doubted = {finding.ref for finding in check(plan, LAST_DAY)}

    assert len(doubted) < len(plan.actions) / 3


def test_the_workbook_tells_twelve_months_and_the_paper_two():
    assert [len(read_file(path).periods) for path in FILES] == [12, 2]


def test_both_files_are_one_plan():
    book, paper = (
        [
            (action.ref, action.title, action.owners, action.start, action.due)
            for action in read_file(path).actions
        ]
        for path in (plan_path(), committee_paper_path())
    )

    assert book == paper
