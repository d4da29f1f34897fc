"""Keeps what somebody writes from being lost when it can't be saved.

A page that asks for a return carries a signed note of whom it was shown to. What comes back without a session
is kept under that name, and only they see it when they have signed in again. What comes back for a return
that they may no longer answer is kept likewise and shown at once.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from followthrough.plan.return_boxes import BOXES
from followthrough.site import clock
from followthrough.site.numbers_sent import number_sent
from followthrough.site.people.models import User
from followthrough.site.rounds.models import ActionReturn, KeptWords
from followthrough.site.rounds.returns.words_refused import page_of_words

# How the names of the boxes begin in which questions are answered.
IN_QUESTIONS = "question-"
# The name of the signed note among the boxes of the page.
WRITER = "writer"
_SALT = "writer of a return"
_LONGEST = timedelta(days=7)
# What the button says that does away with words that were kept.
_THROW_AWAY = "throw_away"
_KEPT = "You were signed out. What you wrote is kept. Sign in, and it is there again."

View = Callable[..., HttpResponseBase]


def note_of_writer(user: User, action_return: ActionReturn) -> str:
    """Whom a return was shown to, signed."""
    return signing.dumps([user.pk, action_return.pk], salt=_SALT)


def keep_words(boxes: Mapping[str, str], *, at: datetime) -> KeptWords | None:
    """Keep what came back from a page without its session; None where it bears no fresh note of ours."""
    return _keep_under_note(boxes, max_age=_LONGEST, at=at)


def keep_words_of(
    user: User, action_return: ActionReturn, boxes: Mapping[str, str], *, at: datetime
) -> KeptWords:
    """Keep what an account wrote for a return. What it wrote before for the same return gives way."""
    kept, _ = KeptWords.objects.update_or_create(
        user=user,
        action_return=action_return,
        defaults={
            # PostgreSQL keeps no text with a nought in it.
            "boxes": {
                box: words.replace("\0", "")
                for box, words in {**dict.fromkeys(BOXES, ""), **boxes}.items()
                if box in BOXES or box.startswith(IN_QUESTIONS)
            },
            "version": number_sent(boxes.get("version", "")) or 0,
            "at": at,
        },
    )
    return kept


def _keep_under_note(
    boxes: Mapping[str, str], *, max_age: timedelta | None, at: datetime
) -> KeptWords | None:
    try:
        writer, written_for = signing.loads(boxes.get(WRITER, ""), salt=_SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=writer, is_active=True).first()
    action_return = ActionReturn.with_archived.filter(pk=written_for).first()
    return keep_words_of(user, action_return, boxes, at=at) if user and action_return else None


def keeps_words(view: View) -> View:
    """Keep what somebody had written before a view sends them to sign in, or refuses them; then show it."""

    @wraps(view)
    def keeping(request: HttpRequest, **address: Any) -> HttpResponseBase:
        if request.POST.get("press") == _THROW_AWAY and isinstance(request.user, User):
            return _throw_away(request, **address)
        is_lost = request.method == "POST" and not request.user.is_authenticated
        if is_lost and keep_words(request.POST.dict(), at=clock.now()):
            messages.info(request, _KEPT)
        try:
            return view(request, **address)
        except (Http404, PermissionDenied) as refusal:
            kept = _words_for(request, **address)
            if kept is None:
                raise
            return page_of_words(request, kept, refusal)

    return keeping


def _words_for(request: HttpRequest, **address: Any) -> KeptWords | None:
    """What whoever is signed in wrote for the return of an address, just now or before."""
    if not isinstance(request.user, User):
        return None
    if request.method == "POST":
        # Whoever has signed in needs no fresh note: it only tells what they were writing for.
        _keep_under_note(request.POST.dict(), max_age=None, at=clock.now())
    return _kept_at(request.user, **address).first()


def _throw_away(request: HttpRequest, **address: Any) -> HttpResponseBase:
    _kept_at(request.user, **address).delete()
    messages.success(request, "What you had written and could not save is thrown away.")
    return redirect("home")


def _kept_at(user: Any, *, slug: str, period: str, number: int) -> QuerySet[KeptWords]:
    """What an account has kept of the return of an address."""
    of_return = KeptWords.objects.filter(
        user=user,
        action_return__round__plan__slug=slug,
        action_return__round__period=period,
        action_return__action__number=number,
    )
    return of_return.select_related("action_return__round__plan", "action_return__action__archived_by")


def all_words_kept(user: User) -> QuerySet[KeptWords]:
    """All that the person wrote and could not save, the last first."""
    kept = KeptWords.objects.filter(user=user).select_related(
        "action_return__round__plan", "action_return__action"
    )
    return kept.order_by("-at")


def words_kept(user: User, action_return: ActionReturn) -> KeptWords | None:
    """What the person wrote for the return and could not save."""
    return KeptWords.objects.filter(user=user, action_return=action_return).first()


def drop_words(user: User, action_return: ActionReturn) -> None:
    """The words are saved, or their writer has seen them and saved others."""
    KeptWords.objects.filter(user=user, action_return=action_return).delete()
