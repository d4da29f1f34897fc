"""The pages of one's own sessions and second steps, and the administrator's."""

from collections.abc import Iterator
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.list_file import list_as_csv
from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.access import second_step
from followthrough.site.access.confirming import confirmed_before_sending
from followthrough.site.access.confirming_elsewhere import ask_there, comes_by_organisation
from followthrough.site.access.events import Kind, events_of_access, note, often_refused
from followthrough.site.access.forms import AccessFilters, SignInRulesForm
from followthrough.site.access.models import AccessEvent
from followthrough.site.access.sessions import browser_in_words, end_sessions, open_sessions
from followthrough.site.access.unsent import PLACE, unsent_of
from followthrough.site.people.models import User
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.queries import people_of

EVENTS_A_PAGE = 50
HEADINGS = ["When", "What", "More", "Who", "E-mail address", "From", "With"]


class PasskeySignIn(LoginWebAuthnView):
    """Signs in by a passkey alone, and goes on to the page that was asked for."""

    def form_valid(self, form):  # type: ignore[no-untyped-def]  # as the library has it
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, authenticator, login)


def sign_in_by_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the organisation's own sign-in; where it does not answer, that is said."""
    try:
        answer: HttpResponse = openid.login(request, provider_id)
    except RequestException:
        note(Kind.REFUSED, request=request, words="the organisation's sign-in did not answer")
        answer = render(request, "socialaccount/authentication_error.html", status=502)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm_by_organisation(request: HttpRequest) -> HttpResponse:
    """Before something dangerous: the button that leads to the organisation's sign-in, which asks anew."""
    user = _user(request)
    if not comes_by_organisation(user):
        return redirect("account_reauthenticate")
    then = get_next_redirect_url(request) or reverse_lazy("home")
    if request.method != "POST":
        return render(request, "access/confirm_by_organisation.html", {"then": then})
    try:
        return ask_there(request, user, then=str(then))
    except RequestException:
        note(Kind.REFUSED, user=user, request=request, words="the organisation's sign-in did not answer")
        return render(request, "socialaccount/authentication_error.html", status=502)


sign_in_by_passkey = PasskeySignIn.as_view()
remove_passkey = RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))


@require_safe
@login_required
def list_sessions(request: HttpRequest) -> HttpResponse:
    current = request.session.session_key
    found = open_sessions(_user(request), current=current, at=clock.now())
    hours = settings.LONGEST_SESSION // 3600
    context = {"sessions": found, "hours": hours, "idle_minutes": settings.IDLE_SESSION // 60}
    return render(request, "access/sessions.html", context)


@require_POST
@login_required
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    if not end_sessions(_user(request), only=session_id):
        raise Http404
    note(Kind.SESSION_ENDED, user=_user(request), request=request, words="one of their own")
    messages.success(request, "That session is ended.")
    return redirect("sessions")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    ended = end_sessions(_user(request), but=request.session.session_key)
    note(Kind.SESSION_ENDED, user=_user(request), request=request, words="all their others")
    messages.success(request, f"{counted(ended, 'other session')} ended. This one goes on.")
    return redirect("sessions")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_unsent(request: HttpRequest) -> HttpResponse:
    """What somebody sent after their session had ended: to send it now, or to throw it away."""
    if request.method == "POST":
        request.session.pop(PLACE, None)
        messages.success(request, "What you had written is thrown away.")
        return redirect("home")
    unsent = unsent_of(request)
    if unsent is None:
        return redirect("home")
    return render(request, "access/unsent.html", {"unsent": unsent})


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def list_events(request: MemberRequest) -> HttpResponse:
    """What happened to the accounts of the organisation, and whose are under many wrong tries."""
    form = AccessFilters(request.GET)
    found = Paginator(events_of_access(request.organisation, form.asked), EVENTS_A_PAGE)
    asked = {name: value for name in form.fields if (value := request.GET.get(name, "").strip())}
    context = {
        "form": form,
        "page": found.get_page(request.GET.get("page")),
        "is_narrowed": bool(asked),
        "query": urlencode(asked),
        "often_refused": often_refused(request.organisation, at=clock.now()),
    }
    return render(request, "access/events.html", context)


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def download_events(request: MemberRequest) -> StreamingHttpResponse:
    """The same as CSV, on whatever page it stands."""
    events = events_of_access(request.organisation, AccessFilters(request.GET).asked)
    rows = _rows(events.iterator(chunk_size=1000))
    file = StreamingHttpResponse(list_as_csv(HEADINGS, rows), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = 'attachment; filename="sign-ins.csv"'
    return file


def _rows(events: Iterator[AccessEvent]) -> Iterator[list[TableCell]]:
    zone = ZoneInfo(settings.TIME_ZONE)
    for event in events:
        when = f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        said = (when, event.get_kind_display(), event.words, event.name, event.email, event.ip or "")
        browser = browser_in_words(event.browser) if event.browser else ""
        yield [TableCell(text) for text in (*said, browser)]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@confirmed_before_sending
def change_sign_in_rules(request: MemberRequest) -> HttpResponse:
    """Says which roles need a second step."""
    roles = second_step.roles_with_second_step(request.organisation)
    sent = request.POST if request.method == "POST" else None
    form = SignInRulesForm(sent, initial={"roles": [role.value for role in roles]})
    if form.is_valid():
        second_step.change_sign_in_rules(
            organisation=request.organisation, **form.cleaned_data, by=request.user, at=clock.now()
        )
        messages.success(
            request, "Saved. Who needs a second step and has none sets it up at the next sign-in."
        )
        return redirect("people")
    return render(request, "access/rules.html", {"form": form})


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@confirmed_before_sending
def end_person_sessions(request: MemberRequest, membership_id: int) -> HttpResponse:
    person = get_object_or_404(people_of(request.organisation), pk=membership_id)
    end_sessions(person.user, but=request.session.session_key)
    note(Kind.SESSION_ENDED, user=person.user, request=request, words=f"all, by {request.user.name}")
    messages.success(request, f"{person.user} is signed out everywhere.")
    return redirect("person", membership_id)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@confirmed_before_sending
def remove_second_steps(request: MemberRequest, membership_id: int) -> HttpResponse:
    person = get_object_or_404(people_of(request.organisation), pk=membership_id)
    second_step.remove_second_steps(membership=person, by=request.user, at=clock.now())
    note(Kind.STEP_REMOVED, user=person.user, request=request, words=f"all, by {request.user.name}")
    messages.success(request, f"{person.user} signs in without a second step until they set one up.")
    return redirect("person", membership_id)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # `login_required` has seen to it
    return request.user
