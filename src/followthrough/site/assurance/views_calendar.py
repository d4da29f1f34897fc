"""The page on which a person gets an address for their calendar, and the calendar itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.site import clock
from followthrough.site.assurance import operations
from followthrough.site.assurance.calendar_file import MEDIA_TYPE, calendar_of
from followthrough.site.assurance.feeds import feed_of, occurrences_in, present_feed, token_of
from followthrough.site.people.permissions import MemberRequest, Permission, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_WORK)
def show_calendar(request: MemberRequest) -> HttpResponse:
    """The address of one's own calendar: make one, make another in its place, or withdraw it."""
    if request.method == "POST":
        if request.POST.get("do") == "withdraw":
            operations.withdraw_calendar(request.user, organisation=request.organisation, at=clock.now())
            messages.success(request, "The address is withdrawn. Calendars that use it get nothing more.")
        else:
            operations.make_calendar(request.user, organisation=request.organisation, at=clock.now())
            messages.success(request, "Your calendar has a new address.")
        return redirect("calendar")
    feed = present_feed(request.user, request.organisation)
    address = ""
    if feed is not None:
        address = request.build_absolute_uri(reverse("calendar_feed", args=[token_of(feed)]))
    return render(request, "assurance/calendar.html", {"feed": feed, "address": address})


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's calendar, for a program that can't sign in: who knows the address reads it."""
    feed = feed_of(token)
    if feed is None:
        raise Http404
    content = calendar_of(
        occurrences_in(feed, day=clock.today()),
        name=f"Assurance, {feed.organisation.name}",
        at=clock.now(),
        address_of=lambda each: request.build_absolute_uri(
            reverse("action", args=[each.plan_slug, each.number])
        ),
    )
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "private, no-cache"
    # The address is a key: no page that a calendar opens from here is told of it.
    answer["Referrer-Policy"] = "no-referrer"
    return answer
