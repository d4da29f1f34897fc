"""What the register is asked: lists under filters, counts that agree with them, one action with its all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from followthrough.plan import statuses
from followthrough.site.people.models import Organisation
from followthrough.site.register.models import Action, Link, Ownership, Plan, Update

UNDATED = ["tbc", "none", "other", "complete"]

PROMISED = ~Q(kind="heading")
ENDED = Q(status__in=[status.value for status in statuses.FINISHED])
# Nothing said counts as open: what was promised and not reported on is still promised.
GOING_ON = Q(status=None) | Q(status__in=[status.value for status in statuses.OPEN])
OPEN = PROMISED & GOING_ON


@dataclass(frozen=True)
class Condition:
    """Something asked of an action: the words of its filter, and what it means in SQL on a day."""

    label: str
    on: Callable[[date], Q]


CONDITIONS = {
    "open": Condition("Open", lambda day: OPEN),
    "finished": Condition("Finished", lambda day: PROMISED & ENDED),
    "neither": Condition("Headings and not applicable", lambda day: ~PROMISED | ~(GOING_ON | ENDED)),
    "overdue": Condition("Overdue", lambda day: OPEN & Q(due_latest__lt=day)),
    "no_owner": Condition("Open, no owner", lambda day: OPEN & Q(has_owner=False)),
    "no_due": Condition("Open, no due date", lambda day: OPEN & (Q(due_kind=None) | Q(due_kind__in=UNDATED))),
}

SORTS: dict[str, Any] = {
    "title": F("title"),
    "owner": F("first_owner"),
    "due": F("due_latest"),
    "status": F("status"),
}


def plans_of(organisation: Organisation) -> QuerySet[Plan]:
    return Plan.objects.filter(organisation=organisation)


def counts_by_plan(organisation: Organisation, *, day: date) -> dict[int, dict[str, int]]:
    """For each plan of the organisation that has actions: how many in `all`, and under each condition."""
    actions = _with_owner_known(Action.objects.filter(plan__organisation=organisation)).order_by()
    rows: Any = actions.values("plan").annotate(**_counts(day))
    return {row.pop("plan"): row for row in rows}


def counts_of(plan: Plan, *, day: date) -> dict[str, int]:
    """How many actions in `all`, and under each condition."""
    return _with_owner_known(plan.actions.order_by()).aggregate(**_counts(day))


def counts_by_theme(plan: Plan) -> list[dict[str, Any]]:
    """How many actions of each status a theme has: rows of `theme`, `theme__title`, `status`, `number`."""
    promised = plan.actions.filter(PROMISED).order_by("theme__position")
    by_status = promised.values("theme", "theme__title", "theme__position", "status")
    rows: Any = by_status.annotate(number=Count("pk"))
    return list(rows)


def _counts(day: date) -> dict[str, Count]:
    counts = {name: Count("pk", filter=condition.on(day)) for name, condition in CONDITIONS.items()}
    return counts | {"all": Count("pk")}


def _with_owner_known(actions: QuerySet[Action]) -> QuerySet[Action]:
    return actions.annotate(has_owner=Exists(Ownership.objects.filter(action=OuterRef("pk"))))


def actions_under(plan: Plan, filters: Mapping[str, Any], *, day: date) -> QuerySet[Action]:
    """The plan's actions under filters, in the order asked for.

    `filters` may have `q` (words in a ref, title or update), `theme`, `workstream`, `owner` (keys), `status`,
    `kind`, `only` (names of conditions, all of which must hold) and `sort` (a name of SORTS, "-" before it
    turns it round); what is empty or missing asks for nothing.
    """
    asked = Q()
    for name in ("theme", "workstream", "status", "kind"):
        if filters.get(name):
            asked &= Q(**{name: filters[name]})
    if filters.get("owner"):
        asked &= Q(Exists(Ownership.objects.filter(action=OuterRef("pk"), post=filters["owner"])))
    for name in filters.get("only") or []:
        asked &= CONDITIONS[name].on(day)
    if filters.get("q"):
        asked &= _mentions(filters["q"].strip())
    return _sorted(_with_owner_known(plan.actions.all()).filter(asked), filters.get("sort") or "")


def _mentions(words: str) -> Q:
    said = Update.objects.filter(action=OuterRef("pk"), text__icontains=words)
    named = Q(title__icontains=words) | Q(ref__icontains=words) | Q(printed_ref__icontains=words)
    return named | Q(Exists(said))


def _sorted(actions: QuerySet[Action], sort: str) -> QuerySet[Action]:
    name = sort.removeprefix("-")
    if name not in SORTS:
        return actions.order_by("position")
    first_owner = Ownership.objects.filter(action=OuterRef("pk")).order_by("position").values("name")[:1]
    order = SORTS[name].desc(nulls_last=True) if sort.startswith("-") else SORTS[name].asc(nulls_last=True)
    return actions.annotate(first_owner=Subquery(first_owner)).order_by(order, "position")


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
            Prefetch("children", Action.objects.order_by("position")),
        )
    )
