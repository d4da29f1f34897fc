"""A plan as at any past day: what it was then, whatever was done to it since."""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.plan.document import Action, PlanDocument, SchemeEntry, Status
from followthrough.plan.when import read_when
from followthrough.site.changes.as_at import NotKeptError, plan_as_at
from followthrough.site.changes.deciding import Decision, Meeting, decide
from followthrough.site.changes.models import ChangeRequest, EventMark
from followthrough.site.changes.operations import ask_for_changes
from followthrough.site.history.models import Event
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing import action as editing
from followthrough.site.register.editing.agreed_fields import FIELDS
from followthrough.site.register.editing.archiving import archive_action, restore_action
from followthrough.site.register.editing.plan import approve_plan, change_plan, change_scheme
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.changes.conftest import redate, whole
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db

FIRST = datetime(2022, 11, 1, 9, tzinfo=UTC)
BY_LABEL = {field.label: field for field in FIELDS.values()}
SCHEMES = [[SchemeEntry(label="Fine", status=Status.ON_TRACK)], [SchemeEntry(label="Done", status=None)]]


def said(plan: Plan) -> PlanDocument:
    """The plan document without what the rounds tell of it."""
    document = as_document(Plan.objects.get(pk=plan.pk))
    actions = [action.model_copy(update={"no_return": []}) for action in document.actions]
    return document.model_copy(update={"rounds": [], "actions": actions})


def edit(**changes: Any) -> Callable[..., None]:
    def do(plan: Plan, at: datetime, people: list[Any]) -> None:
        action = plan.actions.get(ref="L1.1")
        values = {name: value(plan) if callable(value) else value for name, value in changes.items()}
        editing.change_action(
            action, version=action.version, changes=values, reason="Why", by=people[0], at=at
        )

    return do


def decided(kind: str, **more: Any) -> Callable[..., None]:
    def do(plan: Plan, at: datetime, people: list[Any]) -> None:
        other = plan.actions.get(ref="L3.0")
        change = (
            redate(plan, "L1.0", f"{at:%B} 2025")
            if kind == "date"
            else whole(plan, "L1.2", kind, other=other, **more)
        )
        for request in ask_for_changes(plan=plan, changes=[change], by=people[1], at=at):
            meeting = Meeting("Board", at.date())
            decision = Decision(ChangeRequest.State.APPROVED)
            decide(request, decision=decision, meeting=meeting, by=people[0], at=at)

    return do


def add(plan: Plan, at: datetime, people: list[Any]) -> None:
    changes = {"title": "Open on Sundays", "kind": "action", "owners": [("accountable", "Mayor")]}
    editing.add_action(plan, changes=changes, reason="Why", by=people[0], at=at)


def archive(plan: Plan, at: datetime, people: list[Any]) -> None:
    action = plan.actions.get(ref="L2.0")
    change = restore_action if action.archived_at else archive_action
    change(action, reason="Why", by=people[0], at=at)


def rename(plan: Plan, at: datetime, people: list[Any]) -> None:
    change_plan(plan, title=f"Plan of {at:%d %B}", level_words={}, approval_wanted=False, by=people[0], at=at)


def restate(plan: Plan, at: datetime, people: list[Any]) -> None:
    change_scheme(plan, scheme=SCHEMES[at.day % 2], reason="Why", by=people[0], at=at)


