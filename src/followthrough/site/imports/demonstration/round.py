"""The open round of the demonstration: under way on the day that it is set up, with some answers in."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import prefetch_related_objects

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer, Answered
from followthrough.rules.calendars import Days, months_after, working_days_from
from followthrough.rules.what_is_asked import Because
from followthrough.site import clock
from followthrough.site.imports.demonstration.people import (
    ACCOUNTANT,
    ACCOUNTS,
    DEMOCRATIC_SERVICES,
    DIRECTOR,
    OWNER,
    REPAIRS,
    DemonstrationAccount,
)
from followthrough.site.people.models import User
from followthrough.site.register.document.rows import folded
from followthrough.site.register.editing.plan import change_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.operations import make_rounds, open_round, set_forum
from followthrough.site.rounds.queries import what_was_said
from followthrough.site.rounds.returns.answering import approve_return, save_draft, send_back, send_return
from followthrough.site.rounds.returns.answers import faults_in, implied_by
from followthrough.site.rounds.returns.questions import WHY, Question, questions_on

OPENED_BEFORE, DUE_AFTER, GRACE_AFTER = -3, 4, 7  # working days from the day that it is
BECAUSE = "The work behind it is done; the papers follow with the next report."
FORUM, UNTIL_IT_MEETS = "Improvement Board", 4  # working days after the round
LATER = 2  # months from now, where an answer needs a forecast
A_MOMENT = timedelta(microseconds=1)

Accounts = Mapping[DemonstrationAccount, User]


class _Said(NamedTuple):
    """What an account has made of a return; `decision` is an approver and, where it goes back, a comment."""

    ref: str
    by: DemonstrationAccount
    answer: Answer
    is_draft: bool = False
    decision: tuple[DemonstrationAccount, str] | None = None


_SAID = (
    _Said(
        "PEO.B1.2",
        OWNER,
        Answer(done="Nine in ten reviews are done. Three teams in Adults have yet to hold theirs."),
    ),
    _Said(
        "PEO.C1.2",
        OWNER,
        Answer(
            done="The sample by internal audit is finished and the note for the committee is written.",
            status=Status.COMPLETE,
            evidence="Internal audit note on team plans",
        ),
        decision=(DIRECTOR, ""),
    ),
    _Said("PEO.B1.3", OWNER, Answer(done="Two more sessions were held."), is_draft=True),
    _Said(
        "FIN.B1.2",
        ACCOUNTANT,
        Answer(done="All control accounts were reconciled by day seven.", evidence="Sign-off sheet"),
        decision=(DIRECTOR, ""),
    ),
    _Said(
        "FIN.B1.1",
        ACCOUNTANT,
        Answer(done="The paper on lessons is written."),
        decision=(DIRECTOR, "Which meeting takes the paper, and when? Please add it."),
    ),
    _Said(
        "FIN.A1.2",
        ACCOUNTANT,
        Answer(done="The insurance renewal closed the gap.", next_steps="Confirm the saving at year end."),
    ),
    _Said(
        "HOM.B1.2",
        REPAIRS,
        Answer(done="Everything is set up.", status=Status.COMPLETE, reason="Two estates follow in spring."),
    ),
    _Said("GOV.C1.3", DEMOCRATIC_SERVICES, Answer(nothing_changed=True)),
)


def have_posts_held(plan: Plan, accounts: Accounts, *, at: datetime) -> None:
    """Have the accounts hold their posts."""
    for account in ACCOUNTS:
        for name in account.posts:
            post = plan.organisation.posts.get(folded=folded(name))
            appoint(post, user=accounts[account], from_on=clock.day_of(at), by=None, at=at)


@transaction.atomic
def set_up_round(plan: Plan, accounts: Accounts, *, by: User, at: datetime) -> Round:
    """Have a round open in which several have answered, and directors approve what is sent."""
    change_plan(plan, title=str(plan), level_words={}, approval_wanted=True, by=by, at=at)
    round_ = open_round_under_way(plan, by=by, at=at)
    meets = working_days_from(round_.grace_ends_on, UNTIL_IT_MEETS)
    set_forum(round_, forum=FORUM, forum_on=meets, by=by, at=at + A_MOMENT)
    for said in _SAID:
        _answer(round_, said, accounts, at=at)
    return round_


def open_round_under_way(plan: Plan, *, by: User | None, at: datetime) -> Round:
    """Open a round, about half way through, of this month, or of the first that the plan tells nothing of."""
    day = clock.day_of(at)
    latest = plan.rounds.order_by("-period").values_list("period", flat=True).first()
    following = f"{months_after(date.fromisoformat(f'{latest}-01'), 1):%Y-%m}" if latest else ""
    opens, due, ends = (working_days_from(day, days) for days in (OPENED_BEFORE, DUE_AFTER, GRACE_AFTER))
    days = Days(max(following, f"{day:%Y-%m}"), opens, None, due, ends)
    # Not the moment of the taking in: what is built on a plan is never undone with its import.
    at += A_MOMENT
    return open_round(make_rounds(plan, days=[days], by=by, at=at)[0], by=by, at=at)


def answer_that_can_be_sent(action_return: ActionReturn, words: Answer, *, day: date) -> Answer:
    """The answer with the status that the dates imply where it says none, and a forecast where one is due.

    Whatever is asked about it is answered by why it stands.
    """
    later = f"{months_after(day, LATER):%B %Y}"
    tried = [_with_status(action_return, words._replace(forecast_text=text), day=day) for text in ("", later)]
    answer = next((answer for answer in tried if not faults_in(action_return, answer, day=day)), tried[-1])
    prefetch_related_objects([action_return], *what_was_said())
    return answer._replace(answered=tuple(_explained(questions_on(action_return, answer, day=day))))


def _explained(questions: Iterable[Question]) -> Iterator[Answered]:
    for question in questions:
        if why := question.choice(WHY):
            yield Answered(question.code, question.title, question.facts, why.key, why.label, BECAUSE)


def _with_status(action_return: ActionReturn, answer: Answer, *, day: date) -> Answer:
    implied = implied_by(action_return, answer, day=day)
    # What is asked about as complete stays so.
    otherwise = Status.COMPLETE if action_return.because == Because.COMPLETE else Status.ON_TRACK
    return answer._replace(status=answer.status or (implied.status if implied else otherwise))


def _answer(round_: Round, said: _Said, accounts: Accounts, *, at: datetime) -> None:
    action_return = round_.returns.select_related("action__plan").get(action__ref=said.ref)
    by, at = accounts[said.by], at + A_MOMENT
    if said.is_draft:
        save_draft(action_return, answer=said.answer, version=action_return.version, by=by, at=at)
        return
    answer = answer_that_can_be_sent(action_return, said.answer, day=clock.day_of(at))
    sent = send_return(action_return, answer=answer, version=action_return.version, by=by, at=at)
    if said.decision:
        approver, comment = said.decision
        _decide(sent, comment, by=accounts[approver], at=at)


def _decide(sent: ActionReturn, comment: str, *, by: User, at: datetime) -> None:
    if comment:
        send_back(sent, comment=comment, version=sent.version, by=by, at=at)
    else:
        approve_return(sent, version=sent.version, by=by, at=at)
