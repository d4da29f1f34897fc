"""The rows of a list of actions, each with what its columns show, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from followthrough.plan.document import Status
from followthrough.plan.when import When
from followthrough.site.register.facts import bands_for, when_of
from followthrough.site.register.implied import implied_status_of
from followthrough.site.register.latest_words import latest_forecast, latest_period, latest_words
from followthrough.site.register.models import Action, Ownership, Plan, Tag, Update
from followthrough.site.register.parts import Parts, parts_of

# The columns that need more than the row of the action and its owners.
DATED = frozenset({"forecast", "implied"})
# What of an action no list shows, and what only the columns of these names show: reading it takes longest.
NEVER_SHOWN = ("notes", "answers", "change_control", "where", "measured", "archived_because")
SHOWN_IN = {
    "start": {"start", "implied"},
    "original_due": {"original"},
    "measures": {"measures"},
    "risk": {"risk"},
}


@dataclass(frozen=True)
class ListRow:
    """An action in a list, with its owners in their order.

    `words` is its latest update that has any, which `is_old` where a later one has none; `parts` the state of
    what stands under it, None where nothing does.
    """

    action: Action
    owners: Sequence[Ownership] = ()
    words: Update | None = None
    is_old: bool = False
    forecast: When | None = None
    implied: Status | None = None
    parts: Parts | None = None


def list_rows(found: QuerySet[Action], *, columns: Iterable[str]) -> QuerySet[Action]:
    """The actions with what the columns of these names need; `rows_of` makes rows of a stretch of them."""
    shown = set(columns)
    unread = [field for field, names in SHOWN_IN.items() if not names & shown]
    with_places = (
        found.defer(*NEVER_SHOWN, *unread)
        .select_related("theme", "workstream")
        .prefetch_related(
            Prefetch(
                "ownerships", Ownership.objects.order_by("position").only("action_id", "name", "position")
            )
        )
    )
    if "tags" in shown:
        with_places = with_places.prefetch_related(Prefetch("tags", Tag.objects.order_by("name")))
    if shown & DATED:
        with_places = with_places.annotate(forecast_given=latest_forecast())
    return with_places.annotate(words_key=latest_words("pk"), period_said=latest_period())


def rows_of(actions: Sequence[Action], plan: Plan, *, columns: Iterable[str], day: date) -> list[ListRow]:
    """The rows of actions that `list_rows` gave, in their order."""
    shown = set(columns)
    words = Update.objects.in_bulk([each.words_key for each in actions if each.words_key])  # type: ignore[attr-defined]
    parts = parts_of(actions, day=day)
    bands = bands_for(plan) if "implied" in shown else None
    rows = []
    for action in actions:
        update = words.get(action.words_key)  # type: ignore[attr-defined]  # list_rows annotates these
        given = getattr(action, "forecast_given", None)
        implied = None
        if bands and action.is_open:
            implied = implied_status_of(
                action.start, action.due, status=action.status, forecast=given, day=day, bands=bands
            )
        rows.append(
            ListRow(
                action=action,
                owners=list(action.ownerships.all()),
                words=update,
                is_old=update is not None and update.period != action.period_said,  # type: ignore[attr-defined]
                forecast=when_of(given),
                implied=implied,
                parts=parts.get(action.pk),
            )
        )
    return rows
