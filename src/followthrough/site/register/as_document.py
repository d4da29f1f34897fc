"""The register's rows as a plan document again: what `rows.py` took apart, put together."""

from typing import Any

from django.db.models import Prefetch

from followthrough.plan import document as doc
from followthrough.site.register.models import Action, Link, Ownership, Plan, Update


def as_document(plan: Plan) -> doc.PlanDocument:
    """The plan document of `plan`, equal to the one it was made from where nothing has changed since.

    A constant number of queries, however many actions.
    """
    return doc.PlanDocument.model_validate(
        {
            "title": plan.title,
            "organisation": plan.organisation_text,
            "as_at": plan.as_at,
            "source": plan.source,
            "scheme": plan.scheme,
            "risk_matrix": plan.risk_matrix,
            "recommendations": plan.recommendations,
            "actions": [_action(action) for action in _actions(plan)],
            "remarks": plan.remarks,
            "problems": plan.problems,
            "layout": plan.layout,
        }
    )


def _actions(plan: Plan) -> Any:
    return (
        Action.objects.filter(plan=plan)
        .select_related("theme", "workstream")
        .prefetch_related(
            Prefetch("ownerships", Ownership.objects.order_by("position")),
            Prefetch("updates", Update.objects.order_by("position")),
            Prefetch("links", Link.objects.order_by("position")),
        )
        .order_by("position")
    )


def _action(row: Action) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "printed_ref": row.printed_ref,
        "parent": row.parent_ref,
        "kind": row.kind,
        "theme": row.theme.title if row.theme else None,
        "workstream": row.workstream.title if row.workstream else None,
        "title": row.title,
        "owners": [{"role": owner.role, "name": owner.name} for owner in row.ownerships.all()],
        "start": row.start,
        "due": row.due,
        "original_due": row.original_due,
        "milestones": row.milestones,
        "priority": row.priority,
        "risk": row.risk,
        "measures": row.measures,
        "answers": row.answers,
        "updates": [_update(update) for update in row.updates.all()],
        "notes": row.notes,
        "change_control": row.change_control,
        "links": [{"to": link.to_ref, "kind": link.kind, "text": link.text} for link in row.links.all()],
        "where": row.where,
    }


def _update(row: Update) -> dict[str, Any]:
    return {
        "period": row.period,
        "status": row.status,
        "status_text": row.status_text,
        "text": row.text,
        "by": row.by_text,
        "on": row.on,
        "forecast": row.forecast,
    }
