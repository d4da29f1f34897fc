"""Writes a plan to a file, in the format that the file's name ends with."""

from collections.abc import Callable
from pathlib import Path

from followthrough.plan.document import PlanDocument


def _json(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan_json import to_json

    return to_json(plan).encode()


def _csv(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan_csv import to_csv

    return to_csv(plan)


def _excel(plan: PlanDocument) -> bytes:
    from followthrough.outputs.plan_excel import to_excel

    return to_excel(plan)


# Each writer is imported when it is used: a spreadsheet's library takes long to load.
_WRITERS: dict[str, Callable[[PlanDocument], bytes]] = {".json": _json, ".csv": _csv, ".xlsx": _excel}
SUFFIXES = tuple(_WRITERS)


def write_plan(plan: PlanDocument, out: Path) -> None:
    """Write the plan to `out`, whose suffix is one of SUFFIXES. Raises OSError where it can't be written."""
    content = _WRITERS[out.suffix.lower()](plan)
    out.write_bytes(content)
