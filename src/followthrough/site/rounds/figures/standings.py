"""How the actions of a plan stand in a period: rows for a publication, built in memory from the register."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet, Subquery

from followthrough.plan.document import Status
from followthrough.plan.statuses import OPEN
from followthrough.plan.when import When
from followthrough.plan.when.periods import words_of
from followthrough.rules.dependence import AtRisk
from followthrough.rules.implied_status import implied_by_dates
from followthrough.rules.slippage import Bands, is_past, slippage, slippage_from_first
from followthrough.rules.what_is_asked import Promised
from followthrough.site.evidence.queries import closed_with_evidence_tested
from followthrough.site.register.dependence import Hanging
from followthrough.site.register.facts import when_of
from followthrough.site.register.latest_words import updates_latest_first
from followthrough.site.register.models import Action, Ownership, Plan, Update
from followthrough.site.register.moved_dates import who_moved_dates
from followthrough.site.rounds.publications import Standing

# The columns that a standing is made of.
_OF_ACTION = ["number", "position", "ref", "title", "kind", "depth", "parent", "theme__title"]
_OF_ACTION += ["workstream__title", "start", "original_due", "due", "due_latest"]
_OF_OWNER = ["action", "part", "role", "name"]


class Said(NamedTuple):
    """What one update says. A plan may have tens of thousands, so they are no model instances here."""

    period: str | None
    status: str | None
    status_text: str | None
    text: str | None
    by_text: str | None
    on: date | None
    forecast: Any
    reason: str | None
    nothing_changed: bool

    @property
    def says_something(self) -> bool:
        return bool(self.status or self.status_text or self.text or self.forecast)


@dataclass(frozen=True)
class ActionFacts:
    """An action with what a standing is derived from, each date read once however many periods there are.

    `updates` come in the order of what was said: the oldest period first, before it what names no period.
    """

    row: Action
    has_parts: bool
    updates: list[Said]
    evidence_tested: bool = False
    date_decided: str = ""

    @cached_property
    def start(self) -> When | None:
        return when_of(self.row.start)

    @cached_property
    def due(self) -> When | None:
        return when_of(self.row.due)

    @cached_property
    def original_due(self) -> When | None:
        return when_of(self.row.original_due)

    @cached_property
    def owners(self) -> list[dict[str, str]]:
        return [
            {"part": owner.part, "role": owner.role, "name": owner.name}
            for owner in self.row.ownerships.all()
        ]

    @property
    def declares_something(self) -> bool:
        """Whether it has a status, an owner or a date: without, a part is a paragraph of its parent."""
        return bool(self.owners or self.row.due or any(update.status for update in self.updates))

    def said_up_to(self, period: str) -> list[Said]:
        return [update for update in self.updates if (update.period or "") <= period]

    def is_heard_after(self, period: str) -> bool:
        """Whether anything was said of it for a later period."""
        return any((update.period or "") > period and update.says_something for update in self.updates)

    @property
    def last_words(self) -> str | None:
        """What was said of it last, with the month in which it was said."""
        last = next((update for update in reversed(self.updates) if update.text), None)
        if last is None or last.period is None:
            return last.text if last else None
        return f"{words_of(last.period)}: {last.text}"

    def promised(self, status: Status | None) -> Promised:
        """What the rules on who is asked look at."""
        return Promised(
            kind=self.row.kind,  # type: ignore[arg-type]  # the choices are the document's kinds
            status=status,
            start=self.start,
            due=self.due,
            has_parts=self.has_parts,
        )


def facts_of(
    plan: Plan, *, period: str | None = None, only: Collection[int] | None = None
) -> list[ActionFacts]:
    """The plan's actions in order, those that were archived left out, in a constant number of queries.

    For a period alone, each has only those of its updates that tell how it stood then. `only`: those alone
    that have these keys.
    """
    there = Action.objects.filter(plan=plan, archived_at=None)
    rows = (
        (there if only is None else there.filter(pk__in=only))
        .select_related("theme", "workstream")
        .prefetch_related(Prefetch("ownerships", Ownership.objects.order_by("position").only(*_OF_OWNER)))
        .annotate(evidence_tested=closed_with_evidence_tested())
        .order_by("position")
        .only(*_OF_ACTION)
    )
    updates = Update.objects.filter(action__plan=plan) if period is None else _telling(plan, period, only)
    actions, said = list(rows), _said_by_action(updates)
    deciders = who_moved_dates(plan, actions)
    parts = actions if only is None else there.filter(parent__in=only).only("parent")
    with_parts = {action.parent_id for action in parts}
    return [
        ActionFacts(
            action,
            action.pk in with_parts,
            said[action.pk],
            vars(action)["evidence_tested"],
            deciders.get(action.pk, ""),
        )
        for action in actions
    ]


def _telling(plan: Plan, period: str, only: Collection[int] | None) -> QuerySet[Update]:
    """The updates for a period, and before it the last of each action with a status, and with a forecast."""
    earlier = updates_latest_first().filter(Q(period=None) | Q(period__lt=period))
    actions = plan.actions.order_by() if only is None else plan.actions.order_by().filter(pk__in=only)
    last = [
        actions.values(last=Subquery(earlier.filter(says).values("pk")[:1]))
        for says in (Q(status__isnull=False), Q(forecast__isnull=False))
    ]
    updates = Update.objects.order_by()  # the parts of a union have no order of their own
    of_period = updates.filter(action__plan=plan, period=period)
    if only is not None:
        of_period = of_period.filter(action__in=only)
    return of_period.union(*(updates.filter(pk__in=each) for each in last))


def _said_by_action(updates: QuerySet[Update]) -> defaultdict[int, list[Said]]:
    said: defaultdict[int, list[Said]] = defaultdict(list)
    for action, _, *words in updates.order_by("position").values_list("action", "position", *Said._fields):
        said[action].append(Said(*words))
    for of_action in said.values():
        of_action.sort(key=lambda update: update.period or "")
    return said


def status_of(said: Sequence[Said]) -> Status | None:
    """The status last declared."""
    return next((Status(update.status) for update in reversed(said) if update.status), None)


def standings_of(
    facts: Iterable[ActionFacts],
    *,
    period: str,
    day: date,
    bands: Bands,
    asked: Mapping[int, bool],
    before: Mapping[int, Standing],
    hanging: Hanging | None = None,
) -> list[Standing]:
    """The standings, unsaved and of no publication yet, of the period as at the day.

    `asked` are the keys of the actions of which a return was asked, each with whether it didn't come;
    `before` the standings of the round before, by number of action.
    """
    return [
        standing_of(
            one,
            period=period,
            day=day,
            bands=bands,
            asked=one.row.pk in asked,
            missing=asked.get(one.row.pk, False),
            before=before,
            hanging=hanging,
        )
        for one in facts
    ]


def standing_of(
    facts: ActionFacts,
    *,
    period: str,
    day: date,
    bands: Bands,
    asked: bool,
    missing: bool,
    before: Mapping[int, Standing],
    dates_known: bool = True,
    hanging: Hanging | None = None,
) -> Standing:
    """How one action stands; without its dates where what was agreed in the period is not known.

    `hanging` is what hangs on what; None of a time of which nobody can tell.
    """
    row, said = facts.row, facts.said_up_to(period)
    status = status_of(said)
    is_open = row.kind != "heading" and (status is None or status in OPEN)
    forecast = _forecast_in(said, day) if is_open else None
    earlier = before.get(row.number)
    at_risk = hanging.at_risk_with(row.pk, forecast) if hanging else None
    by_dates = _NO_DATES
    if dates_known:
        by_dates = _by_dates(facts, status, forecast, day, bands, earlier, is_open, at_risk)
    return Standing(
        number=row.number,
        position=row.position,
        ref=row.ref,
        title=row.title,
        kind=row.kind,
        depth=row.depth,
        theme=row.theme.title if row.theme else None,
        workstream=row.workstream.title if row.workstream else None,
        owners=facts.owners,
        status=status,
        said_in=next((update.period for update in reversed(said) if update.status), None),
        asked=asked,
        missing_return=missing,
        missed_running=_missed_running(earlier) + 1 if missing else 0,
        is_open=is_open,
        forecast=forecast.model_dump(mode="json", exclude_defaults=True) if forecast else None,
        forecast_latest=forecast.latest if forecast else None,
        evidence_tested=facts.evidence_tested if status is Status.CLOSED else None,
        **_said_in([update for update in said if update.period == period]),
        **by_dates,
    )


# Of a period of which nobody can tell any more what was agreed.
_NO_DATES: dict[str, Any] = {"is_overdue": False, "without_dates": True}


def _missed_running(before: Standing | None) -> int:
    """How many rounds up to the one before had no return, one after the other."""
    if before is None:
        return 0
    return int(before.missing_return) if before.missed_running is None else before.missed_running


def _by_dates(
    facts: ActionFacts,
    status: Status | None,
    forecast: When | None,
    day: date,
    bands: Bands,
    before: Standing | None,
    is_open: bool,
    at_risk: AtRisk | None,
) -> dict[str, Any]:
    """The agreed dates and all that hangs on them."""
    implied = implied_by_dates(
        facts.start,
        facts.due,
        declared=status,
        forecast=forecast,
        day=day,
        bands=bands,
        at_risk=at_risk,
    )
    return {
        "start": facts.row.start,
        "original_due": facts.row.original_due,
        "due": facts.row.due,
        "due_latest": facts.row.due_latest,
        "implied": implied.status if implied and is_open else None,
        "redated": _times_redated(facts, before),
        "date_decided": facts.date_decided or None,
        **_lateness(facts, forecast, day, is_open),
    }


def _forecast_in(said: Sequence[Said], day: date) -> When | None:
    """The forecast last given, None where it has passed: it tells nothing any more."""
    stored = next((update.forecast for update in reversed(said) if update.forecast), None)
    forecast = when_of(stored)
    return None if is_past(forecast, day) else forecast


def _said_in(updates: Sequence[Said]) -> dict[str, Any]:
    """What was said for the period itself: of several updates the last that says each thing."""
    latest = updates[-1] if updates else None
    worded = next((update for update in reversed(updates) if update.text), None)
    return {
        "declared": status_of(updates),
        "text": worded.text if worded else None,
        "by_text": worded.by_text if worded else None,
        "on": worded.on if worded else None,
        "reason": latest.reason if latest else None,
        "nothing_changed": bool(latest and latest.nothing_changed),
    }


def _lateness(facts: ActionFacts, forecast: When | None, day: date, is_open: bool) -> dict[str, Any]:
    """Slip in months and days overdue, of what is open: what is finished is late no more."""
    if not is_open:
        return {"is_overdue": False}
    due, original = facts.due, facts.original_due or facts.due
    of_original = slippage_from_first(original, due, forecast=forecast, day=day)
    of_current = slippage(due, forecast=forecast, day=day)
    latest = facts.row.due_latest
    overdue = (day - latest).days if latest and latest < day else None
    return {
        "slip_original": of_original.least if of_original else None,
        "slip_current": of_current.least if of_current else None,
        "is_overdue": overdue is not None,
        "days_overdue": overdue,
    }


def _times_redated(facts: ActionFacts, before: Standing | None) -> int:
    """How many times the agreed date has moved, as far as dates and published rounds tell."""
    if before is None or before.without_dates:
        return int(facts.original_due is not None and is_other_date(facts.original_due, facts.due))
    return before.redated + int(is_other_date(when_of(before.due), facts.due))


def is_other_date(one: When | None, other: When | None) -> bool:
    """Whether two dates mean other days; where neither means any, whether the words are others."""
    if one is None or other is None:
        return one is not other
    days, others = (one.earliest, one.latest), (other.earliest, other.latest)
    return one.text.split() != other.text.split() if days == others == (None, None) else days != others
