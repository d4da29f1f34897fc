"""The changes that are about a whole action: what status each gives it by decision, and what else it does.

A request of such a kind has field "action"; its `new` is a dict with what it needs, or the fate that the
next version of a file asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.site.changes.errors import CannotApplyError
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.people.models import User
from followthrough.site.register.editing.action import add_action, differences, write_fields
from followthrough.site.register.editing.agreed_fields import FIELDS
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.register.editing.edits import note_edits
from followthrough.site.register.editing.places import rows_in_order, subtree_of
from followthrough.site.register.models import Action, Link

Kind = ChangeRequest.Kind


@dataclass(frozen=True)
class Context:
    """What a decision is made in: why, by whom, when."""

    reason: str
    by: User
    at: datetime


@dataclass(frozen=True)
class End:
    """What a kind of request does to an action: the status, the link to the other one, and what comes first.

    `of_finished`: it is asked of what is finished, where the others are asked of what is not.
    """

    status: Status
    link: str = ""
    first: Callable[[ChangeRequest, Action, Context], None] | None = None
    of_finished: bool = False
    wants_other: bool = False


def _reword_other(request: ChangeRequest, action: Action, context: Context) -> None:
    """The wording of the action that two are merged into, where a new one is asked for."""
    title = (request.new or {}).get("title")
    if request.other and title:
        _edit(request.other, {"title": title}, context)


def _add_parts(request: ChangeRequest, action: Action, context: Context) -> None:
    """The actions that one is split into, each with its place, owners and dates."""
    same = {name: FIELDS[name].read(action) for name in ("start", "due", "owners", "place", "parent")}
    made = []
    for number, title in enumerate((request.new or {}).get("titles", []), start=1):
        own = {"title": title, "kind": action.kind, "ref": _free_ref(action, number)}
        made.append(_add(action, same | own, context))
    for part in made:
        _link(action, part, "replaced_by", request)


def _add(action: Action, changes: dict[str, Any], context: Context) -> Action:
    return add_action(
        action.plan, changes=changes, reason=context.reason, by=context.by, at=context.at, is_decided=True
    )


def _make_assurance(request: ChangeRequest, action: Action, context: Context) -> None:
    rhythm = (request.new or {}).get("due")
    _edit(action, {"kind": "assurance"} | ({"due": rhythm} if rhythm else {}), context)


ENDS: dict[str, End] = {
    Kind.HOLD: End(Status.ON_HOLD),
    Kind.RESUME: End(Status.IN_PROGRESS),
    Kind.WITHDRAW: End(Status.CANCELLED),
    Kind.REOPEN: End(Status.IN_PROGRESS, of_finished=True),
    Kind.DUPLICATE: End(Status.DUPLICATE, link="duplicate_of", wants_other=True),
    Kind.INCORPORATE: End(Status.SUPERSEDED, link="incorporated_in", wants_other=True),
    Kind.MERGE: End(Status.SUPERSEDED, link="replaced_by", first=_reword_other, wants_other=True),
    Kind.SPLIT: End(Status.SUPERSEDED, first=_add_parts),
    Kind.ASSURANCE: End(Status.ASSURANCE, first=_make_assurance, of_finished=True),
}
# What the next version of a file asks for an action that it has no more.
FATES = {"cancelled": Status.CANCELLED, "superseded": Status.SUPERSEDED, "merged": Status.SUPERSEDED}


def end_of(request: ChangeRequest) -> End:
    """What a request about a whole action does. Raises CannotApplyError for one that nothing is known of."""
    if isinstance(request.new, str) and request.new in FATES:
        return End(FATES[request.new])
    if request.kind not in ENDS:
        raise CannotApplyError(f"{request.name} can’t be carried out from here: {request.what.lower()}.")
    return ENDS[request.kind]


def status_asked_of(request: ChangeRequest) -> Any:
    """The status that the action had when the request was made; None for requests that don't say."""
    return (
        request.old.get("status")
        if isinstance(request.old, dict) and set(request.old) == {"status"}
        else None
    )


def apply_end(request: ChangeRequest, action: Action, *, words: str, context: Context) -> None:
    """Do what a request about a whole action asks, in the transaction of its decision."""
    end = end_of(request)
    if end.wants_other and not isinstance(request.new, str):
        refuse_ring(action, request.other)
    if end.first:
        end.first(request, action, context)
    if end.link and request.other:
        _link(action, request.other, end.link, request)
    set_decided_status(
        action, status=end.status, words=words, by=context.by, at=context.at, reason=context.reason
    )


def refuse_ring(action: Action, other: Action | None) -> None:
    """Raises CannotApplyError where an action would go into itself, a part of its own, or back."""
    if other is None:
        raise CannotApplyError("Say which action of this plan it goes into or repeats.")
    below = {row.pk for row in subtree_of(action, rows_in_order(action.plan))}
    if other.pk in below:
        raise CannotApplyError("An action can’t go into itself or into one of its own parts.")
    gone = Link.objects.filter(
        action=other, to=action, kind__in=("incorporated_in", "replaced_by", "duplicate_of")
    )
    if gone.exists() and other.status is not None and Status(other.status) in FINISHED:
        raise CannotApplyError(
            f"{other.ref or 'The other action'} went into this one before, so this one can’t go into it."
        )


def _edit(action: Action, changes: dict[str, Any], context: Context) -> None:
    row = Action.objects.select_related("theme", "workstream", "parent").get(pk=action.pk)
    row.plan = action.plan
    edits = write_fields(row, differences(row, changes))
    if edits:
        note_edits(
            action.plan, edits, type_="action.changed", subject=row, by=context.by, at=context.at,
            reason=context.reason,
        )  # fmt: skip


def _link(action: Action, other: Action, kind: str, request: ChangeRequest) -> None:
    last = action.links.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    Link.objects.create(
        action=action, position=position, kind=kind, to_ref=other.ref or "", to=other, text=request.name
    )


def _free_ref(action: Action, number: int) -> str:
    """A ref for a part of a split: the action's own with a letter, where it has one and that is free."""
    if not action.ref or number > 26:
        return ""
    ref = f"{action.ref}{chr(ord('a') + number - 1)}"
    return "" if action.plan.actions.filter(ref=ref).exists() else ref
