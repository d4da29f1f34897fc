"""The register's rows as a plan document again: what `rows.py` took apart, put together."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model

from followthrough.plan import document as doc
from followthrough.plan.document import Status
from followthrough.plan.fields import IN_WORDS
from followthrough.site.register.models import Action, Link, Ownership, Plan, Update
from followthrough.site.register.occurrences import occurrences_told
from followthrough.site.register.silence import rounds_told

# What each part is in the document, and the column that holds it.
OF_ACTION: dict[str, str] = {
    "ref": "ref",
    "printed_ref": "printed_ref",
    "parent": "parent_ref",
    "kind": "kind",
    "theme": "theme__title",
    "workstream": "workstream__title",
    "title": "title",
    "start": "start",
    "due": "due",
    "original_due": "original_due",
    "milestones": "milestones",
    **{field: field for field in IN_WORDS},
    "risk": "risk",
    "measures": "measures",
    "answers": "answers",
    "notes": "notes",
    "change_control": "change_control",
    "critical": "is_critical",
    "where": "where",
}
OF_OWNER = {"role": "role", "name": "name"}
OF_UPDATE = {
    "period": "period",
    "status": "status",
    "status_text": "status_text",
    "text": "text",
    "by": "by_text",
    "on": "on",
    "forecast": "forecast",
}
OF_LINK = {"to": "to_ref", "kind": "kind", "text": "text"}


def as_document(plan: Plan, *, with_archived: bool = False) -> doc.PlanDocument:
    """The plan document of `plan`, equal to the one it was made from where nothing has changed since.

    Archived actions have left the plan; `with_archived` has them all, for what goes by their places.
    A constant number of queries, however many actions.
    """
    rounds = rounds_told(plan)
    return doc.PlanDocument.model_validate(
        {
            "title": plan.title,
            "organisation": plan.organisation_text,
            "as_at": plan.as_at,
            "source": plan.source,
            "scheme": plan.scheme,
            "risk_matrix": plan.risk_matrix,
            "recommendations": plan.recommendations,
            "actions": _actions(plan, rounds.no_return, with_archived=with_archived),
            "remarks": plan.remarks,
            "problems": plan.problems,
            "layout": plan.layout,
            "origins": plan.origins,
            "rounds": rounds.run_here,
        }
    )


def document_of_some(plan: Plan, actions: Collection[int]) -> doc.PlanDocument:
    """The same with the actions of these keys alone, and without what stands beside the actions."""
    rounds = rounds_told(plan, actions)
    return doc.PlanDocument.model_validate(
        {
            "title": plan.title,
            "as_at": plan.as_at,
            "scheme": plan.scheme,
            "actions": _actions(plan, rounds.no_return, with_archived=False, keys=actions),
            "rounds": rounds.run_here,
        }
    )


def _actions(
    plan: Plan,
    no_return: Mapping[int, list[str]],
    *,
    with_archived: bool,
    keys: Collection[int] | None = None,
) -> list[dict[str, Any]]:
    """The actions in their order; a plan may have tens of thousands, so no row becomes a model instance."""
    actions = plan.actions.all() if with_archived else plan.actions.filter(archived_at=None)
    if keys is not None:
        actions = actions.filter(pk__in=keys)
    owners = _by_action(plan, Ownership, OF_OWNER, keys)
    said = _by_action(plan, Update, OF_UPDATE, keys)
    links = _by_action(plan, Link, OF_LINK, keys)
    rows = list(actions.order_by("position").values_list("pk", "kind", "status", *OF_ACTION.values()))
    recurs = any(kind == "assurance" or status == Status.ASSURANCE for _, kind, status, *_ in rows)
    occurrences = occurrences_told(plan, keys) if recurs else {}
    return [
        dict(zip(OF_ACTION, values, strict=True))
        | {"owners": owners[key], "updates": said[key], "links": links[key]}
        | {"no_return": no_return.get(key, []), "occurrences": occurrences.get(key, [])}
        for key, _, _, *values in rows
    ]


def _by_action(
    plan: Plan, model: type[Model], columns: Mapping[str, str], keys: Collection[int] | None
) -> defaultdict[int, list[dict[str, Any]]]:
    """The rows of a model by the key of their action, in their order, as the plan document has them."""
    rows = model._default_manager.order_by("position")
    rows = rows.filter(action__plan=plan) if keys is None else rows.filter(action__in=keys)
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for action, *values in rows.values_list("action", *columns.values()):
        found[action].append(dict(zip(columns, values, strict=True)))
    return found


def action_of(row: Action) -> dict[str, Any]:
    """One action, its owners, updates and links at hand, as the plan document has it, to be validated."""
    return _part(row, OF_ACTION) | {
        "owners": [_part(owner, OF_OWNER) for owner in row.ownerships.all()],
        "updates": [_part(update, OF_UPDATE) for update in row.updates.all()],
        "links": [_part(link, OF_LINK) for link in row.links.all()],
    }


def _part(row: Model, columns: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(row, column) for name, column in columns.items()}


def _value(row: Model, column: str) -> Any:
    """What a row, or the row that it points at, has in a column; None where it points at none."""
    value: Any = row
    for name in column.split("__"):
        value = getattr(value, name, None)
    return value
