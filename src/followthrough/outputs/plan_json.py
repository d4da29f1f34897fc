"""A plan as JSON, the exchange form: what `read` prints, the register exports and the API serves."""

from followthrough.plan.document import PlanDocument


def to_json(plan: PlanDocument) -> str:
    """The whole plan, indented; the same plan gives the same text."""
    return plan.model_dump_json(indent=2) + "\n"


def from_json(text: str) -> PlanDocument:
    """The plan of such a text. Raises pydantic.ValidationError, which names each field that does not fit."""
    return PlanDocument.model_validate_json(text)
