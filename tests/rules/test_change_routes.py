"""Which changes need a decision."""

import pytest

from followthrough.plan.when import read_when
from followthrough.rules.change_routes import AskedChange, Route, Rule, route_of, sentences

JUNE, MAY, JULY, TBC = (read_when(words) for words in ("June 2023", "31 May 2023", "July 2023", "TBC"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (AskedChange("due", is_part=True, old=MAY, new=JUNE, main_end=JUNE), Route.RECORD),
        (AskedChange("due", is_part=True, old=MAY, new=JULY, main_end=JUNE), Route.DECIDE),
        (AskedChange("due", is_part=True, old=MAY, new=JUNE, main_end=None), Route.DECIDE),
        (AskedChange("due", is_part=True, old=MAY, new=TBC, main_end=JUNE), Route.DECIDE),
        (AskedChange("due", is_part=False, old=JUNE, new=JULY), Route.DECIDE),
        (AskedChange("due", is_part=False, old=JULY, new=JUNE), Route.DECIDE),
        (
            AskedChange("due", is_part=True, old=MAY, new=JUNE, main_end=JUNE, measure_holds=False),
            Route.DECIDE,
        ),
        (AskedChange("milestone", is_part=False, old=MAY, new=JUNE, own_end=JUNE), Route.RECORD),
        (AskedChange("milestone", is_part=False, old=MAY, new=JULY, own_end=JUNE), Route.DECIDE),
        (AskedChange("title", is_part=True), Route.DECIDE),
        (AskedChange("owners", is_part=True), Route.DECIDE),
    ],
)
def test_what_holds_the_end_and_the_measure_is_recorded_and_the_rest_decided(asked, expected):
    route, _ = route_of(asked)

    assert route is expected


def test_a_plan_may_let_more_go_without_a_decision_or_nothing():
    sooner = AskedChange("due", is_part=False, old=JULY, new=JUNE)
    within = AskedChange("due", is_part=True, old=MAY, new=JUNE, main_end=JUNE)

    assert route_of(sooner, {Rule.DATE_COMES_FORWARD}) == (Route.RECORD, Rule.DATE_COMES_FORWARD)
    assert route_of(AskedChange("owners", is_part=False), {Rule.OWNER_CHANGES})[0] is Route.RECORD
    assert route_of(within, set())[0] is Route.DECIDE


def test_the_rules_read_as_sentences_that_name_the_authority():
    first, last = sentences({Rule.PART_MOVES_WITHIN}, "the Improvement Board")

    assert first.startswith("A milestone, or an action below another one")
    assert last.endswith("is decided by the Improvement Board.")
