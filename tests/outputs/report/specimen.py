"""The plan behind the specimens of papers, as two plan documents and what a register knows besides."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from followthrough.outputs.report.position import Position, position_of
from followthrough.outputs.report.register_facts import (
    ChangeAsked,
    Closure,
    Meeting,
    OwnersAnswer,
    RegisterFacts,
)
from followthrough.plan.document import Action, Owner, PlanDocument, Round, SchemeEntry, Update
from followthrough.plan.statuses import DEFAULT_SCHEME, read_status
from followthrough.plan.when import When, read_when

FACTS = Path(__file__).parents[4] / "shared" / "specimens" / "facts.json"
needs_specimens = pytest.mark.skipif(not FACTS.is_file(), reason="the specimens of papers are not here")
NOW, BEFORE = "2026-12", "2026-09"
DAY, DAY_BEFORE = date(2026, 12, 4), date(2026, 9, 4)
_SILENT = "NO RETURN"


@cache
def facts() -> dict[str, Any]:
    """What the specimens were made from."""
    return json.loads(FACTS.read_text(encoding="utf-8"))


def themes() -> dict[str, str]:
    """The theme of each kind of ref, by the counts that name it."""
    totals = {sum(counts.values()): theme for theme, counts in facts()["by_theme"].items()}
    kinds: dict[str, int] = {}
    for action in facts()["actions"]:
        kinds[action["ref"][:3]] = kinds.get(action["ref"][:3], 0) + 1
    return {kind: totals[count] for kind, count in kinds.items()}


def _when(day: str | date | None) -> When | None:
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return read_when(f"{found.day} {found:%B %Y}") if found else None


def _action(one: dict[str, Any], due: str, *, is_now: bool) -> Action:
    silent = one["update"].startswith(_SILENT)
    updates = []
    if one["was"]:
        updates.append(Update(period=BEFORE, status=read_status(one["was"]), text="As in September."))
    if is_now:
        words = None if silent else one["update"]
        forecast = _when(one["expected_or_done"])
        updates.append(Update(period=NOW, status=read_status(one["now"]), text=words, forecast=forecast))
    return Action(
        ref=one["ref"],
        title=one["title"],
        theme=themes()[one["ref"][:3]],
        priority=one["priority"],
        owners=[
            Owner(role="Director", name=one["director"]),
            Owner(role="Update owner", name=one["owner"]),
        ],
        due=_when(due),
        original_due=_when(one["first"]),
        answers=[one["source"]],
        updates=updates,
        no_return=[NOW] if silent and is_now else [],
    )


def _plan(actions: list[Action]) -> PlanDocument:
    scheme = [SchemeEntry(**entry.model_dump()) for entry in DEFAULT_SCHEME]
    return PlanDocument(
        title="Improvement Plan",
        organisation="Alderbrook Borough Council",
        scheme=scheme,
        actions=actions,
        rounds=[Round(period=NOW)],
    )


@cache
def plan_now() -> PlanDocument:
    """The plan in December."""
    return _plan([_action(one, one["current"], is_now=True) for one in facts()["actions"]])


@cache
def plan_before() -> PlanDocument:
    """The plan in September: the dates before the moves, without what is new, with what has gone."""
    old = {
        each["ref"]: each["change"].split(" > ")[0]
        for each in facts()["changes"]
        if each["kind"] == "Date" and each["result"] == "Approved"
    }
    actions = []
    for one in facts()["actions"]:
        if one["was"]:
            action = _action(one, one["current"], is_now=False)
            due = read_when(old[one["ref"]]) if one["ref"] in old else action.due
            # What was closed then and reopened since got its date with that.
            due = action.original_due if one["ref"] in facts()["reopened"] else due
            actions.append(action.model_copy(update={"due": due}))
    gone = Action(
        ref="DIG-10",
        title="Agree one set of data standards",
        theme=themes()["DIG"],
        updates=[Update(period=BEFORE, status=read_status(facts_of_gone()))],
    )
    return _plan([*actions, gone])


def facts_of_gone() -> str:
    """The status of the one that went, which the counts of September tell."""
    left = dict(facts()["was"])
    for one in facts()["actions"]:
        if one["was"]:
            left[one["was"]] -= 1
    return next(status for status, count in left.items() if count)


def position() -> Position:
    """The plan in December against September."""
    return position_of(
        plan_now(),
        period=NOW,
        day=DAY,
        before=plan_before(),
        before_period=BEFORE,
        day_before=DAY_BEFORE,
    )


def register() -> RegisterFacts:
    """What the register knows besides."""
    return RegisterFacts(
        changes=[_change(each) for each in facts()["changes"]],
        closures=[Closure(ref, date(2026, 10, 22), "Head of Strategy") for ref in facts()["closed"]],
        answers=[OwnersAnswer(one["ref"]) for one in facts()["actions"]],
        moves={one["ref"]: one["moves"] for one in facts()["actions"]},
        meeting=Meeting(forum="Cabinet", on=date(2026, 12, 16), item="7", published_on=date(2026, 12, 8)),
    )


def _change(one: dict[str, Any]) -> ChangeAsked:
    old, _, new = one["change"].partition(" > ")
    result, _, note = one["result"].partition(": ")
    forum, _, day = one["by"].partition(", ")
    decided = read_when(day).latest
    return ChangeAsked(
        ref=one["ref"],
        kind={"Words": "Wording", "New": "New action"}.get(one["kind"], one["kind"]),
        old=old,
        new=new,
        months=one["months"],
        reason=one["reason"],
        result=result,  # type: ignore[arg-type]
        note=note,
        forum=forum,
        on=decided,
    )
