"""What changes the register. Each operation is one transaction and leaves one event."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from followthrough.outputs.wording import counted
from followthrough.plan.document import PlanDocument
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.document.post_rows import posts_named
from followthrough.site.register.document.rows import owner_names, plain, rows_of
from followthrough.site.register.models import Action, Link, Ownership, Plan, Post, Theme, Update, Workstream
from followthrough.site.register.plan_events import record_in

SLUG_LENGTH = 60


@transaction.atomic
def apply(document: PlanDocument, *, organisation: Organisation, by: User | None, at: datetime) -> Plan:
    """Make the rows of a new plan out of `document` and return the plan.

    `by` None: a command did it. The number of queries grows only with the number of the database's batches.
    """
    # Two plans taken in at once would otherwise choose the same slug or make a post twice.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    plan = create_plan_row(document, organisation=organisation, at=at)
    _create_rows(document, plan)
    actions = counted(len(document.actions), "action")
    record_in(plan, "plan.imported", by=by, at=at, actions=actions, file=source_name(document))
    return plan


@transaction.atomic
def remove_plan(plan: Plan, *, by: User, at: datetime) -> None:
    """Take a whole plan out again, with its posts that then own nothing and were never held: the undo of an
    import.
    """
    # Who keeps what a check found in the plan waits until it has gone.
    Plan.objects.select_for_update().get(pk=plan.pk)
    record_in(plan, "plan.import_undone", by=by, at=at, actions=counted(plan.actions.count(), "action"))
    posts = set(Ownership.objects.filter(action__plan=plan).values_list("post", flat=True))
    plan.delete()
    Post.objects.filter(pk__in=posts, ownerships=None, holders=None).delete()


def create_plan_row(document: PlanDocument, *, organisation: Organisation, at: datetime) -> Plan:
    """The row of a plan alone, without what it promises. No event: that is for whoever asks for it."""
    return Plan.objects.create(
        organisation=organisation,
        slug=_free_slug(document, organisation),
        title=document.title,
        organisation_text=document.organisation,
        as_at=document.as_at,
        source=plain(document.source),
        scheme=plain(document.scheme),
        risk_matrix=plain(document.risk_matrix),
        recommendations=plain(document.recommendations),
        remarks=plain(document.remarks),
        problems=plain(document.problems),
        layout=plain(document.layout),
        origins=plain(document.origins),
        created_at=at,
        changed_at=at,
    )


def _free_slug(document: PlanDocument, organisation: Organisation) -> str:
    stem = slugify(document.title or "")[:SLUG_LENGTH].strip("-") or "plan"
    alike = Plan.objects.filter(organisation=organisation, slug__startswith=stem)
    taken = set(alike.values_list("slug", flat=True))
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _create_rows(document: PlanDocument, plan: Plan) -> None:
    rows = rows_of(document, plan=plan, posts=posts_of(document, plan.organisation))
    Theme.objects.bulk_create(rows.themes)
    Workstream.objects.bulk_create(rows.workstreams)
    for level in rows.actions_by_depth():
        Action.objects.bulk_create(level)
    Ownership.objects.bulk_create(rows.ownerships)
    Update.objects.bulk_create(rows.updates)
    Link.objects.bulk_create(rows.links)


def posts_of(document: PlanDocument, organisation: Organisation) -> dict[str, Post]:
    """The post of every owner that the document names, those new to the organisation created."""
    return posts_named(owner_names(document).values(), organisation)


def source_name(document: PlanDocument) -> str:
    """What the file that a document was read from is called, for the history."""
    return document.source.name if document.source else "a plan document"
