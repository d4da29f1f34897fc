"""Complete is claimed and verified: each operation is one transaction and leaves one event."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED, LABELS, OPEN
from followthrough.site import clock
from followthrough.site.evidence.models import Completion, Verdict
from followthrough.site.evidence.queries import ClosureFacts, closure_facts, part_in
from followthrough.site.people.models import User
from followthrough.site.register.duties import refuse_verifying_own_work
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.plan_events import record_in


class RefusedClosureError(Exception):
    """What was asked doesn't go with how the action stands; the message says why. Nothing was changed."""


class StaleVerdictError(RefusedClosureError):
    """Somebody has judged the evidence since it was shown."""

    def __init__(self, by: User) -> None:
        super().__init__(f"{by} has verified this since you opened the page. What they said is shown now.")


class Judgement(NamedTuple):
    """What a verifier says of one measure; `seen` is the number of the verdict that was shown, 0 for none."""

    measure: str
    outcome: str
    words: str
    seen: int


@transaction.atomic
def claim_complete(action: Action, *, actual_on: date, words: str = "", by: User, at: datetime) -> Completion:
    """Say on which day an action was finished, with evidence for each measure; a verifier then looks at it.

    One that does not say Complete yet says so from now on. Asked twice with the same day it counts once.
    Raises RefusedClosureError.
    """
    locked = lock_action(action)
    facts = closure_facts([locked])[locked.pk]
    if facts.completion and facts.completion.actual_on == actual_on and not facts.closure:
        return facts.completion
    _refuse_claim(locked, facts, actual_on, day=clock.day_of(at))
    for standing in locked.completions.filter(ended_at=None):
        _end(standing, because="Claimed anew.", by=by, at=at)
    claimed = Completion.objects.create(
        action=locked, actual_on=actual_on, words=words.strip(), claimed_by=by, claimed_at=at
    )
    if locked.status != Status.COMPLETE:
        said = words.strip() or f"Finished on {actual_on:%-d %B %Y}."
        set_decided_status(locked, status=Status.COMPLETE, words=said, by=by, at=at)
    _note(locked, "completion.claimed", by=by, at=at, on=f"{actual_on:%-d %B %Y}")
    return claimed


@transaction.atomic
def verify(action: Action, *, judgements: Sequence[Judgement], by: User, at: datetime) -> list[Verdict]:
    """Say of measures whether the evidence shows that they are met, and where it does not, what is missing.

    Raises OwnWorkError for who has a part in the action, StaleVerdictError, and RefusedClosureError for what
    is not there to be verified or is refused without a word.
    """
    locked = lock_action(action)
    refuse_verifying_own_work(by=by, part=part_in(locked, day=clock.day_of(at)).get(by.pk, ""))
    facts = closure_facts([locked])[locked.pk]
    if facts.completion is None or facts.closure:
        raise RefusedClosureError("Nothing of this action waits to be verified.")
    items = {item.measure: item for item in facts.items}
    verdicts = []
    for each in judgements:
        item = items.get(each.measure)
        if item is None:
            raise RefusedClosureError("The measures of success have changed since you opened the page.")
        if item.verdict and item.verdict.number != each.seen:
            raise StaleVerdictError(item.verdict.by)
        if not any(evidence.can_be_read for evidence in item.evidence):
            raise RefusedClosureError(f"There is no evidence to judge for “{item.name}”.")
        if each.outcome != Verdict.Outcome.ACCEPTED and not each.words.strip():
            raise RefusedClosureError("Say what is missing, so that the owner can bring it.")
        verdicts.append(
            Verdict(
                completion=facts.completion,
                measure=each.measure,
                number=item.seen + 1,
                outcome=each.outcome,
                words=each.words.strip(),
                claimed_by=facts.completion.claimed_by,
                by=by,
                at=at,
            )
        )
    if verdicts:
        Verdict.objects.bulk_create(verdicts)
        said = "; ".join(f"{verdict}{f' ({verdict.words})' if verdict.words else ''}" for verdict in verdicts)
        _note(locked, "completion.verified", by=by, at=at, words=said)
    return verdicts


def wipe_sign_off(action: Action, *, status: Status | None, by: User, at: datetime) -> bool:
    """End the claim that stands where the status is set to one that is not done; whether there was one.

    Called by whoever adds an update, in its transaction, before `action` has the status. Visible on the
    action's page and in the history.
    """
    if status is None or status in CLAIMED_DONE or action.status not in CLAIMED_DONE:
        return False
    standing = Completion.objects.select_for_update().filter(action=action, ended_at=None).first()
    if standing is None:
        return False
    _end(standing, because=f"The status was set to {LABELS[status]}.", by=by, at=at)
    _note(action, "completion.wiped", by=by, at=at, status=LABELS[status])
    return True


def wipe_sign_offs_of(plan: Plan, *, by: User, at: datetime) -> None:
    """End the claims of a plan's actions that a file has since given a status that is not done.

    Called in the transaction of what the file brings.
    """
    standing = Completion.objects.select_for_update(of=("self",)).filter(action__plan=plan, ended_at=None)
    changed = standing.exclude(action__status__in=FINISHED).exclude(action__status=None)
    for completion in changed.select_related("action__plan__organisation"):
        label = LABELS[Status(str(completion.action.status))]
        _end(completion, because=f"A file set the status to {label}.", by=by, at=at)
        _note(completion.action, "completion.wiped", by=by, at=at, status=label)


def end_completion(action: Action, *, because: str, by: User, at: datetime) -> None:
    """End the claim that stands, if one does; the event is for whoever asks for it."""
    for standing in Completion.objects.select_for_update().filter(action=action, ended_at=None):
        _end(standing, because=because, by=by, at=at)


def lock_action(action: Action) -> Action:
    """The action as it is now with its plan, nobody else changing it until the transaction ends."""
    plan: Plan = locked_plan(action.plan)
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    locked.plan = plan
    if locked.archived_at:
        raise RefusedClosureError("The action was archived, so it stays as it is.")
    return locked


def _refuse_claim(action: Action, facts: ClosureFacts, actual_on: date, *, day: date) -> None:
    status = Status(action.status) if action.status else None
    why = ""
    if facts.closure:
        why = "This action has ended by a decision. It has to be re-opened first."
    elif action.kind == "heading":
        why = "This row is a heading, so there is nothing to finish."
    elif action.kind == "assurance":
        why = "An assurance action recurs and is never complete. It ends by a decision."
    elif status is not None and status != Status.COMPLETE and status not in OPEN:
        why = f"This action says {LABELS[status]}, so it can't be finished."
    elif actual_on > day:
        why = f"{actual_on:%-d %B %Y} has not come yet. Say the day on which it was finished."
    else:
        missing = [item.lacks for item in facts.items if not any(each.can_be_read for each in item.evidence)]
        why = f"Offer this first: {'; '.join(missing)}." if missing else ""
    if why:
        raise RefusedClosureError(why)


def _end(standing: Completion, *, because: str, by: User, at: datetime) -> None:
    standing.ended_at, standing.ended_by, standing.ended_because = at, by, because
    standing.save(update_fields=["ended_at", "ended_by", "ended_because"])


def _note(action: Action, type_: str, *, by: User, at: datetime, **details: str) -> None:
    plan = action.plan
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    record_in(plan, type_, by=by, at=at, of=action, **details)
