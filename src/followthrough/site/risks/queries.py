"""What is asked about risks: `risks_of` and `risks_of_actions` have plain rows, for reports as well."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count, Prefetch, Q

from followthrough.plan.risk import RATING_WORDS, Rating, RiskScale, read_rating
from followthrough.site.people.models import Organisation
from followthrough.site.register.models import Action, Plan
from followthrough.site.risks.matrix import matrix_of
from followthrough.site.risks.models import Assessment, PlanRisk

Direction = Literal["new", "up", "same", "down"]
DIRECTIONS: dict[Direction, str] = {"new": "New", "up": "Rising", "same": "The same", "down": "Falling"}


@dataclass(frozen=True)
class Score:
    """One score: impact (the highest of its criteria) by likelihood, and its rating by the present matrix."""

    impact: int
    likelihood: int
    criterion: str
    product: int
    rating: Rating

    @property
    def rating_words(self) -> str:
        return RATING_WORDS[self.rating]

    @property
    def words(self) -> str:
        return f"{self.product} {self.rating_words}"


@dataclass(frozen=True)
class RiskRow:
    """A risk of a plan as it stands on a day. Scores are None until somebody gives them."""

    number: int
    title: str
    cause: str
    event: str
    effect: str
    controls: str
    owner: str
    inherent: Score | None
    current: Score | None
    target: Score | None
    direction: Direction | None
    assessed_at: datetime | None
    review_on: date | None
    is_past_review: bool
    closed_on: date | None
    closed_because: str
    exempt_because: str
    actions: tuple[tuple[int, str], ...]

    @property
    def ref(self) -> str:
        return f"R{self.number}"

    @property
    def direction_words(self) -> str:
        return DIRECTIONS[self.direction] if self.direction else "Not scored"


@dataclass(frozen=True)
class ActionRiskRow:
    """The risk of an action: its score where it was scored here, else the rating that its plan prints."""

    number: int
    ref: str | None
    title: str
    score: Score | None
    rating: Rating | None
    printed: str
    description: str
    times_scored: int

    @property
    def rating_words(self) -> str:
        return RATING_WORDS[self.rating] if self.rating else self.printed or "Not rated"


def score_of(stored: dict[str, Any] | None, scale: RiskScale) -> Score | None:
    """A score as an assessment keeps it, rated by the present scale."""
    if stored is None:
        return None
    return Score(
        stored["highest"],
        stored["likelihood"],
        stored["criterion"],
        stored["product"],
        scale.rating_of(stored["product"]),
    )


def risks_of(plan: Plan, *, day: date, is_open: bool | None = True) -> list[RiskRow]:
    """The risks of a plan as they stand on a day, the gravest first; `is_open` None: closed ones as well."""
    found = plan.risks.select_related("owner").prefetch_related(
        Prefetch("assessments", Assessment.objects.order_by("pk")),
        Prefetch("actions", Action.objects.filter(archived_at=None).order_by("position")),
    )
    if is_open is not None:
        found = found.filter(closed_on__isnull=is_open)
    scale = matrix_of(plan.organisation).scale
    rows = [_row(risk, scale, day) for risk in found]
    return sorted(rows, key=lambda row: (-(row.current.product if row.current else 0), row.number))


def _row(risk: PlanRisk, scale: RiskScale, day: date) -> RiskRow:
    scored = list(risk.assessments.all())
    last = scored[-1] if scored else None
    return RiskRow(
        number=risk.number,
        title=risk.title,
        cause=risk.cause,
        event=risk.event,
        effect=risk.effect,
        controls=risk.controls,
        owner=str(risk.owner or ""),
        inherent=score_of(last.inherent if last else None, scale),
        current=score_of(last.current if last else None, scale),
        target=score_of(last.target if last else None, scale),
        direction=direction_of(scored),
        assessed_at=last.at if last else None,
        review_on=risk.review_on,
        is_past_review=is_past_review(risk, day),
        closed_on=risk.closed_on,
        closed_because=risk.closed_because,
        exempt_because=risk.exempt_because,
        actions=tuple((action.number, action.ref or action.title[:60]) for action in risk.actions.all()),
    )


def direction_of(scored: Sequence[Assessment]) -> Direction | None:
    """Which way a risk went with its last scoring; None where it was never scored."""
    if len(scored) < 2:
        return "new" if scored else None
    before, now = (each.current["product"] for each in scored[-2:])
    return "up" if now > before else "down" if now < before else "same"


def is_past_review(risk: PlanRisk, day: date) -> bool:
    return risk.closed_on is None and risk.review_on is not None and risk.review_on < day


def risks_of_actions(plan: Plan) -> list[ActionRiskRow]:
    """The risk of each action that has one, in the order of the plan. Two queries."""
    scale = matrix_of(plan.organisation).scale
    scored: defaultdict[int, list[Assessment]] = defaultdict(list)
    for each in Assessment.objects.filter(action__plan=plan).order_by("pk"):
        if each.action_id is not None:
            scored[each.action_id].append(each)
    there = plan.actions.filter(archived_at=None).filter(Q(risk__isnull=False) | Q(pk__in=scored))
    return [_action_row(action, scored[action.pk], scale) for action in there.order_by("position")]


def action_risk(action: Action, scored: Sequence[Assessment] | None = None) -> ActionRiskRow:
    """The risk of one action, whether it has one or not; `scored`: its scorings in order, if at hand."""
    if scored is None:
        scored = list(action.risk_assessments.order_by("pk"))
    return _action_row(action, scored, matrix_of(action.plan.organisation).scale)


def _action_row(action: Action, scored: Sequence[Assessment], scale: RiskScale) -> ActionRiskRow:
    score = score_of(scored[-1].current if scored else None, scale)
    printed = (action.risk or {}).get("rating") or ""
    return ActionRiskRow(
        number=action.number,
        ref=action.ref,
        title=action.title,
        score=score,
        rating=score.rating if score else read_rating(printed),
        printed=printed,
        description=(action.risk or {}).get("description") or "",
        times_scored=len(scored),
    )


def counts_in_matrix(rows: Iterable[RiskRow | ActionRiskRow]) -> Counter[tuple[int, int]]:
    """How many rows stand at each (impact, likelihood) now; those without a score are in none."""
    scores = (row.current if isinstance(row, RiskRow) else row.score for row in rows)
    return Counter((score.impact, score.likelihood) for score in scores if score)


def reviews_past(organisation: Organisation, *, day: date) -> list[tuple[Plan, int]]:
    """The plans with open risks whose review date has passed, each with how many."""
    late = Count("risks", filter=Q(risks__closed_on=None, risks__review_on__lt=day))
    plans = Plan.objects.filter(organisation=organisation).exclude(state=Plan.State.ARCHIVED)
    return [(plan, plan.past) for plan in plans.annotate(past=late).filter(past__gt=0)]
