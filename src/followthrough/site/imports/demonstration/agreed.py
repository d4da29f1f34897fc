"""What has moved since the demonstration's plan was agreed: a date twice, and changes that wait."""

from datetime import datetime, timedelta

from followthrough.plan.when import read_when
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import ask_for_changes
from followthrough.site.imports.demonstration.people import ACCOUNTANT, DIRECTOR, DemonstrationAccount
from followthrough.site.imports.demonstration.round import Accounts
from followthrough.site.people.models import User
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.models import Action, Plan

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
) -> None:
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
    ask_for_changes(plan=plan, changes=[asked], by=accounts[who], at=at)
