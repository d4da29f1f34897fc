"""The rows of a list of actions, each with what its columns show, in a constant number of queries."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when import When
from followthrough.rules.silence import Silence
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.facts import bands_for, when_of
from followthrough.site.register.implied import implied_status_of
from followthrough.site.register.latest_words import latest_forecast, latest_words
from followthrough.site.register.models import Action, Ownership, Plan, Tag, Update
from followthrough.site.register.moved_dates import Moved, moved_since_first, times_moved, who_moved_dates
from followthrough.site.register.parts import Parts, leaves_under, parts_of
from followthrough.site.register.silence import silences_of

# A claim of completion is still asked about; these are not.
_ENDED = sorted(status.value for status in FINISHED - {Status.COMPLETE})
# The columns that need more than the row of the action and its owners.
DATED = frozenset({"forecast", "implied", "status"})
MOVED = frozenset({"due", "moved"})
# What of an action no list shows, and what only the columns of these names show: reading it takes longest.
NEVER_SHOWN = ("notes", "answers", "change_control", "where", "measured", "archived_because")
SHOWN_IN = {
    "start": {"start", "implied", "status"},
    "original_due": {"original", *MOVED},
    "measures": {"measures"},
    "risk": {"risk"},
}


@dataclass(frozen=True)
class ListRow:
    """An action in a list, with its owners in their order.

    `words` is its latest update that has any; `implied` the status by its dates; `parts` the state of what
    stands under it, None where nothing does; `silence` what it owes since it was last heard of; `moved` how
    far its due date is from the first.
    """

    action: Action
    owners: Sequence[Ownership] = ()
    words: Update | None = None
    forecast: When | None = None
    implied: Status | None = None
    parts: Parts | None = None
    silence: Silence | None = None
    moved: Moved | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it says only what stands under it: one line is enough for it."""
        has_no_state = self.action.status in (None, Status.NOT_APPLICABLE) and not self.action.due
        return self.action.kind == "heading" or (has_no_state and self.parts is not None and not self.words)


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
    return with_places.annotate(words_key=latest_words("pk"))


def rows_of(actions: Sequence[Action], plan: Plan, *, columns: Iterable[str], day: date) -> list[ListRow]:
    """The rows of actions that `list_rows` gave, in their order."""
    shown = set(columns)
    words = Update.objects.in_bulk([each.words_key for each in actions if each.words_key])  # type: ignore[attr-defined]
    leaves = leaves_under(actions, day=day)
    silences = _silences_among(plan, {each.pk for each in actions} | {leaf.key for leaf in leaves})
    parts = parts_of(actions, day=day, leaves=leaves, silent=silences)
    times = times_moved([action.pk for action in actions]) if shown & MOVED else Counter[int]()
    deciders = who_moved_dates(plan, actions) if shown & MOVED else {}
    bands = bands_for(plan) if shown & {"implied", "status"} else None
    hanging = hanging_of(plan, day=day) if bands else None
    rows = []
    for action in actions:
        update = words.get(action.words_key)  # type: ignore[attr-defined]  # list_rows annotates these
        given = getattr(action, "forecast_given", None)
        implied = None
        if bands and hanging and action.is_open:
            implied = implied_status_of(
                action.start,
                action.due,
                status=action.status,
                forecast=given,
                day=day,
                bands=bands,
                at_risk=hanging.at_risk(action.pk),
            )
        rows.append(
            ListRow(
                action=action,
                owners=list(action.ownerships.all()),
                words=update,
                forecast=when_of(given),
                implied=implied,
                parts=parts.get(action.pk),
                silence=silences.get(action.pk),
                moved=_moved(action, times[action.pk], deciders) if shown & MOVED else None,
            )
        )
    return rows


def _silences_among(plan: Plan, keys: Collection[int]) -> dict[int, Silence]:
    """The silence of actions; of a decided end nothing is owed, and only what tells of silence is read."""
    asked = plan.actions.filter(pk__in=keys).exclude(status__in=_ENDED).order_by()
    said = Update.objects.only("action", "position", "period", "status", "status_text", "text", "forecast")
    actions = asked.only("plan", "parent", "kind", "status", "start", "due").prefetch_related(
        Prefetch("updates", said.order_by("position")),
        Prefetch("ownerships", Ownership.objects.only("action")),
    )
    return silences_of(plan, list(actions))


def _moved(action: Action, times: int, deciders: Mapping[int, str]) -> Moved | None:
    first, now = when_of(action.original_due), when_of(action.due)
    return moved_since_first(first, now, times=times, decided=deciders.get(action.pk, ""))
