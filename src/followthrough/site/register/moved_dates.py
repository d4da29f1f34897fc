"""How far the due date of an action has moved since it was first agreed, and how often."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from followthrough.outputs.wording import counted
from followthrough.plan.when import When
from followthrough.rules.slippage import is_dated, months_between
from followthrough.site.history.models import Event
from followthrough.site.register.facts import when_of
from followthrough.site.register.kept import kept
from followthrough.site.register.models import Action, Plan

_ACTION = Action._meta.label_lower
# What edits call the field (register/editing/agreed_fields.py).
DUE_LABEL = "Due date"
# Less than this is no month: the last days of two months are 0.97 of one apart.
NO_MONTH = 0.9


@dataclass(frozen=True)
class Moved:
    """Months from the first date to the one agreed now, below zero for earlier, and how often it moved.

    `first` is the first date in its words, `decided` who decided the last move, "" where nobody knows.
    """

    months: float
    times: int
    first: str = ""
    decided: str = ""

    @property
    def words(self) -> str:
        """ "+9 months, 2 moves"."""
        sign, months = ("+" if self.months > 0 else "−"), round(abs(self.months))
        far = f"{sign}{counted(months, 'month')}" if abs(self.months) >= NO_MONTH else "by days"
        return f"{far}, {counted(self.times, 'move')}"


# By the key of each action whose due date was moved here, who decided the last move, in words.
Teller = Callable[[Plan], dict[int, str]]
_tellers: list[Teller] = []


def offer_who_moved_dates(teller: Teller) -> None:
    """Takes the function of change control, which the register does not know, that tells who moved dates."""
    _tellers.append(teller)


def who_moved_dates(plan: Plan, actions: Iterable[Action]) -> dict[int, str]:
    """Who decided the last move of each due date of a plan, by the key of its action.

    Looked up once a change of the plan, and only where a date of these actions is not the first one.
    """
    if all(action.original_due in (None, action.due) for action in actions):
        return {}
    return kept(
        plan, "who-moved-dates", lambda: {key: by for tell in _tellers for key, by in tell(plan).items()}
    )


def moved_since_first(first: When | None, now: When | None, *, times: int, decided: str = "") -> Moved | None:
    """None where the date stands as it was first agreed, or either is no date."""
    if first is None or now is None or not (is_dated(first) and is_dated(now)) or first.text == now.text:
        return None
    if first.latest is None or now.latest is None or lies_within(now, first):
        return None
    # A file that brings both dates says that it moved, not how often.
    return Moved(months_between(first.latest, now.latest), max(times, 1), first.text, decided)


def lies_within(now: When, before: When) -> bool:
    """Whether a date only says nearer what another said: the 13th of a month, where the month was said."""
    if now.latest == before.latest:
        return True
    days = now.earliest, before.earliest, now.latest, before.latest
    return None not in days and before.earliest <= now.earliest and now.latest <= before.latest  # type: ignore[operator]


def times_moved(actions: Collection[int]) -> Counter[int]:
    """How often the due date of each of the actions, by key, was changed here. One query."""
    events = Event.objects.filter(subject_type=_ACTION, subject_id__in=[str(key) for key in actions])
    return _moves_in(events.order_by().values_list("subject_id", "details"))


def _moves_in(events: Iterable[tuple[str, Any]]) -> Counter[int]:
    moves: Counter[int] = Counter()
    for subject, details in events:
        moves[int(subject)] += any(
            change["field"] == DUE_LABEL and change["old"] for change in details.get("changes", ())
        )
    return moves


def moved_in(plan: Plan) -> dict[int, Moved]:
    """By its number, each action of the plan whose due date is not the first one; looked up once a change."""
    return kept(plan, "moved-dates", lambda: _moved_in(plan))


def _moved_in(plan: Plan) -> dict[int, Moved]:
    of_plan = Event.objects.filter(plan_id=plan.pk, subject_type=_ACTION).order_by()
    times = _moves_in(of_plan.values_list("subject_id", "details"))
    dated = plan.actions.exclude(original_due=None).order_by()
    found = {
        number: moved_since_first(when_of(first), when_of(now), times=times[key])
        for key, number, first, now in dated.values_list("pk", "number", "original_due", "due")
    }
    return {number: moved for number, moved in found.items() if moved}


def has_slipped(months: float) -> Callable[[Plan, date], Q]:
    """The actions whose date is so many months later than the first, or more, as a condition."""

    def condition(plan: Plan, day: date) -> Q:
        late = [number for number, moved in moved_in(plan).items() if moved.months >= months]
        return Q(number__in=late)

    return condition


def moved_twice(plan: Plan, day: date) -> Q:
    """The actions whose date moved twice or more, as a condition."""
    return Q(number__in=[number for number, moved in moved_in(plan).items() if moved.times > 1])
