"""The decision that an action ends, its embedding check, and re-opening. Each leaves its event."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.db import transaction

from followthrough.plan.document import Status
from followthrough.site import clock
from followthrough.site.evidence.models import STATUS_OF_END, Closure
from followthrough.site.evidence.queries import closure_facts, part_in
from followthrough.site.evidence.verifying import RefusedClosureError, end_completion, lock_action
from followthrough.site.people.models import User
from followthrough.site.register.duties import refuse_closing_own_claim, refuse_verifying_own_work
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.plan_events import record_in

End, Achieved = Closure.End, Closure.Achieved


class Decision(NamedTuple):
    """What a forum decided of an action: how it ends, where and when, and when to look again."""

    end: str
    forum: str
    on: date
    minute: str = ""
    words: str = ""
    accepted_by: str = ""
    to_action: Action | None = None
    to_plan: Plan | None = None
    embedding_months: int | None = None
    achieved: str = ""
    achieved_words: str = ""


@transaction.atomic
def close_action(action: Action, *, decision: Decision, by: User, at: datetime) -> Closure:
    """Record the decision that an action ends; what the register says of it follows.

    It ends as Closed only where each measure was accepted by a verifier; another end needs a reason instead.
    Raises RefusedClosureError and OwnWorkError.
    """
    locked = lock_action(action)
    facts = closure_facts([locked])[locked.pk]
    _refuse_decision(locked, decision, day=clock.day_of(at))
    _refuse_half_said(decision)
    if facts.closure or locked.status == Status.CLOSED:
        ended = facts.closure.decided_in_words if facts.closure else "as its file says"
        raise RefusedClosureError(f"This action has ended already: {ended}.")
    if decision.end == End.CLOSED:
        if not facts.is_verified:
            raise RefusedClosureError(_why_not_closed(locked, facts.lacks))
        refuse_closing_own_claim(by=by, claimed_by=facts.completion.claimed_by if facts.completion else None)
    months = decision.embedding_months
    closure = Closure.objects.create(
        action=locked,
        completion=facts.completion,
        end=decision.end,
        forum=decision.forum.strip(),
        on=decision.on,
        minute=decision.minute.strip(),
        words=decision.words.strip(),
        accepted_by=decision.accepted_by.strip(),
        to_action=decision.to_action,
        to_plan=decision.to_plan,
        evidence_tested=facts.is_verified,
        achieved=decision.achieved,
        achieved_words=decision.achieved_words.strip(),
        claimed_by=facts.completion.claimed_by if facts.completion and decision.end == End.CLOSED else None,
        embedding_due_on=decision.on + relativedelta(months=months) if months else None,
        by=by,
        at=at,
    )
    status = STATUS_OF_END[decision.end]
    set_decided_status(locked, status=status, words=end_in_words(closure), by=by, at=at)
    action.status = locked.status
    return closure


@transaction.atomic
def close_actions(actions: Sequence[Action], *, decision: Decision, by: User, at: datetime) -> list[Closure]:
    """Record one decision of a meeting on several actions, all or none. Raises as `close_action`."""
    return [close_action(action, decision=decision, by=by, at=at) for action in actions]


@transaction.atomic
def reopen_action(action: Action, *, reason: str, by: User, at: datetime) -> None:
    """Open an ended action again: what was claimed and verified no longer counts, and all of it stays.

    Raises RefusedClosureError without a reason, or where the action is not closed.
    """
    locked = lock_action(action)
    if not reason.strip():
        raise RefusedClosureError("Say why it is re-opened.")
    closure = Closure.objects.select_for_update().filter(action=locked, reopened_at=None).first()
    if closure is None and locked.status != Status.CLOSED:
        raise RefusedClosureError("This action is not closed, so there is nothing to re-open.")
    if closure:
        closure.reopened_at, closure.reopened_by, closure.reopened_because = at, by, reason.strip()
        closure.save(update_fields=["reopened_at", "reopened_by", "reopened_because"])
    end_completion(locked, because=f"Re-opened: {reason.strip()}", by=by, at=at)
    words = f"Re-opened: {reason.strip()}"
    set_decided_status(locked, status=Status.IN_PROGRESS, words=words, by=by, at=at, reason=reason.strip())
    action.status = locked.status


@transaction.atomic
def check_embedding(closure: Closure, *, embedded: bool, words: str, by: User, at: datetime) -> Closure:
    """Say whether what was closed still works in daily use. Who has a part in the action may not say so.

    Raises RefusedClosureError where there is no check to make, one was made, or no word says what was seen.
    """
    locked_action = lock_action(closure.action)
    locked = Closure.objects.select_for_update().get(pk=closure.pk)
    refuse_verifying_own_work(by=by, part=part_in(locked_action, day=clock.day_of(at)).get(by.pk, ""))
    if locked.embedding_due_on is None or locked.reopened_at:
        raise RefusedClosureError("No embedding check was asked for.")
    if locked.embedded is not None:
        raise RefusedClosureError(f"{locked.embedded_by} has made this check already.")
    if not words.strip():
        raise RefusedClosureError("Say what you saw.")
    locked.embedded, locked.embedded_words = embedded, words.strip()
    locked.embedded_at, locked.embedded_by = at, by
    locked.save()
    plan = locked_action.plan
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    said = f"{'embedded' if embedded else 'not embedded'} ({words.strip()})"
    record_in(plan, "closure.embedding_checked", by=by, at=at, of=locked_action, words=said)
    return locked


def end_in_words(closure: Closure) -> str:
    """The decision as the register keeps it: "Closed by Audit Committee, 14 December 2026, minute 12."."""
    to = closure.to_action or closure.to_plan
    more = {
        End.RISK_ACCEPTED: f" by {closure.accepted_by}",
        End.SUPERSEDED: f" by {to}" if to else "",
        End.DUPLICATE: f" of {to}" if to else "",
        End.CARRIED_FORWARD: f" to {to}" if to else "",
    }.get(End(closure.end), "")
    said = f"{closure.get_end_display()}{more}: {closure.decided_in_words}."
    return " ".join(filter(None, [said, closure.words, _achieved(closure)]))


def _achieved(closure: Closure) -> str:
    said = {
        Achieved.YES: "What it was for was achieved",
        Achieved.IN_PART: "What it was for was achieved in part",
        Achieved.NOT_YET_KNOWN: "Whether what it was for was achieved is not yet known",
        Achieved.NO: "What it was for was not achieved",
    }
    if not closure.achieved:
        return ""
    words = f": {closure.achieved_words.rstrip('.')}." if closure.achieved_words else "."
    return f"{said[Achieved(closure.achieved)]}{words}"


def _refuse_decision(action: Action, decision: Decision, *, day: date) -> None:
    """Raises RefusedClosureError for a decision that lacks what one needs, whoever calls."""
    why = ""
    if action.kind == "heading":
        why = "This row is a heading, so there is nothing to close."
    elif not decision.forum.strip():
        why = "Say which forum decided."
    elif decision.on > day:
        why = f"{decision.on:%-d %B %Y} has not come yet. Say the day of the meeting that decided."
    elif decision.end != End.CLOSED and not decision.words.strip():
        why = "Say why it ends."
    elif decision.end == End.RISK_ACCEPTED and not decision.accepted_by.strip():
        why = "Say who accepts the risk."
    elif decision.end == End.CARRIED_FORWARD and not decision.to_plan:
        why = "Choose the plan that it is carried forward to."
    elif decision.end in (End.SUPERSEDED, End.DUPLICATE) and not decision.to_action:
        why = "Choose the action that takes its place."
    elif decision.to_action and decision.to_action.pk == action.pk:
        why = "An action can't take its own place."
    if why:
        raise RefusedClosureError(why)


def _refuse_half_said(decision: Decision) -> None:
    """Raises RefusedClosureError for words without an answer, or an answer that needs words."""
    words = decision.achieved_words.strip()
    if decision.achieved in (Achieved.IN_PART, Achieved.NO) and not words:
        raise RefusedClosureError("Say what was not achieved.")
    if words and not decision.achieved:
        raise RefusedClosureError("Choose whether what the action was for was achieved.")


def _why_not_closed(action: Action, lacks: list[str]) -> str:
    name = action.ref or f"“{action.title[:80]}”"
    if action.status != Status.COMPLETE:
        return f"{name} does not say Complete, so it can't be closed. It can end in another way."
    if lacks:
        return f"{name} can't be closed. It lacks {'; '.join(lacks)}."
    return f"{name} can't be closed before a verifier has accepted the evidence of each measure."
