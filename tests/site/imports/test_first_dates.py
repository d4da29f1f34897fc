"""The first date of an action stays, whatever is done to it and through whichever door."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.plan.document import Action as PlannedAction
from followthrough.plan.refs import sort_key
from followthrough.plan.when import When, read_when
from followthrough.site.imports.operations import undo
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.action import add_action, change_action
from followthrough.site.register.editing.archiving import archive_action, restore_action
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.triggers import FIRST_DATE, mend_first_date
from tests.site.cast import NOW
from tests.site.imports.next_versions import next_version_taken_in, with_action
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db

DUES = ["March 2023", "30 June 2024", "TBC", "Spring 2022", "Quarterly", "", "ongoing"]
DOORS = ["edit", "empty", "agree", "archive", "next version", "next version and back", "add"]


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


def date_of(text: str) -> dict | None:
    return plain(read_when(text)) if text else None


def first_dates(plan: Plan) -> dict[int, str]:
    """The first date of each action that has one, by its number, in the words of the plan document."""
    numbers = plan.actions.order_by("position").values_list("number", flat=True)
    actions = as_document(plan, with_archived=True).actions
    both = {number: (each.original_due, each.due) for number, each in zip(numbers, actions, strict=True)}
    return {
        number: (original or due).text
        for number, (original, due) in both.items()
        if original or (due and due.is_a_date)
    }


def go_through(door: str, text: str, plan: Plan, number: int, by) -> None:
    action = Action.objects.select_related("plan").get(plan=plan, number=number)
    if door in ("edit", "empty"):
        due = {"due": date_of(text if door == "edit" else "")}
        change_action(action, version=action.version, changes=due, reason="Moved", by=by, at=NOW)
    elif door == "agree":
        approve_plan(plan, by=by, at=NOW)
    elif door == "archive":
        archive_action(action, reason="Twice", by=by, at=NOW)
        restore_action(action, reason="Not twice", by=by, at=NOW)
    elif door == "add":
        changes = {"title": "Another", "kind": "action", "due": date_of(text)}
        add_action(plan, changes=changes, reason="New", by=by, at=NOW)
    else:
        at = NOW + timedelta(days=1)
        version = with_action("L1.1", due=When.model_validate(date_of(text)) if text else None)
        read = next_version_taken_in(version, plan, by=by, at=at)
        if door == "next version and back":
            undo(read, by=by, at=at + timedelta(days=1))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(st.tuples(st.sampled_from(DOORS), st.sampled_from(DUES), st.integers(1, 6)), max_size=7)
)
def test_whatever_is_done_the_first_date_of_each_action_stays(steps, riverbank, alice):
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    known = first_dates(plan)

    for door, text, number in steps:
        with transaction.atomic():
            go_through(door, text, plan, number, alice)
        now = first_dates(plan)
        assert known.items() <= now.items(), (door, text, number)
        known = now


def test_a_date_that_moves_away_and_back_is_told_as_one_that_moved(library, alice):
    first = library.actions.get(ref="L1.1").due
    for version, due in enumerate([date_of("May 2024"), first]):
        action = Action.objects.select_related("plan").get(plan=library, ref="L1.1")
        change_action(action, version=version, changes={"due": due}, reason="Moved", by=alice, at=NOW)

    action = library.actions.get(ref="L1.1")
    assert (action.due, action.original_due) == (first, first)


def test_tbc_is_no_first_date(library, alice):
    action = Action.objects.select_related("plan").filter(plan=library, due_kind="tbc").get()
    for version, words in enumerate(["May 2024", "June 2024"]):
        due = {"due": date_of(words)}
        action = change_action(action, version=version, changes=due, reason="Set", by=alice, at=NOW)

    assert action.original_due["text"] == "May 2024"


@pytest.mark.parametrize(
    "columns",
    [{"due": date_of("June 2024")}, {"due": None}, {"due": date_of("June 2024"), "original_due": None}],
)
def test_the_database_refuses_to_lose_a_first_date(library, columns):
    with pytest.raises(IntegrityError, match="the first date of an action is kept"), transaction.atomic():
        library.actions.filter(ref="L1.1").update(**columns)


def test_the_database_refuses_another_original_date(library):
    library.actions.filter(ref="L1.1").update(due=date_of("June 2024"), original_due=F("due"))

    with pytest.raises(IntegrityError, match="the first date of an action is kept"), transaction.atomic():
        library.actions.filter(ref="L1.1").update(original_due=date_of("June 2024"))


def test_a_migration_that_loses_the_trigger_gets_it_back(library):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL changes a table in its place")
    with connection.cursor() as cursor:
        cursor.execute(FIRST_DATE.drop["sqlite"][0])

    assert mend_first_date(connection)
    assert not mend_first_date(connection), "it is there"


def test_each_ref_has_its_key_to_sort_by_through_every_door(library, alice):
    action = Action.objects.select_related("plan").get(plan=library, ref="L1.1")
    change_action(action, version=0, changes={"ref": "L1.10"}, reason="", by=alice, at=NOW)
    changes = {"title": "New", "kind": "action", "ref": "L1.9"}
    add_action(library, changes=changes, reason="", by=alice, at=NOW)
    version = library_plan()
    version.actions.append(PlannedAction(ref="L7.0", title="Lend tools"))
    next_version_taken_in(version, library, by=alice)

    rows = list(library.actions.values_list("ref", "ref_sort"))
    assert len(rows) == 8
    assert all(key == sort_key(ref) for ref, key in rows)
