"""What the register knows of a round beside the plan itself, for its reports: each app is asked once."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from followthrough.outputs.report.register_facts import (
    ChangeAsked,
    Closure,
    Meeting,
    OwnersAnswer,
    PlanRisk,
    Proof,
    RegisterFacts,
    Result,
)
from followthrough.outputs.report.sections.audit_asked import READY
from followthrough.plan.document import Status
from followthrough.site import clock
from followthrough.site.changes.log import LoggedChange, changes_between
from followthrough.site.changes.models import WAITING, ChangeRequest
from followthrough.site.changes.slips import slipped_in
from followthrough.site.evidence.models import WHOLE_ACTION, Completion, Evidence, Verdict
from followthrough.site.evidence.queries import ClosedAction, closed_between
from followthrough.site.record_notes.models import RecordNote
from followthrough.site.register.models import Plan, Update
from followthrough.site.register.moved_dates import NO_MONTH
from followthrough.site.reports.house_style import house_of
from followthrough.site.reports.left_out import left_out_of
from followthrough.site.reports.paper_texts import commentaries_of, sections_of, words_of_papers
from followthrough.site.risks.models import Assessment
from followthrough.site.risks.models import PlanRisk as Risk
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.publications import Publication

State = ChangeRequest.State
_RESULTS: dict[str, Result] = {
    State.APPROVED: "Approved",
    State.RECORDED: "Recorded",
    State.REFUSED: "Refused",
    State.WITHDRAWN: "Withdrawn",
}
_FIRST_DAY = date(1900, 1, 1)


def register_facts(
    round_: Round, published: Publication | None, *, day: date, day_before: date | None, sees_work: bool
) -> RegisterFacts:
    """The facts of a round on the day of its figures; what happened, happened since `day_before`.

    Who does not `sees_work` is told no evidence and no risks, and of changes what was decided.
    """
    plan, first = round_.plan, day_before + timedelta(days=1) if day_before else _FIRST_DAY
    closed, words = closed_between(plan, _FIRST_DAY, day), words_of_papers(plan)
    left_out = left_out_of(plan)
    return RegisterFacts(
        changes=_changes(plan, first, day, sees_work=sees_work),
        closures=[_closure(each) for each in closed if each.on >= first],
        evidence=_evidence(plan, day) if sees_work else None,
        answers=_answers(round_, published),
        embedded=_embedded(closed),
        achieved={each.ref or each.title: each.achieved for each in closed if not each.is_reopened},
        views=_views(plan, day) if sees_work else None,
        moves=_moves(plan, day),
        risks=_risks(plan, day, day_before) if sees_work else None,
        commentaries=commentaries_of(words),
        sections=sections_of(words),
        exempt=left_out.exempt,
        exempt_words=left_out.words,
        persons=left_out.persons,
        meeting=_meeting(round_, published),
        is_register=True,
        body=plan.organisation.name,
        house=house_of(plan.organisation, round_),
        hides_waiting=not sees_work,
    )


def _changes(plan: Plan, first: date, day: date, *, sees_work: bool) -> list[ChangeAsked]:
    """What was decided in the time, and all that waited on its last day."""
    logged = changes_between(plan, None, day)
    seen: dict[tuple[str, str], int] = {}
    shown = []
    for each in logged:
        key = (each.ref, each.kind)
        seen[key] = seen.get(key, 0) + 1
        waits = each.state in WAITING
        if (waits and sees_work) or (not waits and each.on >= first):
            shown.append(_change(each, seen[key]))
    return shown


def _change(each: LoggedChange, request: int) -> ChangeAsked:
    waits = each.state in WAITING
    deferred = f"Deferred until {each.deferred_until:%-d %B %Y}." if waits and each.deferred_until else ""
    return ChangeAsked(
        ref=each.ref,
        kind=ChangeRequest.Kind(each.kind).label,
        old=each.old,
        new=each.new,
        months=None if each.months is None else round(each.months),
        reason=each.reason or each.cause,
        result=_RESULTS.get(each.state, "Waiting"),
        note=" ".join(each.decision.split()),
        forum="" if waits else each.forum,
        on=None if waits else each.on,
        request=request,
        view=deferred,
    )


def _closure(closed: ClosedAction) -> Closure:
    found = "Each measure was accepted." if closed.evidence_tested else "Not tested."
    reopened = " Reopened since." if closed.is_reopened else ""
    by = ", ".join(filter(None, [closed.accepted_by, closed.forum]))
    return Closure(closed.ref or "", closed.on, by, f"{found}{reopened}")


def _evidence(plan: Plan, day: date) -> list[Proof]:
    """What counts as evidence: what is in quarantine or was removed does not."""
    offered = Evidence.objects.filter(action__plan=plan, state=Evidence.State.OFFERED, at__date__lte=day)
    return [
        Proof(each.action.ref or "", each.title, each.on, is_exempt=each.is_exempt)
        for each in offered.select_related("action")
    ]


def _answers(round_: Round, published: Publication | None) -> list[OwnersAnswer] | None:
    """What owners answered beside status and words: as published, else as sent so far.

    The boxes of a return are told where its words are still those that were published.
    """
    if round_.imported:
        return None
    sent = Update.objects.filter(action__plan=round_.plan_id, period=round_.period)
    boxes = {
        (each.action.number, each.text): each.sent_by_return
        for each in sent.select_related("action", "sent_by_return")
        if hasattr(each, "sent_by_return")
    }
    stated = (
        [(each.number, each.ref, each.text, each.nothing_changed) for each in published.standings.all()]
        if published
        else [(each.action.number, each.action.ref, each.text, each.nothing_changed) for each in sent]
    )
    responses = _responses(round_)
    answers = [
        _answer(ref or "", is_same, boxes.get((number, text)), responses.pop(ref or "", ""))
        for number, ref, text, is_same in stated
    ]
    # The leadership team also answers to what nobody said anything of.
    return [*answers, *(OwnersAnswer(ref, response=said) for ref, said in responses.items())]


def _responses(round_: Round) -> dict[str, str]:
    """The last response of the leadership team to each action in the round's period, with who and when."""
    written = RecordNote.objects.filter(plan=round_.plan_id, period=round_.period)
    return {
        each.action.ref: f"{' '.join(each.text.split())} ({each.by}, {clock.day_of(each.at):%-d %B %Y})"
        for each in written.select_related("action", "by").order_by("at", "pk")
        if each.action and each.action.ref
    }


