"""Owners and dates that share a cell."""

import pytest

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.kinds.owners import KnownOwners
from followthrough.intake.values.who_when import SharedCell, owner_parts, read_who_when

HEADING = "Who/When"


def read(text: str) -> SharedCell:
    return read_who_when(text, HEADING, KnownOwners.learn(owner_parts(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Head of Audit March 2024",
        "March 2024 Head of Audit",
        "Head of Audit – March 2024",
        f"Head of Audit{PARAGRAPH}March 2024",
    ],
)
def test_who_and_when_stand_in_either_order(text: str) -> None:
    shared = read(text)

    assert [(owner.role, owner.name) for owner in shared.owners] == [("Who", "Head of Audit")]
    assert shared.due
    assert str(shared.due.latest) == "2024-03-31"
    assert shared.milestones == ()


def test_two_dates_span_the_due_date_and_each_is_a_milestone_of_who_stands_before_it() -> None:
    shared = read("Head of Audit March 2024 Chief Executive June 2024")

    assert [owner.name for owner in shared.owners] == ["Head of Audit", "Chief Executive"]
    assert shared.due
    assert (shared.due.kind, str(shared.due.earliest), str(shared.due.latest)) == (
        "range",
        "2024-03-01",
        "2024-06-30",
    )
    assert [(point.title, str(point.due.latest)) for point in shared.milestones] == [
        ("Head of Audit", "2024-03-31"),
        ("Chief Executive", "2024-06-30"),
    ]


def test_a_date_without_an_owner_is_a_milestone_of_the_heading() -> None:
    shared = read("Head of Audit March 2024; June 2024")

    assert [point.title for point in shared.milestones] == ["Head of Audit", HEADING]


def test_an_owner_who_is_named_twice_is_one_owner() -> None:
    shared = read("Head of Audit March 2024 Head of Audit June 2024")

    assert [owner.name for owner in shared.owners] == ["Head of Audit"]


@pytest.mark.parametrize(
    ("text", "owners", "has_date"),
    [("Head of Audit", ["Head of Audit"], False), ("March 2024", [], True), ("", [], False)],
)
def test_either_may_be_missing(text: str, owners: list[str], has_date: bool) -> None:
    shared = read(text)

    assert [owner.name for owner in shared.owners] == owners
    assert (shared.due is not None) == has_date


def test_parts_stand_before_each_date_and_after_the_last() -> None:
    assert owner_parts("Head of Audit: March 2024 - Mayor") == ["Head of Audit", "Mayor"]
    assert owner_parts("March 2024") == ["", ""]
