"""The pages of the calendar of forums."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.outputs.report.kinds import BY_NAME
from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.rounds.control import forum_calendar
from followthrough.site.rounds.control.forms_forums import ForumOfCalendarForm
from followthrough.site.rounds.forums import Forum, Meeting


@require_safe
@requires(Permission.READ_WORK)
def show_forums(request: MemberRequest) -> HttpResponse:
    """Where papers go: the meetings to come, and each committee or board."""
    forums = Forum.objects.filter(organisation=request.organisation)
    to_come = Meeting.objects.filter(forum__organisation=request.organisation, on__gte=clock.today())
    rows = [(each, [BY_NAME[name].called for name in each.papers if name in BY_NAME]) for each in forums]
    context = {"rows": rows, "meetings": to_come.select_related("forum").order_by("papers_due_on", "on")}
    return render(request, "rounds/forums.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def add_forum(request: MemberRequest) -> HttpResponse:
    """Add a committee or board with its meetings."""
    return _write(request, Forum())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def change_forum(request: MemberRequest, forum_id: int) -> HttpResponse:
    """Change a committee or board and its meetings."""
    return _write(request, get_object_or_404(Forum, pk=forum_id, organisation=request.organisation))


@require_POST
@requires(Permission.RUN_ROUNDS)
def remove_forum(request: MemberRequest, forum_id: int) -> HttpResponse:
    """Take a committee or board out of the calendar."""
    forum = get_object_or_404(Forum, pk=forum_id, organisation=request.organisation)
    forum_calendar.remove_forum(forum, by=request.user, at=clock.now())
    messages.success(request, f"{forum.name} is out of the calendar.")
    return redirect("forums")


def _write(request: MemberRequest, forum: Forum) -> HttpResponse:
    asked = request.POST if request.method == "POST" else None
    form = ForumOfCalendarForm(asked, organisation=request.organisation, forum=forum)
    if form.is_valid():
        forum_calendar.save_forum(
            form.fill(forum),
            meetings=form.cleaned_data["meetings"],
            organisation=request.organisation,
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, f"{forum.name} is in the calendar.")
        return redirect("forums")
    return render(request, "rounds/forum.html", {"form": form, "forum": forum})
