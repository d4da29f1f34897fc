"""Writes a plan to a file, in the format that the file's name ends with."""

from collections.abc import Callable
from pathlib import Path

from followthrough.plan.document import PlanDocument


def _json(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan.as_json import to_json

    return to_json(plan).encode()


def _csv(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan.as_csv import to_csv

    return to_csv(plan)


def _excel(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan.as_excel import to_excel

    return to_excel(plan)


def _word(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan.as_word import to_word

    return to_word(plan)


def _pdf(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan.as_pdf import to_pdf

    return to_pdf(plan)


def _html(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan.as_html import to_html

    return to_html(plan)


# Each writer is imported when it is used: a spreadsheet's library takes long to load.
_WRITERS: dict[str, Callable[[PlanDocument], bytes]] = {
    ".json": _json,
    ".csv": _csv,
    ".xlsx": _excel,
    ".docx": _word,
    ".pdf": _pdf,
    ".html": _html,
}
SUFFIXES = tuple(_WRITERS)


def plan_as(plan: PlanDocument, suffix: str) -> bytes:
    """The bytes of the file that the plan is in the format of `suffix`, one of SUFFIXES."""
    return _WRITERS[suffix](plan)


def write_plan(plan: PlanDocument, out: Path) -> None:
    """Write the plan to `out`, whose suffix is one of SUFFIXES. Raises OSError where it can't be written."""
    content = plan_as(plan, out.suffix.lower())
    out.write_bytes(content)
