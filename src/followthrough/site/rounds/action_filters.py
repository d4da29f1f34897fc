"""What rounds tell the register of actions: which gave no return, for its filters and its documents."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from followthrough.plan.document import Round as RoundOfPlan
from followthrough.site.register.conditions import PlanCondition, offer
from followthrough.site.register.models import Plan
from followthrough.site.register.silence import RoundsTold, offer_rounds
from followthrough.site.rounds.models import ActionReturn, Round, Standing
from followthrough.site.rounds.queries import unanswered

_CLOSED = (Round.State.LOCKED, Round.State.PUBLISHED)


def tell_of_rounds(plan: Plan, actions: Collection[int] | None) -> RoundsTold:
    """What the register is told of a plan's rounds, in two queries."""
    begun = plan.rounds.exclude(state=Round.State.PLANNED).order_by("period")
    rounds = list(begun.values_list("period", "state", "imported"))
    here = [
        RoundOfPlan(period=each, is_open=state == "open") for each, state, imported in rounds if not imported
    ]
    no_return: defaultdict[int, list[str]] = defaultdict(list)
    if any(not each.is_open for each in here):
        closed = ActionReturn.objects.filter(
            round__plan=plan, round__state__in=_CLOSED, round__imported=False
        )
        asked = closed if actions is None else closed.filter(action__in=actions)
        missing = unanswered(asked).order_by("round__period").values_list("action", "round__period")
        for action, period in missing:
            no_return[action].append(period)
    return RoundsTold(here, [each for each, _, imported in rounds if imported], dict(no_return))


def _none_in_the_open_round(plan: Plan, day: date) -> Q:
    asked = ActionReturn.objects.filter(action=OuterRef("pk"), round__state=Round.State.OPEN)
    return Q(Exists(unanswered(asked)))


def _none_in_the_last(number: int, plan: Plan) -> Q:
    """No return in each of so many rounds that were closed last; nothing where there are not so many."""
    closed = list(plan.rounds.filter(state__in=_CLOSED).order_by("-period")[:number])
    return _in_all(closed) if len(closed) == number else Q(pk__in=[])


def _in_all(rounds: Iterable[Round]) -> Q:
    silent = Q()
    for round_ in rounds:
        silent &= Q(Exists(_missing_of_file(round_) if round_.imported else _missing_of(round_)))
    return silent


def _missing_of(round_: Round) -> QuerySet[ActionReturn]:
    return unanswered(ActionReturn.objects.filter(action=OuterRef("pk"), round=round_))


def _missing_of_file(round_: Round) -> QuerySet[Standing]:
    return Standing.objects.filter(publication__round=round_, number=OuterRef("number"), missing_return=True)


offer_rounds(tell_of_rounds)
offer(
    "no_return",
    PlanCondition("No return in the last closed round", lambda plan, day: _none_in_the_last(1, plan)),
)
offer(
    "no_return_twice", PlanCondition("No return twice running", lambda plan, day: _none_in_the_last(2, plan))
)
offer("no_return_yet", PlanCondition("No return yet in the open round", _none_in_the_open_round))
