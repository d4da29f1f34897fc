"""Refs that name two actions, none, or are out of form."""

from time import process_time

from followthrough.challenge.refs import duplicate_ref, malformed_ref
from tests.challenge.plans import action, found, refs


def test_each_action_that_shares_its_ref_must_be_settled() -> None:
    findings = found(duplicate_ref, action(ref="A1"), action(ref="A2"), action(ref="A1"))

    assert refs(findings) == ["A1", "A1"]
    assert {finding.severity for finding in findings} == {"error"}


def test_actions_without_refs_share_nothing() -> None:
    assert found(duplicate_ref, action(ref=None), action(ref=None)) == []


def test_a_ref_that_was_mended_is_shown_as_printed_and_as_read() -> None:
    (finding,) = found(malformed_ref, action(ref="A1.2").model_copy(update={"printed_ref": "A12"}))

    assert finding.message == "The ref is printed as A12; we read it as A1.2."
    assert finding.quote == "A12"


def test_stops_brackets_and_case_around_a_ref_are_no_fault() -> None:
    printed = ["1.", "(1)", " 1a) ", "1A"]
    actions = [
        action(ref=ref).model_copy(update={"printed_ref": text})
        for ref, text in zip(["1", "1", "1a", "1a"], printed, strict=True)
    ]

    assert found(malformed_ref, *actions) == []


def test_a_letter_under_its_action_is_in_form() -> None:
    part = action(ref="3b", parent="3").model_copy(update={"printed_ref": "b)"})

    assert found(malformed_ref, action(ref="3"), part) == []


def test_a_missing_ref_counts_only_in_a_plan_that_has_refs() -> None:
    assert len(found(malformed_ref, action(ref=None), action(ref="A1"))) == 1
    assert found(malformed_ref, action(ref=None)) == []


def test_a_hundred_thousand_stops_in_a_ref_are_read_at_once() -> None:
    began = process_time()

    found(malformed_ref, action(ref="." * 100_000 + "!"))

    assert process_time() - began < 1
