"""The rounds of an organisation and of a plan, and the calendar that makes them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.outputs.wording import counted
from followthrough.rules.calendars import Days
from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import plans_of
from followthrough.site.register.views import plan_or_404
from followthrough.site.rounds import operations
from followthrough.site.rounds.control.forms import (
    FORUM_RHYTHM,
    FROM_CALENDAR,
    RHYTHMS,
    MeetingsForm,
    MonthsForm,
    RhythmForm,
)
from followthrough.site.rounds.control.forms_forums import ForumRoundsForm
from followthrough.site.rounds.control.round_lists import (
    nearest_first,
    with_returns_counted,
    with_what_was_published,
)
from followthrough.site.rounds.forums import Meeting
from followthrough.site.rounds.queries import rounds_of_organisation

ROUNDS_A_PAGE = 50


@require_safe
@requires(Permission.READ_WORK, published="published_rounds")
def show_rounds(request: MemberRequest) -> HttpResponse:
    """The rounds of all plans, what is in hand first."""
    found = with_returns_counted(nearest_first(rounds_of_organisation(request.organisation)))
    page = Paginator(found, ROUNDS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": with_what_was_published(page), "plans": plans_of(request.organisation)}
    return render(request, "rounds/rounds.html", context)


@require_safe
@requires(Permission.READ_WORK, published="published_plan_rounds")
def show_plan_rounds(request: MemberRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    found = with_returns_counted(nearest_first(plan.rounds.select_related("plan")))
    page = Paginator(found, ROUNDS_A_PAGE).get_page(request.GET.get("page"))
    context = {"plan": plan, "page": page, "rows": with_what_was_published(page)}
    return render(request, "rounds/plan_rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def make_rounds(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose how often, then the months or meetings, look at the days, and make the rounds."""
    plan = plan_or_404(request, slug)
    asked = request.POST if request.method == "POST" else request.GET
    rhythm = RhythmForm(asked if "rhythm" in asked or "choose" in asked else None)
    context: dict[str, Any] = {"plan": plan, "rhythm": rhythm}
    if not rhythm.is_bound or not rhythm.is_valid():
        return render(request, "rounds/make_rounds.html", context)
    chosen = rhythm.cleaned_data["rhythm"]
    given = asked if "go" in asked else None
    form: MonthsForm | MeetingsForm | ForumRoundsForm
    meetings: dict[str, Meeting] = {}
    if chosen == FROM_CALENDAR:
        label = FORUM_RHYTHM
        form = from_calendar = ForumRoundsForm(given, organisation=request.organisation, today=clock.today())
        context["has_no_meetings"] = not from_calendar.forums.exists()
        meetings = from_calendar.meetings if from_calendar.is_bound and from_calendar.is_valid() else {}
    else:
        label, form_class = RHYTHMS[chosen]
        form = form_class(given)
    context |= {"form": form, "rhythm_words": label, "chosen": chosen}
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            return _make(request, plan, form.days, meetings)
        taken = set(plan.rounds.values_list("period", flat=True))
        context["preview"] = [(days, days.period in taken, meetings.get(days.period)) for days in form.days]
    return render(request, "rounds/make_rounds.html", context)


def _make(request: MemberRequest, plan: Plan, days: list[Days], meetings: dict[str, Meeting]) -> HttpResponse:
    made = operations.make_rounds(plan, days=days, meetings=meetings, by=request.user, at=clock.now())
    if made:
        messages.success(request, f"{counted(len(made), 'round')} made.")
    else:
        messages.info(request, "These rounds were here already, so nothing was made.")
    return redirect("plan_rounds", plan.slug)
