"""What has moved since the demonstration's plan was agreed: dates that were moved, asked for and decided,
what waits for what, and the risks of actions.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from followthrough.plan.when import read_when
from followthrough.site import clock
from followthrough.site.changes.deciding import Decision, Meeting, decide
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import ask_for_changes
from followthrough.site.imports.demonstration.people import (
    ACCOUNTANT,
    DIRECTOR,
    HOUSING,
    DemonstrationAccount,
)
from followthrough.site.imports.demonstration.round import Accounts
from followthrough.site.people.models import User
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.models import Action, Plan
from followthrough.site.risks.operations import Scoring, score_action

MOVED_TWICE = "PRC.A1.2"
_MOVES = (
    (18, "February 2027", "The pipeline needs the answers of all directorates, and three are late."),
    (5, "April 2027", "The new purchasing system opens in April, so that it is entered once."),
)
_ASKED = (
    ("FIN.C1.1", ACCOUNTANT, "February 2027", "The supplier delivers the reporting module in January."),
    ("PEO.B1.3", DIRECTOR, "March 2027", "Managers of the new teams start in January and should take part."),
)


def move_a_date_twice(plan: Plan, *, by: User, at: datetime) -> None:
    """Move one date twice in the days before `at`, each time with a reason."""
    for days, words, reason in _MOVES:
        action = Action.objects.select_related("plan").get(plan=plan, ref=MOVED_TWICE)
        changes = {"due": plain(read_when(words))}
        moment = at - timedelta(days=days)
        change_action(action, version=action.version, changes=changes, reason=reason, by=by, at=moment)


class _Decided(NamedTuple):
    """A date that somebody asked for, and what became of it."""

    ref: str
    by: DemonstrationAccount
    words: str
    reason: str
    state: ChangeRequest.State
    decision: str


_DECIDED = (
    _Decided(
        "PEO.D1.1",
        DIRECTOR,
        "31 January 2027",
        "Cabinet wants the strategy beside the budget, and the forward plan has no earlier place.",
        ChangeRequest.State.APPROVED,
        "The measure of success holds.",
    ),
    _Decided(
        "HOM.A1.1",
        HOUSING,
        "June 2027",
        "The contractor has lost two teams, and a new one starts in spring.",
        ChangeRequest.State.REFUSED,
        "A safety duty does not wait for spring. Bring a plan that ends by January.",
    ),
)
_LINKS = (
    ("FIN.C1.2", "FIN.C1.1", "The course uses the new reports."),
    ("HOM.A1.2", "HOM.A1.1", "Blocks are closed up once their inspections are done."),
    ("PEO.D1.2", "PEO.D1.1", "The strategy says which posts are filled for good."),
    ("HOM.D1.1", "PER.A1.3", "The waiting list is a measure that stays red."),
    ("PER.D1.4", "PER.D1.2", "What does not hold yet is not handed over."),
)
CRITICAL = "HOM.A1.2"
_SCORED = (
    ("HOM.A1.2", Scoring({"Financial": 3, "Reputation": 4, "Service delivery": 3}, 3)),
    ("FIN.A1.2", Scoring({"Financial": 3}, 2)),
    ("PRC.C1.2", Scoring({"Financial": 4, "Reputation": 3}, 2)),
)


def decide_on_dates(plan: Plan, accounts: Accounts, *, office: User, at: datetime) -> None:
    """Have a board approve one date that was asked for, and refuse another, in the days before `at`."""
    met = at - timedelta(days=6)
    for each in _DECIDED:
        asked_at = at - timedelta(days=9)
        (request,) = _ask(plan, each.ref, each.by, each.words, each.reason, accounts, at=asked_at)
        meeting = Meeting("Improvement Board", clock.day_of(met), minute="7")
        decide(request, decision=Decision(each.state, each.decision), meeting=meeting, by=office, at=met)


def hang_together(plan: Plan, *, by: User, at: datetime) -> None:
    """Have actions wait for others, some of which are late, and one of them be a critical milestone."""
    moment = at - timedelta(days=5)
    for ref, before, why in _LINKS:
        action = Action.objects.select_related("plan").get(plan=plan, ref=ref)
        changes: dict[str, Any] = {"links": [("depends_on", before, why)], "critical": ref == CRITICAL}
        reason = "Agreed with both owners."
        change_action(action, version=action.version, changes=changes, reason=reason, by=by, at=moment)


def score_actions(plan: Plan, *, by: User, at: datetime) -> None:
    """Score the risk of some actions."""
    for ref, scoring in _SCORED:
        action = plan.actions.select_related("plan").filter(ref=ref).first()
        if action:
            score_action(
                action, current=scoring, note="Scored with the owner.", by=by, at=at - timedelta(days=5)
            )


def ask_for_other_dates(plan: Plan, accounts: Accounts, *, at: datetime) -> None:
    """Have two people ask for other dates, which wait for a decision."""
    for ref, who, words, reason in _ASKED:
        _ask(plan, ref, who, words, reason, accounts, at=at)


def _ask(
    plan: Plan,
    ref: str,
    who: DemonstrationAccount,
    words: str,
    reason: str,
    accounts: Accounts,
    *,
    at: datetime,
) -> list[ChangeRequest]:
    action = plan.actions.get(ref=ref)
    asked = ChangeRequest(
        action=action,
        kind=ChangeRequest.Kind.DATE,
        field="due",
        old=action.due,
        new=plain(read_when(words)),
        old_words=(action.due or {}).get("text", ""),
        new_words=words,
        reason=reason,
    )
    return ask_for_changes(plan=plan, changes=[asked], by=accounts[who], at=at)
