"""Fuzzy dates: the words of a date cell, and the earliest and latest day that they can mean."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "day", "month", "quarter", "season", "year", "range",
    "tbc", "ongoing", "recurring", "complete", "none", "other",
]
Interval = Literal[
    "weekly", "fortnightly", "monthly", "quarterly", "six_monthly", "annual", "per_committee_cycle", "periodic",
]
Qualifier = Literal["by", "estimated", "provisional"]


class When(BaseModel):
    """A date as a plan states it. `text` is as written; `earliest` and `latest` bound the days it can mean."""

    model_config = ConfigDict(frozen=True)

    text: str
    kind: Kind
    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None
    recurrence: str | None = None
    condition: str | None = None
    interval: Interval | None = None
    qualifier: Qualifier | None = None
