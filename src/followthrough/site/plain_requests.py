"""Refuses a request that holds the character of number nought, which no database of ours keeps in a text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_WRITTEN = ("\x00", "%00")
_FORM = "application/x-www-form-urlencoded"


def refuse_nought(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: one sentence, whichever search or form it came in. The boxes of a form that brings a file
    are looked at by the form itself: reading them here would settle how the file is received."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = f"{request.path}?{request.META.get('QUERY_STRING', '')}"
        if any(nought in asked for nought in _WRITTEN) or _is_in_form(request):
            return render(request, "400_nought.html", status=400)
        return get_response(request)

    return answer


def _is_in_form(request: HttpRequest) -> bool:
    if request.method != "POST" or request.content_type != _FORM:
        return False
    return any(nought.encode() in request.body for nought in _WRITTEN)
