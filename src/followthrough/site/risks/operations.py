"""What changes about risks. Each operation is one transaction and leaves one event."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from followthrough.plan.risk import RATING_WORDS, RiskScale
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.history.operations import record
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.roles import Permission
from followthrough.site.register.editing.edits import Edit, locked_plan
from followthrough.site.register.models import Action, Plan, Post
from followthrough.site.register.plan_events import record_in
from followthrough.site.register.posts.queries import answers_for, holds_on
from followthrough.site.risks.matrix import Criterion, Matrix, matrix_of
from followthrough.site.risks.models import Assessment, PlanRisk, RiskMatrix


class RiskError(Exception):
    """What can't be done about a risk: one sentence for a person. Nothing has changed."""


@dataclass(frozen=True)
class Scoring:
    """A score as it is given: impact by criterion, and likelihood; None: not scored."""

    impact: Mapping[str, int]
    likelihood: int


FACTS = {
    "title": "Risk",
    "cause": "Cause",
    "event": "Event",
    "effect": "Effect",
    "controls": "Controls",
    "owner": "Owner",
    "review_on": "Review date",
    "exempt_because": "Not to be published",
}


def may_score(risk: PlanRisk, *, user: User, may: Container[Permission], day: date) -> bool:
    """The office may score every risk; who answers returns may score those that their posts own."""
    if Permission.EDIT_PLANS in may:
        return True
    holds_it = risk.owner.holders.filter(holds_on(day), user=user).exists() if risk.owner else False
    return Permission.ANSWER_RETURNS in may and holds_it


def may_score_action(action: Action, *, user: User, may: Container[Permission], day: date) -> bool:
    """The same of the risk of an action."""
    if Permission.EDIT_PLANS in may:
        return True
    return Permission.ANSWER_RETURNS in may and answers_for(action, user=user, day=day)


@transaction.atomic
def add_risk(
    plan: Plan, *, facts: Mapping[str, Any], actions: Sequence[Action], by: User, at: datetime
) -> PlanRisk:
    """Add a risk to a plan. `facts` has values of FACTS, a title at least."""
    locked = locked_plan(plan)
    last = locked.risks.aggregate(number=Max("number"))["number"] or 0
    risk = PlanRisk.objects.create(plan=locked, number=last + 1, **facts)
    risk.actions.set(actions)
    _note(locked, "risk.added", risk, by=by, at=at)
    return risk


@transaction.atomic
def change_risk(
    risk: PlanRisk,
    *,
    version: int,
    facts: Mapping[str, Any],
    actions: Sequence[Action],
    by: User,
    at: datetime,
) -> PlanRisk:
    """Change what is said of a risk. `version` is the risk's as the person saw it. Raises RiskError."""
    locked = locked_plan(risk.plan)
    row = PlanRisk.objects.select_related("owner").get(pk=risk.pk)
    edits = [
        Edit(label, _in_words(getattr(row, name)), _in_words(facts[name]))
        for name, label in FACTS.items()
        if getattr(row, name) != facts[name]
    ]
    before = list(row.actions.order_by("position"))
    if {action.pk for action in before} != {action.pk for action in actions}:
        edits.append(Edit("Actions that reduce it", _refs(before), _refs(actions)))
    if not edits:
        return row
    if row.version != version:
        raise RiskError("Somebody else changed this risk meanwhile. Look at it as it is now, then change it.")
    for name in FACTS:
        setattr(row, name, facts[name])
    row.version += 1
    row.save()
    row.actions.set(actions)
    _note(locked, "risk.changed", row, by=by, at=at, words="; ".join(map(str, edits)))
    return row


@transaction.atomic
def assess_risk(
    risk: PlanRisk,
    *,
    inherent: Scoring | None,
    current: Scoring,
    target: Scoring | None,
    note: str,
    review_on: date | None,
    by: User,
    at: datetime,
) -> Assessment:
    """Score a risk, and say when it is looked at again. Raises RiskError."""
    locked = locked_plan(risk.plan)
    row = PlanRisk.objects.get(pk=risk.pk)
    if row.closed_on:
        raise RiskError("This risk is closed. Open it again before it is scored.")
    matrix = matrix_of(locked.organisation)
    scores = {
        name: _scored(matrix, given)
        for name, given in (("inherent", inherent), ("current", current), ("target", target))
    }
    before, now = scores["inherent"], scores["current"]
    if before and now and before["product"] < now["product"]:
        raise RiskError("With its controls a risk can't be graver than without them. Check both scores.")
    made = Assessment.objects.create(risk=row, **scores, note=note.strip(), by=by, at=at)
    row.review_on = review_on
    row.version += 1
    row.save(update_fields=["review_on", "version"])
    _note(locked, "risk.assessed", row, by=by, at=at, words=_scores_in_words(scores))
    return made


