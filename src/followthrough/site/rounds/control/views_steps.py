"""The steps of a round's life, each on a page that says first what it will do: open, move its days, lock …"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.rounds import operations
from followthrough.site.rounds.control.forms import DaysForm, ForumForm, ReasonForm, SignOffForm
from followthrough.site.rounds.control.opening import opening_of
from followthrough.site.rounds.control.page import Control
from followthrough.site.rounds.figures.cached import cached_figures
from followthrough.site.rounds.figures.queries import publication_of
from followthrough.site.rounds.forums import forum_called
from followthrough.site.rounds.models import BECAUSE, Round
from followthrough.site.rounds.round_pages import render_round, round_or_404
from followthrough.site.rounds.states import WrongStateError, refuse_when_clock_jumped_back

# What is frozen at a moment; the demonstration and imports do it for moments of the past, and are not asked.
FREEZING = {
    operations.lock_round: "To lock the round,",
    operations.publish_round: "To publish the round,",
}


def step(
    operation: Callable[..., object],
    done: str,
    template: str,
    *,
    form: type[forms.Form] = forms.Form,
    said_first: Callable[[Round], dict[str, Any]] = lambda round_: {},
) -> Callable[[Callable[[Round], dict[str, Any]]], Callable[..., HttpResponseBase]]:
    """Makes the page of a step out of a function that says what there is to know before it.

    `done` is the sentence afterwards, the round in its braces. What `form` asks for goes to the operation;
    `said_first` is what stands in it at first.
    """

    def page_of(known: Callable[[Round], dict[str, Any]]) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @requires(Permission.RUN_ROUNDS)
        @wraps(known)
        def page(request: MemberRequest, slug: str, period: str) -> HttpResponse:
            round_ = round_or_404(request, slug, period)
            asked = form(request.POST if request.method == "POST" else None, initial=said_first(round_))
            if asked.is_valid():
                return _take(request, round_, operation, done.format(round_), **asked.cleaned_data)
            return render_round(request, round_, template, {"form": asked, **known(round_)})

        return page

    return page_of


@step(operations.open_round, "The {} is open.", "rounds/round_open.html")
def open_round(round_: Round) -> dict[str, Any]:
    opening = opening_of(round_, day=clock.today())
    reasons = [(label, opening.reasons[because]) for because, label in BECAUSE if because in opening.reasons]
    return {"opening": opening, "reasons": reasons}


@step(operations.lock_round, "The {} is locked.", "rounds/round_lock.html")
def lock_round(round_: Round) -> dict[str, Any]:
    return {"returns": Control(round_, day=clock.today()).returns}


def _who_signs_off(round_: Round) -> dict[str, Any]:
    """Who signs it off by the calendar of forums."""
    forum = forum_called(round_.plan.organisation, round_.forum)
    return {"signed_off_by": forum.signed_off_by} if forum else {}


@step(
    operations.publish_round,
    "The {} is published.",
    "rounds/round_publish.html",
    form=SignOffForm,
    said_first=_who_signs_off,
)
def publish_round(round_: Round) -> dict[str, Any]:
    before = publication_of(round_)
    figures = cached_figures(round_, day=clock.today())
    return {"figures": figures, "edition": before.edition + 1 if before else 1}


@step(operations.reopen_round, "The {} is open again.", "rounds/round_reopen.html", form=ReasonForm)
def reopen_round(round_: Round) -> dict[str, Any]:
    return {"publication": publication_of(round_)}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def change_round_days(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """Move the days of a round that is planned or open."""
    round_ = round_or_404(request, slug, period)
    form = DaysForm(request.POST if request.method == "POST" else None, round_=round_)
    if form.is_valid():
        return _take(request, round_, operations.change_days, "The days are changed.", days=form.days)
    return render_round(request, round_, "rounds/round_days.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def set_forum(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """Say which committee a round goes to, and when."""
    round_ = round_or_404(request, slug, period)
    known = {"forum": round_.forum, "forum_on": round_.forum_on}
    form = ForumForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        operations.set_forum(round_, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, "The committee and its day are noted.")
        return redirect(round_)
    return render_round(request, round_, "rounds/round_forum.html", {"form": form})


def _take(
    request: MemberRequest, round_: Round, operation: Callable[..., object], done: str, **asked: Any
) -> HttpResponse:
    """Do the step and go back to the control page, or say there why it can't be done."""
    at = clock.now()
    try:
        if doing := FREEZING.get(operation):
            refuse_when_clock_jumped_back(round_, at=at, doing=doing)
        operation(round_, **asked, by=request.user, at=at)
    except WrongStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("control_round", round_.plan.slug, round_.period)
