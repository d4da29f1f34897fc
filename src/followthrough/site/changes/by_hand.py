"""An agreed action that is edited by hand leaves the same record as a request.

Where somebody else had asked for just that, the edit decides their request. Else it is recorded as what it
is: edited by hand, without a decision.
"""

from followthrough.plan.folding import same_words
from followthrough.site import clock
from followthrough.site.changes.agreed_values import FIELD_OF_EDIT, FIELD_OF_PLAN_EDIT
from followthrough.site.changes.models import BY_EDIT, WAITING, ChangeRequest
from followthrough.site.changes.queries import is_own_request, names_of
from followthrough.site.register.editing.edits import Edit
from followthrough.site.register.editing.edits_by_hand import EditByHand, offer_keeper
from followthrough.site.register.plan_events import record_in

Kind, State = ChangeRequest.Kind, ChangeRequest.State
_KIND_OF = {
    "due": Kind.DATE, "start": Kind.DATE, "milestone": Kind.DATE, "title": Kind.WORDING,
    "owners": Kind.OWNER, "measure": Kind.MEASURE,
}  # fmt: skip


def keep_record(edited: EditByHand) -> None:
    """Decide the requests that the edit answers, and record what nobody had asked for."""
    for name, edit in edited.edits:
        if edited.action is None:
            _record(FIELD_OF_PLAN_EDIT[name], edit, edited)
            continue
        field = FIELD_OF_EDIT[name]
        waiting = edited.action.change_requests.filter(field=field, state__in=WAITING).order_by("number")
        answered = [each for each in waiting if same_words(each.new_words) == same_words(edit.new)]
        for request in answered:
            _decide(request, edited)
        if not answered:
            _record(field, edit, edited)


def _decide(request: ChangeRequest, edited: EditByHand) -> None:
    """Somebody else's request is approved by the edit; one's own is recorded, for nobody decided it."""
    request.applied_at, request.decision = edited.at, edited.reason
    names = names_of(edited.by, edited.plan.organisation, day=clock.day_of(edited.at))
    if is_own_request(request, edited.by, names):
        request.state, request.origin = State.RECORDED, ChangeRequest.Origin.EDIT
        request.decided_by = request.decided_at = request.decided_on = request.deferred_until = None
    else:
        request.state, request.forum = State.APPROVED, BY_EDIT
        request.decided_by, request.decided_at = edited.by, edited.at
        request.decided_on, request.deferred_until = clock.day_of(edited.at), None
    request.save()
    _note(request, edited)


def _record(field: str, edit: Edit, edited: EditByHand) -> None:
    plan = edited.plan
    last = plan.change_requests.order_by("-number").values_list("number", flat=True).first() or 0
    # The edit has its own event, which says the same.
    ChangeRequest.objects.create(
        plan=plan,
        number=last + 1,
        action=edited.action,
        kind=_kind_of(field, edit),
        field=field,
        old_words=edit.old,
        new_words=edit.new,
        reason=edited.reason,
        origin=ChangeRequest.Origin.EDIT,
        state=State.RECORDED,
        asked_by=edited.by,
        asked_at=edited.at,
        applied_at=edited.at,
    )


def _kind_of(field: str, edit: Edit) -> ChangeRequest.Kind:
    """The kind of request that an edit would have been; a whole action is added, archived or put back."""
    if field == "action":
        return Kind.OTHER if edit.old else Kind.NEW
    return _KIND_OF.get(field, Kind.OTHER)


def _note(request: ChangeRequest, edited: EditByHand) -> None:
    plan = edited.plan
    if request.state == State.APPROVED:
        record_in(
            plan, "changes.approved", by=edited.by, at=edited.at, of=request, how="",
            where=f" ({request.decided_in_words})",
        )  # fmt: skip
    else:
        record_in(plan, "changes.edited", by=edited.by, at=edited.at, of=request)


offer_keeper(keep_record)
