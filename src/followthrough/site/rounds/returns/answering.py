"""Answers to what a round asks: drafts, sending, approval. No word that was saved is lost.

Every save adds a version; sending also adds an update to the register and leaves an event.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.text import get_text_list

from followthrough.plan.owners import OwnerPart
from followthrough.plan.when import read_when
from followthrough.plan.when.periods import latest_of
from followthrough.rules.answers import Answer, Fault, text_of
from followthrough.site import clock
from followthrough.site.changes.models import WAITING, ChangeRequest
from followthrough.site.changes.operations import ask_by_hand, ask_for_changes, withdraw_request
from followthrough.site.evidence.from_returns import offer_from_return
from followthrough.site.evidence.verifying import wipe_sign_off
from followthrough.site.people.models import User
from followthrough.site.register.duties import refuse_approving_own_return
from followthrough.site.register.facts import when_of
from followthrough.site.register.models import Action, Post, Update
from followthrough.site.register.plan_events import record_in
from followthrough.site.rounds.letters.sent_back import tell_sent_back
from followthrough.site.rounds.models import ActionReturn, ReturnVersion
from followthrough.site.rounds.queries import answering_posts, holders_asked, stands_in, what_was_said
from followthrough.site.rounds.returns.answers import (
    answer_in,
    as_stored,
    faults_in,
    implied_by,
    spreadsheet_errors,
    status_label,
)
from followthrough.site.rounds.returns.questions import NEW_DATE, Question, unanswered_questions
from followthrough.site.rounds.returns.sheet_answers import SheetAnswer
from followthrough.site.rounds.states import WrongStateError, locked_return, touch

State = ActionReturn.State
Origin = ChangeRequest.Origin


class StaleReturnError(Exception):
    """Somebody has saved the return since it was shown: `saved` is what it says now, `current` the row."""

    def __init__(self, current: ActionReturn) -> None:
        self.current = current
        self.saved = answer_in(current)
        super().__init__(f"{current.saved_by} changed this return while you were writing.")


class UnansweredError(Exception):
    """Something in the answer is questionable, and nothing was chosen about it: `questions`."""

    def __init__(self, questions: list[Question]) -> None:
        self.questions = questions
        super().__init__(" ".join(question.title for question in questions))


class FaultyAnswerError(Exception):
    """What has to be put right before the answer can be sent: `faults`, in the order of the boxes."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = found
        super().__init__(" ".join(fault.message for fault in found))


@transaction.atomic
def save_draft(
    action_return: ActionReturn,
    *,
    answer: Answer,
    version: int,
    by: User,
    at: datetime,
    for_absent_owner: bool = False,
) -> ActionReturn:
    """Keep what is written so far. `version` is the one that was shown. Saving the same again adds nothing.

    Raises StaleReturnError, FaultyAnswerError for what a spreadsheet leaves in a box, and WrongStateError
    where the round isn't open or the return was sent: that one is sent again.
    """
    locked = locked_return(action_return)
    if answer == answer_in(locked):
        return locked
    _refuse_if_stale(locked, version)
    if errors := spreadsheet_errors(answer):
        raise FaultyAnswerError(errors)
    if locked.is_in:
        raise WrongStateError("This return was sent. To change it, send it again.")
    _refuse_if_ended(locked)
    state = State.SENT_BACK if locked.state == State.SENT_BACK else State.DRAFT
    locked.from_sheet_of = ""
    _keep(locked, answer, state=state, by=by, at=at, for_absent_owner=for_absent_owner)
    return locked


@transaction.atomic
def send_return(
    action_return: ActionReturn,
    *,
    answer: Answer,
    version: int,
    by: User,
    at: datetime,
    for_absent_owner: bool = False,
    from_sheet_of: str = "",
) -> ActionReturn:
    """Answer for the action: the register has a new update. A double submit counts once.

    What its box of evidence says is evidence of the action from then on.

    `version` is the one that was shown; `from_sheet_of` the post whose spreadsheet the office enters.
    What was sent may be sent again, changed; it then has to be approved again. Raises StaleReturnError,
    FaultyAnswerError, UnansweredError, and WrongStateError where the round isn't open.
    """
    locked = locked_return(action_return)
    if locked.is_in and _says_nothing_new(answer, answer_in(locked)):
        return locked
    _refuse_if_stale(locked, version)
    _refuse_if_ended(locked)
    day = clock.day_of(at)
    for_absent_owner = for_absent_owner or stands_in(locked, by, day=day)
    if found := faults_in(locked, answer, day=day):
        raise FaultyAnswerError(found)
    prefetch_related_objects([locked], *what_was_said())
    if questions := unanswered_questions(locked, answer, day=day):
        raise UnansweredError(questions)
    locked.comment, locked.sent_back_at, locked.sent_back_by = "", None, None
    locked.approved_at = locked.approved_by = None
    locked.sent_at, locked.sent_by = at, by
    locked.from_sheet_of = from_sheet_of
    locked.update = _append(locked, answer, by=by, at=at)
    owner = from_sheet_of or (_owner_in_words(locked) if for_absent_owner else "")
    _ask_for_dates(locked, answer, by=by, at=at, on_behalf_of=owner)
    _keep(locked, answer, state=State.SENT, by=by, at=at, for_absent_owner=for_absent_owner)
    offer_from_return(locked.action, text=answer.evidence, period=locked.round.period, by=by, at=at)
    for_whom = " for an absent owner" if for_absent_owner else ""
    if from_sheet_of:
        for_whom = f" by spreadsheet for {from_sheet_of}"
    _record(locked, "return.sent", by, at, for_whom=for_whom)
    return locked


