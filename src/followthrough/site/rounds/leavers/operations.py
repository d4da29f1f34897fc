"""The writes about who leaves or is away: posts handed on, accounts closed, others who answer meanwhile."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from followthrough.site import clock
from followthrough.site.history.operations import record
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.operations import change_person
from followthrough.site.people.roles import Role
from followthrough.site.register.models import PostHolder
from followthrough.site.register.posts.holding import appoint, end_holding
from followthrough.site.register.posts.queries import holds_on
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


@transaction.atomic
def close_account(membership: Membership, *, to: Mapping[int, User], by: User, at: datetime) -> None:
    """Hand on the posts of `to` (by their keys) from today on, end the others, end what was delegated, close.

    A closed account holds no post from that day on and can't sign in. Who it was, and what it sent, stays.
    """
    today = clock.day_of(at)
    for holder in _held_from(today, membership.user):
        heir = to.get(holder.post_id)
        if heir is not None and not _holds(heir, holder, today):
            appoint(holder.post, user=heir, from_on=max(today, holder.from_on), by=by, at=at)
        _end(holder, today, by=by, at=at)
    for delegation in Delegation.objects.filter(
        Q(from_user=membership.user) | Q(to_user=membership.user), to_on__gte=today
    ):
        end_delegation(delegation, by=by, at=at)
    change_person(
        membership=membership,
        name=membership.user.name,
        role=Role(membership.role),
        can_sign_in=False,
        by=by,
        at=at,
    )


def _held_from(day: date, user: User) -> list[PostHolder]:
    """What somebody holds on the day or later."""
    still = Q(to_on=None) | Q(to_on__gte=day)
    return list(PostHolder.objects.filter(still, user=user).select_related("post__organisation"))


def _holds(user: User, holder: PostHolder, day: date) -> bool:
    return PostHolder.objects.filter(holds_on(day), user=user, post=holder.post).exists()


def _end(holder: PostHolder, today: date, *, by: User, at: datetime) -> None:
    """Their last day was yesterday; what began today or later has then never begun."""
    if holder.from_on < today:
        end_holding(holder, to_on=today - timedelta(days=1), by=by, at=at)
    else:
        holder.delete()
