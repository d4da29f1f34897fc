"""Which update of an action is the latest, in SQL: the last said for the last period that has any."""

from django.db.models import F, JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from followthrough.site.register.models import Update

# What names no period counts as before all others, as in `plan.periods.latest_of`.
LATEST_FIRST = [Coalesce(F("period"), Value("")).desc(), F("position").desc()]


def updates_latest_first() -> QuerySet[Update]:
    """The updates of an outer action, the latest first."""
    return Update.objects.filter(action=OuterRef("pk")).order_by(*LATEST_FIRST)


def latest_words(column: str) -> Subquery:
    """A column of the outer action's latest update that has words."""
    return Subquery(updates_latest_first().exclude(text=None).exclude(text="").values(column)[:1])


def latest_forecast(of: str | Combinable = "forecast") -> Subquery:
    """The forecast of the outer action that was given last, or a part of it."""
    given = updates_latest_first().filter(forecast__isnull=False)
    if isinstance(of, str):
        return Subquery(given.values(of)[:1], output_field=JSONField())
    return Subquery(given.annotate(part=of).values("part")[:1])
