"""Who answers and approves for whom, from when to when. Each operation leaves one event."""

from datetime import date, datetime

from django.db import transaction

from followthrough.site.history.operations import record
from followthrough.site.people.models import Organisation, User
from followthrough.site.rounds.models import Delegation


@transaction.atomic
def delegate(
    *,
    organisation: Organisation,
    from_user: User,
    to_user: User,
    from_on: date,
    to_on: date,
    by: User,
    at: datetime,
) -> Delegation:
    """Let one account answer and approve for another, both days included. Asked twice it counts once."""
    delegation, is_new = Delegation.objects.get_or_create(
        organisation=organisation,
        from_user=from_user,
        to_user=to_user,
        from_on=from_on,
        defaults={"to_on": to_on, "made_at": at},
    )
    if is_new:
        _record(delegation, "delegation.made", by, at, until=f"{to_on:%-d %B %Y}")
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: User, at: datetime) -> None:
    """Take a delegation back. Asked twice it counts once."""
    known = Delegation.objects.select_related("organisation", "from_user", "to_user")
    found = known.select_for_update(of=("self",)).filter(pk=delegation.pk).first()
    if found is not None:
        _record(found, "delegation.ended", by, at)
        found.delete()


def _record(delegation: Delegation, type_: str, by: User, at: datetime, **details: str) -> None:
    names = {"to": delegation.to_user.name, "from_": delegation.from_user.name}
    record(
        type=type_,
        by=by,
        organisation=delegation.organisation,
        subject=delegation,
        details=names | details,
        at=at,
    )
