"""A plan as JSON, the exchange form: what `read` prints, the register exports and the API serves."""

from followthrough.plan.document import PlanDocument


def to_json(plan: PlanDocument) -> str:
    """The whole plan, indented; the same plan gives the same text."""
    return plan.model_dump_json(indent=2) + "\n"