def _answer(ref: str, is_same: bool, action_return: ActionReturn | None, response: str) -> OwnersAnswer:
    if action_return is None:
        return OwnersAnswer(ref, nothing_changed=is_same, response=response)
    return OwnersAnswer(
        ref,
        nothing_changed=is_same,
        response=response,
        cause=" ".join(action_return.blocked.split()),
        next_step=" ".join(action_return.next_steps.split()),
    )


def _embedded(closed: Sequence[ClosedAction]) -> dict[str, str]:
    """Of what was closed, whether somebody looked again and what they found."""
    words = {True: "Yes", False: "No", None: "Not yet checked"}
    return {each.ref: words[each.embedded] for each in closed if each.ref}


def _views(plan: Plan, day: date) -> dict[str, str]:
    """What who verifies it says of each action that is complete: ready where each measure was accepted."""
    claims = Completion.objects.filter(action__plan=plan, action__status=Status.COMPLETE, ended_at=None)
    said = claims.select_related("action").prefetch_related(
        Prefetch("verdicts", Verdict.objects.filter(at__date__lte=day).order_by("pk"))
    )
    return {each.action.ref: view for each in said if each.action.ref and (view := _view(each))}


def _view(claim: Completion) -> str:
    last = {each.measure: each for each in claim.verdicts.all()}
    open_ones = [each for each in last.values() if each.outcome != Verdict.Outcome.ACCEPTED]
    if open_ones:
        return f"Sent back: {' '.join(open_ones[0].words.split())}"
    measures = claim.action.measures or [WHOLE_ACTION]
    return READY if all(measure in last for measure in measures) else ""


def _moves(plan: Plan, day: date) -> dict[str, int]:
    """How often the date of each action was moved later by the day."""
    return {
        each.action.ref: sum(move.months >= NO_MONTH and move.on <= day for move in each.moves)
        for each in slipped_in(plan)
        if each.action.ref
    }


def _risks(plan: Plan, day: date, day_before: date | None) -> list[PlanRisk]:
    """The risks that were open on the day, with their scores of then and of the report before."""
    found = plan.risks.filter(Q(closed_on=None) | Q(closed_on__gt=day))
    rows = found.prefetch_related("actions", Prefetch("assessments", Assessment.objects.order_by("pk")))
    return sorted(
        (_risk(each, day, day_before) for each in rows), key=lambda risk: (-(risk.score or 0), risk.ref)
    )


def _risk(risk: Risk, day: date, day_before: date | None) -> PlanRisk:
    scored = [each for each in risk.assessments.all() if clock.day_of(each.at) <= day]
    before = [each for each in scored if day_before and clock.day_of(each.at) <= day_before]
    last = scored[-1] if scored else None
    return PlanRisk(
        ref=f"R{risk.number}",
        title=risk.title,
        score=_product(last.current if last else None),
        score_before=_product(before[-1].current if before else None),
        target=_product(last.target if last else None),
        actions=[action.ref or action.title for action in risk.actions.all()],
        is_exempt=risk.is_exempt,
    )


def _product(score: Mapping[str, Any] | None) -> int | None:
    return int(score["product"]) if score else None


def _meeting(round_: Round, published: Publication | None) -> Meeting:
    signed = published.signed_off_by if published else None
    return Meeting(
        forum=round_.forum,
        on=round_.forum_on,
        cover=[("Signed off by", signed)] if signed else [],
        published_on=published.at.date() if published and not published.imported else None,
    )
