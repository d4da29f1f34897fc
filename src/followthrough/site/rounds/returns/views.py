"""My actions, and the page of one return: to be drafted, sent, and come back to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.rules.answers import Answer, Fault
from followthrough.site import clock
from followthrough.site.changes.drafts import draft_of
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.words import status_labels
from followthrough.site.rounds.models import ActionReturn, KeptWords, Round
from followthrough.site.rounds.queries import next_round, with_what_was_said
from followthrough.site.rounds.returns.answering import (
    FaultyAnswerError,
    StaleReturnError,
    UnansweredError,
    save_draft,
    send_return,
)
from followthrough.site.rounds.returns.answers import answer_in, faults_in, feedback_on, reading_of_forecast
from followthrough.site.rounds.returns.forms import ReturnForm, StillCompleteForm, move_to
from followthrough.site.rounds.returns.page import (
    MyReturns,
    ReturnPage,
    SavedMeanwhile,
    Turns,
    differences,
    evidence_before,
    is_one_question,
    my_returns,
    requests_by,
    returns_open_to,
    since,
    turns_of,
    with_draft,
)
from followthrough.site.rounds.returns.questions import Asked, Settled, settle
from followthrough.site.rounds.returns.unsaved_words import (
    all_rescued_words,
    drop_rescued_words,
    note_of_writer,
    rescue_words_of,
    rescued_words,
    rescues_words,
)
from followthrough.site.rounds.states import WrongStateError

Write = Callable[..., ActionReturn]
# What the buttons of the page say; every other press sends.
_DRAFT, _GO_ON = "draft", "go_on"


@require_safe
@requires(Permission.ANSWER_RETURNS)
def show_my_actions(request: MemberRequest) -> HttpResponse:
    today = clock.today()
    mine = my_returns(request.user, request.organisation, day=today)
    request.counted = {"my_actions": len(mine.owed)}
    lists = [
        ("Sent back to you", mine.sent_back),
        ("To be sent", mine.not_sent),
        ("Sent", mine.done),
    ]
    shown = {
        "mine": mine,
        "lists": [
            (title, [_row(action_return, mine, today) for action_return in returns])
            for title, returns in lists
            if returns
        ],
        "headline": mine.headline(today),
        "rescued": all_rescued_words(request.user),
        "requests": requests_by(request.user, request.organisation),
        "next_round": None if mine.returns else next_round(request.organisation),
    }
    return render(request, "rounds/my_actions.html", shown)


def _row(action_return: ActionReturn, mine: MyReturns, day: date) -> dict[str, Any]:
    is_owed = action_return.pk in mine.owed
    return {
        "action_return": action_return,
        "is_late": is_owed and action_return.due_on < day,
        "is_in_a_file": not is_owed and not action_return.is_in,
        "label": status_labels(action_return.round.plan.scheme).get(action_return.action.status or ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@rescues_words
@requires(Permission.ANSWER_RETURNS)
def answer_return(request: MemberRequest, slug: str, period: str, number: int) -> HttpResponse:
    """One return: its boxes as they were left; sent back with what has to be put right, or on to the next."""
    action_return = _return_or_404(request, slug, period, number)
    if request.method == "POST":
        if action_return.round.state != Round.State.OPEN:
            return _page_of_words_too_late(request, action_return)
        is_one = "one_question" in request.POST
        return (
            _save_one_question(request, action_return)
            if is_one
            else _save(request, action_return, request.POST)
        )
    rescued = rescued_words(request.user, action_return)
    if rescued is not None:
        return _page_of_rescued(request, action_return, rescued)
    answer = answer_in(action_return)
    if "draft" in request.GET and not action_return.is_in:
        answer = with_draft(answer, draft_of(action_return.action))
    form = ReturnForm(action_return, since=since(action_return), initial=answer._asdict())
    short = None
    if is_one_question(action_return, answer) and "all" not in request.GET:
        still = "yes" if answer.status else ""
        short = StillCompleteForm(
            initial={"still": still, "evidence": answer.evidence or evidence_before(action_return)}
        )
    return _page(
        request, action_return, form, answer, asked=_asked_before(action_return, answer), still_complete=short
    )


@require_POST
@requires(Permission.ANSWER_RETURNS)
def read_answer(request: MemberRequest, slug: str, period: str, number: int) -> JsonResponse:
    """What is said back while an answer is written: pieces of the page by their places. Saves nothing."""
    action_return = _return_or_404(request, slug, period, number)
    form = ReturnForm(action_return, data=request.POST)
    if not form.is_valid():
        return JsonResponse({})
    feedback = feedback_on(action_return, form.answer, day=clock.today())
    pieces = {
        "reading": render_to_string("rounds/_reading.html", {"feedback": feedback}),
        "implied": render_to_string("rounds/_implied.html", {"feedback": feedback}),
        "move-to": move_to(feedback.moves_to),
    }
    return JsonResponse({"pieces": pieces})


def _return_or_404(request: MemberRequest, slug: str, period: str, number: int) -> ActionReturn:
    returns = with_what_was_said(returns_open_to(request, day=clock.today()))
    return get_object_or_404(returns, round__plan__slug=slug, round__period=period, action__number=number)


def _save_one_question(request: MemberRequest, action_return: ActionReturn) -> HttpResponse:
    """Whether what is complete still is: "Yes" stands for the boxes of a whole return, "No" leads to them."""
    short = StillCompleteForm(request.POST)
    if not short.is_valid():
        if request.POST.get("press") in (_DRAFT, _GO_ON):
            return _save(request, action_return, request.POST)
        form = ReturnForm(action_return, data=request.POST)
        return _page(request, action_return, form, answer_in(action_return), still_complete=short)
    if short.cleaned_data["still"] == "no":
        answer = Answer(evidence=short.cleaned_data["evidence"])
        form = ReturnForm(action_return, since=since(action_return), initial=answer._asdict())
        return _page(request, action_return, form, answer)
    return _save(request, action_return, short.as_boxes(request.POST), still_complete=short)


def _save(
    request: MemberRequest,
    action_return: ActionReturn,
    boxes: Mapping[str, Any],
    *,
    still_complete: StillCompleteForm | None = None,
) -> HttpResponse:
    form = ReturnForm(action_return, since=since(action_return), data=boxes)
    if not form.is_valid():
        return _page(request, action_return, form, answer_in(action_return))
    if decided := _decided_meanwhile(action_return, form):
        form.add_error(None, decided)
        return _page(request, action_return, form, form.answer)
    press, answer = request.POST.get("press", ""), form.answer
    settled = _settled(action_return, answer, request.POST)
    try:
        if press in (_DRAFT, _GO_ON):
            written = answer._replace(answered=settled.answer.answered)
            _write(save_draft, request, action_return, form, written)
        elif settled.open and action_return.version == form.cleaned_data["version"]:
            _add_faults(form, faults_in(action_return, settled.answer, day=clock.today()))
            # Errors come first, and take the focus where there are any.
            is_asking = not form.errors
            return _page(
                request,
                action_return,
                form,
                answer,
                asked=settled.asked,
                is_asking=is_asking,
                still_complete=still_complete if is_asking else None,
            )
        else:
            _write(send_return, request, action_return, form, settled.answer)
    except FaultyAnswerError as error:
        _add_faults(form, error.faults)
    except WrongStateError as error:
        rescue_words_of(request.user, action_return, request.POST.dict(), at=clock.now())
        form.add_error(None, str(error))
    except StaleReturnError:
        return _page_of_both(request, action_return, form)
    except UnansweredError:
        # Somebody else's update came in between; the page asks with what is there now.
        pass
    else:
        drop_rescued_words(request.user, action_return)
        return _go_on(request, action_return, press, settled.answer)
    return _page(request, action_return, form, answer, asked=settled.asked)


def _settled(action_return: ActionReturn, answer: Answer, chosen: Mapping[str, str]) -> Settled:
    """The answer with what was chosen now or before to the questions about it."""
    before = answer._replace(answered=answer_in(action_return).answered)
    return settle(action_return, before, chosen, day=clock.today())


def _asked_before(action_return: ActionReturn, answer: Answer) -> list[Asked]:
    """The questions that were answered already and are still the same."""
    return [each for each in _settled(action_return, answer, {}).asked if each.chosen]


def _add_faults(form: ReturnForm, faults: Sequence[Fault]) -> None:
    for fault in faults:
        # The reason stands in the question about the status.
        form.add_error("status" if fault.box == "reason" else fault.box, fault.message)


def _page_of_words_too_late(request: MemberRequest, action_return: ActionReturn) -> HttpResponse:
    """The page of a round that takes no more answers, with what was written, which is kept."""
    return _page_of_rescued(
        request,
        action_return,
        rescue_words_of(request.user, action_return, request.POST.dict(), at=clock.now()),
    )


def _decided_meanwhile(action_return: ActionReturn, form: ReturnForm) -> str:
    """What was decided on the return since its writer was shown it; empty where nothing was."""
    shown = form.cleaned_data["shown_state"]
    if not shown or shown == action_return.state or action_return.version != form.cleaned_data["version"]:
        return ""
    if action_return.state == ActionReturn.State.SENT_BACK:
        who = action_return.sent_back_by
        return f"{who} sent this back while you were writing. Read the comment, then send it again."
    if action_return.state == ActionReturn.State.APPROVED:
        who = action_return.approved_by
        return f"{who} approved this while you were writing. Send it again to have it approved anew."
    return ""


def _write(
    write: Write, request: MemberRequest, action_return: ActionReturn, form: ReturnForm, answer: Answer
) -> None:
    write(
        action_return,
        answer=answer,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
        for_absent_owner=not action_return.is_own,  # type: ignore[attr-defined]  # annotated by returns_open_to
    )


def _page_of_both(request: MemberRequest, action_return: ActionReturn, form: ReturnForm) -> HttpResponse:
    """The page of somebody who was overtaken: their words in the boxes, the others' beside them."""
    again = _return_or_404(
        request, action_return.round.plan.slug, action_return.round.period, action_return.action.number
    )
    saved = _saved_meanwhile(again, form.answer)
    if saved is None:
        form.add_error(None, "The same words were saved meanwhile. Press the button once more.")
    asked = [each for each in _settled(again, form.answer, request.POST).asked if each.chosen]
    return _page(request, again, form, form.answer, saved=saved, asked=asked)


