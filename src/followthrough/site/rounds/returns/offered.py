"""The statuses that an owner may choose, in the words of the plan."""

from followthrough.plan.document import Status
from followthrough.plan.statuses import DEFAULT_SCHEME, LABELS
from followthrough.rules.answers import MAY_BE_DECLARED
from followthrough.site.register.facts import scheme_of
from followthrough.site.register.models import Plan


def statuses_offered(plan: Plan) -> dict[Status, str]:
    """Status to label, in the order of the plan's own key; without a key the usual ones.

    That an action is complete can be claimed in every plan.
    """
    entries = scheme_of(plan.scheme) or DEFAULT_SCHEME
    offered = {
        entry.status: entry.label
        for entry in reversed(entries)
        if entry.status and entry.status in MAY_BE_DECLARED
    }
    in_order = dict(reversed(offered.items()))
    return in_order | {Status.COMPLETE: in_order.get(Status.COMPLETE, LABELS[Status.COMPLETE])}
