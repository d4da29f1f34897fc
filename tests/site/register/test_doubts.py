"""What the checks find in a plan, as its pages count it and as it was when it was last checked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followthrough.challenge import check
from followthrough.outputs.check.summary import CheckSummary
from followthrough.plan.document import Action, PlanDocument
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.models import LastCheck, Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW, TODAY

AN_HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def test_the_counts_are_those_of_the_findings(library):
    doubts = doubts_of(library, today=TODAY)
    summary = CheckSummary(as_document(library), doubts.findings)

    assert doubts.findings == check(as_document(library), library.as_at)
    assert doubts.summary.by_rule == summary.by_rule
    assert doubts.summary.by_weight == summary.by_weight
    assert doubts.number_found == len(doubts.findings)
    assert doubts.number_doubted == sum(each.is_doubted for each in summary.by_action if each.action)
    assert doubts.number_to_settle == sum(finding.severity == "error" for finding in doubts.findings)


def test_each_finding_is_kept_with_its_action(library):
    doubts = doubts_of(library, today=TODAY)

    for finding, number in doubts.numbered():
        action = library.actions.get(number=number) if number else None
        assert (
            (action.ref, action.title) == (finding.ref, finding.title)
            if action
            else finding.is_about_the_plan
        )
    one = library.actions.get(ref="L1.1")
    assert doubts.about(one) == [finding for finding in doubts.findings if finding.ref == "L1.1"]


def test_the_findings_are_narrowed_by_rule_and_by_weight(library):
    doubts = doubts_of(library, today=TODAY)
    first = doubts.findings[0]

    assert {finding.code for finding, _ in doubts.numbered(rule=first.code)} == {first.code}
    assert {finding.severity for finding, _ in doubts.numbered(weight="note")} <= {"note"}
    assert len(doubts.numbered()[:2]) == 2


def test_two_actions_that_nothing_tells_apart_have_each_their_own(riverbank, alice):
    twins = PlanDocument(as_at=TODAY, actions=[Action(title="Mend the roof"), Action(title="Mend the roof")])
    plan = apply(twins, organisation=riverbank, by=alice, at=NOW)

    assert doubts_of(plan, today=TODAY).findings == check(twins, TODAY)


@pytest.fixture
def emptied(library, alice):
    """A plan that was checked, and lost its doubts an hour later, which is now."""
    Plan.objects.update(changed_at=NOW - AN_HOUR)
    LastCheck.objects.all().delete()
    check_a_changed_plan(at=NOW - AN_HOUR)
    library.actions.update(archived_at=NOW, archived_by=alice, archived_because="Done with.")
    Plan.objects.update(changed_at=NOW)
    library.refresh_from_db()
    return library


def test_counting_costs_a_few_queries_however_much_is_found(library, django_assert_num_queries):
    with django_assert_num_queries(4):
        doubts = doubts_of(library, today=TODAY)
        assert doubts.number_doubted
        assert doubts.summary.by_rule


def test_as_at_another_day_a_plan_is_read(library):
    later = TODAY.replace(year=2032)

    late = {finding.code for finding in doubts_of(library, today=TODAY, asked=later).findings}

    assert "due_date_passed" in late - {finding.code for finding in doubts_of(library, today=TODAY).findings}


def test_until_the_worker_has_checked_them_the_doubts_are_those_of_before_and_say_so(emptied):
    before = doubts_of(emptied, today=TODAY)
    assert before.number_found
    assert before.outdated_at == NOW - AN_HOUR

    check_a_changed_plan(at=NOW)

    after = doubts_of(emptied, today=TODAY)
    assert (after.number_doubted, after.outdated_at) == (0, None)


def test_a_plan_that_was_never_checked_is_read(library):
    kept = doubts_of(library, today=TODAY).findings
    LastCheck.objects.all().delete()

    assert doubts_of(library, today=TODAY).findings == kept


@pytest.mark.parametrize("name", ["plan", "action", "checks"])
def test_a_page_says_that_its_doubts_are_those_of_before_a_change(library, client_of, alice, name):
    number = [library.actions.first().number] if name == "action" else []
    address = reverse(name, args=[library.slug, *number])
    Plan.objects.update(changed_at=NOW + AN_HOUR)

    outdated = client_of(alice).get(address).content.decode()
    check_a_changed_plan(at=NOW + AN_HOUR)
    exact = client_of(alice).get(address).content.decode()

    assert "before the latest change of the plan" in outdated
    assert "before the latest change of the plan" not in exact