DEEDS = [
    edit(due=plain(read_when("May 2023"))),
    edit(due=plain(read_when("June 2024")), title="Survey them all"),
    edit(owners=[("accountable", "Head of Roads")], measures=[("No leak", "", "")]),
    edit(links=[("see", "L3.0", "see L3.0")], place=lambda plan: (plan.themes.get(title="Readers"), None)),
    edit(parent=None, ref="L9.1"),
    edit(ref="L1.1"),
    decided("date"),
    decided(ChangeRequest.Kind.HOLD),
    decided(ChangeRequest.Kind.INCORPORATE),
    decided(ChangeRequest.Kind.SPLIT, new={"titles": ["One", "Two"]}),
    add,
    archive,
    rename,
    restate,
]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.lists(st.sampled_from(range(len(DEEDS))), max_size=3), min_size=1, max_size=5))
def test_as_at_each_day_it_is_what_it_was_and_today_what_it_is(days, riverbank, alice, owen):
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=FIRST)
    approve_plan(plan, by=alice, at=FIRST)
    firsts = first_dates(plan)
    then: dict[date, PlanDocument] = {FIRST.date(): said(plan)}
    for number, deeds in enumerate(days, start=1):
        at = FIRST + timedelta(days=number)
        for deed in deeds:
            if possible(plan, deed):
                DEEDS[deed](Plan.objects.get(pk=plan.pk), at, [alice, owen])
        then[at.date()] = said(plan)

    plan.refresh_from_db()
    assert {day: plan_as_at(plan, day) == document for day, document in then.items()} == dict.fromkeys(
        then, True
    )
    assert {key: date for key, date in first_dates(plan).items() if key in firsts} == firsts
    assert replayed(plan) == present_words(plan, replayed(plan))


def first_dates(plan: Plan) -> dict[int, str]:
    """The date that each action was first to be done by, where it has one, by the key of the action."""
    rows = plan.actions.order_by("pk").values_list("pk", "original_due", "due")
    return {key: (first or due)["text"] for key, first, due in rows if first or due}


def replayed(plan: Plan) -> dict[tuple[str, str], str]:
    """By action and field, what the history comes to, each change made from what the one before left."""
    state: dict[tuple[str, str], str] = {}
    for event in Event.objects.filter(plan_id=plan.pk, subject_type="register.action").order_by("pk"):
        for change in event.details.get("changes", ()):
            place = (event.subject_id, change["field"])
            assert state.get(place, change["old"]) == change["old"], (
                "what an event left, the next one changed"
            )
            state[place] = change["new"]
    return {place: words for place, words in state.items() if place[1] in BY_LABEL}


def present_words(plan: Plan, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What the register says now in these fields of these actions, in the words of the history."""
    actions = {str(action.pk): action for action in plan.actions.all()}
    return {(key, label): BY_LABEL[label].words(BY_LABEL[label].read(actions[key])) for key, label in places}


def possible(plan: Plan, deed: int) -> bool:
    """Whether the action that a deed is about still has its ref, and is not put under a ring of links."""
    return plan.actions.filter(ref="L1.1").exists() or deed in (6, 10, 12, 13)


def test_a_day_before_the_plan_is_refused(riverbank, alice):
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=FIRST)

    with pytest.raises(NotKeptError, match="Library recovery plan was not here yet on 31 October 2022"):
        plan_as_at(plan, date(2022, 10, 31))


def test_what_was_before_it_was_kept_is_refused_and_says_since_when(riverbank, alice):
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=FIRST)
    EventMark.objects.all().delete()
    editing.add_action(
        plan,
        changes={"title": "Open", "kind": "action"},
        reason="Why",
        by=alice,
        at=FIRST + timedelta(days=3),
    )

    with pytest.raises(NotKeptError, match="on 2 November 2022 is not kept: it is from 4 November 2022 on"):
        plan_as_at(plan, date(2022, 11, 2))


def test_it_takes_as_many_queries_however_much_changed(riverbank, alice, django_assert_max_num_queries):
    actions = [Action(ref=f"A{number}", title="Mend") for number in range(40)]
    plan = apply(PlanDocument(title="Roads", actions=actions), organisation=riverbank, by=alice, at=FIRST)
    for action in plan.actions.all():
        changes = {"title": f"Mend {action.ref}"}
        at = FIRST + timedelta(days=1)
        editing.change_action(action, version=0, changes=changes, reason="Why", by=alice, at=at)

    with django_assert_max_num_queries(13):
        document = plan_as_at(plan, FIRST.date())
    assert {action.title for action in document.actions} == {"Mend"}
