"""How a plan stands at a period and what became of it since an earlier one, judged by the rules.

The one place where a report counts: all that is worded elsewhere comes from here.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from followthrough.compare import compare
from followthrough.outputs.layout.status_colours import colours_of
from followthrough.outputs.report.stand import NO_STATUS, NOT_BEGUN, ORDER, Stand, latest_of
from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.plan.owners import OwnerPart, parts_of
from followthrough.plan.statuses import CLAIMED_DONE, DEFAULT_SCHEME, FINISHED, LABELS
from followthrough.plan.when import When
from followthrough.plan.when.periods import last_day_of
from followthrough.rules.movement import LATENESS, Way
from followthrough.rules.silence import silences_of
from followthrough.rules.slippage import (
    DEFAULT_BANDS,
    Bands,
    bands_of,
    is_dated,
    is_past,
    months_between,
    slippage,
    slippage_from_first,
    status_of_slippage,
)

_ALMOST = 0.001


@dataclass(frozen=True)
class Position:
    """A plan at `period`, against `before_period`, None where there is nothing to compare with.

    `knows_dates_before`: whether the dates agreed then are known, so that moves since can be counted;
    `knows_who_left`: whether an earlier version tells what left the plan since.
    """

    plan: PlanDocument
    period: str
    day: date
    before_period: str | None
    day_before: date | None
    stands: Sequence[Stand]
    gone: Sequence[Stand]
    knows_dates_before: bool
    knows_who_left: bool
    knows_first_dates: bool
    plan_before: PlanDocument | None = None
    bands: Bands = DEFAULT_BANDS
    labels: Mapping[Status | None, str] = field(default_factory=dict)
    colours: Mapping[Status, str] = field(default_factory=dict)

    @cached_property
    def counts(self) -> Counter[Status | None]:
        return Counter(each.status for each in self.stands)

    @cached_property
    def counts_before(self) -> Counter[Status | None]:
        there = [*self.stands, *self.gone]
        return Counter(each.before for each in there if each.was_there)

    @cached_property
    def statuses(self) -> list[Status | None]:
        """The statuses that any action has or had, the worst first."""
        return [each for each in ORDER if self.counts[each] or self.counts_before[each]]

    @cached_property
    def themes(self) -> list[str]:
        return list(dict.fromkeys(each.theme for each in self.stands))

    def number_in(self, statuses: frozenset[Status], *, before: bool = False) -> int:
        counts = self.counts_before if before else self.counts
        return sum(counts[status] for status in statuses)

    def those(self, holds: "Callable[[Stand], bool]") -> list[Stand]:
        return [each for each in self.stands if holds(each)]

    @cached_property
    def late(self) -> list[Stand]:
        """The late ones under way, the worst first."""
        return sorted(
            self.those(lambda each: each.is_late),
            key=lambda each: (-LATENESS[each.status or ""], -(each.months_late or 0)),
        )

    @cached_property
    def late_on_first(self) -> list[Stand]:
        return self.those(lambda each: each.is_under_way and each.is_late_on_first)

    @cached_property
    def moved_later(self) -> list[Stand]:
        return self.those(lambda each: each.has_moved_later)

    @cached_property
    def late_without_moves(self) -> list[Stand]:
        """What is not late, and would be by the date that was agreed before."""
        return self.those(lambda each: each.is_under_way and not each.is_late and each.late_without_move)

    def in_way(self, way: Way) -> list[Stand]:
        return self.those(lambda each: each.way is way)

    @cached_property
    def completed(self) -> list[Stand]:
        return self.those(lambda e: e.is_done and self._was(e) and e.before not in CLAIMED_DONE)

    @cached_property
    def closed(self) -> list[Stand]:
        return self.those(lambda e: e.status == Status.CLOSED and self._was(e) and e.before != Status.CLOSED)

    @cached_property
    def started(self) -> list[Stand]:
        return self.those(
            lambda e: e.before in NOT_BEGUN and e.is_under_way and not e.is_late and e.was_there
        )

    @cached_property
    def new(self) -> list[Stand]:
        return [] if self.before_period is None else self.those(lambda each: not each.was_there)

    @cached_property
    def past(self) -> list[Stand]:
        """What is past the date agreed now and not claimed done, the longest first."""
        return sorted(
            self.those(lambda each: each.is_past), key=lambda each: (latest_of(each.action.due), each.ref)
        )

    @cached_property
    def silent(self) -> list[Stand]:
        return self.those(lambda each: each.no_return)

    def label(self, status: Status | None) -> str:
        return self.labels.get(status) or (LABELS[status] if status else NO_STATUS)

    def _was(self, each: Stand) -> bool:
        return self.before_period is not None and each.was_there and each.before is not None


def position_of(
    plan: PlanDocument,
    *,
    period: str,
    day: date | None = None,
    before: PlanDocument | None = None,
    before_period: str | None = None,
    day_before: date | None = None,
    dates_before_known: bool = True,
) -> Position:
    """The position of a plan at a period.

    `before` is the plan as it was at `before_period`, which may be the same document: then the dates agreed
    then are not known, nor are they without `dates_before_known`. `day`: by default the period's last.
    """
    judged_on, bands = day or last_day_of(period), bands_of(plan.scheme) or DEFAULT_BANDS
    earlier = _Earlier(plan, before, before_period, dates_known=dates_before_known)
    silent = _silent_in(plan, period)
    stands = [
        _stand(action, period, judged_on, bands, earlier, is_silent=at in silent)
        for at, action in enumerate(plan.actions)
        if action.kind != "heading" and _is_there(action, period)
    ]
    gone = [
        _stand(action, before_period or period, judged_on, bands, earlier, is_silent=False)
        for action in earlier.gone
        if action.kind != "heading"
    ]
    labels: dict[Status | None, str] = {}
    for entry in plan.scheme or DEFAULT_SCHEME:
        labels.setdefault(entry.status, entry.label)
    labels.pop(None, None)
    return Position(
        plan=plan,
        period=period,
        day=judged_on,
        before_period=before_period,
        day_before=day_before or (last_day_of(before_period) if before_period else None),
        stands=stands,
        gone=gone,
        knows_dates_before=earlier.knows_dates,
        knows_who_left=not earlier.same,
        knows_first_dates=any(action.original_due for action in plan.actions),
        plan_before=before,
        bands=bands,
        labels=labels,
        colours=colours_of(plan),
    )


class _Earlier:
    """The plan before, and which of its actions each of the plan now was."""

    def __init__(
        self, plan: PlanDocument, before: PlanDocument | None, period: str | None, *, dates_known: bool
    ) -> None:
        self.period = period
        self.knows_dates = dates_known and before is not None and before is not plan
        self.same = before is None or before is plan
        comparison = None if self.same or before is None else compare(before, plan)
        self.gone = list(comparison.gone) if comparison else []
        self._was = {id(pair.new): pair.old for pair in comparison.pairs} if comparison else {}

    def of(self, action: Action) -> Action | None:
        """The action as it was; None where it was not in the plan, or there is nothing before."""
        if self.period is None:
            return None
        if any(action is gone for gone in self.gone):
            return action
        if self.same:
            return action if _is_there(action, self.period) else None
        return self._was.get(id(action))


def _is_there(action: Action, period: str) -> bool:
    """Whether an action was in the plan by a period: one that a later period calls new was not."""
    first = next((update for update in action.updates if update.status), None)
    return first is None or first.status != Status.NEW or not first.period or first.period <= period


def _silent_in(plan: PlanDocument, period: str) -> set[int]:
    """The places of the actions that owed a return for the period and gave none."""
    return {at for at, silence in enumerate(silences_of(plan)) if silence and period in silence.periods}


def _last_status(action: Action, period: str) -> Status | None:
    said = [each for each in action.updates if each.status and (each.period or "") <= period]
    return max(said, key=lambda each: each.period or "").status if said else None


def _last_words(action: Action, period: str) -> Update | None:
    said = [each for each in action.updates if each.says_something and (each.period or "") <= period]
    return max(reversed(said), key=lambda each: each.period or "", default=None)


def _stand(
    action: Action, period: str, day: date, bands: Bands, earlier: _Earlier, *, is_silent: bool
) -> Stand:
    was, update = earlier.of(action), _last_words(action, period)
    forecast = update.forecast if update else None
    due_before = was.due if was and earlier.knows_dates else None
    status = _last_status(action, period)
    # What a done action expected is no lateness of anything any more.
    late = slippage(action.due, forecast=forecast, day=day)
    first = slippage_from_first(action.original_due or action.due, action.due, forecast=forecast, day=day)
    old = slippage_from_first(due_before, action.due, forecast=forecast, day=day) if due_before else None
    by_old = LATENESS.get(status_of_slippage(old.least, bands), 0) if old else 0
    before = _last_status(was, earlier.period) if was and earlier.period else None
    # What is reopened gets a new date, which moves none.
    has_moved = _is_later(action.due, due_before) and before not in FINISHED
    is_past_date = is_past(action.due, day) and status not in FINISHED
    owners = {part: _names(action, part) for part in OwnerPart}
    return Stand(
        action=action,
        ref=action.ref or "",
        title=action.title,
        theme=action.theme or "",
        owner=owners[OwnerPart.UPDATE_OWNER] or owners[OwnerPart.ACCOUNTABLE] or owners[OwnerPart.SUPPORTING],
        director=owners[OwnerPart.ACCOUNTABLE],
        status=status,
        before=before,
        was_there=was is not None,
        due_before=due_before,
        expected=forecast,
        text=(update.text or "") if update else "",
        said_now=bool(update and update.period == period),
        no_return=is_silent,
        months_late=_whole(late.least) if late else None,
        months_late_on_first=_whole(first.least) if first else None,
        is_late_on_first=first is not None and first.least >= bands.medium_from - _ALMOST,
        has_moved_later=has_moved,
        late_without_move=has_moved and by_old > 0,
        months_past=_months_past(action.due, day) if is_past_date else None,
        months_past_first=_months_past(action.original_due or action.due, day) if is_past_date else None,
        is_past=is_past_date,
        lateness_by_old_date=by_old,
    )


def _names(action: Action, part: OwnerPart) -> str:
    parts = parts_of([owner.role for owner in action.owners])
    names = dict.fromkeys(o.name for o, found in zip(action.owners, parts, strict=True) if found is part)
    return ", ".join(" ".join(name.split()) for name in names)


def _is_later(now: When | None, before: When | None) -> bool:
    last, first = (each.latest if is_dated(each) and each else None for each in (now, before))
    return last is not None and first is not None and last > first


def _months_past(when: When | None, day: date) -> int | None:
    return _whole(months_between(when.latest, day)) if when and when.latest else None


def _whole(months: float) -> int:
    """Whole months, none below nought."""
    return max(int(months + _ALMOST), 0)
