"""Doubts a status milder than the one that the dates stand for in the plan's own key."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.forecasts import forecast_in
from followthrough.challenge.returns import latest_returns
from followthrough.challenge.wording import in_period, lateness_in_words, quoted_due, status_in_words
from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.plan.when import When
from followthrough.rules.answers import gives_a_reason
from followthrough.rules.implied_status import ImpliedStatus, implied_status
from followthrough.rules.slippage import Slippage, bands_of, is_past

_BY_WEIGHT = [Status.ON_TRACK, Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE]


def slippage_understated(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions called on track or medium though even the least slippage that the dates allow is worse by the
    plan's own key. One that says nothing of how late is how bad accuses nobody."""
    bands = bands_of(plan.scheme)
    if bands is None:
        return
    for action, update in latest_returns(plan):
        if update.status not in _BY_WEIGHT or _has_a_rule_of_its_own(action, update, day):
            continue
        forecast = update.forecast or forecast_in(update.text, title=action.title)
        implied = implied_status(action, forecast=forecast, day=day, bands=bands)
        if implied and implied.slippage and _is_worse(implied.status, update.status):
            yield _understated(plan, action, update, forecast, implied)


def _has_a_rule_of_its_own(action: Action, update: Update, day: date) -> bool:
    return update.status is Status.ON_TRACK and is_past(action.due, day)


def _is_worse(status: Status, than: Status) -> bool:
    return status in _BY_WEIGHT and _BY_WEIGHT.index(status) > _BY_WEIGHT.index(than)


def _understated(
    plan: PlanDocument, action: Action, update: Update, forecast: When | None, implied: ImpliedStatus
) -> Finding:
    is_explained = gives_a_reason(update.text)
    words = [quoted_due(action, update), update.text if forecast or is_explained else None]
    return finding_about(
        action,
        code="slippage_understated",
        severity="note" if is_explained else "warning",
        message=f"Called “{update.status_text}”{in_period(update)}, "
        f"but {_facts(forecast, implied.slippage)}: "
        f"the plan's own key calls that “{status_in_words(plan, implied.status)}”.",
        quote=". ".join(part for part in words if part),
        settles="That whoever approves the return agrees with the reason that it gives."
        if is_explained
        else "The status that the key gives for this much slippage, or the reason to differ.",
    )


def _facts(forecast: When | None, late: Slippage | None) -> str:
    by = lateness_in_words(late.least) if late else "some time"
    if forecast is None:
        return f"it is {by} late"
    return f"the end is now given as “{forecast.text}”, {by} later than agreed"
