"""What is known of the evidence and the closure of actions: measure by measure, and what comes next."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE, FINISHED
from followthrough.site.evidence.models import (
    WHOLE_ACTION,
    Closure,
    Completion,
    Evidence,
    NeededEvidence,
    Verdict,
)
from followthrough.site.history.models import Event
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import Permission
from followthrough.site.register.models import Action, Plan, PostHolder, Update

_WORDS_SHOWN = 100


class ItemState(StrEnum):
    """How far one measure is on its way to closure."""

    LACKING = "lacking"  # no evidence
    OFFERED = "offered"  # evidence, and nobody has said that the action is finished
    TO_VERIFY = "to_verify"
    ACCEPTED = "accepted"
    MORE = "more"  # the verifier asked for more, and nothing new came
    REFUSED = "refused"


ITEM_STATES = {
    ItemState.LACKING: "No evidence yet",
    ItemState.OFFERED: "Evidence offered",
    ItemState.TO_VERIFY: "To verify",
    ItemState.ACCEPTED: "Accepted",
    ItemState.MORE: "More is needed",
    ItemState.REFUSED: "Refused",
}
# What its owner has to do something about.
_OWNERS_TURN = {ItemState.LACKING, ItemState.MORE, ItemState.REFUSED}


@dataclass(frozen=True)
class Item:
    """One measure of success, or the action as a whole: its evidence, and what was last said of it."""

    measure: str
    needed: str
    evidence: list[Evidence]
    verdict: Verdict | None
    is_claimed: bool

    @property
    def state(self) -> ItemState:
        if self.verdict and self.verdict.outcome == Verdict.Outcome.ACCEPTED:
            return ItemState.ACCEPTED
        counting = [each for each in self.evidence if each.can_be_read]
        if self.verdict and not any(each.at > self.verdict.at for each in counting):
            return ItemState(self.verdict.outcome)
        if not counting:
            return ItemState.LACKING
        return ItemState.TO_VERIFY if self.is_claimed else ItemState.OFFERED

    @property
    def state_in_words(self) -> str:
        return ITEM_STATES[self.state]

    @property
    def seen(self) -> int:
        """Of which verdict the next is told that it was seen: two verifiers at once can't both count."""
        return self.verdict.number if self.verdict else 0

    @property
    def name(self) -> str:
        return self.measure or "The action as a whole"

    @property
    def lacks(self) -> str:
        """What its owner still has to bring, empty where nothing."""
        of = f"“{_short(self.measure)}”" if self.measure else "the action as a whole"
        words = _short(self.verdict.words).rstrip(".") if self.verdict else ""
        return {
            ItemState.LACKING: f"evidence of {of}{f' ({_short(self.needed)})' if self.needed else ''}",
            ItemState.MORE: f"more evidence of {of}: {words}",
            ItemState.REFUSED: f"other evidence of {of}: {words}",
        }.get(self.state, "")


@dataclass(frozen=True)
class ClosureFacts:
    """How an action stands on its way from complete to closed.

    `completion` is the claim that stands, None also where the status was changed after it; then `wiped` is
    the one that no longer counts. `aside` is evidence of what is no measure (any more).
    """

    action: Action
    items: list[Item]
    aside: list[Evidence]
    completion: Completion | None
    wiped: Completion | None
    closure: Closure | None
    earlier: list[Closure]

    @property
    def is_verified(self) -> bool:
        """Whether each measure was accepted."""
        return self.completion is not None and all(item.state == ItemState.ACCEPTED for item in self.items)

    @property
    def to_verify(self) -> list[Item]:
        return [item for item in self.items if item.state == ItemState.TO_VERIFY]

    @cached_property
    def lacks(self) -> list[str]:
        """What its owner still has to bring before it can be closed, in words; nothing once it is closed."""
        if self.closure:
            return []
        day = [] if self.completion else ["the day on which it was finished"]
        return [*day, *(item.lacks for item in self.items if item.state in _OWNERS_TURN)]

    @property
    def was_closed_elsewhere(self) -> bool:
        """Whether it says Closed and no decision on it was recorded here, as where a file said so."""
        return self.action.status == Status.CLOSED and self.closure is None


