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
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import get_text_list

from followthrough.plan.return_boxes import BOXES, YES, YES_BOXES
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site import clock
from followthrough.site.numbers_sent import number_sent
from followthrough.site.people.models import User
from followthrough.site.register.models import Action
from followthrough.site.rounds.models import ActionReturn, KeptWords
from followthrough.site.rounds.queries import answering_ownerships
from followthrough.site.rounds.returns.answers import statuses_offered

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


def rescue_words(boxes: Mapping[str, str], *, at: datetime) -> KeptWords | None:
    """Keep what came back from a page without its session; None where it bears no fresh note of ours."""
    return _rescue_under_note(boxes, max_age=_LONGEST, at=at)


def rescue_words_of(
    user: User, action_return: ActionReturn, boxes: Mapping[str, str], *, at: datetime
) -> KeptWords:
    """Keep what an account wrote for a return. What it wrote before for the same return gives way."""
    rescued, _ = KeptWords.objects.update_or_create(
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
    return rescued


def _rescue_under_note(
    boxes: Mapping[str, str], *, max_age: timedelta | None, at: datetime
) -> KeptWords | None:
    try:
        writer, written_for = signing.loads(boxes.get(WRITER, ""), salt=_SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=writer, is_active=True).first()
    action_return = ActionReturn.with_archived.filter(pk=written_for).first()
    return rescue_words_of(user, action_return, boxes, at=at) if user and action_return else None


def rescues_words(view: View) -> View:
    """Keep what somebody had written before a view sends them to sign in, or refuses them; then show it."""

    @wraps(view)
    def keeping(request: HttpRequest, **address: Any) -> HttpResponseBase:
        if request.POST.get("press") == _THROW_AWAY and isinstance(request.user, User):
            return _throw_away(request, **address)
        is_lost = request.method == "POST" and not request.user.is_authenticated
        if is_lost and rescue_words(request.POST.dict(), at=clock.now()):
            vars(request)["words_are_kept"] = True  # by what keeps any other form, they are not kept again
            messages.info(request, _KEPT)
        try:
            return view(request, **address)
        except (Http404, PermissionDenied) as refusal:
            rescued = _words_for(request, **address)
            if rescued is None:
                raise
            return page_of_words(request, rescued, refusal)

    return keeping


def _words_for(request: HttpRequest, **address: Any) -> KeptWords | None:
    """What whoever is signed in wrote for the return of an address, just now or before."""
    if not isinstance(request.user, User):
        return None
    if request.method == "POST":
        # Whoever has signed in needs no fresh note: it only tells what they were writing for.
        _rescue_under_note(request.POST.dict(), max_age=None, at=clock.now())
    return _rescued_at(request.user, **address).first()


def _throw_away(request: HttpRequest, **address: Any) -> HttpResponseBase:
    _rescued_at(request.user, **address).delete()
    messages.success(request, "What you had written and could not save is thrown away.")
    return redirect("home")


def _rescued_at(user: Any, *, slug: str, period: str, number: int) -> QuerySet[KeptWords]:
    """What an account has kept of the return of an address."""
    of_return = KeptWords.objects.filter(
        user=user,
        action_return__round__plan__slug=slug,
        action_return__round__period=period,
        action_return__action__number=number,
    )
    return of_return.select_related("action_return__round__plan", "action_return__action__archived_by")


def all_rescued_words(user: User) -> QuerySet[KeptWords]:
    """All that the person wrote and could not save, the last first."""
    rescued = KeptWords.objects.filter(user=user).select_related(
        "action_return__round__plan", "action_return__action"
    )
    return rescued.order_by("-at")


def rescued_words(user: User, action_return: ActionReturn) -> KeptWords | None:
    """What the person wrote for the return and could not save."""
    return KeptWords.objects.filter(user=user, action_return=action_return).first()


def drop_rescued_words(user: User, action_return: ActionReturn) -> None:
    """The words are saved, or their writer has seen them and saved others."""
    KeptWords.objects.filter(user=user, action_return=action_return).delete()


_PUT_BACK = (
    "If it belongs in the plan, ask the programme office to put it back. What you wrote is then in its boxes."
)
_NOT_THEIRS = "You no longer answer for this action: the post, or answering for somebody else, has ended."


def page_of_words(request: HttpRequest, rescued: KeptWords, refusal: Exception) -> HttpResponse:
    """The page of words that were kept, in place of the page of the return, which was refused."""
    action_return = rescued.action_return
    is_archived = action_return.action.archived_at is not None
    advice = _PUT_BACK if is_archived else f"Send your words to {_who_answers(action_return)}."
    shown = {
        "action_return": action_return,
        "rescued": rescued,
        "reason": _why(action_return, refusal),
        "advice": advice,
        "words": words_in(rescued),
    }
    return render(request, "rounds/words_refused.html", shown)


def words_in(rescued: KeptWords) -> list[tuple[str, str]]:
    """What was written, each box that is not empty under its heading."""
    labels = {
        status.value: label for status, label in statuses_offered(rescued.action_return.round.plan).items()
    }
    boxes = {**dict.fromkeys(BOXES, ""), **rescued.boxes}
    words = boxes | {"status": labels.get(boxes["status"], "")}
    words |= {box: YES if boxes[box] else "" for box in YES_BOXES}
    return [(BOXES[box], words[box]) for box in BOXES if words[box]]


def why_archived(action: Action) -> str:
    """Who took an action out of its plan, when and why; empty where it is in the plan."""
    if action.archived_at is None:
        return ""
    on = day_in_words(clock.day_of(action.archived_at))
    return f"{action.archived_by} archived this action on {on}: {action.archived_because}"


def _why(action_return: ActionReturn, refusal: Exception) -> str:
    if isinstance(refusal, PermissionDenied):
        return str(refusal)
    return why_archived(action_return.action) or _NOT_THEIRS


def _who_answers(action_return: ActionReturn) -> str:
    """The posts that are asked for a return now, else the office."""
    asked = (
        answering_ownerships().filter(action=action_return.action).select_related("post").order_by("position")
    )
    posts = [ownership.post.name for ownership in asked]
    if not posts:
        return "the programme office"
    return f"{get_text_list(posts, 'and')}, who {'is' if len(posts) == 1 else 'are'} asked for it now"
