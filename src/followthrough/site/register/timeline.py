"""The dates of a plan's open actions: first agreed, agreed now and expected, with how late each is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, OuterRef, QuerySet, Subquery

from followthrough.outputs.pictures import dates
from followthrough.outputs.pictures.picture import Picture
from followthrough.outputs.wording import counted
from followthrough.plan.when import When
from followthrough.rules.slippage import is_past, slippage
from followthrough.site.register.facts import when_of
from followthrough.site.register.models import Action, Plan, Update
from followthrough.site.register.queries import OPEN

# What is read of an action: its other columns are long.
_SHOWN = (
    "plan_id", "number", "ref", "title", "kind", "status", "due", "due_latest", "original_due",
    "theme__title", "workstream__title",
)  # fmt: skip


@dataclass(frozen=True)
class ActionDates:
    """An open action with its dates on a day. A forecast that has passed tells nothing any more."""

    action: Action
    original: When | None
    due: When | None
    forecast: When | None
    day: date

    @property
    def group(self) -> str:
        """What it stands under: its workstream, else its theme."""
        return str(self.action.workstream or self.action.theme or "")

    @property
    def is_overdue(self) -> bool:
        return self.action.is_overdue(self.day)

    @cached_property
    def months_late(self) -> float:
        """Against the date agreed now, the least that the dates allow; 0 where nothing shows it late."""
        found = slippage(self.due, forecast=self.forecast, day=self.day)
        return max(found.least, 0) if found else 0

    @property
    def late_in_words(self) -> str:
        """How late it is, in whole months; what is late by less says so."""
        if not self.is_late:
            return "Not late"
        months = round(self.months_late)
        return counted(months, "month") if months else "Less than a month"

    @property
    def is_late(self) -> bool:
        """Whether it is overdue, or expected later than agreed."""
        return self.is_overdue or self.months_late > 0


def dated_actions(plan: Plan, *, day: date) -> list[ActionDates]:
    """The open actions with a day to be done by, in the order of the plan, in one query."""
    shown = (_dates_of(action, day) for action in _with_forecast(plan.actions.filter(OPEN, archived_at=None)))
    return [each for each in shown if any(map(_span_of, (each.original, each.due, each.forecast)))]


def _with_forecast(actions: QuerySet[Action]) -> QuerySet[Action]:
    said = Update.objects.filter(action=OuterRef("pk"), forecast__isnull=False)
    last = said.order_by(F("period").desc(nulls_last=True), "-position").values("forecast")[:1]
    shown = actions.select_related("theme", "workstream").only(*_SHOWN)
    return shown.annotate(last_forecast=Subquery(last))


def _dates_of(action: Action, day: date) -> ActionDates:
    forecast = when_of(action.last_forecast)  # type: ignore[attr-defined]  # annotated
    return ActionDates(
        action=action,
        original=when_of(action.original_due),
        due=when_of(action.due),
        forecast=None if is_past(forecast, day) else forecast,
        day=day,
    )


def by_workstream(found: Iterable[ActionDates]) -> list[ActionDates]:
    """Those of a workstream together, the workstreams as they come; in each the latest first."""
    places: dict[str, int] = {}
    in_order = list(found)
    for each in in_order:
        places.setdefault(each.group, len(places))
    return sorted(in_order, key=lambda each: (places[each.group], not each.is_late, -each.months_late))


def dates_picture(
    found: Sequence[ActionDates], *, day: date, finding: str, is_grouped: bool, name: str = "dates"
) -> Picture:
    """The dates of these actions in this order, a row each; grouped: with the names of their workstreams."""
    rows = [_drawn(each, each.group if is_grouped else "") for each in found]
    return dates.dates(rows, today=day, name=name, finding=finding)


def how_many_late(found: Sequence[ActionDates]) -> str:
    """What the dates come to, in a sentence."""
    if not found:
        return "No open action has a date."
    late = sum(each.is_late for each in found)
    of = counted(len(found), "open action")
    return f"{late or 'None'} of {of} with a date {'is' if late < 2 else 'are'} late, or expected to be."


def _drawn(each: ActionDates, group: str) -> dates.DatedAction:
    return dates.DatedAction(
        ref=each.action.ref or "",
        title=each.action.title,
        group=group,
        original=_span_of(each.original),
        current=_span_of(each.due),
        forecast=_span_of(each.forecast),
        is_late=each.is_late,
    )


def _span_of(when: When | None) -> dates.Span | None:
    """The first and the last day that a date can mean; None where it bounds neither."""
    if when is None or (when.earliest is None and when.latest is None):
        return None
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return (first, last) if first and last else None
