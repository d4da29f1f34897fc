"""Lists of rounds, with how many of their returns came and what they published."""

from collections.abc import Iterable, Mapping, Sized
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.rules.figures import NO_RETURN
from followthrough.rules.movement import LATENESS
from followthrough.site.rounds.models import ActionReturn, Publication, Round
from followthrough.site.rounds.queries import NEARNESS, is_unanswered


def nearest_first(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """What is open, then locked, then planned, the next first, then what was published, the latest first."""
    coming = Case(When(state=Round.State.PUBLISHED, then=None), default=F("period"))
    return rounds.order_by(NEARNESS, coming.asc(nulls_last=True), "-period", "plan__title", "pk")


def with_returns_counted(rounds: QuerySet[Round]) -> Any:
    """The rounds with how many returns each asks for (`asked`) and how many came (`number_in`)."""
    returns = ActionReturn.objects.filter(round=OuterRef("pk"))
    return rounds.annotate(asked=_number(returns), number_in=_number(returns.exclude(is_unanswered())))


def _number(returns: QuerySet[ActionReturn]) -> Coalesce:
    by_round = returns.order_by().values("round").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(by_round, output_field=IntegerField()), 0)


class Published(NamedTuple):
    """What a round published last, in four numbers, each with its list."""

    open: int
    slipped: int
    missing: int
    silent: int
    finished: int
    address: str

    @property
    def missing_in_words(self) -> str:
        """How many of those without a return count as such, where others were complete before."""
        complete = self.missing - self.silent
        return f"{self.silent} open, {complete} complete" if complete else ""


def with_what_was_published(rounds: Iterable[Round]) -> list[tuple[Round, Published | None]]:
    """The rounds, each with what it published last, None where nothing, in one query."""
    listed = list(rounds)
    editions = Publication.objects.filter(round__in=listed).order_by("edition")
    figures = ("counts", "missing", "closing", "total")
    numbers = ("round", "edition", *(f"figures__{name}" for name in figures))
    last = {row[0]: row[1:] for row in editions.values_list(*numbers)}
    return [(each, _published(each, *last[each.pk]) if each.pk in last else None) for each in listed]


def _published(
    round_: Round, edition: int, counts: Mapping[str, int], missing: Sized, closing: int, total: int
) -> Published:
    return Published(
        open=closing,
        slipped=sum(counts.get(state, 0) for state in LATENESS),
        missing=len(missing),
        silent=counts.get(NO_RETURN, 0),
        finished=total - closing - counts.get(Status.NOT_APPLICABLE, 0),
        address=reverse("edition_actions", args=[round_.plan.slug, round_.period, edition]),
    )
