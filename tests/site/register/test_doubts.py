"""What the checks find in a plan, as its pages count it and as it was when it was last checked."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from followthrough.challenge.finding import finding_about, finding_about_plan
from followthrough.plan.document import Action, PlanDocument
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.register.doubts import Doubts, doubts_of, latest_doubts_of
from followthrough.site.register.models import Action as Row
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in
from tests.site.cast import NOW, TODAY

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
PLAN = PlanDocument(title="Roads", actions=[Action(ref="1", title="Mend the sluice")])


def test_a_doubt_about_the_plan_as_a_whole_doubts_no_action():
    findings = [finding_about_plan(PLAN, code="no_owner", severity="error", message="None.")]

    assert Doubts(date(2026, 10, 1), None, findings).number_doubted == 0


def test_an_action_is_doubted_once_however_much_is_found_and_not_for_notes():
    twice = [finding_about(PLAN.actions[0], code="no_owner", severity="error", message="None.")] * 2
    note = finding_about(Action(ref="2", title="Rest"), code="malformed_ref", severity="note", message="Odd.")

    assert Doubts(date(2026, 10, 1), None, [*twice, note]).number_doubted == 1


def test_two_actions_without_a_ref_are_doubted_each_for_itself():
    plan = PlanDocument(actions=[Action(title="Mend the roof"), Action(title="Mend the wall")])
    found = [finding_about(plan.actions[0], code="no_owner", severity="error", message="None.")]
    doubts = Doubts(date(2026, 10, 1), None, found)

    assert doubts.number_doubted == 1
    assert doubts.about(Row(title="Mend the roof", where={})) == found
    assert doubts.about(Row(title="Mend the wall", where={})) == []


@pytest.fixture
def emptied(library, alice):
    """A plan that was checked, and lost its doubts an hour later, which is now."""
    Plan.objects.update(changed_at=NOW - AN_HOUR)
    check_a_changed_plan(at=NOW - AN_HOUR)
    library.actions.update(archived_at=NOW, archived_by=alice, archived_because="Done with.")
    Plan.objects.update(changed_at=NOW)
    library.refresh_from_db()
    return library


@pytest.mark.django_db
def test_a_plan_that_was_checked_as_it_is_is_not_read_again(library, django_assert_num_queries):
    before = doubts_of(library, today=TODAY)
    check_a_changed_plan(at=NOW)

    with django_assert_num_queries(1):
        assert doubts_of(library, today=TODAY) == before
    assert before.number_doubted > 0
    assert before.number_to_settle == sum(finding.severity == "error" for finding in before.findings)


@pytest.mark.django_db
def test_as_at_another_day_a_plan_is_read(library):
    check_a_changed_plan(at=NOW)
    later = TODAY.replace(year=2032)

    late = {finding.code for finding in doubts_of(library, today=TODAY, asked=later).findings}

    assert "due_date_passed" in late - {finding.code for finding in doubts_of(library, today=TODAY).findings}


@pytest.mark.django_db
def test_just_after_a_change_the_doubts_are_those_of_before_it_and_say_so(emptied):
    latest = latest_doubts_of(emptied, at=NOW)

    assert latest.findings
    assert latest.outdated_at == NOW - AN_HOUR
    assert not doubts_of(emptied, today=TODAY).number_doubted


@pytest.mark.django_db
def test_once_the_plan_is_checked_again_they_are_exact(emptied):
    check_a_changed_plan(at=NOW)

    latest = latest_doubts_of(emptied, at=NOW)

    assert (latest.number_doubted, latest.outdated_at) == (0, None)


@pytest.mark.django_db
def test_nobody_waits_longer_than_a_minute_for_the_worker(emptied):
    latest = latest_doubts_of(emptied, at=NOW + A_MINUTE)

    assert (latest.number_doubted, latest.outdated_at) == (0, None)


@pytest.mark.django_db
def test_the_minute_is_counted_from_the_first_of_many_changes(emptied, alice):
    for at in (NOW, NOW + A_MINUTE):
        record_in(emptied, "plan.import_undone", by=alice, at=at, actions="6 actions")
    Plan.objects.update(changed_at=NOW + A_MINUTE)
    emptied.refresh_from_db()

    assert latest_doubts_of(emptied, at=NOW + A_MINUTE).outdated_at is None


@pytest.mark.django_db
def test_while_the_worker_is_away_a_plan_is_read_once(emptied, django_assert_num_queries):
    latest_doubts_of(emptied, at=NOW + A_MINUTE)

    with django_assert_num_queries(2):
        latest_doubts_of(emptied, at=NOW + A_MINUTE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["plan", "action"])
def test_a_page_says_that_its_doubts_are_those_of_before_a_change(emptied, client_of, alice, name):
    number = [emptied.actions.first().number] if name == "action" else []
    address = reverse(name, args=[emptied.slug, *number])

    outdated = client_of(alice).get(address).content.decode()
    check_a_changed_plan(at=NOW)
    exact = client_of(alice).get(address).content.decode()

    assert "before the latest change of the plan" in outdated
    assert "before the latest change of the plan" not in exact
