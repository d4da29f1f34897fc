"""What a heading says that its column holds."""

import pytest

from followthrough.intake.tables.headings import fields_of, fold_heading


def best(heading: str) -> str | None:
    scores = fields_of(heading)
    return max(scores, key=lambda name: scores[name], default=None)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Action Ref.", "ref"),
        ("No.", "ref"),
        ("What we will do", "title"),
        ("PLANNED ACTION", "title"),
        ("Strategic Priority", "theme"),
        ("Work stream", "workstream"),
        ("By when?", "due"),
        ("Timescale(s)", "due"),
        ("Original Due Date", "original_due"),
        ("Revised date", "revised_due"),
        ("Anticipated completion", "forecast"),
        ("BRAG status", "status"),
        ("RAG (June 2025)", "status"),
        ("% complete", "status"),
        ("Progress to date", "update"),
        ("Change control required", "change_control"),
        ("Measures of success", "measures"),
        ("Audit recommendation", "answers"),
        ("How", "note"),
        ("Lead Officer", "owner"),
        ("Who is responsible", "owner"),
        ("Officer(s) responsible", "owner"),
        ("Senior Responsible Owner", "owner"),
        ("Who/When", "who_when"),
        ("Lead and timescale", "who_when"),
        ("Risk rating", "risk:rating"),
        ("Definition", "definition"),
        ("Likelihood", "likelihood"),
    ],
)
def test_the_words_that_councils_use_name_a_field(heading: str, field: str) -> None:
    assert best(heading) == field


@pytest.mark.parametrize("heading", ["Progres update", "Target daet", "Acton required"])
def test_a_slip_of_spelling_is_less_sure_than_the_word(heading: str) -> None:
    assert 0 < max(fields_of(heading).values()) < 1


@pytest.mark.parametrize(("heading", "field"), [("Progress in this quarter", "update"), ("Date by", "due")])
def test_a_longer_heading_is_known_by_its_words_and_less_sure(heading: str, field: str) -> None:
    assert 0 < fields_of(heading).get(field, 0) < 1


@pytest.mark.parametrize(
    "heading", ["", "…", "Zebra crossing", "x" * 91, "Review the contract register by June 2025"]
)
def test_what_is_no_heading_names_nothing_for_sure(heading: str) -> None:
    assert max(fields_of(heading).values(), default=0) < 0.8


@pytest.mark.parametrize(
    ("heading", "folded"),
    [
        ("Status (September 2022)", "status"),
        ("Owner(s)", "owner"),
        ("(Lead)", "lead"),
        ("% complete", "percent complete"),
        ("Ref #", "ref no"),
        ("DUE-DATE:", "due date"),
    ],
)
def test_folding_leaves_the_words_that_count(heading: str, folded: str) -> None:
    assert fold_heading(heading) == folded


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Direction of travel", "note"),
        ("Last month", "note"),
        ("Minute", "ref"),
        ("Saving proposal", "title"),
        ("Personnel", "owner"),
        ("O/C", "status"),
    ],
)
def test_words_of_trackers_and_logs_are_known(heading: str, field: str) -> None:
    assert fields_of(heading) == {field: 1.0}


def test_an_objective_is_left_to_its_cells() -> None:
    assert fields_of("Objective").keys() == {"theme", "ref", "title"}
