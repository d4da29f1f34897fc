"""Notes what the sign-in library says that it did, and does what follows from it."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.access.second_step import MUST_SET_UP, STEP_WORDS, STEPS, lead_to_set_up
from followthrough.site.access.sessions import end_sessions
from followthrough.site.access.timeouts import begin
from followthrough.site.people.account_letters import (
    NEW_PASSWORD,
    tell_sign_in_changed,
    way_added,
    way_removed,
)
from followthrough.site.people.models import User

_WAYS = {"password": "password", "socialaccount": "the organisation's account", "mfa": "second step"}


def connect() -> None:
    """Listens to the library's signals, once."""
    account.user_logged_in.connect(on_signed_in, dispatch_uid="access")
    account.password_changed.connect(on_password_changed, dispatch_uid="access")
    account.password_reset.connect(on_password_set, dispatch_uid="access")
    user_logged_out.connect(on_signed_out, dispatch_uid="access")
    mfa.authenticator_added.connect(on_step_added, dispatch_uid="access")
    mfa.authenticator_reset.connect(on_step_added, dispatch_uid="access")
    mfa.authenticator_removed.connect(on_step_removed, dispatch_uid="access")
    mfa.authentication_failed.connect(on_step_refused, dispatch_uid="access")


def on_signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    ways = ways_of(request, user)
    note(Kind.SIGNED_IN, user=user, request=request, words=", ".join(ways))
    begin(request, user)
    # Who comes by the organisation's own account has done there what the organisation asks.
    if _WAYS["socialaccount"] not in ways:
        lead_to_set_up(request, user)


def ways_of(request: HttpRequest, user: User) -> list[str]:
    """By what somebody showed who they are, in the order in which they did."""
    said = []
    for each in get_authentication_records(request, user):
        step = STEP_WORDS.get(each.get("type"), "") if each["method"] == "mfa" else ""
        said.append(step or _WAYS.get(each["method"], each["method"]))
    return list(dict.fromkeys(said))


def on_signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None and not getattr(request, "is_timed_out", False):
        note(Kind.SIGNED_OUT, user=user, request=request)


def on_password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(Kind.PASSWORD_CHANGED, user=user, request=request)
    _after_new_password(request, user, but=request.session.session_key)


def on_password_set(request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(Kind.PASSWORD_SET, user=user, request=request)
    _after_new_password(request, user, but=None)
    # Whoever could read the letter is let try the new password, whatever strangers do meanwhile.
    vars(request)["known_as"] = user.email


def _after_new_password(request: HttpRequest, user: User, *, but: str | None) -> None:
    end_sessions(user, but=but)
    # The first one of who was invited is no change.
    if user.last_login is not None:
        tell_sign_in_changed(user, NEW_PASSWORD, at=clock.now())


def on_step_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(Kind.STEP_ADDED, user=user, request=request, words=STEP_WORDS[authenticator.type])
    if authenticator.type in STEPS:
        request.session.pop(MUST_SET_UP, None)
        tell_sign_in_changed(user, way_added(STEP_WORDS[authenticator.type]), at=clock.now())


def on_step_removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(Kind.STEP_REMOVED, user=user, request=request, words=STEP_WORDS[authenticator.type])
    if authenticator.type in STEPS:
        tell_sign_in_changed(user, way_removed(STEP_WORDS[authenticator.type]), at=clock.now())
    lead_to_set_up(request, user)


def on_step_refused(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(Kind.REFUSED, user=user, request=request, words=f"wrong code ({STEP_WORDS[authenticator.type]})")
