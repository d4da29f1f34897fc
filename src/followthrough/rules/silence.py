"""Silence: the periods in which an action owed a return and none came. It is a fact, as a return is one.

Of a round that a register ran, the document says who gave no return once the round is closed; while it is
open nothing is counted. Of any other period that a plan tells of, as its file's columns do, it follows from
`what_is_asked`: what was open then owed a return. The policy is told in docs/rules/silence.md.

How to use it: `silences_of(plan)` of a plan document has the silence of each action, by its place in the
plan. On the site, `register.silence.silences_of(plan, actions)` has the same for the actions of a page, by
key, in a few queries, and `silence.sentence` is what a person reads.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from followthrough.plan.document import Action, PlanDocument, Status
from followthrough.plan.statuses import LABELS
from followthrough.plan.when.periods import latest_of, words_of
from followthrough.rules.what_is_asked import Because, Promised, why_asked

_MOST_NAMED = 2
# What a file calls complete was asked of nobody here.
_OWED_IN_A_FILE = (Because.OPEN, Because.STARTS, Because.ASSURANCE)


class Saying(Protocol):
    """What was said of an action in a period: an update of a document, or a row of the register."""

    @property
    def period(self) -> str | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def status_text(self) -> str | None: ...
    @property
    def says_something(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Silence:
    """The periods without a return that was owed, the oldest first.

    `running` are those since the action was last heard of, none where it has answered since. `last_status`
    and `last_period` are of what was said last.
    """

    periods: tuple[str, ...]
    running: tuple[str, ...]
    last_status: str | None
    last_period: str | None

    @property
    def sentence(self) -> str:
        """ "Said On track in November; no return in December 2026." Empty where it has answered since."""
        return f"{self._said()}; {self.missing_in_words}." if self.running else ""

    @property
    def missing_in_words(self) -> str:
        """ "no return in December 2026": what is missing since the last word, to go on a sentence."""
        if len(self.running) > _MOST_NAMED:
            first, last = _span(self.running[0], self.running[-1])
            return f"no return {len(self.running)} rounds running, from {first} to {last}"
        if len(self.running) == _MOST_NAMED:
            first, last = _span(*self.running)
            return f"no return in {first} or {last}, 2 rounds running"
        return f"no return in {words_of(self.running[0])}" if self.running else ""

    def _said(self) -> str:
        if self.last_status is None and self.last_period is None:
            return "Nothing was ever said"
        said = f"Said {self.last_status}" if self.last_status else "Last heard of"
        if self.last_period is None:
            return f"{said}, in no round that is named"
        return f"{said} in {_span(self.last_period, self.running[0])[0]}"


def silences_of(plan: PlanDocument) -> list[Silence | None]:
    """The silence of each action of a plan, in the order of its actions; None where every return came."""
    run_here = {each.period for each in plan.rounds}
    periods = [period for period in plan.periods if period not in run_here]
    with_parts = {action.parent for action in plan.actions}
    return [_silence_of(action, periods, with_parts) for action in plan.actions]


def _silence_of(action: Action, periods: Sequence[str], with_parts: set[str | None]) -> Silence | None:
    def promised(status: Status | None) -> Promised:
        has_parts = action.ref is not None and action.ref in with_parts
        return Promised(action.kind, status, action.start, action.due, has_parts)

    declares = action.status is not None or bool(action.owners) or action.due is not None
    by_file = periods if declares or action.parent is None else ()
    return silence_in(action.updates, promised, no_return=action.no_return, periods=by_file)


def last_closed_period(plan: PlanDocument) -> str | None:
    """The last period that no return can come for any more; None where there is none."""
    in_hand = {each.period for each in plan.rounds if each.is_open}
    closed = {each.period for each in plan.rounds} | set(plan.periods)
    return max(closed - in_hand, default=None)


def silence_in(
    updates: Sequence[Saying],
    promised: Callable[[Status | None], Promised],
    *,
    no_return: Iterable[str],
    periods: Iterable[str],
) -> Silence | None:
    """The silence of an action of which this was said; None where every return came.

    `no_return`: where a round of the register got none. `periods`: the others, of which a file tells; a part
    that declares neither status, owner nor date is a paragraph of its parent and owes nothing in these.
    """
    answered = {each.period for each in updates if each.says_something}
    unanswered = () if None in answered else (period for period in periods if period not in answered)
    told_by_file = (period for period in unanswered if owed_by_file(updates, promised, period))
    missing = tuple(sorted({*no_return, *told_by_file}))
    if not missing:
        return None
    # What was sent back and not sent again stands under its period and is no return.
    heard = [each for each in updates if each.says_something and each.period not in missing]
    last = latest_of(heard)
    with_status = latest_of([each for each in heard if each.status or each.status_text])
    since = (last.period if last else None) or ""
    return Silence(
        periods=missing,
        running=tuple(period for period in missing if period > since),
        last_status=_words_of_status(with_status) if with_status else None,
        last_period=last.period if last else None,
    )


def answers_in(updates: Sequence[Saying], period: str) -> bool:
    """Whether what was said answers for a period. What names no period counts for each."""
    return any(each.says_something and each.period in (period, None) for each in updates)


def owed_by_file(
    updates: Sequence[Saying], promised: Callable[[Status | None], Promised], period: str
) -> bool:
    """Whether, by what a file tells, an action owed a return in a period.

    What a later period calls new was not there yet.
    """
    first = next((each for each in updates if each.status), None)
    if first is not None and first.status == Status.NEW and (first.period or "") > period:
        return False
    return why_asked(promised(_status_by(updates, period)), period) in _OWED_IN_A_FILE


def _status_by(updates: Sequence[Saying], period: str) -> Status | None:
    declared = [each for each in updates if each.status and (each.period or "") <= period]
    last = latest_of(declared)
    return Status(last.status) if last and last.status else None


def _words_of_status(update: Saying) -> str | None:
    return update.status_text or (LABELS[Status(update.status)] if update.status else None)


def _span(first: str, last: str) -> tuple[str, str]:
    """Two periods in words, the year of the first left out where it is that of the second."""
    words = words_of(first)
    return (words.split()[0] if first[:4] == last[:4] else words), words_of(last)
