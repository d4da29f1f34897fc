"""Asks about returns that were owed and never came, by action and by owner."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from followthrough.challenge.finding import Finding, finding_about, finding_about_plan
from followthrough.challenge.returns import said_by_round
from followthrough.plan.document import Action, PlanDocument, Severity
from followthrough.plan.folding import fold_name
from followthrough.plan.owners import OwnerPart, is_unowned, parts_of
from followthrough.plan.statuses import CLAIMED_DONE
from followthrough.plan.when.periods import words_of
from followthrough.rules.silence import Silence, last_closed_period, silences_of

_TWICE = 2
_MANY_RETURNS = 5


def no_return(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions that gave no return in the last round that asked them, and gave one before."""
    for action, silence in _silent(plan):
        if len(silence.running) < _TWICE:
            yield _silent_action(action, silence, "no_return", "warning")


def no_return_twice(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions that gave no return in two rounds running, or more."""
    for action, silence in _silent(plan):
        if len(silence.running) >= _TWICE:
            yield _silent_action(action, silence, "no_return_twice", "error")


def silent_owner(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Owners of several actions who gave none of the returns that the last closed round asked of them.

    The title of such a finding is the name of the owner, and they come in the order of their names: that
    stays as it is when an action changes hands.
    """
    last = last_closed_period(plan)
    if last is None:
        return
    silences = silences_of(plan)
    owed: defaultdict[str, list[Silence | None]] = defaultdict(list)
    names: dict[str, str] = {}
    for action, silence in zip(plan.actions, silences, strict=True):
        missing = silence if silence and last in silence.running else None
        if missing or any(update.period == last and update.says_something for update in action.updates):
            for name in _asked_for(action):
                owed[names.setdefault(fold_name(name), name)].append(missing)
    for name, returns in sorted(owed.items(), key=lambda each: fold_name(each[0])):
        silent = [silence for silence in returns if silence]
        if len(silent) == len(returns) > 1:
            yield _silent_post(plan, name, silent, last)


def _silent(plan: PlanDocument) -> Iterator[tuple[Action, Silence]]:
    for action, silence in zip(plan.actions, silences_of(plan), strict=True):
        if silence and silence.running:
            yield action, silence


def _silent_action(action: Action, silence: Silence, code: str, severity: Severity) -> Finding:
    said = said_by_round(action)
    return finding_about(
        action,
        code=code,
        severity="note" if action.status in CLAIMED_DONE else severity,
        message=silence.sentence,
        quote=(said[-1].text or "") if said else "",
        settles="What has been done since, or a plain “nothing has changed” with the reason.",
    )


def _asked_for(action: Action) -> list[str]:
    """Who is asked for the return: the update owner where there is one, else whoever is accountable."""
    parts = parts_of([owner.role for owner in action.owners])
    asked = OwnerPart.UPDATE_OWNER if OwnerPart.UPDATE_OWNER in parts else OwnerPart.ACCOUNTABLE
    owners = zip(action.owners, parts, strict=True)
    return [owner.name for owner, part in owners if part is asked and not is_unowned(owner.name)]


def _silent_post(plan: PlanDocument, name: str, silent: list[Silence], last: str) -> Finding:
    rounds = min(len(silence.running) for silence in silent)
    running = f", and none for {rounds} rounds running" if rounds >= _TWICE else ""
    finding = finding_about_plan(
        plan,
        code="silent_owner",
        severity=_weight(len(silent), rounds),
        message=f"{name} gave none of {len(silent)} returns in {words_of(last)}{running}.",
        settles="The returns, or somebody else who answers for these actions.",
    )
    return replace(finding, title=name)


def _weight(returns: int, rounds: int) -> Severity:
    if rounds >= _TWICE:
        return "error"
    return "warning" if returns >= _MANY_RETURNS else "note"