def closure_facts(actions: Iterable[Action]) -> dict[int, ClosureFacts]:
    """How each action stands, by its key, in six queries however many there are; four without claims.

    What was claimed counts until the status is set to one that is not done, and not again afterwards.
    """
    rows = {action.pk: action for action in actions}
    needed: dict[tuple[int, str], str] = {}
    for row in NeededEvidence.objects.filter(action__in=rows):
        needed[row.action_id, row.measure] = row.words
    evidence: defaultdict[int, list[Evidence]] = defaultdict(list)
    counting = Evidence.objects.filter(action__in=rows).exclude(state=Evidence.State.ARRIVING)
    for each in counting.select_related("by", "removed_by").order_by("at", "pk"):
        evidence[each.action_id].append(each)
    completions: defaultdict[int, list[Completion]] = defaultdict(list)
    claimed = Completion.objects.filter(action__in=rows).select_related("claimed_by", "ended_by")
    for completion in claimed.order_by("claimed_at", "pk"):
        completions[completion.action_id].append(completion)
    verdicts: dict[tuple[int, str], Verdict] = {}
    said = Verdict.objects.filter(completion__action__in=completions).select_related("by").order_by("pk")
    for verdict in said:
        verdicts[verdict.completion_id, verdict.measure] = verdict
    sent = Update.objects.filter(action__in=completions, at__isnull=False)
    not_done = sent.exclude(status__in=CLAIMED_DONE)
    changed = dict(not_done.exclude(status=None).order_by().values_list("action").annotate(latest=Max("at")))
    closures: defaultdict[int, list[Closure]] = defaultdict(list)
    decided = Closure.objects.filter(action__in=rows).order_by("at", "pk")
    for decision in decided.select_related(
        "by", "reopened_by", "embedded_by", "to_plan", "to_action", "completion"
    ):
        closures[decision.action_id].append(decision)
    facts = {}
    for key, action in rows.items():
        last = completions[key][-1] if key in completions else None
        is_done = action.status is not None and Status(action.status) in FINISHED
        counts = last if last and last.ended_at is None and is_done else None
        # A status that was changed after the claim takes the claim with it, whoever changed it.
        if counts and key in changed and changed[key] > counts.claimed_at:
            counts = None
        closure = next((each for each in closures[key] if each.reopened_at is None), None)
        measures = measures_of(action)
        facts[key] = ClosureFacts(
            action=action,
            items=[
                Item(
                    measure=measure,
                    needed=needed.get((key, measure), ""),
                    evidence=[each for each in evidence[key] if each.measure == measure],
                    verdict=verdicts.get((counts.pk, measure)) if counts else None,
                    is_claimed=counts is not None,
                )
                for measure in measures
            ],
            aside=[each for each in evidence[key] if each.measure not in measures],
            completion=counts,
            wiped=last if counts is None else None,
            closure=closure,
            earlier=[each for each in closures[key] if each is not closure],
        )
    return facts


def closure_lacks(actions: Iterable[Action]) -> dict[int, list[str]]:
    """What the owner of each complete action still has to bring before it can be closed, in words, by key.

    Only what says Complete is there: with an empty list where its owner has nothing left to bring and a
    verifier or a committee is to act. What is closed, or ended in another way, is never there.
    """
    complete = [action for action in actions if action.status == Status.COMPLETE]
    return {key: facts.lacks for key, facts in closure_facts(complete).items() if not facts.closure}


def measures_of(action: Action) -> list[str]:
    """What has to be shown for an action: its measures, or where it has none that it was done at all."""
    return list(dict.fromkeys(each for each in action.measures if each.strip())) or [WHOLE_ACTION]


COMPLETE_NOT_CLOSED = Q(status=Status.COMPLETE.value) & ~Q(
    pk__in=Closure.objects.filter(reopened_at=None).values("action")
)
CLAIMED = COMPLETE_NOT_CLOSED & Q(pk__in=Completion.objects.filter(ended_at=None).values("action"))


def facts_to_verify(actions: QuerySet[Action]) -> list[ClosureFacts]:
    """Of the actions, how those stand that have evidence to verify, the longest waiting first."""
    claimed = actions.filter(CLAIMED, archived_at=None).select_related("plan")
    waiting = [facts for facts in closure_facts(claimed).values() if facts.to_verify]
    return sorted(waiting, key=lambda facts: facts.completion.claimed_at)  # type: ignore[union-attr]  # it stands


def verified_actions(actions: QuerySet[Action]) -> list[Action]:
    """Of the actions, those of which a verifier has accepted each measure and no forum has decided."""
    claimed = actions.filter(CLAIMED, archived_at=None).order_by("position")
    return [facts.action for facts in closure_facts(claimed).values() if facts.is_verified]