@transaction.atomic
def send_sheet(chosen: Iterable[SheetAnswer], *, by: User, at: datetime, for_others: bool = False) -> int:
    """Send the answers of a sheet, all or none; how many is returned. `for_others`: the office enters them.

    Raises StaleReturnError where one has changed since it was shown, FaultyAnswerError and UnansweredError
    where one has faults or questions, WrongStateError where one can't be answered any more.
    """
    answers = list(chosen)
    names = _posts_of(answers) if for_others else {}
    for each in answers:
        shown = each.action_return
        send_return(
            shown,
            answer=each.then,
            version=shown.version,
            by=by,
            at=at,
            for_absent_owner=for_others,
            from_sheet_of=names.get(shown.pk, ""),
        )
    return len(answers)


@transaction.atomic
def approve_return(action_return: ActionReturn, *, version: int, by: User, at: datetime) -> ActionReturn:
    """Let a return stand as it was shown in `version`. Asked twice it counts once.

    Raises StaleReturnError, WrongStateError where nothing was sent or the round isn't open, and OwnWorkError
    for who sent it, or for whom it was sent as its owner.
    """
    locked = locked_return(action_return)
    if locked.state == State.APPROVED and locked.version == version:
        return locked
    _refuse_unless_sent(locked, version)
    sent_for = holders_asked(locked, day=clock.day_of(at)) if locked.for_absent_owner else []
    refuse_approving_own_return(by=by, sent_by=locked.sent_by, sent_for=sent_for)
    locked.state, locked.approved_at, locked.approved_by = State.APPROVED, at, by
    locked.save()
    _record(locked, "return.approved", by, at)
    return locked


@transaction.atomic
def send_back(
    action_return: ActionReturn, *, comment: str, version: int, by: User, at: datetime
) -> ActionReturn:
    """Ask the owner to answer again and say why. Asked twice it counts once.

    Raises ValueError without a comment, StaleReturnError, and WrongStateError where nothing was sent or the
    round isn't open. What was sent stays in the register until another update takes its place.
    """
    locked = locked_return(action_return)
    if not comment.strip():
        raise ValueError("A return is sent back with a comment.")
    if locked.state == State.SENT_BACK and locked.comment == comment:
        return locked
    _refuse_unless_sent(locked, version)
    locked.state, locked.comment, locked.sent_back_at, locked.sent_back_by = State.SENT_BACK, comment, at, by
    locked.approved_at = locked.approved_by = None
    locked.save()
    _record(locked, "return.sent_back", by, at, comment=comment)
    tell_sent_back(locked, by=by, at=at)
    return locked


def _says_nothing_new(answer: Answer, stored: Answer) -> bool:
    """Whether it was sent already. A choice that changed the answer is asked about no more, and stands."""
    same_boxes = answer._replace(answered=()) == stored._replace(answered=())
    return same_boxes and set(answer.answered) <= set(stored.answered)


def _ask_for_dates(
    locked: ActionReturn, answer: Answer, *, by: User, at: datetime, on_behalf_of: str
) -> None:
    """Ask for the date that is to take the agreed one's place, which stays until it is decided.

    What was asked for by this return before, and waits, gives way to another date.
    """
    requests = [
        _date_request(locked, each.date, reason=each.words, on_behalf_of=on_behalf_of)
        for each in answer.answered
        if each.choice == NEW_DATE
    ]
    if not requests and answer.move_date and answer.forecast:
        # A date that was chosen in answer to a question is the one that is meant.
        new = answer.forecast.text
        requests = [
            _date_request(locked, new, reason=answer.why_move, on_behalf_of=on_behalf_of, answer=answer)
        ]
    if not requests:
        return
    before = ChangeRequest.objects.filter(
        action=locked.action, field="due", origin=Origin.RETURN, state__in=WAITING, asked_by=by
    )
    for request in before.select_related("plan"):
        if not any(request.new == each.new for each in requests):
            withdraw_request(request, reason="Another date was asked for.", by=by, at=at)
    plan, cause = locked.round.plan, answer.move_cause.strip()
    if cause:
        ask_by_hand(plan, changes=requests, cause=cause, by=by, at=at)
    else:
        ask_for_changes(plan=plan, changes=requests, by=by, at=at)


