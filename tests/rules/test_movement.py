"""Each action that moved is told in one way, and all of them together are what moved."""

import pytest
from hypothesis import given

from followthrough.rules.figures import NO_RETURN, NO_STATUS, figures_of
from followthrough.rules.movement import Way, movements_of, way_of
from tests.rules.test_figures import DAY, Stand, stands


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("on_track", "medium_slippage", Way.WORSE),
        ("medium_slippage", "significant_slippage", Way.WORSE),
        ("significant_slippage", "on_track", Way.BETTER),
        ("on_track", NO_RETURN, Way.SILENT),
        ("medium_slippage", NO_RETURN, Way.SILENT),
        (NO_RETURN, "medium_slippage", Way.ANSWERED),
        (NO_RETURN, "complete", Way.COMPLETED),
        ("on_track", "complete", Way.COMPLETED),
        ("complete", "closed", Way.CLOSED),
        ("closed", "complete", Way.OTHER),
        ("on_track", "cancelled", Way.ENDED),
        ("complete", "on_track", Way.REOPENED),
        ("not_due", "on_track", Way.OTHER),
        (NO_STATUS, "on_track", Way.OTHER),
    ],
)
def test_an_action_moves_in_one_way(before, after, way):
    assert way_of(before, after) is way


@given(stands(), stands())
def test_the_ways_together_are_what_moved(now: list[Stand], before: list[Stand]):
    figures = figures_of(now, before, day=DAY, previous_period="2022-10")
    told = [each.number for movement in movements_of(figures) for each in movement.actions]

    assert sorted(told) == sorted(each.number for each in [*figures.moved, *figures.added, *figures.gone])


def test_nothing_moves_in_a_first_round():
    assert movements_of(figures_of([Stand(1)], None, day=DAY)) == []
