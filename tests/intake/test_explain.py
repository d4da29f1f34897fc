"""`read --explain` shows each stage of a reading, with its scores."""

import pytest

from followthrough.intake.explain import explain
from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.scoring import weights

PLAN = b"""Pond plan: position at 31 March 2023,,,,
,,,,
Ref,Action,Owner,Due date,Status
1,Dredge the pond,Head of Parks,March 2023,On track
2,Mend the sluice,Parks Manager,May 2023,Not started
Total,2,,,
"""


def test_a_plan_is_explained_from_its_headings_to_its_day() -> None:
    told = explain(PLAN, "pond.csv")

    [table] = told["tables"]
    assert [row["is_header"] for row in table["headers"]] == [False, True, False, False, False]
    assert table["headers"][1]["chance"] > table["headers"][2]["chance"]
    assert [column["read_as"] for column in table["columns"]][:3] == ["ref", "title", "owner:Owner"]
    assert table["columns"][0]["best"] == "ref"
    assert table["columns"][0]["second"] != "ref"
    assert [row["kind"] for row in table["row_kinds"]][:2] == ["action", "action"]
    assert all(row["chance"] > 0.5 for row in table["row_kinds"][:2])
    assert 0 < table["plan_chance"] <= 1
    assert told["as_at"][0]["text"] == "2023-03-31"


def test_a_file_without_a_plan_is_explained_as_well() -> None:
    told = explain(b"Wat,Wer\nDredge the pond,Head of Parks\n", "pond.csv")

    assert told["refusal"].startswith("No table of actions was found")
    assert told["actions"] == 0
    assert len(told["tables"]) == 1


def test_a_file_that_can_not_be_opened_is_refused_as_always() -> None:
    with pytest.raises(UnreadableFileError, match="The PDF is damaged"):
        explain(b"%PDF-1.7", "pond.pdf")


def test_the_terms_of_a_label_add_up_to_what_parts_it_from_its_rival() -> None:
    model = weights.model("headers")
    features = {"bias": 1.0, "plain": 0.5}

    terms = dict(model.terms(features, "yes", "no"))

    assert terms.keys() <= features.keys()
    assert dict(model.terms(features, "no", "yes")) == {name: -value for name, value in terms.items()}
