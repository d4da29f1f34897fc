"""Asks again who it is before something dangerous, unless they have just shown it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from followthrough.site import clock

View = Callable[..., HttpResponseBase]


def confirmed_before_sending(view: View) -> View:
    """Lets what is sent to a view through only from somebody who showed lately who they are.

    Others are asked for their password or second step; what they sent is then done. Stands below `requires`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not showed_lately(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def showed_lately(request: HttpRequest) -> bool:
    """Whether somebody showed who they are so short a time ago that a dangerous thing needs no more.

    Who has neither password nor second step is asked by the organisation's own sign-in, where that is set up.
    """
    records = get_authentication_records(request, request.user)
    if records:
        seconds = clock.now().timestamp() - records[-1]["at"]
        if seconds < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return True
    return not get_adapter().get_reauthentication_methods(request.user)
