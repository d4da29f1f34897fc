"""The last round of the demonstration: asked, answered by all but one owner, locked and published."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from followthrough.demonstration import plan_path
from followthrough.intake.read import read_bytes
from followthrough.plan.document import Update
from followthrough.plan.statuses import CLAIMED_DONE
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import Days, months_after, working_days_from
from followthrough.site import clock
from followthrough.site.imports.demonstration.people import SILENT
from followthrough.site.imports.demonstration.round import (
    FORUM,
    UNTIL_IT_MEETS,
    Accounts,
    answer_that_can_be_sent,
)
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round, set_forum
from followthrough.site.rounds.returns.answering import send_return
from followthrough.site.rounds.returns.answers import faults_in

# Working days before the day on which the demonstration is set up.
OPENED, DUE, PUBLISHED = -20, -10, -7
COMMITTEE, COMMITTEE_AFTER = "Audit and Standards Committee", 4  # working days after the round is published
# What one owner of those who answered left out: said on track the month before, and nothing since.
FORGOTTEN = "GOV.B1.2"


def first_moment(at: datetime) -> datetime:
    """The moment at which all of it began, for a demonstration that is set up at `at`."""
    return at - (clock.day_of(at) - working_days_from(clock.day_of(at), OPENED)) - timedelta(days=1)


def run_last_round(plan: Plan, accounts: Accounts, *, office: User, at: datetime) -> Round:
    """Run the round of the month after the plan's file: the owners send what its workbook of that month says.

    Whoever has no account is answered for by the programme office.
    """
    day = clock.day_of(at)
    opens, due, published = (working_days_from(day, days) for days in (OPENED, DUE, PUBLISHED))
    (round_,) = make_rounds(
        plan, days=[Days(_period_after(plan), opens, None, due, due)], by=office, at=_on(opens, at)
    )
    open_round(round_, by=office, at=_on(opens, at))
    meets = working_days_from(published, UNTIL_IT_MEETS)
    set_forum(round_, forum=FORUM, forum_on=meets, by=office, at=_on(opens, at))
    for action_return, update in _answered(round_):
        _send(action_return, update, accounts, office=office, at=_on(due, at))
    lock_round(round_, by=office, at=_on(published, at))
    meets = working_days_from(published, COMMITTEE_AFTER)
    set_forum(
        round_, forum=COMMITTEE, forum_on=meets, by=office, at=_on(published, at) + timedelta(minutes=1)
    )
    publish_round(
        round_, signed_off_by="Chief Executive", by=office, at=_on(published, at) + timedelta(hours=1)
    )
    round_.refresh_from_db()
    return round_


def _period_after(plan: Plan) -> str:
    latest = plan.rounds.order_by("-period").values_list("period", flat=True).first() or ""
    return f"{months_after(date.fromisoformat(f'{latest}-01'), 1):%Y-%m}"


def _on(day: date, at: datetime) -> datetime:
    return at - (clock.day_of(at) - day)


def _answered(round_: Round) -> Iterator[tuple[ActionReturn, Update]]:
    """The returns of the round that were sent, each with what the workbook of the month says."""
    path = plan_path()
    document = read_bytes(path.read_bytes(), path.name)
    said = {action.ref: action.latest_update for action in document.actions}
    returns = round_.returns.select_related("action__plan").prefetch_related("action__ownerships")
    for action_return in returns.order_by("action__position"):
        update = said.get(action_return.action.ref)
        names = {owner.name for owner in action_return.action.ownerships.all()}
        if update and update.text and action_return.action.ref != FORGOTTEN and not names & set(SILENT.posts):
            yield action_return, update


def _send(
    action_return: ActionReturn, update: Update, accounts: Accounts, *, office: User, at: datetime
) -> None:
    """Send an answer in the words of the file, by who holds a post of the action, else by the office."""
    names = {owner.name for owner in action_return.action.ownerships.all() if owner.part == "update_owner"}
    holder = next((accounts[account] for account in accounts if names & set(account.posts)), None)
    words = Answer(done=update.text or "", status=update.status)
    if update.status in CLAIMED_DONE and action_return.action.position % 2:
        words = words._replace(evidence="Note to the Improvement Board")
    day = clock.day_of(at)
    answer = answer_that_can_be_sent(action_return, words, day=day)
    if not faults_in(action_return, answer, day=day):
        send_return(
            action_return,
            answer=answer,
            version=action_return.version,
            by=holder or office,
            at=at,
            for_absent_owner=not holder,
        )