def _date_request(
    locked: ActionReturn, words: str, *, reason: str, on_behalf_of: str, answer: Answer | None = None
) -> ChangeRequest:
    action, new = locked.action, read_when(words)
    due = when_of(action.due)
    effect = answer.move_effect.strip() if answer else ""
    return ChangeRequest(
        action=action,
        kind=ChangeRequest.Kind.DATE,
        field="due",
        old=action.due,
        new=new.model_dump(mode="json", exclude_defaults=True),
        old_words=due.text if due else "",
        new_words=words,
        reason=reason,
        effect=effect,
        measure_holds=None if answer is None else not effect,
        origin=Origin.RETURN,
        from_words=answer.done.strip() if answer else "",
        on_behalf_of=on_behalf_of,
    )


def _owner_in_words(locked: ActionReturn) -> str:
    """The posts that are asked for the return: who updates the action, else who is accountable for it."""
    owners = list(locked.action.ownerships.all())
    updating = [each.name for each in owners if each.part == OwnerPart.UPDATE_OWNER]
    accountable = [each.name for each in owners if each.part == OwnerPart.ACCOUNTABLE]
    return get_text_list(updating or accountable, "and")[:200]


def _refuse_if_stale(locked: ActionReturn, version: int) -> None:
    if locked.version != version:
        raise StaleReturnError(locked)


def _refuse_if_ended(locked: ActionReturn) -> None:
    """An update of what has ended would open it again without a word on why."""
    if locked.has_ended:
        raise WrongStateError("The action has ended, so its return stays as it is. It can be re-opened.")


def _refuse_unless_sent(locked: ActionReturn, version: int) -> None:
    _refuse_if_stale(locked, version)
    if not locked.is_in:
        raise WrongStateError(f"This return is not sent: {locked.get_state_display().lower()}.")


def _keep(
    locked: ActionReturn, answer: Answer, *, state: State, by: User, at: datetime, for_absent_owner: bool
) -> None:
    boxes = as_stored(answer)
    for name, value in boxes.items():
        setattr(locked, name, value)
    forecast = answer.forecast
    implied = implied_by(locked, answer, day=clock.day_of(at))
    locked.forecast = forecast.model_dump(mode="json", exclude_defaults=True) if forecast else None
    locked.implied = implied.status if implied else None
    locked.state, locked.saved_by, locked.saved_at, locked.for_absent_owner = state, by, at, for_absent_owner
    locked.version += 1
    locked.save()
    ReturnVersion.objects.create(
        action_return=locked,
        version=locked.version,
        state=state,
        answer=boxes | {"from_sheet_of": locked.from_sheet_of},
        by=by,
        at=at,
    )


def _by_whom(locked: ActionReturn, by: User) -> str:
    """Whose words an update is, as the record names them."""
    if locked.from_sheet_of:
        return f"{locked.from_sheet_of}, by spreadsheet, entered by {by.name}"
    return by.name


def _append(locked: ActionReturn, answer: Answer, *, by: User, at: datetime) -> Update:
    """Add the answer to the register; what was said before, in this round too, stays beneath it.

    Takes the return with the updates of its action in their order.
    """
    day, action = clock.day_of(at), locked.action
    implied, before = implied_by(locked, answer, day=day), list(action.updates.all())
    update = Update.objects.create(
        action=action,
        position=max((each.position for each in before), default=-1) + 1,
        period=locked.round.period,
        status=answer.status,
        status_text=status_label(action.plan, answer.status) if answer.status else None,
        text=text_of(answer),
        by_text=_by_whom(locked, by),
        on=day,
        forecast=answer.forecast.model_dump(mode="json", exclude_defaults=True) if answer.forecast else None,
        by=by,
        at=at,
        implied=implied.status if implied else None,
        reason=answer.reason.strip() or None,
        nothing_changed=answer.nothing_changed,
    )
    wipe_sign_off(action, status=answer.status, by=by, at=at)
    latest = latest_of([each for each in [*before, update] if each.status is not None])
    Action.objects.filter(pk=action.pk).update(status=latest.status if latest else None)
    return update


def _record(locked: ActionReturn, type_: str, by: User, at: datetime, **details: str) -> None:
    plan = locked.round.plan
    touch(plan, at)
    name = locked.action.ref or f"action {locked.action.number}"
    record_in(plan, type_, by=by, at=at, of=locked.action, action=name, **details)


def _posts_of(answers: Sequence[SheetAnswer]) -> dict[int, str]:
    """For whom each return was filled in: the post whose sheet it is, else those who are asked for it."""
    sheets = {post.pk: post.name for post in Post.objects.filter(pk__in={each.post for each in answers})}
    returns = ActionReturn.objects.filter(pk__in=[each.action_return.pk for each in answers])
    asked = answering_posts(returns)
    names = {}
    for each in answers:
        pk = each.action_return.pk
        owners = get_text_list([post.name for post in asked.get(pk, [])], "and")
        names[pk] = sheets.get(each.post) or owners or "the owner"
    return names
