"""A plan as a PDF that a screen reader can follow (tagged, PDF/UA-1), in its own layout."""

import json
from datetime import UTC, datetime
from importlib.resources import files

import typst

from followthrough.outputs.plan.pdf_content import content_of
from followthrough.outputs.plan.pdf_letters import STANDARD, typefaces
from followthrough.plan.document import PlanDocument

# The same plan gives the same bytes, so the moment of writing can't stand in the file.
_CREATED_WITHOUT_A_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def to_pdf(plan: PlanDocument) -> bytes:
    """The bytes of a PDF: one table with header cells a theme, each status with its colour and its word.

    A sign that the typefaces don't have is written by its name in brackets.
    """
    template = files("followthrough.outputs.plan").joinpath("plan.typ").read_bytes()
    return typst.compile(
        template,
        sys_inputs={"plan": json.dumps(content_of(plan))},
        font_paths=typefaces(),
        pdf_standards=STANDARD,
        timestamp=_created(plan),
    )


def _created(plan: PlanDocument) -> datetime:
    if plan.as_at is None:
        return _CREATED_WITHOUT_A_DAY
    return datetime(plan.as_at.year, plan.as_at.month, plan.as_at.day, tzinfo=UTC)
