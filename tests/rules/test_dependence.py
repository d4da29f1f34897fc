"""What hangs on what: rings, float, what slippage puts at risk."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.when import When, read_when
from followthrough.rules.dependence import (
    AtRisk,
    Float,
    Promise,
    float_between,
    float_in_words,
    put_at_risk,
    raised,
    raised_in,
    ring_through,
    risk_of_slipping,
)

DAY = date(2026, 11, 30)


def promise(start=None, due=None, forecast=None, status=None, **more) -> Promise:
    return Promise(*(read_when(each) if each else None for each in (start, due, forecast)), status, **more)


@pytest.mark.parametrize(
    ("before", "after", "room"),
    [
        (promise(due="31 January 2027"), promise(start="10 February 2027"), Float(10, 10)),
        (promise(due="January 2027"), promise(start="February 2027"), Float(1, 58)),
        (promise(due="January 2027", forecast="March 2027"), promise(start="February 2027"), Float(-58, -1)),
        (
            promise(due="31 January 2027"),
            promise(start="1 June 2026", due="28 February 2027", status=Status.ON_TRACK),
            Float(28, 28),
        ),
        (promise(due="30 September 2026"), promise(start="20 November 2026"), Float(-10, -10)),
        (promise(due="TBC"), promise(start="June 2027"), None),
        (promise(due="January 2027", status=Status.COMPLETE), promise(start="June 2027"), None),
    ],
)
def test_float_is_counted_from_the_expected_end_to_the_start_or_the_due_date(before, after, room):
    assert float_between(before, after, DAY) == room


WINDOWS = st.tuples(
    st.dates(date(2026, 12, 1), date(2029, 1, 1)), st.dates(date(2026, 12, 1), date(2029, 1, 1))
)


@settings(max_examples=60)
@given(WINDOWS, WINDOWS)
def test_float_with_fuzzy_dates_is_an_interval_that_holds_every_reading(ends, begins):
    def window(days) -> When:
        return When(text="then", kind="range", earliest=min(days), latest=max(days))

    room = float_between(
        Promise(None, window(ends), None, None), Promise(window(begins), None, None, None), DAY
    )

    assert room is not None
    assert room.least <= room.most
    readings = {(begin - end).days for begin in begins for end in ends}
    assert (min(readings), max(readings)) == room


SLIPS_A_LITTLE = promise(due="January 2027", forecast="12 February 2027")


@pytest.mark.parametrize(
    ("after", "risk"),
    [
        (promise(start="1 February 2027"), AtRisk.DEPENDANT),
        (promise(start="February 2027"), None),
        (promise(start="March 2027"), None),
        (promise(start="1 February 2027", critical=True), AtRisk.CRITICAL),
        (promise(due="June 2027", milestones=(read_when("5 February 2027"),)), AtRisk.CRITICAL),
    ],
)
def test_only_what_no_reading_of_the_dates_leaves_room_is_at_risk(after, risk):
    assert put_at_risk(SLIPS_A_LITTLE, after, DAY) is risk
    assert put_at_risk(promise(due="12 February 2027"), after, DAY) is None


def test_the_gravest_counts_and_a_critical_milestone_risks_itself():
    near, grave = promise(start="1 February 2027"), promise(start="1 February 2027", critical=True)

    assert risk_of_slipping(SLIPS_A_LITTLE, [near, grave], DAY) is AtRisk.CRITICAL
    assert risk_of_slipping(SLIPS_A_LITTLE._replace(critical=True), [], DAY) is AtRisk.CRITICAL
    assert risk_of_slipping(promise(due="June 2027", critical=True), [near], DAY) is None


def test_slippage_is_raised_as_the_key_says():
    key = [SchemeEntry(label="Amber", status=None, definition="1-2 months, or a risk to dependencies")]

    assert raised_in(key) == {AtRisk.DEPENDANT}
    assert raised(Status.ON_TRACK, AtRisk.DEPENDANT) is Status.MEDIUM_SLIPPAGE
    assert raised(Status.MEDIUM_SLIPPAGE, AtRisk.DEPENDANT) is Status.MEDIUM_SLIPPAGE
    assert raised(Status.MEDIUM_SLIPPAGE, AtRisk.CRITICAL) is Status.SIGNIFICANT_SLIPPAGE
    assert raised(Status.NOT_DUE, AtRisk.CRITICAL) is Status.NOT_DUE


@pytest.mark.parametrize(
    ("room", "words"),
    [
        (Float(1, 1), "1 day"),
        (Float(60, 92), "2 months to 3 months"),
        (Float(-5, -5), "5 days too late"),
        (Float(-58, -1), "1 day to 2 months too late"),
        (Float(-10, 20), "10 days too late to 20 days"),
    ],
)
def test_float_is_said_in_days_and_months(room, words):
    assert float_in_words(room) == words


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30)


@settings(max_examples=100)
@given(EDGES)
def test_no_ring_ever_gets_in_where_each_link_is_asked_about_first(edges):
    waits_for: dict[int, set[int]] = {}
    for one, other in edges:
        tried = {**waits_for, one: waits_for.get(one, set()) | {other}}
        ring = ring_through(tried, one)
        if ring:
            assert ring[0] == ring[-1] == one
            assert all(after in tried[before] for before, after in pairwise(ring))
        else:
            waits_for = tried
    order: list[int] = []
    left = {key for edge in edges for key in edge}
    while ready := {key for key in left if not waits_for.get(key, set()) & left}:
        order += sorted(ready)
        left -= ready
    assert left == set()
