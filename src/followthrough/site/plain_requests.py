"""Refuses a request that holds the character of number nought, which no database of ours keeps in a text."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_NOUGHT, _WRITTEN = "\x00", ("\x00", "%00")
_FORM, _FORM_WITH_FILES = "application/x-www-form-urlencoded", "multipart/form-data"


class RefuseNought:
    """Middleware: one sentence, whichever search or form it came in.

    A view that takes files larger than others says so before its form is read, and is exempt from Django's
    look at the form's token for it. Its boxes are looked at by its form alone, which refuses the character.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = f"{request.path}?{request.META.get('QUERY_STRING', '')}"
        if any(nought in asked for nought in _WRITTEN) or _is_in_form(request):
            return _refusal(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.method != "POST" or request.content_type != _FORM_WITH_FILES:
            return None
        if getattr(view, "csrf_exempt", False):
            return None
        boxes = (word for name, values in request.POST.lists() for word in (name, *values))
        return _refusal(request) if any(_NOUGHT in word for word in boxes) else None


def _refusal(request: HttpRequest) -> HttpResponse:
    return render(request, "400_nought.html", status=400)


def _is_in_form(request: HttpRequest) -> bool:
    if request.method != "POST" or request.content_type != _FORM:
        return False
    return any(nought.encode() in request.body for nought in _WRITTEN)
