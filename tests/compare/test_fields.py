"""The other fields of an action."""

from typing import Any

import pytest

from followthrough.compare import compare
from followthrough.plan.document import (
    ChangeControl,
    Link,
    Milestone,
    Note,
    Owner,
    Risk,
)
from followthrough.plan.when import read_when
from tests.compare.plans import action, compared, kinds, plan, update

TITLE = "Rewrite the register of assets"


@pytest.mark.parametrize(
    ("field", "name", "old", "new"),
    [
        ("theme", "theme", "Money", "People"),
        ("workstream", "workstream", "Assets", "Estates"),
        ("priority", "priority", "High", "Low"),
        ("risk", "risk", Risk(rating="High"), Risk(rating="Low")),
        ("change_control", "change_control", ChangeControl(required=False), ChangeControl(required=True)),
        ("measure", "measures", ["All sold"], ["All let"]),
        ("answer", "answers", ["R1"], ["R2"]),
        ("note", "notes", [Note(heading="Costs", text="None")], [Note(heading="Costs", text="Some")]),
        ("start", "start", read_when("May 2026"), read_when("June 2026")),
        ("original_due", "original_due", read_when("May 2026"), read_when("June 2026")),
    ],
)
def test_a_field_that_differs_is_one_change_with_both_sides(
    field: str, name: str, old: Any, new: Any
) -> None:
    (change,) = compared(action("A1", TITLE, **{name: old}), action("A1", TITLE, **{name: new}))

    assert change.field == field
    assert change.old
    assert change.new
    assert change.old != change.new


def test_a_title_in_other_words_is_a_change() -> None:
    assert kinds(compared(action("A1", TITLE), action("A1", f"{TITLE} twice"))) == [("title", "changed")]


def test_an_owner_spelled_otherwise_is_the_same_owner() -> None:
    assert (
        compared(
            action("A1", TITLE, owner="Asst. Director - ICT"),
            action("A1", TITLE, owner="Assistant director, ICT"),
        )
        == []
    )


def test_an_owner_under_another_heading_is_the_same_owner() -> None:
    old, new = action("A1", TITLE), action("A1", TITLE)
    new.owners = [Owner(role="Responsible officer", name="Head of Estates")]

    assert compared(old, new) == []


def test_owners_who_change_places_are_a_change() -> None:
    old, new = action("A1", TITLE), action("A1", TITLE)
    old.owners = [Owner(role="Lead", name="Head of Parks"), Owner(role="Support", name="Head of ICT")]
    new.owners = [Owner(role="Lead", name="Head of ICT"), Owner(role="Support", name="Head of Parks")]
    (change,) = compared(old, new)

    assert (change.field, change.new) == ("owners", "Head of ICT (Lead); Head of Parks (Support)")


def test_an_action_that_lost_its_owner_says_so() -> None:
    assert kinds(compared(action("A1", TITLE), action("A1", TITLE, owner=None))) == [("owners", "removed")]


def test_a_milestone_moves_by_its_own_date() -> None:
    old = action("A1", TITLE, milestones=[Milestone(title="Draft", due=read_when("May 2026"))])
    new = action("A1", TITLE, milestones=[Milestone(title="Draft", due=read_when("July 2026"))])
    (change,) = compared(old, new)

    assert (change.field, change.kind, change.named) == ("milestone", "moved", "Draft")


def test_a_forecast_that_moved_is_no_due_date_that_moved() -> None:
    old, new = (action("A1", TITLE, update()) for _ in range(2))
    old.updates[0].forecast, new.updates[0].forecast = read_when("May 2027"), read_when("July 2027")

    assert kinds(compared(old, new)) == [("forecast", "moved")]


def test_links_and_parents_follow_an_action_that_was_numbered_anew() -> None:
    def version(first: str, second: str) -> Any:
        link = Link(to=first, kind="see", text="see there")
        return plan(action(first, TITLE), action(second, "Report on grants", links=[link], parent=first))

    comparison = compare(version("A1", "A2"), version("B1", "B2"))

    assert [kinds(pair.changes) for pair in comparison.pairs] == [[("ref", "changed")], [("ref", "changed")]]


def test_a_mention_that_came_and_one_that_went_are_two_changes() -> None:
    old = action("A1", TITLE, links=[Link(to="B1", kind="see", text="see B1")])
    new = action("A1", TITLE, links=[Link(to="B2", kind="see", text="see B2")])

    assert kinds(compared(old, new)) == [("link", "removed"), ("link", "added")]


def test_a_column_that_only_one_version_has_is_said_once() -> None:
    titles = ["Rewrite the register", "Train the managers", "Report on grants", "Publish the savings"]
    old = plan(*(action(str(number), title) for number, title in enumerate(titles)))
    new = plan(*(action(str(number), title, priority="High") for number, title in enumerate(titles)))

    assert compare(old, new).columns_added == {"priority"}
    assert compare(new, old).columns_dropped == {"priority"}
    assert compare(old, new).changed == []


def test_the_first_note_of_a_plan_is_news_and_no_column() -> None:
    old, new = action("A1", TITLE), action("A1", TITLE, notes=[Note(text="The board asked why.")])

    assert kinds(compared(old, new)) == [("note", "added")]


def test_another_owner_is_named_without_the_role() -> None:
    (change,) = compared(action("A1", TITLE), action("A1", TITLE, owner="Head of Law"))

    assert (change.old, change.new) == ("Head of Estates", "Head of Law")
