"""The demonstration: an invented council in an empty database, and nowhere else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from followthrough.site import clock
from followthrough.site.assurance.timetable import missed_now, recurring_actions, timetable
from followthrough.site.evidence.models import Closure
from followthrough.site.evidence.queries import closure_facts
from followthrough.site.history.models import Event
from followthrough.site.imports import documents, reading
from followthrough.site.imports.demonstration.people import ACCOUNTS
from followthrough.site.imports.demonstration.setting_up import COUNCIL, PASSWORD, set_up_demonstration
from followthrough.site.imports.models import Import
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import Role
from followthrough.site.register.models import Action, Plan, Update
from followthrough.site.risks.queries import risks_of, risks_of_actions
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import owed_by, to_approve
from tests.site.cast import NOW, QUICK_HASHERS, TODAY
from tests.site.imports.files import read_here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
A_SUNDAY = date(2026, 11, 29)
OTHER_DAYS = [A_SUNDAY, date(2027, 1, 31), date(2028, 2, 29)]
on_other_days = pytest.mark.parametrize("demonstration", OTHER_DAYS, indirect=True)


@pytest.fixture(scope="module", params=[TODAY])
def demonstration(request, django_db_setup, django_db_blocker) -> Iterator[date]:
    """The demonstration set up on a day, once for its tests, each within a savepoint of its own."""
    day: date = request.param
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "PASSWORD_HASHERS", QUICK_HASHERS)
        patch.setattr(clock, "today", lambda: TODAY)
        patch.setattr(clock, "now", lambda: NOW)
        documents.forget_documents()
        patch.setattr(reading, "read_for_review_sandboxed", read_here)
        set_up_demonstration(at=datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC))
        yield day
        transaction.set_rollback(True)


def demonstrate() -> str:
    out = StringIO()
    call_command("demonstration", stdout=out)
    return out.getvalue()


def test_an_empty_database_gets_a_plan_and_an_account_for_each_role_in_a_council():
    printed = demonstrate()

    assert PASSWORD in printed
    assert {membership.role for membership in Membership.objects.all()} == set(Role) - {Role.OVERSEER}
    for user in User.objects.all():
        assert user.email in printed
        assert user.check_password(PASSWORD)
    assert Plan.objects.get().actions.count() > 50
    assert Import.objects.get().state == "taken_in"


def test_a_second_time_adds_nothing_and_prints_the_same():
    first = demonstrate()

    assert demonstrate() == first
    assert Organisation.objects.get().name == COUNCIL
    assert Plan.objects.count() == 1


def test_what_has_become_of_it_since_stays():
    Round.objects.filter(state="open").update(due_on=date(2030, 1, 7), grace_ends_on=date(2030, 1, 7))
    demonstrate()

    assert Round.objects.get(state="open").due_on == date(2030, 1, 7)


@on_other_days
def test_its_round_is_under_way_on_the_day_with_answers_in_every_state(demonstration):
    round_ = Round.objects.get(state="open")
    assert round_.plan.approval_wanted
    assert round_.opens_on < demonstration < round_.due_on < round_.grace_ends_on
    assert set(round_.returns.values_list("state", flat=True)) == set(ActionReturn.State)
    assert len(set(round_.returns.exclude(sent_by=None).values_list("sent_by", flat=True))) == 4


@pytest.mark.parametrize("demonstration", [A_SUNDAY], indirect=True)
def test_its_last_round_is_published_with_a_silent_owner_and_one_action_forgotten():
    last = Round.objects.get(state="published", imported=False)
    missing = last.returns.filter(sent_at=None)
    assert (last.period, last.published_at.date()) == ("2026-11", date(2026, 11, 19))
    silent = set(missing.filter(action__ownerships__name="Head of Procurement").values_list("action__ref"))
    assert len(silent) > 1
    assert missing.filter(action__ref="GOV.B1.2").exists()


def test_it_has_what_somebody_new_should_see():
    plan = Plan.objects.get()
    moved = plan.actions.get(ref="PRC.A1.2")
    done = Update.objects.filter(action__plan=plan, status="complete", by__isnull=False)
    evidence = [text for text in done.values_list("text", flat=True) if "Evidence: " in text]
    events = Event.objects.filter(type="action.changed", subject_id=str(moved.pk))
    assert [event.details["changes"][0]["new"] for event in events] == ["April 2027", "February 2027"]
    assert moved.original_due["text"] == "Dec-26"
    assert plan.change_requests.filter(state="asked").count() == 2
    risks = risks_of(plan, day=clock.today(), is_open=None)
    assert {risk.direction for risk in risks} == {"up", "new", None}
    assert {bool(risk.closed_on) for risk in risks} == {True, False}
    assert 0 < len(evidence) < done.count(), "complete with evidence, and without"
    assert plan.organisation.posts.filter(holders=None).exists()
    assert plan.state == Plan.State.APPROVED


def test_it_shows_each_step_from_complete_to_closed_and_what_hangs_on_what():
    plan = Plan.objects.get()
    facts = closure_facts(plan.actions.filter(status__in=["complete", "closed"])).values()
    states = {str(item.state) for each in facts for item in each.items}
    assert states >= {"lacking", "offered", "to_verify", "accepted", "refused"}
    (closure,) = Closure.objects.all()
    assert (closure.embedded, closure.embedding_due_on > clock.today()) == (None, True)
    assert [facts.action.ref for facts in facts if facts.is_verified and not facts.closure] == ["PRC.A1.3"]
    assert plan.actions.filter(links__kind="depends_on").count() == 5
    assert plan.actions.get(is_critical=True).ref == "HOM.A1.2"
    assert set(plan.change_requests.values_list("state", flat=True)) >= {"asked", "approved", "refused"}
    assert sum(row.score is not None for row in risks_of_actions(plan)) == 3


@on_other_days
def test_one_assurance_action_is_caught_up_and_one_overlooked_whatever_the_day(demonstration):
    actions = list(recurring_actions(Plan.objects.get()))
    done = [each for each in timetable(actions, last=demonstration, day=demonstration) if each.record]
    missed = missed_now(actions, day=demonstration)
    assert [each.outcome for each in done] == ["done", "missed", "done"]
    assert [(Action.objects.get(pk=key).ref, len(found)) for key, found in missed.items()] == [
        ("PRC.A1.4", 3)
    ]


def test_everybody_in_it_has_a_name():
    assert not User.objects.filter(name__contains="Alderbrook").exists()
    assert all(" " in name for name in User.objects.values_list("name", flat=True))


def test_each_who_owns_or_directs_has_something_to_do():
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        organisation = user.memberships.get().organisation
        asked = [ask(user, organisation, day=TODAY).exists() for ask in (owed_by, to_approve)]
        assert any(asked) == bool(account.posts)


def test_the_plan_is_not_taken_out_with_its_import_since_a_round_is_built_on_it():
    assert not Import.objects.get().can_be_undone


def test_an_account_that_was_closed_is_not_printed():
    User.objects.filter(email="member@alderbrook.example").update(is_active=False)

    assert " member@alderbrook.example" not in demonstrate()