def _saved_meanwhile(action_return: ActionReturn, written: Answer) -> SavedMeanwhile | None:
    boxes = differences(action_return, saved=answer_in(action_return), written=written)
    return SavedMeanwhile(action_return.saved_by, boxes) if boxes and action_return.saved_by else None


def _page_of_rescued(request: MemberRequest, action_return: ActionReturn, rescued: KeptWords) -> HttpResponse:
    form = ReturnForm(
        action_return, since=since(action_return), data={**rescued.boxes, "version": rescued.version}
    )
    answer = form.answer if form.is_valid() else answer_in(action_return)
    saved = _saved_meanwhile(action_return, answer) if rescued.version != action_return.version else None
    asked = [each for each in _settled(action_return, answer, rescued.boxes).asked if each.chosen]
    return _page(request, action_return, form, answer, saved=saved, rescued=rescued, asked=asked)


def _page(
    request: MemberRequest, action_return: ActionReturn, form: ReturnForm, answer: Answer, **more: Any
) -> HttpResponse:
    day = clock.today()
    feedback = feedback_on(action_return, answer, day=day)
    form.offer_move(feedback.moves_to)
    turns = turns_of(request.user, request.organisation, day=day)
    request.counted = {"my_actions": turns.number_to_do}
    page = ReturnPage(
        action_return=action_return,
        form=form,
        feedback=feedback,
        turns=turns,
        writer=note_of_writer(request.user, action_return),
        day=day,
        reader=request.user,
        **more,
    )
    labels = status_labels(action_return.round.plan.scheme)
    return render(request, "rounds/return.html", {"page": page, "form": form, "labels": labels})


