"""What stands before each page for somebody who is signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from followthrough.site.access.second_step import MUST_SET_UP
from followthrough.site.access.timeouts import is_over, keep_cookies, sign_out_for_age
from followthrough.site.access.unsent import forget_when_sent

# What somebody who must set up a second step may open before.
OPEN_BEFORE = ("/account/", "/sign-out/", "/help/", "/health/", "/accessibility/", "/static/")

# Pages that are the same for everybody look at no session, so that what stands between may keep them.
THE_SAME_FOR_ALL = "/public/"

View = Callable[[HttpRequest], HttpResponse]


def guard_sessions(get_response: View) -> View:
    """The middleware: ends what is too old, leads to the second step, and keeps cookies and words."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(THE_SAME_FOR_ALL):
            return get_response(request)
        if is_over(request):
            sign_out_for_age(request)
        elif request.session.get(MUST_SET_UP) and not request.path.startswith(OPEN_BEFORE):
            return redirect("mfa_index")
        answer = get_response(request)
        keep_cookies(request, answer)
        forget_when_sent(request, answer)
        return answer

    return guarded
