"""Carries out what was approved: the register takes the change, with its event, as an edit of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from followthrough.plan.document import Update as SaidUpdate
from followthrough.plan.when import read_due
from followthrough.site.changes.agreed_values import CHANGEABLE, is_same_value, value_now, words_of_value
from followthrough.site.changes.ends import Context, apply_end, status_asked_of
from followthrough.site.changes.errors import CannotApplyError
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.people.models import User
from followthrough.site.register.document.rows import plain, update_rows
from followthrough.site.register.editing.action import add_action, differences, write_fields
from followthrough.site.register.editing.decided_status import declare_latest
from followthrough.site.register.editing.edits import Edit, note_edits
from followthrough.site.register.editing.places import RingError
from followthrough.site.register.models import Action, Plan, Update

KIND_OF_NEW = "action"


def apply_change(request: ChangeRequest, plan: Plan, *, by: User, at: datetime) -> None:
    """Do in the register what a request comes to. `plan` is held; belongs in the decision's transaction.

    Raises CannotApplyError where the register can't take it.
    """
    context = Context(reason_of(request), by, at)
    try:
        _APPLIERS.get(request.field, _apply_field)(request, plan, context)
    except RingError as ring:
        raise CannotApplyError(str(ring)) from ring


def changed_meanwhile(request: ChangeRequest) -> tuple[Any, str] | None:
    """The value that the register has by now and its words, where it is neither what the request was made
    from nor what it asks for; None where the request stands as it was made.
    """
    action = request.action
    if action is None:
        return None
    if request.field in CHANGEABLE:
        now = value_now(action, request.field)
        if any(is_same_value(now, known) for known in (request.old, comes_to(request))):
            return None
        return now, words_of_value(action, request.field, now)
    then = status_asked_of(request)
    if request.field == "action" and then is not None and then != action.status:
        return {"status": action.status}, action.status or ""
    return None


def comes_to(request: ChangeRequest) -> Any:
    """What is agreed, where that is other than what was asked, else what was asked."""
    return request.new if request.agreed is None else request.agreed


def reason_of(request: ChangeRequest) -> str:
    """Why, as the history says it: the number, who decided it where and when, and the reason asked for."""
    where = request.decided_in_words
    start = f"{request.name}, {where[:1].lower() + where[1:] if request.decided_on is None else where}"
    words = [request.cause.name if request.cause else "", (request.reason or "").strip()]
    return ": ".join(filter(None, [start, ". ".join(filter(None, words))]))


def _apply_field(request: ChangeRequest, plan: Plan, context: Context) -> None:
    changeable = CHANGEABLE.get(request.field)
    if changeable is None or request.action is None:
        raise CannotApplyError(f"{request.name} can’t be carried out from here: {request.what.lower()}.")
    action = _row(request.action, plan)
    value = changeable.value_of(action, comes_to(request))
    edits = write_fields(action, differences(action, {changeable.name: value}))
    if edits:
        _note(plan, edits, action, context)


def _row(action: Action, plan: Plan) -> Action:
    """The action as it is by now."""
    row = Action.objects.select_related("theme", "workstream", "parent").get(pk=action.pk)
    row.plan = plan
    return row


def _note(plan: Plan, edits: list[Edit], subject: Action, context: Context) -> None:
    note_edits(
        plan, edits, type_="action.changed", subject=subject, by=context.by, at=context.at,
        reason=context.reason,
    )  # fmt: skip


def _apply_to_whole(request: ChangeRequest, plan: Plan, context: Context) -> None:
    """What is about a whole action: one that is new, or what becomes of one."""
    if request.kind != ChangeRequest.Kind.NEW:
        if request.action is None:
            raise CannotApplyError(f"{request.name} names no action.")
        apply_end(request, _row(request.action, plan), words=reason_of(request), context=context)
    elif request.action is None:
        request.action = _add(request, plan, context)


def _add(request: ChangeRequest, plan: Plan, context: Context) -> Action:
    asked = comes_to(request)
    parent = plan.actions.filter(number=asked["under"]).first() if asked.get("under") else None
    changes = {"title": asked["title"], "kind": KIND_OF_NEW, "ref": asked.get("ref", ""), "parent": parent}
    if parent:
        changes["place"] = (parent.theme, parent.workstream)
    if asked.get("due"):
        changes["due"] = plain(read_due(asked["due"], start=None))
    if asked.get("owner"):
        changes["owners"] = [("accountable", asked["owner"])]
    if asked.get("measures"):
        changes["measures"] = [(words, "", "") for words in asked["measures"]]
    return add_action(
        plan, changes=changes, reason=context.reason, by=context.by, at=context.at, is_decided=True
    )


def _refuse_first_date(request: ChangeRequest, plan: Plan, context: Context) -> None:
    """The first date of an action is kept for ever; only where there is none it can be said."""
    if request.action is None or request.action.original_due:
        raise CannotApplyError(
            "The date that was agreed first never changes. Refuse this request, and ask for another due date."
        )
    action = _row(request.action, plan)
    action.original_due = comes_to(request)
    action.save(update_fields=["original_due"])
    edits = [Edit("Original due date", "", request.comes_to)]
    _note(plan, edits, action, context)


def _correct_update(request: ChangeRequest, plan: Plan, context: Context) -> None:
    """Other words for a period that was reported on: they are added, and those before stay."""
    if request.action is None:
        raise CannotApplyError(f"{request.name} names no action.")
    action = _row(request.action, plan)
    last = action.updates.order_by("-position").values_list("position", flat=True).first()
    said = SaidUpdate.model_validate(comes_to(request))
    Update.objects.bulk_create(update_rows(action, [said], first=0 if last is None else last + 1))
    declare_latest(action)
    _note(plan, [Edit("Earlier update", request.old_words, request.comes_to)], action, context)


def _apply_to_plan(request: ChangeRequest, plan: Plan, context: Context) -> None:
    """What the whole plan agreed: its statuses, its risk matrix, a recommendation."""
    value = comes_to(request)
    if request.field == "recommendation":
        plan.recommendations = [
            value if each["id"] == request.named else each for each in plan.recommendations
        ]
    else:
        setattr(plan, request.field, value)
    edit = Edit(request.get_field_display(), request.old_words, request.comes_to)
    note_edits(
        plan, [edit], type_="plan.scheme_changed", subject=plan, by=context.by, at=context.at,
        reason=context.reason,
    )  # fmt: skip


_APPLIERS: dict[str, Callable[[ChangeRequest, Plan, Context], None]] = {
    "action": _apply_to_whole,
    "original_due": _refuse_first_date,
    "update": _correct_update,
    "scheme": _apply_to_plan,
    "risk_matrix": _apply_to_plan,
    "recommendation": _apply_to_plan,
}
