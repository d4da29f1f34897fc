"""What rules look at in an action of the register: its dates as `When`, the bands of its plan's key."""

from datetime import date
from typing import Any

from pydantic import TypeAdapter

from followthrough.plan import document as doc
from followthrough.plan.document import Status
from followthrough.plan.when import When
from followthrough.rules.dependence import AtRisk
from followthrough.rules.implied_status import ImpliedStatus, implied_by_dates
from followthrough.rules.slippage import DEFAULT_BANDS, Bands, bands_of
from followthrough.site.register.models import Action, Plan

_SCHEME = TypeAdapter(list[doc.SchemeEntry])


def when_of(stored: Any) -> When | None:
    """A date as the register holds it."""
    return None if stored is None else When.model_validate(stored)


def scheme_of(stored: Any) -> list[doc.SchemeEntry] | None:
    """A plan's key as the register holds it."""
    return None if stored is None else _SCHEME.validate_python(stored)


def bands_for(plan: Plan) -> Bands:
    """The bands that the plan's own key defines, else the usual ones."""
    return bands_of(scheme_of(plan.scheme)) or DEFAULT_BANDS


def implied_for(
    action: Action,
    *,
    forecast: When | None,
    day: date,
    bands: Bands,
    declared: Status | None,
    at_risk: AtRisk | None = None,
) -> ImpliedStatus | None:
    """The status that an action's agreed dates and a forecast imply on a day, beside one that is declared.

    None where dates decide nothing: complete, on hold, no due date.
    """
    return implied_by_dates(
        when_of(action.start),
        when_of(action.due),
        declared=declared,
        forecast=forecast,
        day=day,
        bands=bands,
        at_risk=at_risk,
    )
