"""Invented councils and their plans: always the same ones, and plans like any other."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from followthrough.challenge import check
from followthrough.demonstration.councils import council_name, council_plan
from followthrough.plan.document import PlanDocument
from followthrough.rules.calendars import periods_between

PERIODS = list(periods_between("2024-01", "2026-12"))
PERIODS_END = date(2026, 12, 31)


def test_no_two_councils_share_a_name() -> None:
    assert len({council_name(number) for number in range(900)}) == 900


@given(number=st.integers(0, 500), actions=st.integers(1, 40), months=st.integers(1, 36))
def test_a_plan_is_a_valid_document_of_the_size_asked_for(number: int, actions: int, months: int) -> None:
    plan = council_plan(number, actions=actions, periods=PERIODS[:months])

    assert PlanDocument.model_validate_json(plan.model_dump_json()) == plan
    assert [len(action.updates) for action in plan.actions] == [months] * actions
    assert plan.periods == PERIODS[:months]


def test_a_council_has_the_same_plan_each_time_and_no_other_s() -> None:
    plan = council_plan(7, actions=30, periods=PERIODS)

    assert council_plan(7, actions=30, periods=PERIODS) == plan
    assert council_plan(8, actions=30, periods=PERIODS).actions != plan.actions


def test_actions_of_every_status_of_its_key_are_in_a_plan() -> None:
    plan = council_plan(0, actions=300, periods=PERIODS)
    keyed = {entry.status for entry in plan.scheme or []}

    assert {update.status for action in plan.actions for update in action.updates} == keyed


def test_no_two_actions_share_a_ref_and_most_are_beyond_doubt() -> None:
    plan = council_plan(0, actions=300, periods=PERIODS)
    doubted = {finding.ref for finding in check(plan, PERIODS_END) if finding.severity != "note"}

    assert len({action.ref for action in plan.actions}) == 300
    assert len(doubted) < 60