def _go_on(request: MemberRequest, action_return: ActionReturn, press: str, answer: Answer) -> HttpResponse:
    """On to the next return that isn't done, or back to the list; a draft that is saved stays where it is."""
    turns = turns_of(request.user, request.organisation, day=clock.today())
    messages.success(request, _what_was_done(action_return, press, answer, turns))
    if press == _DRAFT:
        return redirect(action_return)
    if not action_return.is_own:  # type: ignore[attr-defined]  # as above
        returns = reverse("round_returns", args=[action_return.round.plan.slug, action_return.round.period])
        return redirect(f"{returns}?state=missing")
    following = turns.next_after(action_return)
    return redirect("answer_return", *turns.addresses[following]) if following else redirect("my_actions")


def _what_was_done(action_return: ActionReturn, press: str, answer: Answer, turns: Turns) -> str:
    if press in (_DRAFT, _GO_ON):
        return f"The draft for {action_return.action.ref or action_return.action.title} is saved."
    done = f"The update for {action_return.action.ref or action_return.action.title} is sent."
    if not action_return.is_own:  # type: ignore[attr-defined]  # as above
        return f"{done} It is recorded that you answered for the owner."
    to_go = f"{turns.number_to_do} to go." if turns.owed else "Everything that was asked of you is in."
    return " ".join(filter(None, [done, reading_of_forecast(action_return.action, answer.forecast), to_go]))
