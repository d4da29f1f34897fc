"""A paper made from the facts behind the specimens says what the specimens say."""

import json
from io import BytesIO

import docx
import openpyxl
import pytest

from followthrough.outputs.report.file import report_as
from followthrough.outputs.report.kinds import BY_NAME, report_of
from tests.outputs.report.specimen import facts, needs_specimens, position, register

pytestmark = needs_specimens
# What the specimens count by name, under the same name in ours.
COUNTED = (
    "now", "was", "by_theme", "later", "better", "completed", "closed", "reopened", "started", "new", "gone",
    "past_date", "moved_twice", "late_on_first_date", "late_without_moves",
)  # fmt: skip


@pytest.fixture(scope="module")
def paper():
    return report_of(BY_NAME["cabinet"], position(), register(), findings=[])


@pytest.mark.parametrize("figure", COUNTED)
def test_each_figure_is_the_one_of_the_specimens(paper, figure):
    ours, theirs = paper.figures[figure], facts()[figure]

    assert (sorted(ours), len(ours)) == (sorted(theirs), len(theirs))
    if isinstance(theirs, dict):
        assert ours == theirs


def test_all_that_looks_better_looks_so_by_a_later_date_alone(paper):
    assert sorted(paper.figures["better_only_by_a_later_date"]) == sorted(facts()["better"])


def test_each_action_has_the_dates_and_statuses_of_the_specimens(paper):
    labels = {one["ref"]: one for one in facts()["actions"]}

    for action in paper.data:
        one = labels[action["ref"]]
        assert (action["status"], action["status_before"]) == (one["now"], one["was"])
        assert (action["first_day"], action["current_day"]) == (one["first"], one["current"])


def test_what_is_asked_counts_the_decisions_action_by_action(paper):
    assert paper.headline[-1].words == (
        "Cabinet is asked to decide 3 changes and to consider the late actions (section 1)."
    )


def test_the_change_list_is_there_with_what_was_refused(paper):
    changes = next(section for section in paper.sections if section.key == "changes")
    words = [cell.words for table in paper.tables for row in table.rows for cell in row]

    assert changes.blocks[0].words == (
        "19 changes were requested since September, for 19 actions: 15 were approved, one was refused and "
        "3 wait for a decision."
    )
    assert "Refused: plan not costed \nImprovement Board, 1\u00a0Dec\u00a02026" in words


def test_the_count_agrees_in_a_sentence(paper):
    moved = next(section for section in paper.sections if section.key == "moved")

    assert "The count agrees: 90 in September + 4 new − 1 gone = 93 at 4 December 2026." in [
        getattr(block, "words", "") for block in moved.blocks
    ]


def test_past_its_date_but_on_track_is_named_apart_from_late(paper):
    late = next(section for section in paper.sections if section.key == "late")

    assert "Past its date but on track: GOV-12, due 30 November 2026, expected 15 December 2026." in [
        getattr(block, "words", "") for block in late.blocks
    ]


def test_what_nobody_has_written_is_marked_and_listed(paper):
    assert paper.to_be_written[:2] == ["Reasons", "Other options"]
    assert "Legal implications" in paper.to_be_written


def test_the_tracker_agrees_for_each_priority():
    tracker = report_of(BY_NAME["audit"], position(), register(), findings=[])
    table = next(table for table in tracker.tables if table.name == "reconciled")
    ages = next(table for table in tracker.tables if table.name == "past_by_age")

    assert [cell.words for cell in table.rows[-1]] == ["All", "75", "4", "1", "1", "8", "71"]
    assert [[cell.words for cell in row] for row in ages.rows] == [
        ["High", "1", "4", "1", "0", "6"],
        ["Medium", "3", "0", "0", "0", "3"],
        ["All", "4", "4", "1", "0", "9"],
    ]


def test_word_excel_and_json_print_the_same_figures(paper):
    word = docx.Document(BytesIO(report_as(paper, "docx")))
    book = openpyxl.load_workbook(BytesIO(report_as(paper, "xlsx")))
    data = json.loads(report_as(paper, "json"))
    text = "\n".join(each.text for each in word.paragraphs)
    summary = [row[0].value for row in book["Summary"].iter_rows()]

    for line in paper.headline:
        assert line.words in text
        assert line.words in summary
    themes = [sheet.title for sheet in book if sheet.title in facts()["by_theme"]]
    rows = [sum(1 for row in book[theme].iter_rows(min_row=4) if row[0].value) for theme in themes]
    assert sum(rows) == data["figures"]["total"] == len(facts()["actions"])
