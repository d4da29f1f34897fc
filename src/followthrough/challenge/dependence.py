"""Doubts what hangs on other actions: rings, and slippage that puts at risk what waits for it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.forecasts import forecast_in
from followthrough.challenge.returns import actions_to_do, said_by_round
from followthrough.challenge.wording import in_period, lateness_in_words, quoted_due, status_in_words
from followthrough.plan.document import Action, PlanDocument, Status
from followthrough.plan.when import When
from followthrough.rules.answers import gives_a_reason
from followthrough.rules.dependence import (
    AtRisk,
    Promise,
    put_at_risk,
    raised_in,
    ring_in_words,
    ring_through,
    risk_of_slipping,
)
from followthrough.rules.implied_status import implied_status
from followthrough.rules.slippage import bands_of, is_past

_BY_WEIGHT = [Status.ON_TRACK, Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE]


def dependence_ring(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions that wait for each other, so that none can begin."""
    known = {action.ref for action in plan.actions if action.ref}
    waits_for = {
        action.ref: [link.to for link in action.links if link.kind == "depends_on" and link.to in known]
        for action in reversed(plan.actions)
        if action.ref
    }
    for action in actions_to_do(plan):
        ring = ring_through(waits_for, action.ref) if action.ref else []
        if ring:
            yield finding_about(
                action,
                code="dependence_ring",
                severity="error",
                message=ring_in_words([str(ref) for ref in ring]),
                quote="; ".join(link.text for link in action.links if link.to in ring),
                settles="Which of them comes first, and a link less.",
            )


def dependants_at_risk(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions called less late than the plan's key calls slippage that puts others at risk."""
    bands, raises = bands_of(plan.scheme), raised_in(plan.scheme)
    if bands is None or not raises:
        return
    by_ref = {action.ref: action for action in reversed(plan.actions) if action.ref}
    waiting: defaultdict[str, list[Action]] = defaultdict(list)
    for action in by_ref.values():
        for link in action.links:
            if link.kind == "depends_on" and link.to != action.ref:
                waiting[link.to].append(action)
    for action in actions_to_do(plan):
        promise, dependants = _promise(action, day), waiting.get(action.ref or "", [])
        risk = risk_of_slipping(promise, (_promise(each, day) for each in dependants), day)
        if risk is None or risk not in raises or action.status not in _BY_WEIGHT[:2]:
            continue
        alone, with_risk = (
            implied_status(action, forecast=promise.forecast, day=day, bands=bands, at_risk=each)
            for each in (None, risk)
        )
        if (
            alone
            and with_risk
            and alone.slippage
            and _is_milder(action.status, alone.status, with_risk.status)
        ):
            if action.status is Status.ON_TRACK and is_past(action.due, day):
                continue  # which has a rule of its own
            late = lateness_in_words(alone.slippage.least)
            hit = [each for each in dependants if put_at_risk(promise, _promise(each, day), day)]
            yield _understated(plan, action, risk, late, hit, with_risk.status)


def _is_milder(declared: Status, alone: Status, with_risk: Status) -> bool:
    """Whether it is the risk alone that makes it worse than declared: else slippage itself is understated."""
    if not {alone, with_risk} <= set(_BY_WEIGHT):
        return False
    declared_at, alone_at, with_risk_at = (_BY_WEIGHT.index(each) for each in (declared, alone, with_risk))
    return alone_at <= declared_at < with_risk_at


def _understated(
    plan: PlanDocument, action: Action, risk: AtRisk, late: str, hit: list[Action], status: Status
) -> Finding:
    said = said_by_round(action)[-1]
    declared = said.status_text or status_in_words(plan, action.status or status)
    named = ", ".join(each.ref or each.title[:60] for each in hit[:5])
    if risk is AtRisk.CRITICAL:
        at_risk = f"the critical milestone {named} is at risk" if hit else "it is a critical milestone"
    else:
        at_risk = f"{named} can't begin in time"
    return finding_about(
        action,
        code="dependants_at_risk",
        severity="note" if gives_a_reason(said.text) else "warning",
        message=f"Called “{declared}”{in_period(said)}, but it is {late} late and {at_risk}: "
        f"the plan's own key calls that “{status_in_words(plan, status)}”.",
        quote=quoted_due(action, said),
        settles="The status that the key gives, or how those that wait for it keep their dates.",
    )


def _promise(action: Action, day: date) -> Promise:
    said = action.latest_update
    forecast: When | None = None
    if said is not None:
        forecast = said.forecast or forecast_in(said.text, title=action.title)
    return Promise(
        start=action.start,
        due=action.due,
        forecast=None if is_past(forecast, day) else forecast,
        status=action.status,
        critical=bool(action.critical),
        milestones=tuple(each.due for each in action.milestones if each.critical),
    )
