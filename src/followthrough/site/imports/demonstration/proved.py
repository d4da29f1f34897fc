"""What is complete in the demonstration, on each step to its closure; assurance actions done and missed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from followthrough.site import clock
from followthrough.site.assurance.models import Level
from followthrough.site.assurance.operations import (
    change_schedule,
    occurrences_to_record,
    record_occurrence,
)
from followthrough.site.evidence.closing import Decision, close_action
from followthrough.site.evidence.models import Closure, Evidence, Verdict
from followthrough.site.evidence.offering import Offer, offer_evidence, say_what_is_needed
from followthrough.site.evidence.verifying import Judgement, claim_complete, verify
from followthrough.site.imports.demonstration.people import (
    ACCOUNTANT,
    OWNER,
    REVIEWER,
    SILENT,
    DemonstrationAccount,
)
from followthrough.site.imports.demonstration.round import Accounts
from followthrough.site.people.models import User
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.models import Action, Plan

FORM, KIND, OUTCOME = Evidence.Form, Evidence.Kind, Verdict.Outcome
# Days before the day on which the demonstration is set up, all of them after its last round.
OFFERED, CLAIMED, VERIFIED, MET = 8, 7, 6, 4
COMMITTEE, LOOK_AGAIN_IN = "Audit and Standards Committee", 6
SHARED, DISCUSSED = "Results are shared with every team", "Nine teams in ten agree one thing to change"


class _Shown(NamedTuple):
    """A complete action: whose it is, its measures, what is offered, what a verifier says of each measure.

    `verdicts` empty: it waits for a verifier. `is_closed`: a committee has closed it.
    """

    ref: str
    by: DemonstrationAccount
    offers: Sequence[Offer]
    measures: Sequence[str] = ()
    verdicts: Sequence[tuple[str, str]] = ()
    is_closed: bool = False


def _shown(day: date) -> list[_Shown]:
    return [
        _Shown(
            "PEO.C1.2",
            OWNER,
            [
                Offer(
                    FORM.FIGURE,
                    KIND.FEEDBACK,
                    "Teams that were sent their own results, by the survey system.",
                    measure=SHARED,
                    figure="84 of 84 teams",
                    on=day - timedelta(days=40),
                ),
                Offer(
                    FORM.NOTE,
                    KIND.OTHER,
                    "Most heads of service say that their teams have agreed something.",
                    measure=DISCUSSED,
                ),
            ],
            measures=(SHARED, DISCUSSED),
            verdicts=(
                (OUTCOME.ACCEPTED, "The list of teams agrees with the staff list."),
                (
                    OUTCOME.REFUSED,
                    "This is what people say. A count of the teams and a sample would show it.",
                ),
            ),
        ),
        _Shown(
            "FIN.B1.1b",
            ACCOUNTANT,
            [
                Offer(
                    FORM.LINK,
                    KIND.REPORT,
                    "The audited statement of accounts for 2024/25.",
                    link="https://www.alderbrook.example/accounts/2024-25.pdf",
                    keep_until=day.replace(year=day.year + 6, day=1),
                )
            ],
        ),
        _Shown(
            "PRC.A1.3",
            SILENT,
            [
                Offer(
                    FORM.MINUTE,
                    KIND.DECISION,
                    "Full Council adopted the new rules.",
                    forum="Full Council",
                    reference="31",
                    on=day - timedelta(days=190),
                )
            ],
            verdicts=((OUTCOME.ACCEPTED, ""),),
        ),
        _Shown(
            "FIN.A1.3",
            ACCOUNTANT,
            [
                Offer(
                    FORM.MINUTE,
                    KIND.DECISION,
                    "Cabinet took the options to consultation.",
                    forum="Cabinet",
                    reference="14",
                    on=day - timedelta(days=30),
                ),
                Offer(
                    FORM.FIGURE,
                    KIND.FIGURES,
                    "Options that finance partners have tested, against the gap.",
                    figure="£9.1m of £8.6m",
                    on=day - timedelta(days=30),
                    is_exempt=True,
                    exempt_because="Names posts that may go: paragraph 4 of Schedule 12A",
                ),
            ],
            verdicts=((OUTCOME.ACCEPTED, "The tested options are more than the gap."),),
            is_closed=True,
        ),
    ]


def show_what_is_done(plan: Plan, accounts: Accounts, *, office: User, at: datetime) -> None:
    """Have evidence offered for what is complete: to verify, refused in part, verified, and closed."""
    day = clock.day_of(at)
    for shown in _shown(day):
        action = plan.actions.select_related("plan").get(ref=shown.ref)
        owner = accounts[shown.by]
        offered = at - timedelta(days=OFFERED)
        if shown.measures:
            changes = {"measures": [(words, "", "") for words in shown.measures]}
            reason = "What it means to be done was not said."
            change_action(
                action, version=action.version, changes=changes, reason=reason, by=office, at=offered
            )
            action.refresh_from_db()
            needed = "A count, and a sample of what the teams agreed."
            say_what_is_needed(action, measure=DISCUSSED, words=needed, by=office, at=offered)
        for offer in shown.offers:
            offer_evidence(action, offer=offer, by=owner, at=offered)
        claimed = at - timedelta(days=CLAIMED)
        finished = day - timedelta(days=OFFERED + 7)
        claim_complete(action, actual_on=finished, words="", by=owner, at=claimed)
        _judge(action, shown, by=accounts[REVIEWER], at=at - timedelta(days=VERIFIED))
        if shown.is_closed:
            decision = Decision(
                Closure.End.CLOSED,
                COMMITTEE,
                day - timedelta(days=MET),
                minute="9",
                embedding_months=LOOK_AGAIN_IN,
                achieved=Closure.Achieved.IN_PART,
                achieved_words="The options cover the gap; which of them are taken is not decided.",
            )
            close_action(action, decision=decision, by=office, at=at - timedelta(days=MET - 1))


def _judge(action: Action, shown: _Shown, *, by: User, at: datetime) -> None:
    measures = shown.measures or ("",)
    said = zip(measures, shown.verdicts, strict=False)
    judgements = [Judgement(measure, outcome, words, 0) for measure, (outcome, words) in said]
    if judgements:
        verify(action, judgements=judgements, by=by, at=at)


ASSURED, OVERLOOKED = "HOM.A1.3", "PRC.A1.4"
_WATCHED_FOR = 300  # days: three quarters at least
_RECORDS = (
    (Level.SUBSTANTIAL, "Gas, electrical and fire figures agree with the certificates in a sample of sixty."),
    (None, "The auditor was ill and nobody stood in."),
    (Level.REASONABLE, "Fire figures agree; eleven electrical certificates were filed late."),
)


def record_assurance(plan: Plan, *, office: User, at: datetime) -> None:
    """Have one assurance action done, missed and caught up, and another one overlooked."""
    day, agreed = clock.day_of(at), at - timedelta(days=OFFERED)
    for ref in (ASSURED, OVERLOOKED):
        action = plan.actions.select_related("plan").get(ref=ref)
        change_schedule(
            action,
            rule="FREQ=MONTHLY;INTERVAL=3",
            words="quarterly",
            counted_from=day - timedelta(days=_WATCHED_FOR),
            from_on=day - timedelta(days=_WATCHED_FOR),
            reason="The quarters are counted from the first report.",
            by=office,
            at=agreed,
        )
    assured = plan.actions.select_related("plan").get(ref=ASSURED)
    due = [each for each in occurrences_to_record(assured, day=day) if each.due_on < day]
    for each, (level, evidence) in zip(due[-3:], _RECORDS, strict=False):
        record_occurrence(
            assured,
            due_on=each.due_on,
            outcome="done" if level else "missed",
            on=each.due_on if level else None,
            level=level or "",
            evidence=evidence,
            link="",
            seen=0,
            by=office,
            at=agreed,
        )
