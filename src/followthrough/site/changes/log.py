"""The change log of a plan as plain facts: what was asked and what became of it, between two days.

For the pages, the command line and the reports: nothing here is a row of the database.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db.models import QuerySet

from followthrough.plan.when import When, read_when
from followthrough.rules.slippage import is_dated, months_between
from followthrough.site import clock
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.register.facts import when_of
from followthrough.site.register.models import Plan

State = ChangeRequest.State
# What stands for the action of a change of the whole plan; what changed a plan; what was decided.
THE_PLAN = "The whole plan"
CHANGED = (State.APPROVED, State.RECORDED)
DECIDED = (State.APPROVED, State.RECORDED, State.REFUSED, State.DEFERRED)


@dataclass(frozen=True)
class LoggedChange:
    """One change of a plan. `on` is the day of its decision or record, of its asking while it waits.

    `new` is what was agreed, else what was asked. `months` is how much later an end date became, below zero
    for earlier, None for what is no such date. `takes_effect_later`: it is decided while a round is locked.
    """

    number: int
    action: int | None
    ref: str
    title: str
    theme: str
    kind: str
    field: str
    old: str
    new: str
    cause: str
    reason: str
    state: str
    asked_by: str
    on_behalf_of: str
    asked_at: str
    decided_by: str
    forum: str
    on: date
    minute: str
    decision: str
    deferred_until: date | None
    months: float | None
    takes_effect_later: bool

    @property
    def name(self) -> str:
        return f"CR {self.number}"

    @property
    def decided(self) -> str:
        """Where and when: "Improvement Board, 3 December 2026"; what needed no decision says so."""
        return f"{self.forum}, {self.on:%-d %B %Y}" if self.forum else f"{self.on:%-d %B %Y}"

    def as_json(self) -> dict[str, Any]:
        """Its facts as JSON has them: days as texts, `date` that of the decision, null while it waits."""
        facts = asdict(self)
        facts["date"] = self.on.isoformat() if self.state in DECIDED else None
        facts["deferred_until"] = self.deferred_until.isoformat() if self.deferred_until else None
        return {name: facts[name] for name in self.columns()}

    @staticmethod
    def columns() -> list[str]:
        """The names of its facts in JSON and CSV."""
        return ["date" if each.name == "on" else each.name for each in fields(LoggedChange)]


def changes_between(
    plan: Plan,
    first: date | None = None,
    last: date | None = None,
    *,
    states: Collection[str] = (),
) -> list[LoggedChange]:
    """The changes of a plan that were decided, recorded or, where nobody has, asked from one day to another,
    both included, the oldest first. One query. `states` narrows them to some of ChangeRequest.State.
    """
    logged = [logged_change(request) for request in _requests(plan, states)]
    inside = [
        each for each in logged if (first is None or each.on >= first) and (last is None or each.on <= last)
    ]
    return sorted(inside, key=lambda each: (each.on, each.number))


def decided_changes(plan: Plan, first: date | None = None, last: date | None = None) -> list[LoggedChange]:
    """Those of them that changed the plan: approved, or recorded. What a report lists."""
    return changes_between(plan, first, last, states=CHANGED)


def logged_change(request: ChangeRequest) -> LoggedChange:
    """One request as plain facts; its action, people and cause are at hand."""
    action, is_new = request.action, request.kind == ChangeRequest.Kind.NEW
    return LoggedChange(
        number=request.number,
        action=action.number if action else None,
        ref=(action.ref if action else None) or "",
        title=action.title if action else request.new_words if is_new else THE_PLAN,
        theme=str(action.theme) if action and action.theme else "",
        kind=request.kind,
        field=request.what,
        old=request.old_words,
        new=request.comes_to,
        cause=request.cause.name if request.cause else "",
        reason=(request.reason or "").strip(),
        state=request.state,
        asked_by=str(request.asked_by) if request.asked_by else request.from_file,
        on_behalf_of=request.on_behalf_of,
        asked_at=request.asked_at.isoformat(),
        decided_by=str(request.decided_by) if request.decided_by else "",
        forum=request.forum if request.decided_on else _no_forum(request),
        on=day_of_change(request),
        minute=request.minute,
        decision=request.decision,
        deferred_until=request.deferred_until,
        months=months_moved(request),
        takes_effect_later=request.takes_effect_later,
    )


def day_of_change(request: ChangeRequest) -> date:
    """The day on which it was decided, else on which it was asked."""
    return request.decided_on or clock.day_of(request.asked_at)


def months_moved(request: ChangeRequest) -> float | None:
    """How many months later an end date becomes; None where it is no end date or either side is none."""
    if request.field != "due":
        return None
    old = _date_of(request.old, request.old_words)
    new = _date_of(request.agreed or request.new, request.comes_to)
    if old is None or new is None or old.latest is None or new.latest is None:
        return None
    return round(months_between(old.latest, new.latest), 1)


def _date_of(value: Any, words: str) -> When | None:
    """A date of a request; an edit by hand has its words alone."""
    when = when_of(value) if value else read_when(words) if words else None
    return when if when and is_dated(when) else None


def _no_forum(request: ChangeRequest) -> str:
    return request.decided_in_words if request.state == State.RECORDED else ""


def _requests(plan: Plan, states: Collection[str]) -> QuerySet[ChangeRequest]:
    requests = plan.change_requests.select_related("action__theme", "asked_by", "decided_by", "cause", "plan")
    return (requests.filter(state__in=states) if states else requests).order_by("number")
