"""An agreed plan, and requests of it, for the tests of change control."""

from typing import Any

import pytest

from followthrough.plan.when import read_when
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import ask_for_changes
from followthrough.site.people.models import User
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.models import Plan, Post
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

Kind = ChangeRequest.Kind


@pytest.fixture
def agreed(riverbank, alice) -> Plan:
    """Riverbank's plan of six actions, agreed."""
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    approve_plan(plan, by=alice, at=NOW)
    plan.refresh_from_db()
    return plan


def redate(plan: Plan, ref: str, words: str, **more: Any) -> ChangeRequest:
    """An unsaved request that moves a due date."""
    action = plan.actions.get(ref=ref)
    return ChangeRequest(
        action=action,
        kind=Kind.DATE,
        field="due",
        old=action.due,
        new=plain(read_when(words)),
        old_words=action.due["text"] if action.due else "",
        new_words=words,
        **{"reason": "The survey took longer."} | more,
    )


def whole(plan: Plan, ref: str, kind: str, **more: Any) -> ChangeRequest:
    """An unsaved request about a whole action."""
    action = plan.actions.get(ref=ref)
    asked = {"old": {"status": action.status}, "new": {}, "reason": "The board wants it."} | more
    return ChangeRequest(action=action, kind=kind, field="action", **asked)


def ask(change: ChangeRequest, by: User) -> ChangeRequest:
    """The request as it is once it was asked."""
    plan = change.action.plan if change.action else change.plan
    (asked,) = ask_for_changes(plan=plan, changes=[change], by=by, at=NOW)
    return asked


@pytest.fixture
def holds():
    """A function that lets somebody hold a post by its name."""

    def hold(user: User, name: str) -> None:
        appoint(Post.objects.get(name=name), user=user, from_on=TODAY, by=None, at=NOW)

    return hold
