"""What an overseer sees: the plans whose office consented, each with what its newest edition says.

It asks the tables of editions, and its own. How many queries it makes does not depend on how many plans
there are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from followthrough.outputs.report.stand import LATE
from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE
from followthrough.site.editions.models import Edition, EditionAction
from followthrough.site.editions.queries import LATER
from followthrough.site.oversight.models import Consent
from followthrough.site.people.models import Organisation
from followthrough.site.public.queries import PAPER_FIRST

# A quarter: councils that report to a commissioner or a board do so at least as often.
SILENT_AFTER = timedelta(days=92)

# The states that an edition tells by a figure that names its actions.
NAMED = {"past": "past_date", "first": "late_on_first_date", "silent": "no_return"}
Belongs = Callable[[EditionAction, dict[str, Any]], bool]


def _named(figure: str) -> Belongs:
    """Whether an action is among those that a figure of the edition names."""
    return lambda action, figures: (action.ref or action.title) in (figures.get(figure) or ())


@dataclass(frozen=True)
class State:
    """A number of the table: its heading, what it counts in words, and which actions those are."""

    name: str
    heading: str
    words: str
    belongs: Belongs


STATES = {
    state.name: state
    for state in (
        State("done", "Complete or closed", "complete or closed", lambda a, _: a.status_kind in CLAIMED_DONE),
        State("on-track", "On track", "on track", lambda a, _: a.status_kind == Status.ON_TRACK),
        State("late", "Late by status", "late by their status", lambda a, _: a.status_kind in LATE),
        State("past", "Past agreed date", "past their agreed date", _named(NAMED["past"])),
        State("first", "Late on first date", "late on their first date", _named(NAMED["first"])),
        State("silent", "No return", "without a return", _named(NAMED["silent"])),
    )
}


@dataclass(frozen=True)
class Overseen:
    """A plan as its newest edition tells it; `counts` by the names of STATES, None where it does not say."""

    consent: Consent
    edition: Edition | None
    counts: dict[str, int | None]
    last_published: datetime | None
    day: date

    @property
    def title(self) -> str:
        return self.edition.plan_title if self.edition else self.consent.title

    @property
    def total(self) -> int | None:
        return self.edition.figures.get("total") if self.edition else None

    @property
    def is_silent(self) -> bool:
        """Whether nothing was published for a quarter, or since the consent where that is longer ago."""
        since = self.last_published or self.consent.at
        return self.day - since.date() > SILENT_AFTER

    @property
    def numbers(self) -> list[tuple[State, int | None]]:
        return [(state, self.counts[name]) for name, state in STATES.items()]


def consents_to(overseer: Organisation) -> QuerySet[Consent]:
    """The consents in force to an organisation that oversees; none to one that no longer does."""
    found = Consent.objects.filter(overseer=overseer, overseer__oversees=True, ended_at=None)
    return found.order_by("body", "title", "pk")


def overseen_by(overseer: Organisation, *, day: date) -> list[Overseen]:
    """Every plan that an organisation oversees, by body, in a constant number of queries."""
    consents = list(consents_to(overseer))
    plans = [each.plan_id for each in consents]
    editions = {each.plan_id: each for each in _newest_editions(plans)}
    on_track = _number_on_track([each.pk for each in editions.values()])
    published = Edition.objects.filter(
        plan_id__in=plans, audience=Edition.Audience.PUBLIC, state=Edition.State.PUBLISHED, withdrawal=None
    )
    last = dict(published.order_by().values_list("plan_id").annotate(Max("published_at")))
    return [
        Overseen(each, edition, _counts_in(edition, on_track), last.get(each.plan_id), day)
        for each in consents
        for edition in [editions.get(each.plan_id)]
    ]


def _newest_editions(plans: list[int]) -> QuerySet[Edition]:
    """Of each plan the edition in force that tells of its actions last; the progress paper comes first."""
    telling = Edition.objects.filter(
        ~Exists(LATER), plan_id=OuterRef("plan_id"), audience=Edition.Audience.PUBLIC,
        state=Edition.State.PUBLISHED, withdrawal=None,
    ).exclude(figures={})  # fmt: skip
    newest = telling.order_by("-period", PAPER_FIRST, "-published_at", "pk").values("pk")[:1]
    return Edition.objects.filter(plan_id__in=plans, pk=Subquery(newest)).defer("content")


def _number_on_track(editions: list[int]) -> dict[int, int]:
    found = EditionAction.objects.filter(edition_id__in=editions, status_kind=Status.ON_TRACK)
    return dict(found.order_by().values_list("edition_id").annotate(Count("pk")))


def _counts_in(edition: Edition | None, on_track: dict[int, int]) -> dict[str, int | None]:
    if edition is None:
        return dict.fromkeys(STATES)
    figures = edition.figures
    lists = {name: figures.get(figure) for name, figure in NAMED.items()}
    return {
        "done": figures.get("done"),
        "on-track": on_track.get(edition.pk, 0),
        "late": figures.get("late"),
        **{name: None if found is None else len(found) for name, found in lists.items()},
    }


def says(edition: Edition, state: State) -> bool:
    """Whether an edition tells which actions are of a state: a plan without first dates can't of one."""
    return state.name not in NAMED or edition.figures.get(NAMED[state.name]) is not None
