"""Takes the next version of a plan into the plan that is there, and out again. Nothing agreed is touched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Model

from followthrough.outputs.wording import counted
from followthrough.plan import document as doc
from followthrough.plan.when.periods import latest_of
from followthrough.site.people.models import User
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.document.next_version_rows import rows_of_added
from followthrough.site.register.document.rows import Rows, link_rows, plain, update_rows
from followthrough.site.register.models import Action, Link, Ownership, Plan, Post, Theme, Update, Workstream
from followthrough.site.register.operations import posts_of, source_name
from followthrough.site.register.plan_events import record_in

FACTS = ["priority", "risk", "notes", "where"]


@dataclass(frozen=True)
class Additions:
    """What a next version brings. The places count from 0: of `matched`, from its place in `document` to that
    in the plan; of `added`, in `document`; of the others, in the plan.

    `facts` are columns of an action's row that were never agreed (FACTS), `plan_facts` of the plan's row.
    """

    document: doc.PlanDocument
    matched: Mapping[int, int]
    added: Sequence[int] = ()
    updates: Mapping[int, Sequence[doc.Update]] = field(default_factory=dict)
    links: Mapping[int, Sequence[doc.Link]] = field(default_factory=dict)
    facts: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    plan_facts: Mapping[str, Any] = field(default_factory=dict)


# The keys of the rows that were added, by the name of their model in small letters.
Added = dict[str, list[int]]


class NotAsBeforeError(Exception):
    """What was taken out again leaves the plan otherwise than it was before."""


@transaction.atomic
def take_next_version_in(plan: Plan, additions: Additions, *, by: User | None, at: datetime) -> Added:
    """Add to a plan what its next version brings and return the keys of what was added.

    What was agreed stays; updates are added, none is changed. The number of queries grows only with the
    number of the database's batches. Moves `plan.changed_at`.
    """
    actions = list(plan.actions.order_by("position"))
    posts = set(plan.organisation.posts.values_list("pk", flat=True))
    rows = _rows(plan, additions, actions)
    added = _create(rows, posts)
    _set_facts(actions, additions)
    _set_statuses(actions, {row.action_id for row in rows.updates})
    if columns := _columns_set(additions):
        Action.objects.bulk_update(actions, columns)
    for column, value in additions.plan_facts.items():
        setattr(plan, column, value)
    plan.changed_at = at
    plan.save()
    _record("plan.next_version_taken_in", plan, added, by=by, at=at, file=source_name(additions.document))
    return added


@transaction.atomic
def take_next_version_out(
    plan: Plan, added: Added, *, before: doc.PlanDocument, changed_at: datetime, by: User, at: datetime
) -> None:
    """Take what was added out of a plan again, and give it all that it held `before` and its `changed_at`.

    Raises NotAsBeforeError, and does nothing, where the plan would not be word for word what it was.
    """
    _record("plan.next_version_undone", plan, added, by=by, at=at, file="")
    for model in (Update, Link, Action, Workstream, Theme):
        model._default_manager.filter(pk__in=added[model._meta.model_name or ""]).delete()
    Post.objects.filter(pk__in=added["post"], ownerships=None, holders=None).delete()
    actions = list(plan.actions.order_by("position"))
    if len(actions) != len(before.actions):
        raise NotAsBeforeError
    for position, (row, was) in enumerate(zip(actions, before.actions, strict=True), start=1):
        row.position, row.status = position, was.status
        row.priority, row.risk = was.priority, plain(was.risk)
        row.notes, row.where = plain(was.notes), plain(was.where)
    Action.objects.bulk_update(actions, ["position", "status", *FACTS])
    for column in (
        "as_at",
        "source",
        "problems",
        "remarks",
        "recommendations",
        "layout",
        "origins",
        "scheme",
        "risk_matrix",
    ):
        value = getattr(before, column)
        setattr(plan, column, value if column == "as_at" else plain(value))
    plan.changed_at = changed_at
    plan.save()
    if as_document(plan, with_archived=True) != before:
        raise NotAsBeforeError


def _rows(plan: Plan, additions: Additions, actions: Sequence[Action]) -> Rows:
    """The unsaved rows of all that is added."""
    document = additions.document
    new = document.model_copy(update={"actions": [document.actions[place] for place in additions.added]})
    rows = rows_of_added(
        document,
        plan=plan,
        actions=actions,
        matched={place: actions[old] for place, old in additions.matched.items()},
        added=additions.added,
        posts=posts_of(new, plan.organisation),
    )
    next_update, next_link = _after_last(plan, Update), _after_last(plan, Link)
    by_ref = {row.ref: row for row in reversed([*actions, *rows.actions])}
    for place, updates in additions.updates.items():
        row = actions[place]
        rows.updates += update_rows(row, updates, first=next_update.get(row.pk, 0))
    for place, links in additions.links.items():
        row = actions[place]
        for link in link_rows(row, links, first=next_link.get(row.pk, 0)):
            link.to = by_ref.get(link.to_ref)
            rows.links.append(link)
    return rows


def _after_last(plan: Plan, model: type[Update] | type[Link]) -> dict[int, int]:
    """The position after the last of each action that has any."""
    rows = model._default_manager.filter(action__plan=plan).order_by()
    return {pk: last + 1 for pk, last in rows.values_list("action").annotate(Max("position"))}


def _create(rows: Rows, posts: set[int]) -> Added:
    Theme.objects.bulk_create(rows.themes)
    Workstream.objects.bulk_create(rows.workstreams)
    for depth in sorted({row.depth for row in rows.actions}):
        Action.objects.bulk_create([row for row in rows.actions if row.depth == depth])
    Ownership.objects.bulk_create(rows.ownerships)
    Update.objects.bulk_create(rows.updates)
    Link.objects.bulk_create(rows.links)
    return {
        "theme": _keys(rows.themes),
        "workstream": _keys(rows.workstreams),
        "action": _keys(rows.actions),
        "update": _keys(rows.updates),
        "link": _keys(rows.links),
        "post": sorted({row.post_id for row in rows.ownerships} - posts),
    }


def _keys(rows: Iterable[Model]) -> list[int]:
    return [row.pk for row in rows]


def _set_facts(actions: Sequence[Action], additions: Additions) -> None:
    for place, facts in additions.facts.items():
        for column, value in facts.items():
            setattr(actions[place], column, value)


def _columns_set(additions: Additions) -> list[str]:
    """The columns that the rows of the plan's actions are given."""
    columns = {column for facts in additions.facts.values() for column in facts}
    columns |= {"position"} if additions.added else set()
    return sorted(columns | ({"status"} if additions.updates else set()))


def _set_statuses(actions: Sequence[Action], changed: set[int]) -> None:
    """The status last declared, of the actions that have new updates."""
    declared: defaultdict[int, list[Update]] = defaultdict(list)
    for update in Update.objects.filter(action__in=changed).exclude(status=None).order_by("position"):
        declared[update.action_id].append(update)
    for row in actions:
        if latest := latest_of(declared[row.pk]):
            row.status = latest.status


def _record(type_: str, plan: Plan, added: Added, *, by: User | None, at: datetime, file: str) -> None:
    actions = counted(len(added["action"]), "new action")
    updates = counted(len(added["update"]), "update")
    record_in(plan, type_, by=by, at=at, actions=actions, updates=updates, file=file)
