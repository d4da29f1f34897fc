"""Ends a session that nobody used for a while, or that is a working day old: docs/decisions/0100.

When it was last used stands in a signed cookie beside it, so that reading a page writes nothing.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.access.slowing import name_of_account, remember_device
from followthrough.site.people.models import User

COOKIE, SALT = "last_used", "when a session was last used"
BEGAN = "signed_in_at"
# The cookie is written anew when it is so old.
SECONDS_EXACT = 60


def begin(request: HttpRequest, user: User) -> None:
    """Marks the moment of signing in; the answer then tells the browser that this device is known."""
    request.session[BEGAN] = clock.now().timestamp()
    vars(request)["known_as"] = user.email


def is_over(request: HttpRequest) -> bool:
    """Whether the session of a request has come to its end, by age or by disuse."""
    began = request.session.get(BEGAN)
    if began is None:
        return False
    now = clock.now().timestamp()
    used = last_used(request)
    return now - began > settings.LONGEST_SESSION or used is None or now - used > settings.IDLE_SESSION


def sign_out_for_age(request: HttpRequest) -> None:
    """Ends the session, and remembers in the request whose it was: what they sent may be kept for them."""
    if isinstance(request.user, User):
        note(Kind.TIMED_OUT, user=request.user, request=request)
        vars(request)["timed_out"] = name_of_account(request.user.email)
    request.session.flush()
    request.user = AnonymousUser()


def last_used(request: HttpRequest) -> float | None:
    try:
        session, used = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return float(used) if session == _name_of(request) else None


def keep_cookies(request: HttpRequest, answer: HttpResponse) -> None:
    is_secure = bool(settings.SESSION_COOKIE_SECURE)
    known_as = getattr(request, "known_as", "")
    if known_as:
        remember_device(request, answer, known_as, is_secure=is_secure)
    if request.session.get(BEGAN) is None:
        return
    now, used = clock.now().timestamp(), last_used(request)
    if used is None or now - used > SECONDS_EXACT:
        signed = signing.dumps([_name_of(request), now], salt=SALT)
        answer.set_cookie(
            COOKIE,
            signed,
            max_age=settings.SESSION_COOKIE_AGE,
            httponly=True,
            secure=is_secure,
            samesite="Lax",
        )


def _name_of(request: HttpRequest) -> str:
    """The session without its key, which would let in whoever reads the cookie."""
    return salted_hmac(SALT, request.session.session_key or "", algorithm="sha256").hexdigest()[:20]
