"""The plan document itself, as `read` and `convert` write it: nothing to recognise, only to check."""

from pydantic import ValidationError

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.marks import (
    TURNED_CODE,
    TURNED_MESSAGE,
    TURNED_SEVERITY,
    json_without_turns,
)
from followthrough.plan.document import PlanDocument, Problem

_LONGEST_VALUE = 60
_WHOLE_DOCUMENT = "the document"


def read_document(content: bytes) -> PlanDocument:
    """The plan in a JSON file. Raises UnreadableFileError, which names the first place that does not fit."""
    text, turns = json_without_turns(content.removeprefix(b"\xef\xbb\xbf"))
    try:
        plan = PlanDocument.model_validate_json(text)
    except ValidationError as error:
        raise UnreadableFileError(_sentence(error)) from error
    if turns:
        plan.problems.append(Problem(code=TURNED_CODE, severity=TURNED_SEVERITY, message=TURNED_MESSAGE))
    return plan


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return (
            "The file begins like JSON but is not whole or not valid JSON "
            f"({_reason(first['msg'])}): make or download it again and try once more."
        )
    others = error.error_count() - 1
    more = f" and {others} more {'place' if others == 1 else 'places'}" if others else ""
    return (
        f"The file is JSON but not a plan document that Followthrough knows: {_path(first['loc'])}{more} "
        f"does not fit ({_reason(first['msg'])}). Put it right, or export the plan again."
    )


def _path(parts: tuple[int | str, ...]) -> str:
    """A place in the document as a person counts: actions 3, due."""
    said = "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in parts)
    return said.removeprefix(", ")[:_LONGEST_VALUE].strip() or _WHOLE_DOCUMENT


def _reason(message: str) -> str:
    return message.removeprefix("Invalid JSON: ").rstrip(".")
