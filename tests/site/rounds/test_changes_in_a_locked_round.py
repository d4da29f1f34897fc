"""A change that is approved while a round is locked takes effect when the round is published."""

import pytest

from followthrough.plan.when import read_when
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.action import change_action
from followthrough.site.rounds.models import Standing
from followthrough.site.rounds.operations import lock_round, publish_round, reopen_round
from tests.site.cast import NOW
from tests.site.changes.conftest import ask, redate
from tests.site.changes.test_deciding import approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(opened, alice):
    return lock_round(opened, by=alice, at=NOW)


def due_of(plan) -> str:
    return plan.actions.get(ref="L1.1").due["text"]


def test_it_takes_effect_after_the_figures_are_frozen(locked, owen, alice):
    plan = locked.plan
    request = approve(ask(redate(plan, "L1.1", "June 2023"), owen), alice)
    assert request.takes_effect_later
    assert due_of(plan) == "September 2022"

    publish_round(locked, by=alice, at=NOW)

    request.refresh_from_db()
    assert (due_of(plan), request.applied_at) == ("June 2023", NOW)
    assert Standing.objects.get(number=2).due["text"] == "September 2022"


def test_what_needs_no_decision_waits_for_that_too_and_a_reopened_round_lets_it_in(locked, owen, alice):
    request = ask(redate(locked.plan, "L1.1", "February 2023"), owen)
    assert (request.state, due_of(locked.plan)) == ("recorded", "September 2022")

    reopen_round(locked, reason="One more return", by=alice, at=NOW)

    assert due_of(locked.plan) == "February 2023"


def test_what_was_edited_meanwhile_is_asked_again_and_not_overwritten(locked, owen, alice, adam):
    request = approve(ask(redate(locked.plan, "L1.1", "June 2023"), owen), alice)
    edit = {"due": plain(read_when("May 2023"))}
    action = locked.plan.actions.get(ref="L1.1")
    change_action(action, version=action.version, changes=edit, reason="Board", by=adam, at=NOW)

    publish_round(locked, by=alice, at=NOW)

    request.refresh_from_db()
    assert (due_of(locked.plan), request.state, request.old_words) == ("May 2023", "asked", "May 2023")
    assert ChangeRequest.objects.filter(state="approved").count() == 0