def closed_with_evidence_tested() -> Exists:
    """Of an outer action: whether the decision that closed it stands on evidence that a verifier accepted."""
    tested = Closure.objects.filter(action=OuterRef("pk"), reopened_at=None, evidence_tested=True)
    return Exists(tested.filter(end=Closure.End.CLOSED))


def actions_in(organisation: Organisation) -> QuerySet[Action]:
    return Action.objects.filter(plan__organisation=organisation, archived_at=None)


def embedding_checks_due(actions: QuerySet[Action], *, day: date) -> QuerySet[Closure]:
    """The closures of actions whose embedding is to be checked by the day, the longest due first."""
    due = Closure.objects.filter(
        action__in=actions, reopened_at=None, embedded=None, embedding_due_on__lte=day
    )
    return due.select_related("action__plan").order_by("embedding_due_on", "pk")


def evidence_past_its_day(actions: QuerySet[Action], *, day: date) -> QuerySet[Evidence]:
    """The files of actions that are kept longer than they should be, by their day."""
    files = Evidence.objects.filter(form=Evidence.Form.FILE, action__in=actions, keep_until__lt=day)
    present = files.exclude(state=Evidence.State.REMOVED)
    return present.select_related("action__plan").order_by("keep_until", "pk")


def part_in(action: Action, *, day: date) -> dict[int, str]:
    """By account, what part it has in an action, in words that go after "you": for the duties of a verifier.

    Who approved what was said of it is told by the history, which knows no rounds.
    """
    parts: dict[int, str] = {}
    approved = Event.objects.filter(
        type="return.approved", subject_type=Action._meta.label_lower, subject_id=str(action.pk)
    )
    approvers = approved.exclude(by_id=None).values_list("by_id", flat=True)
    parts |= {key: "approved what was said of this action" for key in approvers if key}
    updated = Update.objects.filter(action=action).exclude(by=None).values_list("by", flat=True)
    parts |= dict.fromkeys(updated, "said how this action stands")
    offered = action.evidence.values_list("by", flat=True)
    parts |= dict.fromkeys(offered, "offered evidence for this action")
    claimed = action.completions.values_list("claimed_by", flat=True)
    parts |= dict.fromkeys(claimed, "said that this action is finished")
    holdings = PostHolder.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day, post__ownerships__action=action
    )
    parts |= dict.fromkeys(holdings.values_list("user", flat=True), "own this action")
    return parts


def may_claim(action: Action, *, user: User, may: Container[str], day: date) -> bool:
    """Whether an account says on which day an action was finished: who holds a post that owns it on the day,
    and the office for everybody."""
    if Permission.EDIT_PLANS in may:
        return True
    if Permission.ANSWER_RETURNS not in may:
        return False
    holdings = PostHolder.objects.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day, user=user)
    return holdings.filter(post__ownerships__action=action).exists()


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _WORDS_SHOWN else f"{flat[: _WORDS_SHOWN - 1]}…"


@dataclass(frozen=True)
class ClosedAction:
    """A decision that ended an action, for a report. `evidence_tested`: a verifier accepted each measure."""

    number: int
    ref: str | None
    title: str
    end: str
    forum: str
    on: date
    minute: str
    words: str
    accepted_by: str
    evidence_tested: bool
    actual_on: date | None
    embedding_due_on: date | None
    embedded: bool | None
    achieved: str
    is_reopened: bool


def closed_between(plan: Plan, first: date, last: date) -> list[ClosedAction]:
    """What forums decided to end from one day to another, both included, by day. One query.

    What came closed with a file was decided elsewhere and is not there.
    """
    decided = Closure.objects.filter(action__plan=plan, on__gte=first, on__lte=last)
    return [
        ClosedAction(
            number=closure.action.number,
            ref=closure.action.ref,
            title=closure.action.title,
            end=closure.get_end_display(),
            forum=closure.forum,
            on=closure.on,
            minute=closure.minute,
            words=closure.words,
            accepted_by=closure.accepted_by,
            evidence_tested=closure.evidence_tested,
            actual_on=closure.completion.actual_on if closure.completion else None,
            embedding_due_on=closure.embedding_due_on,
            embedded=closure.embedded,
            achieved=closure.achieved_in_words,
            is_reopened=closure.reopened_at is not None,
        )
        for closure in decided.select_related("action", "completion").order_by("on", "action__position", "pk")
    ]
