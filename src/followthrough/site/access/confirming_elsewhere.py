"""Asks again who somebody is, at the organisation's own sign-in, where they have nothing to show here.

The provider is told to ask anew (prompt=login, ForceAuthn), and has to say when it did (auth_time,
AuthnInstant): a session that was
open there proves nothing.
"""

from typing import Any, NoReturn

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.people.models import User

_CONFIRMS = "confirms"
# From the provider's asking to the answer, and between two machines' clocks.
_SECONDS = 600

NOT_THEM = "That was another account than the one you are signed in with. Nothing was done."
NOT_ASKED = (
    "Your organisation’s sign-in did not say that it asked you just now. Nothing was done. Sign out, sign in "
    "again and do it within 15 minutes, and tell whoever looks after the sign-in."
)


def comes_by_organisation(user: User) -> bool:
    """Whether the organisation's own sign-in, which is set up, knows an account."""
    return bool(settings.OWN_SIGN_IN) and SocialAccount.objects.filter(user=user).exists()


def ask_there(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    """To the organisation's sign-in, which asks anew. Raises RequestException where it does not answer."""
    own = settings.OWN_SIGN_IN
    assert own is not None
    provider = get_adapter().get_provider(request, own.provider)
    answer: HttpResponse = provider.redirect(
        request,
        AuthProcess.LOGIN,
        next_url=then,
        data={_CONFIRMS: user.pk},
        auth_params={"prompt": "login", "max_age": "0"},
    )
    return answer


def is_confirmation(sociallogin: Any) -> bool:
    """Whether somebody comes back who was asked by `ask_there`."""
    return _CONFIRMS in (sociallogin.state.get("data") or {})


def confirm(request: HttpRequest, sociallogin: Any, claims: dict[str, Any]) -> NoReturn:
    """Notes that they showed who they are, and does what they had sent; else says why not."""
    user, asked_at = request.user, claims.get("auth_time")
    if not isinstance(user, User) or sociallogin.state["data"][_CONFIRMS] != user.pk:
        _refuse(request, NOT_THEM)
    if not sociallogin.is_existing or sociallogin.user.pk != user.pk:
        _refuse(request, NOT_THEM)
    now = clock.now().timestamp()
    if not isinstance(asked_at, int | float) or abs(now - asked_at) > _SECONDS:
        _refuse(request, NOT_ASKED)
    record_authentication(request, user, method="socialaccount", reauthenticated=True)
    # The library looks there for the page on which something was sent.
    request.GET = QueryDict(urlencode({REDIRECT_FIELD_NAME: sociallogin.state.get("next", "")}))
    raise ImmediateHttpResponse(resume_request(request) or redirect("home"))


def _refuse(request: HttpRequest, why: str) -> NoReturn:
    user = request.user if isinstance(request.user, User) else None
    note(Kind.REFUSED, user=user, request=request, words="asked again by the organisation's sign-in")
    raise ImmediateHttpResponse(render(request, "access/not_confirmed.html", {"why": why}, status=403))


def way_there(user: Any) -> list[dict[str, str]]:
    """The library's word for this way of showing who one is, where it is the only one."""
    if not isinstance(user, User) or not comes_by_organisation(user):
        return []
    return [{"id": "organisation", "description": "", "url": reverse("confirm_by_organisation")}]
