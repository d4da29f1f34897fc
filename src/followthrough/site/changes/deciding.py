"""Decides what is asked: one request, or a meeting's whole agenda. Nobody decides what they asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from followthrough.site import clock
from followthrough.site.changes.applying import apply_change, changed_meanwhile
from followthrough.site.changes.errors import ChangeError
from followthrough.site.changes.letters import tell_decided
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import locked_request, refuse_if_decided
from followthrough.site.changes.queries import is_on_behalf_of, names_of
from followthrough.site.changes.taking_effect import ask_again, what_holds
from followthrough.site.people.models import User
from followthrough.site.register.duties import OwnWorkError, refuse_deciding_own_request
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in

State = ChangeRequest.State


@dataclass(frozen=True)
class Meeting:
    """Where and when decisions were made: a forum, its day, the reference of its minute."""

    forum: str
    on: date
    minute: str = ""


@dataclass(frozen=True)
class Decision:
    """What was decided of one request: approved, refused or deferred, in which words.

    `agreed` is what was approved where that is other than what was asked; `until` is when a deferred one
    comes back.
    """

    state: ChangeRequest.State
    words: str = ""
    agreed: Any = None
    agreed_words: str = ""
    until: date | None = None


@transaction.atomic
def decide(
    request: ChangeRequest, *, decision: Decision, meeting: Meeting, by: User, at: datetime
) -> ChangeRequest:
    """Record a decision; one that approves is carried out in the same transaction, and its people are told.

    Returns the request as it is then. Where the register holds by now something else than the request was
    made from, nothing is overwritten: the request waits again, made from what is there, and its state says
    so.
    While a round is locked an approved change takes effect afterwards.
    Raises AlreadyDecidedError, OwnWorkError, and CannotApplyError where the register can't take it.
    """
    plan = locked_plan(request.plan)
    locked = locked_request(request)
    locked.plan = plan
    refuse_if_decided(locked)
    names = names_of(by, plan.organisation, day=clock.day_of(at))
    refuse_deciding_own_request(by=by, asked_by=locked.asked_by, is_for_them=is_on_behalf_of(locked, names))
    _refuse_wrong_day(meeting, at)
    locked.agreed, locked.agreed_words = decision.agreed, decision.agreed_words
    if decision.state == State.APPROVED and (now := changed_meanwhile(locked)):
        ask_again(locked, plan, now=now, by=by, at=at)
        return locked
    _write_decision(locked, decision, meeting, by=by, at=at)
    if locked.state == State.APPROVED and not what_holds(plan):
        apply_change(locked, plan, by=by, at=at)
        locked.applied_at = at
    locked.save()
    record_in(plan, f"changes.{locked.state}", by=by, at=at, of=locked, **_decision_in_words(locked))
    tell_decided(locked, by=by, at=at)
    return locked


@dataclass(frozen=True)
class Outcome:
    """What became of the requests of an agenda: those decided, those that wait again, and why one did not."""

    decided: list[ChangeRequest]
    asked_again: list[ChangeRequest]
    refused: list[tuple[ChangeRequest, str]]


def decide_agenda(
    plan: Plan, *, decisions: Mapping[int, Decision], meeting: Meeting, by: User, at: datetime
) -> Outcome:
    """Record the decisions of a meeting, by the numbers of the requests, each in a transaction of its own.

    One that can't be carried out doesn't keep the others from being.
    """
    outcome = Outcome([], [], [])
    for request in plan.change_requests.filter(number__in=decisions).order_by("number"):
        try:
            decided = decide(request, decision=decisions[request.number], meeting=meeting, by=by, at=at)
        except (ChangeError, OwnWorkError) as refusal:
            outcome.refused.append((request, str(refusal)))
        else:
            (outcome.asked_again if decided.state == State.ASKED else outcome.decided).append(decided)
    return outcome


def _refuse_wrong_day(meeting: Meeting, at: datetime) -> None:
    if meeting.on > clock.day_of(at):
        raise ChangeError(f"{meeting.on:%-d %B %Y} has not come yet. Enter the day on which it was decided.")


def _write_decision(
    request: ChangeRequest, decision: Decision, meeting: Meeting, *, by: User, at: datetime
) -> None:
    request.state, request.decision = decision.state, decision.words.strip()
    request.decided_by, request.decided_at, request.decided_on = by, at, meeting.on
    request.forum, request.minute = meeting.forum.strip(), meeting.minute.strip()
    request.deferred_until = decision.until if decision.state == State.DEFERRED else None


def _decision_in_words(change: ChangeRequest) -> dict[str, str]:
    """How it was decided and where, as the event says it."""
    minute = f", minute {change.minute}" if change.minute else ""
    how = f": {change.decision}" if change.decision and change.state != State.DEFERRED else ""
    if change.state == State.APPROVED:
        how = f", changed to “{change.agreed_words}”" if change.agreed is not None else ""
    elif change.state == State.DEFERRED and change.deferred_until:
        how = f" until {change.deferred_until:%-d %B %Y}"
    return {"how": how, "where": f" ({change.decided_in_words}{minute})"}
