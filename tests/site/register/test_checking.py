"""The worker's check of each plan after a change: which is next, how often, and what a fault leaves."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from followthrough.site.register import checking
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.models import LastCheck, Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db
MOMENT, LATER, A_DAY = timedelta(seconds=1), timedelta(seconds=30), timedelta(days=1)


def changed(plan: Plan, at) -> None:
    Plan.objects.filter(pk=plan.pk).update(changed_at=at)


@pytest.fixture
def unchecked(library) -> Plan:
    """The library plan as a register of before findings were kept has it."""
    LastCheck.objects.all().delete()
    return library


def test_a_plan_is_checked_as_it_comes_in(library):
    assert LastCheck.objects.get().plan_changed_at == NOW
    assert library.kept_findings.exists()
    assert not check_a_changed_plan(at=NOW + LATER)


def test_a_plan_is_checked_once_and_again_after_each_change(unchecked):
    assert check_a_changed_plan(at=NOW)
    assert not check_a_changed_plan(at=NOW + LATER)

    changed(unchecked, NOW + LATER)
    assert check_a_changed_plan(at=NOW + LATER)
    assert LastCheck.objects.get().plan_changed_at == NOW + LATER


def test_the_plan_that_was_changed_last_comes_first(library, riverbank, alice):
    other = apply(library_plan(), organisation=riverbank, by=alice, at=NOW + MOMENT)
    LastCheck.objects.all().delete()

    check_a_changed_plan(at=NOW + LATER)
    assert LastCheck.objects.get().plan == other

    check_a_changed_plan(at=NOW + LATER)
    assert LastCheck.objects.count() == 2


def test_a_plan_that_changes_all_the_time_is_left_some_seconds_between_two_checks(library):
    check_a_changed_plan(at=NOW)
    changed(library, NOW + MOMENT)

    assert not check_a_changed_plan(at=NOW + MOMENT)
    assert check_a_changed_plan(at=NOW + LATER)


@pytest.mark.parametrize("speaks_for_a_day", [True, False])
def test_on_the_next_day_a_plan_is_checked_as_at_that_day_unless_it_speaks_for_one(library, speaks_for_a_day):
    Plan.objects.update(as_at=TODAY, first_round_at=None if speaks_for_a_day else NOW)
    LastCheck.objects.all().delete()
    check_a_changed_plan(at=NOW)

    assert check_a_changed_plan(at=NOW + A_DAY) is not speaks_for_a_day
    assert LastCheck.objects.get().day == (TODAY if speaks_for_a_day else TODAY + A_DAY)


def test_what_another_program_found_is_found_anew(library):
    LastCheck.objects.update(program="another")
    library.kept_findings.all().delete()

    assert doubts_of(library, today=TODAY).outdated_at == NOW
    assert check_a_changed_plan(at=NOW + LATER)
    assert doubts_of(library, today=TODAY).number_found
    assert doubts_of(library, today=TODAY).outdated_at is None


def fails_with(error):
    def fail(*_):
        raise error

    return fail


def test_a_plan_that_cannot_be_checked_says_so_and_keeps_none_waiting(
    unchecked, library, client_of, alice, monkeypatch
):
    monkeypatch.setattr(checking, "as_document", fails_with(ValueError("broken")))

    assert check_a_changed_plan(at=NOW)
    assert not check_a_changed_plan(at=NOW + LATER)
    doubts = doubts_of(library, today=TODAY)
    [said] = doubts.findings
    assert said.message == "The plan could not be checked (ValueError)."
    assert doubts.number_to_settle == 1
    assert (
        "could not be checked."
        in client_of(alice).get(reverse("checks", args=[library.slug])).content.decode()
    )


def test_a_fault_of_the_database_says_nothing_of_a_plan(unchecked, monkeypatch):
    monkeypatch.setattr(checking, "as_document", fails_with(DatabaseError("gone")))

    with pytest.raises(DatabaseError):
        check_a_changed_plan(at=NOW)
    assert not LastCheck.objects.exists()


def test_what_is_found_while_a_plan_changes_is_never_taken_for_the_plan_as_it_is(
    unchecked, library, monkeypatch
):
    def changes_meanwhile(plan):
        changed(plan, NOW + MOMENT)
        return library_plan()

    monkeypatch.setattr(checking, "as_document", changes_meanwhile)
    check_a_changed_plan(at=NOW)
    changed(library, library.changed_at)  # as an undo gives back the moment of before

    assert LastCheck.objects.get().plan_changed_at is None
    assert check_a_changed_plan(at=NOW + LATER)


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_was_taken_out_while_it_was_checked_leaves_nothing(library, monkeypatch):
    def taken_out(plan):
        document = library_plan()
        Plan.objects.filter(pk=plan.pk).delete()
        return document

    monkeypatch.setattr(checking, "as_document", taken_out)
    LastCheck.objects.all().delete()
    library.actions.all().delete()

    assert check_a_changed_plan(at=NOW)
    assert not LastCheck.objects.exists()


def test_looking_for_a_plan_costs_one_query(library, django_assert_num_queries):
    check_a_changed_plan(at=NOW)

    with django_assert_num_queries(1):
        check_a_changed_plan(at=NOW + LATER)
