"""What the register is asked: counts that agree with the filters of lists, one action with its all."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Prefetch, QuerySet
from django.db.models.expressions import Combinable

from followthrough.site.people.models import Organisation
from followthrough.site.register.conditions import CONDITIONS as CONDITIONS
from followthrough.site.register.conditions import OPEN as OPEN
from followthrough.site.register.conditions import PROMISED as PROMISED
from followthrough.site.register.judging import day_judged_in_sql
from followthrough.site.register.models import Action, Link, Ownership, Plan, Update


def plans_of(organisation: Organisation) -> QuerySet[Plan]:
    return Plan.objects.filter(organisation=organisation)


def plans_shown_to_members(organisation: Organisation) -> QuerySet[Plan]:
    """The plans that are not kept from members until their first round is published."""
    return plans_of(organisation).filter(kept_from_members=False).select_related("organisation")


def last_import_into(plan: Plan) -> Model | None:
    """The import that was taken into the plan last, with who decided it; not the bytes of its file."""
    known = plan.imports.defer("content", "document").select_related("decided_by")
    return known.order_by("decided_at").last()


def counts_by_plan(organisation: Organisation, *, today: date) -> dict[int, dict[str, int]]:
    """For each plan of the organisation that has actions: how many in `all`, and under each condition.

    Each plan is counted on the day that it is judged by.
    """
    actions = _with_owner_known(
        Action.objects.filter(plan__organisation=organisation, archived_at=None)
    ).order_by()
    rows: Any = actions.values("plan").annotate(**_counts(day_judged_in_sql(today, plan="plan__")))
    return {row.pop("plan"): row for row in rows}


def counts_of(plan: Plan, *, day: date) -> dict[str, int]:
    """How many actions in `all`, and under each condition."""
    return _with_owner_known(plan.actions.filter(archived_at=None).order_by()).aggregate(**_counts(day))


def _counts(day: date | Combinable) -> dict[str, Count]:
    counts = {name: Count("pk", filter=condition.on(day)) for name, condition in CONDITIONS.items()}
    return counts | {"all": Count("pk")}


def _with_owner_known(actions: QuerySet[Action]) -> QuerySet[Action]:
    return actions.annotate(has_owner=Exists(Ownership.objects.filter(action=OuterRef("pk"))))


def with_rows_of_the_register(actions: QuerySet[Action]) -> QuerySet[Action]:
    """The actions with what a row of the register shows, in a constant number of queries."""
    return actions.select_related("theme", "workstream").prefetch_related(
        Prefetch("ownerships", Ownership.objects.order_by("position")),
        Prefetch("updates", Update.objects.order_by("position")),
    )


def whole_actions(plan: Plan) -> QuerySet[Action]:
    """The plan's actions with all that an action's page shows, in a constant number of queries."""
    return (
        with_rows_of_the_register(plan.actions.all())
        .select_related("parent", "parent__parent")
        .prefetch_related(
            Prefetch("links", Link.objects.select_related("to").order_by("position")),
            Prefetch(
                "mentions", Link.objects.select_related("action").order_by("action__position", "position")
            ),
            Prefetch("children", Action.objects.filter(archived_at=None).order_by("position")),
        )
    )
