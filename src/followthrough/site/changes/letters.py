"""The letters of change control: what was decided to who asked, what moves to whoever it touches.

Each is written in the transaction of what it tells of, and sent after it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from followthrough.site import clock
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.notices.operations import Cover, send_soon, write
from followthrough.site.people.models import User
from followthrough.site.register.models import Action, Link

DECIDED, RECORDED = "change_decided", "change_recorded"
State = ChangeRequest.State


def tell_decided(request: ChangeRequest, *, by: User, at: datetime) -> None:
    """Write to who asked, and, where it is approved, to who owns the action and what depends on it."""
    readers = [request.asked_by] if request.asked_by else []
    if request.state == State.APPROVED and request.action:
        readers += _owners_of(_touched_by(request.action), at)
    _write(request, readers, DECIDED, _decided_text(request), by=by, at=at)


def tell_recorded(request: ChangeRequest, *, by: User, at: datetime) -> None:
    """Write to who owns the main action above, the action itself and what depends on it."""
    if request.action:
        _write(
            request, _owners_of(_touched_by(request.action), at), RECORDED, _moved_text(request), by=by, at=at
        )


def _touched_by(action: Action) -> list[int]:
    """The keys of the action, of those above it and of those that depend on it."""
    keys, above = [action.pk], action.parent
    while above is not None:
        keys.append(above.pk)
        above = above.parent
    waiting = Link.objects.filter(to=action, kind="depends_on", action__archived_at=None)
    return [*keys, *waiting.values_list("action", flat=True)]


def _owners_of(actions: list[int], at: datetime) -> list[User]:
    """Who holds, on the day, a post that is accountable for any of the actions."""
    day = clock.day_of(at)
    is_holder = Q(held_posts__from_on__lte=day) & (Q(held_posts__to_on=None) | Q(held_posts__to_on__gte=day))
    owning = Q(
        held_posts__post__ownerships__action__in=actions,
        held_posts__post__ownerships__part="accountable",
    )
    return list(User.objects.filter(is_holder & owning, is_active=True).distinct().order_by("pk"))


def _write(
    request: ChangeRequest, to: Iterable[User], kind: str, paragraphs: list[str], *, by: User, at: datetime
) -> None:
    """One letter to each, none to who did it."""
    about = f"change/{request.pk}"
    notices = [
        write(
            organisation=request.plan.organisation,
            to=user,
            kind=kind,
            subject=f"{request.name}, {request.get_state_display().lower()}: {_subject(request)}",
            text="\n\n".join([f"Dear {user.name},", *paragraphs, _closing(request)]) + "\n",
            covers=[Cover(about, f"{about}/{request.state}/{at.isoformat()}/{user.pk}")],
            by=by,
            at=at,
        )
        for user in {user.pk: user for user in to if user != by and user.is_active}.values()
    ]
    send_soon(notices)


def _decided_text(request: ChangeRequest) -> list[str]:
    state = request.get_state_display().lower()
    until = f" until {request.deferred_until:%-d %B %Y}" if request.deferred_until else ""
    lines = [
        f"{request.name} is {state}{until}: {request.decided_in_words or 'no forum named'}.",
        _what(request),
    ]
    if request.takes_effect_later:
        lines.append("A round is locked, so it takes effect when that round is published.")
    return [*lines, *([f"Decision: {request.decision}"] if request.decision else []), *_touches(request)]


def _moved_text(request: ChangeRequest) -> list[str]:
    return [
        f"{request.name} was recorded. By the rules of the plan it needs no decision.",
        _what(request),
        *_touches(request),
    ]


def _what(request: ChangeRequest) -> str:
    old, new = request.old_words or "nothing", request.comes_to or "nothing"
    return f"{_subject(request)} ({request.plan})\n{request.what}: from “{old}” to “{new}”."


def _touches(request: ChangeRequest) -> list[str]:
    found = "\n".join(f"- {each['words']}" for each in request.found)
    return [f"What it touches:\n{found}"] if found else []


def _subject(request: ChangeRequest) -> str:
    action = request.action
    return " ".join(str(action).split())[:120] if action else request.new_words[:120]


def _closing(request: ChangeRequest) -> str:
    link = (
        f"The request: {settings.SITE_ADDRESS}{request.get_absolute_url()}\n\n"
        if settings.SITE_ADDRESS
        else ""
    )
    return f"{link}Sent by Followthrough for {request.plan.organisation.name}."
