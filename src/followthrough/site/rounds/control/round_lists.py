"""Lists of rounds, with how many of their returns came."""

from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import NEARNESS, unanswered


def nearest_first(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """What is open, then locked, then planned, the next first, then what was published, the latest first."""
    coming = Case(When(state=Round.State.PUBLISHED, then=None), default=F("period"))
    return rounds.order_by(NEARNESS, coming.asc(nulls_last=True), "-period", "plan__title", "pk")


def with_returns_counted(rounds: QuerySet[Round]) -> Any:
    """The rounds with how many returns each asks for (`asked`) and how many came (`number_in`)."""
    returns = ActionReturn.objects.filter(round=OuterRef("pk"))
    counted = rounds.annotate(asked=_number(returns), missing=_number(unanswered(returns)))
    return counted.annotate(number_in=F("asked") - F("missing"))


def _number(returns: QuerySet[ActionReturn]) -> Coalesce:
    by_round = returns.order_by().values("round").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(by_round, output_field=IntegerField()), 0)
