"""Sets who decides the changes of a plan and by which rules, and the causes that an organisation keeps."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from followthrough.site.changes.models import Cause, ChangeAuthority
from followthrough.site.history.operations import record
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in


@transaction.atomic
def set_authority(
    plan: Plan,
    *,
    kind: str,
    name: str,
    rules: Collection[str],
    recorders: Collection[User],
    by: User,
    at: datetime,
) -> ChangeAuthority:
    """Set them. What was decided before stays as it was decided. Nothing changed leaves no event."""
    locked = locked_plan(plan)
    authority, _ = ChangeAuthority.objects.get_or_create(plan=locked)
    before = _in_words(authority)
    authority.kind, authority.name, authority.rules = kind, name.strip(), sorted(rules)
    authority.save()
    authority.recorders.set(recorders)
    words = _in_words(authority)
    if words != before:
        record_in(locked, "changes.authority_set", by=by, at=at, words=words)
    return authority


@transaction.atomic
def set_causes(organisation: Organisation, *, names: Sequence[str], by: User, at: datetime) -> None:
    """Keep these causes, in this order. One that is left out stays on the requests that named it."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    before = list(
        Cause.objects.filter(organisation=organisation, retired=False).values_list("name", flat=True)
    )
    if before == list(names):
        return
    Cause.objects.filter(organisation=organisation).exclude(name__in=names).update(retired=True)
    for position, name in enumerate(names):
        Cause.objects.update_or_create(
            organisation=organisation, name=name, defaults={"position": position, "retired": False}
        )
    record(
        type="changes.causes_set", by=by, organisation=organisation, subject=organisation, at=at,
        details={"words": "; ".join(names)},
    )  # fmt: skip


def _in_words(authority: ChangeAuthority) -> str:
    people = ", ".join(user.name for user in authority.recorders.order_by("name")) or "the programme office"
    return f"{authority.get_kind_display().lower()}, {authority}; recorded by {people}; " + " ".join(
        authority.sentences
    )
