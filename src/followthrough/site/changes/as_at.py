"""A plan as it was at the end of a past day: the present, and what changed since taken back."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q

from followthrough.plan.document import PlanDocument
from followthrough.site import clock
from followthrough.site.changes.errors import ChangeError
from followthrough.site.changes.journal import TABLES, EventMark, Kept, RowBefore
from followthrough.site.history.models import Event
from followthrough.site.register.document.as_document import OF_ACTION, OF_LINK, OF_OWNER, OF_UPDATE
from followthrough.site.register.models import Plan

Row = dict[str, Any]
# The rows of each table of the journal, by their keys.
Rows = dict[str, dict[int, Row]]


class NotKeptError(ChangeError):
    """The plan was not here on that day, or nothing was kept of it then."""


def plan_as_at(plan: Plan, day: date) -> PlanDocument:
    """The plan document as it was at the end of the day. What its rounds asked is no part of it.

    A constant number of queries. Raises NotKeptError.
    """
    last = _last_event(plan, day)
    rows = _present(plan)
    if last is not None:
        mark = EventMark.objects.filter(event_id=last.pk).first()
        if mark is None:
            raise NotKeptError(f"What {plan} said on {day:%-d %B %Y} is not kept: {_kept_since(plan)}")
        _take_back(rows, plan, last, mark.last)
    return _document(rows, plan)


def _last_event(plan: Plan, day: date) -> Event | None:
    """The last event of the plan up to the day after which others followed; None where none did.

    Raises NotKeptError where the plan was not here yet.
    """
    events = Event.objects.filter(plan_id=plan.pk)
    after = clock.first_moment_of(day + timedelta(days=1))
    following = events.filter(at__gte=after).order_by("pk").first()
    if following is None:
        return None
    last = events.filter(pk__lt=following.pk).order_by("-pk").first()
    if last is None:
        raise NotKeptError(f"{plan} was not here yet on {day:%-d %B %Y}. Choose a later day.")
    return last


def _kept_since(plan: Plan) -> str:
    marked = EventMark.objects.values("event_id")
    first = Event.objects.filter(plan_id=plan.pk, pk__in=marked).order_by("pk").first()
    return f"it is from {clock.day_of(first.at):%-d %B %Y} on." if first else "it is from today on."


def _present(plan: Plan) -> Rows:
    rows: Rows = {}
    for table in TABLES:
        app, name = table.table.split("_", 1)
        model = apps.get_model(app, name)
        where = (
            {"pk": plan.pk}
            if table.plan == "id"
            else {"plan": plan}
            if table.plan
            else {"action__plan": plan}
        )
        found = model._default_manager.filter(**where).order_by().values("id", *table.columns)
        rows[table.table] = {row["id"]: row for row in found}
    return rows


def _take_back(rows: Rows, plan: Plan, last: Event, keys: Mapping[str, int]) -> None:
    """Undo in `rows` what happened after an event: rows added since go, others are as they were."""
    of_plan = list(RowBefore.objects.filter(plan_id=plan.pk, seen__gte=last.pk).order_by("-pk"))
    gone = {row.key for row in of_plan if row.table == "register_action"}
    actions = gone | set(rows["register_action"])
    of_actions = RowBefore.objects.filter(Q(action_id__in=actions), seen__gte=last.pk).order_by("-pk")
    # The first change of a row since then comes last, and says how it was.
    for before in [*of_plan, *of_actions]:
        rows[before.table][before.key] = {"id": before.key} | before.before
    for table, found in rows.items():
        rows[table] = {key: row for key, row in found.items() if key <= keys.get(table, 0)}


def _document(rows: Rows, plan: Plan) -> PlanDocument:
    themes, places = rows["register_theme"], rows["register_workstream"]
    owners = _by_action(rows["register_ownership"], OF_OWNER)
    said = _by_action(rows["register_update"], OF_UPDATE)
    links = _by_action(rows["register_link"], OF_LINK)
    there = sorted(
        (row for row in rows["register_action"].values() if row["archived_at"] is None),
        key=lambda row: row["position"],
    )
    actions = []
    for row in there:
        named = row | {
            "theme__title": themes[row["theme_id"]]["title"] if row["theme_id"] else None,
            "workstream__title": places[row["workstream_id"]]["title"] if row["workstream_id"] else None,
        }
        key = row["id"]
        actions.append(
            {name: named[column] for name, column in OF_ACTION.items()}
            | {"owners": owners[key], "updates": said[key], "links": links[key]}
        )
    whole = rows["register_plan"][plan.pk]
    kept: Kept = TABLES[0]
    said_of_plan = {name: whole[name] for name in kept.columns if name != "organisation_text"}
    return PlanDocument.model_validate(
        said_of_plan | {"organisation": whole["organisation_text"], "actions": actions}
    )


def _by_action(rows: Mapping[int, Row], columns: Mapping[str, str]) -> defaultdict[int, list[Row]]:
    """The rows of each action in their order, as the plan document has them."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows.values(), key=lambda row: row["position"]):
        found[row["action_id"]].append({name: row[column] for name, column in columns.items()})
    return found
