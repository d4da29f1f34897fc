"""What a change touches, as the program finds it: how far a date moves, and who waits for the action."""

from collections.abc import Iterator
from typing import Any

from followthrough.outputs.wording import counted
from followthrough.plan.when import When
from followthrough.rules.change_routes import AskedChange
from followthrough.rules.slippage import is_dated
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.register.date_track import slip_in_words
from followthrough.site.register.facts import when_of
from followthrough.site.register.models import Action, Link

_DATES = ("due", "start")


def effects_of(request: ChangeRequest) -> list[dict[str, Any]]:
    """What the program finds that a request touches, each a sentence with the number of the action that it
    is about, None for the action's own.
    """
    action = request.action
    if action is None:
        return []
    return [*_on_dates(request, action), *_on_dependants(request, action), *_on_parts(request, action)]


def dependants_of(action: Action) -> list[Action]:
    """The actions that say that they wait for this one, in the order of the plan."""
    waiting = Link.objects.filter(to=action, kind="depends_on", action__archived_at=None)
    found = {link.action.pk: link.action for link in waiting.select_related("action")}
    return sorted(found.values(), key=lambda other: other.position)


def facts_for_route(request: ChangeRequest) -> AskedChange:
    """What the rules of routes look at in a request."""
    action = request.action
    is_date = request.field in _DATES
    main = action.parent if action else None
    while main and main.parent:
        main = main.parent
    return AskedChange(
        field=request.field,
        is_part=main is not None,
        old=when_of(request.old) if is_date else None,
        new=_last_of(request.new) if request.field == "milestone" else _new_date(request),
        main_end=when_of(main.due) if main else None,
        own_end=when_of(action.due) if action else None,
        measure_holds=request.measure_holds is not False,
    )


def _new_date(request: ChangeRequest) -> When | None:
    return when_of(request.new) if request.field in _DATES else None


def _last_of(milestones: Any) -> When | None:
    dates = [when for each in milestones or [] if (when := when_of(each["due"])) and is_dated(when)]
    return max(dates, key=lambda when: (when.latest is not None, when.latest), default=None)


def _on_dates(request: ChangeRequest, action: Action) -> Iterator[dict[str, Any]]:
    if request.field != "due":
        return
    if action.is_critical:
        yield _effect("It is a critical milestone.")
    first, old, new = when_of(action.original_due), when_of(request.old), when_of(request.new)
    if new is None:
        yield _effect("The action would have no end date.")
        return
    if slip := slip_in_words(old, new):
        since = slip_in_words(first, new) if first else ""
        more = f", and {since} than first agreed" if since and since != slip else ""
        yield _effect(f"The end date would be {slip} than agreed now{more}.")
    main = action.parent
    end = when_of(main.due) if main else None
    if main and end and _is_after(new, end):
        yield _effect(f"It would end after {_name(main)}, which ends {end.text}.", main)


def _on_dependants(request: ChangeRequest, action: Action) -> Iterator[dict[str, Any]]:
    for other in dependants_of(action):
        start, end = when_of(other.start), when_of(other.due)
        new = _new_date(request) if request.field == "due" else None
        words = f"{_name(other)}{', a critical milestone,' if other.is_critical else ''} depends on it"
        if new and end and _is_after(new, end):
            words += f" and is due {end.text}, before the new date"
        elif new and start and _is_after(new, start):
            words += f" and starts {start.text}, before the new date"
        yield _effect(f"{words}.", other)


def _on_parts(request: ChangeRequest, action: Action) -> Iterator[dict[str, Any]]:
    """What becomes of the parts of an action that ends or is put on hold."""
    parts = action.children.filter(archived_at=None).exclude(kind="heading").count()
    if request.field == "action" and parts:
        yield _effect(f"It has {counted(parts, 'part')}, which stay as they are.")


def _is_after(one: When, other: When) -> bool:
    return (
        is_dated(one) and is_dated(other)
        and one.latest is not None and other.latest is not None
        and one.latest > other.latest
    )  # fmt: skip


def _name(action: Action) -> str:
    return action.ref or f"“{action.title[:60]}”"


def _effect(words: str, action: Action | None = None) -> dict[str, Any]:
    return {"words": words, "number": action.number if action else None}
