"""A comparison as JSON: the form that other programs rely on."""

import json
import re

from followthrough.outputs.compare.as_json import render
from tests.conftest import PROJECT
from tests.outputs.compare_plans import COMPARISON

CONTENT = json.loads(render(COMPARISON))


def test_both_versions_are_named() -> None:
    assert CONTENT["old"] == {
        "title": "Recovery plan",
        "file": "september.xlsx",
        "as_at": "2026-09-30",
        "actions": 7,
        "periods": ["2026-09"],
    }
    assert CONTENT["new"]["file"] == "october.xlsx"


def test_the_summary_counts_actions() -> None:
    counted = {name: number for name, number in CONTENT["summary"].items() if number}

    assert counted == {
        "old": 7, "new": 6, "in_both": 4, "added": 1, "gone": 1, "unsure": 1, "unchanged": 1,
        "changed_status": 1, "completed": 1, "due_later": 1, "new_update": 2, "changed_update": 1,
        "copied_update": 1, "changed_owners": 1,
    }  # fmt: skip


def test_a_date_that_moved_has_its_months() -> None:
    (due,) = [change for change in CONTENT["changes"] if change["field"] == "due"]

    assert due == {
        "kind": "moved",
        "ref": "A1",
        "old_ref": "A1",
        "title": "Rewrite the asset register",
        "field": "due",
        "named": None,
        "old": "December 2026",
        "new": "Spring 2027",
        "old_status": None,
        "new_status": None,
        "months": {"least": 3.0, "most": 5.0, "last_day": 5.0},
        "matched_by": "ref",
    }


def test_a_status_has_the_plan_s_words_and_the_neutral_ones() -> None:
    (status,) = [change for change in CONTENT["changes"] if change["field"] == "status"]

    assert (status["kind"], status["old"], status["new"]) == ("completed", "On plan", "Done")
    assert (status["old_status"], status["new_status"]) == ("on_track", "complete")


def test_whole_actions_that_came_went_or_are_not_matched_are_changes() -> None:
    whole = {change["kind"]: change for change in CONTENT["changes"] if change["field"] == "action"}

    assert (whole["new"]["ref"], whole["new"]["old"]) == ("C1", None)
    assert (whole["gone"]["old_ref"], whole["gone"]["new"]) == ("B3", None)
    assert whole["unsure"]["could_be"] == [{"ref": None, "title": "Meet the unions"}] * 2


def test_each_name_is_in_the_guide() -> None:
    guide = (PROJECT / "docs" / "guide" / "compare.md").read_text()
    names = {
        *CONTENT,
        *CONTENT["old"],
        *CONTENT["summary"],
        *(key for each in CONTENT["changes"] for key in each),
    }

    assert [name for name in sorted(names) if not re.search(rf"`{name}`", guide)] == []
