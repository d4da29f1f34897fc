"""Keeps lists of actions by a name, and shares them. A view is no part of a plan, which does not change."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from followthrough.site.people.models import User
from followthrough.site.register.models import Plan, SavedView
from followthrough.site.register.plan_events import record_in


def views_for(user: User, plan: Plan) -> QuerySet[SavedView]:
    """The views of a plan that a person sees: their own, and those that are shared."""
    return plan.saved_views.filter(Q(by=user) | Q(is_shared=True)).select_related("by")


@transaction.atomic
def save_view(plan: Plan, *, name: str, query: str, is_shared: bool, by: User, at: datetime) -> SavedView:
    """Keep a list under a name; the same person's view of that name in the plan becomes this one.

    An event tells of one that is shared; what somebody keeps for themselves is nobody else's business.
    """
    values = {"query": query, "is_shared": is_shared, "at": at}
    view, _ = SavedView.objects.update_or_create(plan=plan, by=by, name=name, defaults=values)
    if is_shared:
        record_in(plan, "view.shared", by=by, at=at, of=view, plan=str(plan))
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: User, at: datetime) -> None:
    """Take a view away, for everybody where it was shared."""
    if view.is_shared:
        record_in(view.plan, "view.removed", by=by, at=at, of=view, plan=str(view.plan))
    view.delete()
