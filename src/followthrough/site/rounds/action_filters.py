"""What rounds tell the register of actions: which gave no return, for its filters and its documents."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from followthrough.plan.document import Round as RoundOfPlan
from followthrough.site import clock
from followthrough.site.changes.log_rounds import offer_rounds_of_log
from followthrough.site.changes.taking_effect import offer_what_holds
from followthrough.site.history.models import Event
from followthrough.site.register.conditions import PlanCondition, offer
from followthrough.site.register.models import Action, Plan, Update
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


def _changed_since_the_last(plan: Plan, day: date) -> Q:
    """Something said or edited since the last round was locked; nothing where none was locked here."""
    locked = plan.rounds.filter(state__in=_CLOSED, imported=False).order_by("-period").first()
    if locked is None:
        return Q(pk__in=[])
    said = Update.objects.filter(action=OuterRef("pk"), at__gt=locked.locked_at)
    done = Event.objects.filter(
        subject_type=Action._meta.label_lower,
        subject_id=Cast(OuterRef("pk"), CharField()),
        at__gt=locked.locked_at,
    )
    return Q(Exists(said)) | Q(Exists(done))


def _locked_round(plan: Plan) -> str:
    """The round that is locked and not yet published: what it will say stays as it is."""
    locked = plan.rounds.filter(state=Round.State.LOCKED).order_by("-period").first()
    return f"the {locked}" if locked else ""


def _locked_days(plan: Plan) -> list[tuple[str, date]]:
    """The rounds that were locked here, and when, the oldest first."""
    locked = plan.rounds.filter(state__in=_CLOSED, imported=False).order_by("period")
    return [(str(round_), clock.day_of(round_.locked_at)) for round_ in locked if round_.locked_at]


offer_rounds(tell_of_rounds)
offer_rounds_of_log(_locked_days)
offer_what_holds(_locked_round)
offer("changed_since_round", PlanCondition("Changed since the last round", _changed_since_the_last))
offer(
    "no_return",
    PlanCondition("No return in the last closed round", lambda plan, day: _none_in_the_last(1, plan)),
)
offer(
    "no_return_twice", PlanCondition("No return twice running", lambda plan, day: _none_in_the_last(2, plan))
)
offer("no_return_yet", PlanCondition("No return yet in the open round", _none_in_the_open_round))
