"""A form that makes something counts once, however often it is sent: a second press, or the browser's
"send again", leads to what the first one made."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from followthrough.site import clock
from followthrough.site.people.models import SentForm

# The form's token against forgery has another mask on every page that is made, so that it tells a page too.
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  -- the name of a box
REMEMBERED_FOR = timedelta(days=1)


def sent_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of a view that makes something and then redirects to it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(TOKEN):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return _counted(request, lambda: view(request, *args, **kwargs))

    return guarded


def _counted(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    at = clock.now()
    # A second one waits here until the first is done: the key is unique.
    sent, is_first = SentForm.objects.get_or_create(key=_key_of(request), defaults={"at": at})
    if not is_first:
        messages.info(request, "The form was sent twice. It counts once.")
        return redirect(sent.address)
    answer = view()
    if isinstance(answer, HttpResponseRedirect):
        sent.address = answer.url
        sent.save()
        SentForm.objects.filter(at__lt=at - REMEMBERED_FOR).delete()
    else:
        sent.delete()
    return answer


def _key_of(request: HttpRequest) -> str:
    """The same for the same words and files, from the same page, by the same person."""
    said = [(name, values) for name, values in sorted(request.POST.lists())]
    files = [
        (name, file.name, _sum_of(file))
        for name, uploaded in sorted(request.FILES.lists())
        for file in uploaded
    ]
    return sha256(repr((request.user.pk, request.get_full_path(), said, files)).encode()).hexdigest()


def _sum_of(file: "UploadedFile[bytes]") -> str:
    total = sha256()
    for chunk in file.chunks():
        total.update(chunk)
    file.seek(0)
    return total.hexdigest()
