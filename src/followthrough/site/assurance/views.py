"""The pages of assurance actions: what falls due in a plan, recording one time, its rhythm and its end."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site import clock
from followthrough.site.assurance import operations
from followthrough.site.assurance.forms import EndForm, LevelsForm, OccurrenceForm, ScheduleForm
from followthrough.site.assurance.models import LevelWords
from followthrough.site.assurance.timetable import (
    STATE_WORDS,
    Occurrence,
    levels_in_words,
    missed_now,
    present_schedule,
    recurring_actions,
    recurs,
    timetable,
)
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.editing.views import action_or_404
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.views import plan_or_404

ROWS_A_PAGE, ALL = 50, "all"
LOOKED_AHEAD = timedelta(days=366)


@require_safe
@requires(Permission.READ_WORK)
def show_assurance(request: MemberRequest, slug: str) -> HttpResponse:
    """What fell due in a plan and what each action comes to next; `?state=` shows those of one state, or all.

    All is what did fall due and what does within a year.
    """
    plan, today = plan_or_404(request, slug), clock.today()
    actions = list(recurring_actions(plan))
    found = timetable(actions, last=today + LOOKED_AHEAD, day=today)
    counts = Counter(each.state for each in found)
    states = [(state, words, counts[state]) for state, words in STATE_WORDS.items() if counts[state]]
    state = request.GET.get("state", "")
    state = state if state in counts or state == ALL else ""
    shown = _with_next_alone(found) if not state else [each for each in found if state in (ALL, each.state)]
    shown.sort(key=lambda each: each.state != "missed")
    running = missed_now(actions, day=today)
    context = {
        "plan": plan,
        "today": today,
        "actions": actions,
        "states": states,
        "state": state,
        "total": len(found),
        "page": Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "is_short": not state and len(shown) < len(found),
        "missed_actions": len(running),
        "missed_twice": sum(len(each) > 1 for each in running.values()),
        "recordable": _recordable(request, actions, found),
    }
    return render(request, "assurance/assurance.html", context)


def _with_next_alone(found: list[Occurrence]) -> list[Occurrence]:
    """The same, of what is still to come that of each action which is due next."""
    coming: dict[int, Occurrence] = {}
    for each in found:
        if each.state == "due":
            coming.setdefault(each.action, each)
    return [each for each in found if each.state != "due" or coming[each.action] is each]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_RETURNS)
@sent_once
def record_occurrence(request: MemberRequest, slug: str, number: int, day: date) -> HttpResponse:
    """Record what became of one time that an action fell due, or correct what was recorded."""
    plan = plan_or_404(request, slug)
    action = _recurring_or_404(plan, number)
    if not _may_record(request, action):
        raise PermissionDenied("Whoever answers for this action, or the programme office, records it.")
    times = operations.occurrences_to_record(action, day=clock.today())
    occurrence = next((each for each in times if each.due_on == day), None)
    if occurrence is None:
        raise Http404
    form = OccurrenceForm(
        request.POST if request.method == "POST" else None,
        levels=levels_in_words(request.organisation),
        seen=occurrence.record,
    )
    if form.is_valid():
        try:
            operations.record_occurrence(
                action, due_on=day, by=request.user, at=clock.now(), **form.cleaned_data
            )
        except operations.AssuranceError as refused:
            form.add_error(None, str(refused))
            form.data = {**form.data, "seen": str(occurrence.record)}
        else:
            messages.success(request, f"Recorded what fell due on {day_in_words(day)}.")
            return redirect("action", plan.slug, number)
    context = {"plan": plan, "action": action, "occurrence": occurrence, "form": form}
    return render(request, "assurance/record_occurrence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
@sent_once
def change_schedule(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Say how often an assurance action falls due, from a day on."""
    plan = plan_or_404(request, slug)
    action = _recurring_or_404(plan, number)
    last = present_schedule(action)
    known = last.words if last else action.due["text"] if action.due else ""
    form = ScheduleForm(
        request.POST if request.method == "POST" else None,
        initial={"words": known, "from_on": day_in_words(clock.today())},
    )
    if form.is_valid():
        try:
            operations.change_schedule(action, by=request.user, at=clock.now(), **form.schedule)
        except operations.AssuranceError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("action", plan.slug, number)
    return render(request, "assurance/change_schedule.html", {"plan": plan, "action": action, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def end_assurance(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Record the decision that an assurance action ends."""
    plan = plan_or_404(request, slug)
    action = _recurring_or_404(plan, number)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.end_assurance(action, by=request.user, at=clock.now(), **form.cleaned_data)
        except (operations.AssuranceError, OwnWorkError) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"“{action.title[:80]}” has ended.")
            return redirect("action", plan.slug, number)
    return render(request, "assurance/end_assurance.html", {"plan": plan, "action": action, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_PLANS)
def change_level_words(request: MemberRequest) -> HttpResponse:
    """What the organisation calls its levels of assurance."""
    own: Any = LevelWords.objects.filter(organisation=request.organisation).values_list("level", "words")
    form = LevelsForm(request.POST if request.method == "POST" else None, initial=dict(own))
    if form.is_valid():
        operations.word_levels(request.organisation, words=form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, "Saved.")
        return redirect("level_words")
    return render(request, "assurance/level_words.html", {"form": form})


def _recurring_or_404(plan: Plan, number: int) -> Action:
    action = action_or_404(plan, number)
    if not recurs(action) or action.archived_at is not None:
        raise Http404
    return action


def _recordable(request: MemberRequest, actions: list[Action], found: list[Occurrence]) -> set[str]:
    """The times that the reader may record: those that fell due, and the next one of each action."""
    recordable = {action.pk for action in actions if _may_record(request, action)}
    keys, coming = set(), set()
    for each in found:
        if each.action in recordable and each.action not in coming:
            keys.add(each.key)
        if each.due_on >= clock.today():
            coming.add(each.action)
    return keys


def _may_record(request: MemberRequest, action: Action) -> bool:
    may = permissions_of(request.membership)
    return operations.may_record(action, user=request.user, may=may, day=clock.today())
