"""Filters, sorting and counts of a register."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.site.history.operations import record
from followthrough.site.register.conditions import CONDITIONS
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.lists.filtering import actions_under
from followthrough.site.register.lists.sorting import SORTS
from followthrough.site.register.operations import apply
from followthrough.site.register.queries import counts_by_plan, counts_of
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan, plan_documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def refs_under(library):
    """A function that gives the refs of the library plan's actions under filters."""

    def under(**filters) -> list[str]:
        return [action.ref for action in actions_under(library, filters, day=TODAY)]

    return under


def test_without_filters_all_actions_stand_in_the_plans_order(refs_under):
    assert refs_under() == ["L1.0", "L1.1", "L1.2", "L2.0", "L3.0", "L4.0"]


@pytest.mark.parametrize(
    ("condition", "refs"),
    [
        ("open", ["L1.0", "L1.1", "L1.2", "L3.0"]),
        ("finished", ["L2.0"]),
        ("neither", ["L4.0"]),
        ("overdue", ["L1.1"]),
        ("no_owner", ["L3.0"]),
        ("no_due", ["L3.0"]),
    ],
)
def test_a_condition_shows_the_actions_that_meet_it(condition, refs, refs_under):
    assert refs_under(only=[condition]) == refs


def test_several_conditions_must_all_hold(refs_under):
    assert refs_under(only=["no_owner", "no_due"]) == ["L3.0"]
    assert refs_under(only=["no_owner", "overdue"]) == []


def test_a_theme_shows_its_actions(refs_under, library):
    readers = library.themes.get(title="Readers")

    assert refs_under(theme=str(readers.pk)) == ["L2.0", "L3.0", "L4.0"]


def test_a_workstream_an_owner_a_status_and_a_kind_are_combined(refs_under, library):
    roofs = library.workstreams.get(title="Roofs")
    head = library.actions.get(ref="L1.0").ownerships.get().post

    assert refs_under(workstream=str(roofs.pk), owner=str(head.pk)) == ["L1.0", "L1.1", "L1.2"]
    assert refs_under(workstream=str(roofs.pk), owner=str(head.pk), status=["on_track"]) == ["L1.1"]
    assert refs_under(status=["on_track", "none"], kind="action") == ["L1.1", "L3.0"]
    assert refs_under(owner=str(head.pk), kind="main") == ["L1.0"]


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("ROOF", ["L1.0", "L1.1", "L1.2"]),
        ("l2.", ["L2.0"]),
        ("agreed in july", ["L2.0"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_words_are_looked_for_in_refs_titles_and_updates(words, refs, refs_under):
    assert refs_under(q=words) == refs


def test_sorting_by_due_date_leaves_the_undated_last(refs_under):
    assert refs_under(sort="due")[:2] == ["L2.0", "L1.1"]
    assert refs_under(sort="-due")[0] == "L1.0"
    assert refs_under(sort="due")[-2:] == refs_under(sort="-due")[-2:] == ["L3.0", "L4.0"]


def test_sorting_by_owner_goes_by_the_first_one_named(refs_under):
    assert refs_under(sort="owner")[:2] == ["L1.0", "L1.1"]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_sorting_loses_no_action(sort, refs_under):
    assert sorted(refs_under(sort=sort)) == sorted(refs_under())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(document=plan_documents, day=st.dates())
def test_every_count_is_the_length_of_its_list(document, day, riverbank, alice):
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)
    counts = counts_of(plan, day=day)

    lists = {name: len(actions_under(plan, {"only": [name]}, day=day)) for name in CONDITIONS}
    assert counts == lists | {"all": len(document.actions)}
    assert counts["open"] + counts["finished"] + counts["neither"] == counts["all"]


def test_the_counts_of_all_plans_are_those_of_each(library, riverbank, alice):
    second = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)

    counts = counts_by_plan(riverbank, today=TODAY)
    assert counts == {plan.pk: counts_of(plan, day=plan.as_at) for plan in (library, second)}


def test_overdue_in_sql_is_overdue_in_python(library):
    in_sql = set(actions_under(library, {"only": ["overdue"]}, day=TODAY))

    assert in_sql == {action for action in library.actions.all() if action.is_overdue(TODAY)}


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        ({"due_from": "1 September 2022", "due_to": "January 2023"}, ["L1.1", "L1.2"]),
        ({"due_from": "2023"}, ["L1.0", "L1.2"]),
        ({"since": "October 2022"}, ["L1.1", "L1.2", "L2.0", "L3.0"]),
        ({"since": "November 2022"}, []),
        ({"numbers": "1,3-4"}, ["L1.0", "L1.2", "L2.0"]),
        ({"only": ["differs"]}, ["L1.1", "L1.2"]),
        ({"only": ["no_return"]}, []),
    ],
    ids=str,
)
def test_dates_chosen_numbers_and_what_is_worked_out_narrow_a_list(asked, refs, refs_under):
    assert refs_under(**asked) == refs


def test_a_list_of_what_is_doubted_has_the_actions_that_the_checks_doubt(refs_under, library):
    found = doubts_of(library, today=TODAY)
    doubted = {finding.ref for finding in found.findings if finding.severity != "note" and finding.ref}

    assert doubted
    assert set(refs_under(only=["doubted"])) == doubted


def test_an_edit_by_hand_counts_as_a_change_since_its_day(refs_under, library, alice):
    action = library.actions.get(ref="L3.0")
    record(type="plan.created", by=alice, organisation=library.organisation, subject=action, at=NOW)

    assert refs_under(since=f"{NOW:%d %B %Y}") == ["L3.0"]


def test_a_tag_narrows_a_list_and_what_is_archived_has_left_it(refs_under, library, alice):
    library.actions.get(ref="L3.0").tags.create(name="board")
    library.actions.filter(ref="L1.1").update(archived_at=NOW, archived_by=alice)

    assert refs_under(tag="board") == ["L3.0"]
    assert "L1.1" not in refs_under()
