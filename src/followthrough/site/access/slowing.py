"""Slows down who tries passwords, and never by it a colleague: docs/decisions/0099.

Wrong tries are counted by account and address together, so that what a stranger does elsewhere stops nobody
at their own desk. A device that this account has signed in from has a count of its own.
"""

import secrets
from typing import Any

from allauth.core.internal.ratelimit import RateLimitUsage, consume, get_ip
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE, SALT = "known_device", "device that an account signed in from"
SECONDS_KNOWN = 180 * 24 * 60 * 60
# A shared machine remembers so many accounts.
ACCOUNTS_KNOWN = 10
# How often a wrong password may be tried; ASVS 2.2.1 has no more than 100 an hour on one account.
FROM_KNOWN_DEVICE, AT_ONE_PLACE, ON_ONE_ACCOUNT, FROM_ONE_ADDRESS = (
    "10/5m/key",
    "5/5m/key",
    "100/h/key",
    "300/h/key",
)


def count_try(request: HttpRequest, email: str) -> RateLimitUsage | None:
    """Counts a try before it is known whether it is right, or None where there were too many.

    What is right is to be rolled back.
    """
    device = device_known_to(request, email)
    if device:
        return _consume(request, FROM_KNOWN_DEVICE, device)
    address, account = get_ip(request), _name_of(email)
    counted: list[Any] = []
    # The narrowest first: what it stops is not counted against all the others.
    limits = [(AT_ONE_PLACE, f"{address} {account}"), (ON_ONE_ACCOUNT, account), (FROM_ONE_ADDRESS, address)]
    for rate, key in limits:
        usage = _consume(request, rate, key)
        if usage is None:
            return None
        counted += usage.usage
    return RateLimitUsage(usage=counted)


def device_known_to(request: HttpRequest, email: str) -> str:
    """The name of this device, if the account has signed in from it; else empty."""
    return _devices(request).get(_name_of(email), "")


def account_known_alone(request: HttpRequest) -> str:
    """The one account that signs in from this device, under the name of `name_of_account`; else empty."""
    known = list(_devices(request))
    return known[0] if len(known) == 1 else ""


def name_of_account(email: str) -> str:
    """The account without its address, which a cookie is not to show."""
    return _name_of(email)


def remember_device(request: HttpRequest, response: HttpResponseBase, email: str, *, is_secure: bool) -> None:
    """Lets the browser show at later tries that this account has signed in from it."""
    known = _devices(request)
    name = _name_of(email)
    known = {name: known.pop(name, "") or secrets.token_urlsafe(12)} | known
    recent = dict(list(known.items())[:ACCOUNTS_KNOWN])
    response.set_cookie(
        COOKIE,
        signing.dumps(recent, salt=SALT),
        max_age=SECONDS_KNOWN,
        httponly=True,
        secure=is_secure,
        samesite="Lax",
    )


def _devices(request: HttpRequest) -> dict[str, str]:
    try:
        found: dict[str, str] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS_KNOWN
        )
    except signing.BadSignature:
        return {}
    return found


def _name_of(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:20]


def _consume(request: HttpRequest, rate: str, key: str) -> RateLimitUsage | None:
    found: RateLimitUsage | None = consume(
        request, app="followthrough", action="password", config={"password": rate}, key=key
    )
    return found