@transaction.atomic
def close_risk(risk: PlanRisk, *, reason: str, on: date, by: User, at: datetime) -> None:
    """Close an open risk, or open a closed one again; each with a reason. Raises RiskError."""
    locked = locked_plan(risk.plan)
    row = PlanRisk.objects.get(pk=risk.pk)
    if not reason.strip():
        raise RiskError("Say why.")
    is_open = row.closed_on is None
    row.closed_on, row.closed_because = (on, reason.strip()) if is_open else (None, "")
    row.version += 1
    row.save()
    type_ = "risk.closed" if is_open else "risk.reopened"
    _note(locked, type_, row, by=by, at=at, reason=reason.strip())


@transaction.atomic
def score_action(action: Action, *, current: Scoring, note: str, by: User, at: datetime) -> Assessment:
    """Score the risk of an action; its rating in the plan document is the new one. Raises RiskError."""
    locked = locked_plan(action.plan)
    row = Action.objects.get(pk=action.pk)
    if row.kind == "heading":
        raise RiskError("A heading has no risk of its own.")
    score = _scored(matrix_of(locked.organisation), current)
    assert score is not None
    made = Assessment.objects.create(action=row, current=score, note=note.strip(), by=by, at=at)
    row.risk = {**(row.risk or {"description": None}), "rating": RATING_WORDS[score["rating"]]}
    row.save(update_fields=["risk"])
    _note(locked, "risk.action_scored", row, by=by, at=at, words=_scores_in_words({"current": score}))
    return made


@transaction.atomic
def change_matrix(
    organisation: Organisation,
    *,
    scale: RiskScale,
    criteria: Sequence[Criterion],
    likelihood: Sequence[str],
    by: User,
    at: datetime,
) -> RiskMatrix:
    """Score risks by this matrix from now on. Raises RiskError where scores that were given would not fit."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = matrix_of(organisation)
    given = Assessment.objects.filter(risk__plan__organisation=organisation) | Assessment.objects.filter(
        action__plan__organisation=organisation
    )
    if scale.size != before.scale.size and given.exists():
        raise RiskError(
            f"Risks are scored from 1 to {before.scale.size} already. The number of scores stays as it is."
        )
    if not criteria:
        raise RiskError("Name at least one kind of impact.")
    made, _ = RiskMatrix.objects.update_or_create(
        organisation=organisation,
        defaults={
            "size": scale.size,
            "criteria": [{"name": each.name, "words": list(each.words)} for each in criteria],
            "likelihood": list(likelihood),
            "medium": scale.medium,
            "high": scale.high,
            "very_high": scale.very_high,
            "changed_at": at,
            "by": by,
        },
    )
    words = f"medium from {scale.medium}, high from {scale.high}"
    words += f", very high from {scale.very_high}" if scale.very_high else ""
    names = ", ".join(each.name for each in criteria)
    record(
        type="risks.matrix_changed",
        by=by,
        organisation=organisation,
        subject=organisation,
        at=at,
        details={"words": f"{words}; kinds of impact: {names}"},
    )
    return made


def _scored(matrix: Matrix, given: Scoring | None) -> dict[str, Any] | None:
    if given is None:
        return None
    known = {each.name for each in matrix.criteria}
    if unknown := [name for name in given.impact if name not in known]:
        raise RiskError(f"“{unknown[0]}” is no kind of impact of your matrix.")
    try:
        return matrix.scored(given.impact, given.likelihood)
    except ValueError as error:
        raise RiskError(str(error)) from error


def _scores_in_words(scores: Mapping[str, dict[str, Any] | None]) -> str:
    return ", ".join(
        f"{name} {score['highest']} × {score['likelihood']} = {score['product']}, "
        f"{RATING_WORDS[score['rating']].lower()}"
        for name, score in scores.items()
        if score
    )


def _in_words(value: str | Post | date | None) -> str:
    return day_in_words(value) if isinstance(value, date) else str(value or "")


def _refs(actions: Sequence[Action]) -> str:
    return ", ".join(action.ref or action.title[:60] for action in actions)


def _note(
    plan: Plan, type_: str, subject: PlanRisk | Action, *, by: User, at: datetime, **details: str
) -> None:
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    record_in(plan, type_, by=by, at=at, of=subject, **details)
