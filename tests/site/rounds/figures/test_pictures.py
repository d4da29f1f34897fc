"""The figures of rounds as pictures: nothing is lost on the way, and the words say what they show."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.rules.figures import figures_of
from followthrough.site.rounds.figures.pictures import (
    ABSENT,
    flows_of,
    movement_picture,
    states_in,
    status_picture,
    trend_picture,
)
from followthrough.site.rounds.figures.queries import published_counts
from followthrough.site.rounds.operations import lock_round, publish_round, reopen_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import send_return
from tests.rules.test_figures import Stand, stands
from tests.site.cast import NOW

DAY = date(2022, 11, 30)
SCHEME = [{"label": "Going well", "status": "on_track"}, {"label": "Finished", "status": "complete"}]


@given(stands(), stands())
def test_every_action_of_both_rounds_is_in_one_flow(now: list[Stand], before: list[Stand]):
    figures = figures_of(now, before, day=DAY, previous_period="2022-10")
    left, right = Counter[str](), Counter[str]()
    for (was, became), count in flows_of(figures).items():
        assert count > 0
        left[was] += count
        right[became] += count

    assert left - Counter({ABSENT: left[ABSENT]}) == figures.counts_before
    assert right - Counter({ABSENT: right[ABSENT]}) == figures.counts
    assert (left[ABSENT], right[ABSENT]) == (len(figures.added), len(figures.gone))


@given(stands())
def test_every_state_of_a_figure_can_be_drawn(now: list[Stand]):
    figures = figures_of(now, None, day=DAY)
    picture = status_picture(figures, SCHEME, theme="Theme")

    assert sum(int(row[-1]) for row in picture.rows) == figures.total


def test_the_states_stand_in_the_words_and_order_of_the_key_and_a_missing_return_after_it():
    assert [state.label for state in states_in(SCHEME)[:4]] == [
        "Going well", "Finished", "No return", "No status",
    ]  # fmt: skip


def test_the_finding_says_the_largest_states_and_what_moved():
    now = [Stand(1, "complete"), Stand(2), Stand(4), Stand(5)]
    before = [Stand(1), Stand(2), Stand(3)]
    figures = figures_of(now, before, day=DAY, previous_period="2022-10")
    moved = movement_picture(figures, SCHEME, now="November 2022")

    assert status_picture(figures, SCHEME, theme="Theme").finding == "Of 4 actions: Going well 3, Finished 1."
    assert moved is not None
    assert moved.finding == (
        "From October 2022 to November 2022, 1 of 2 actions changed state; 2 were added and 1 was taken out."
    )
    assert ("Not in the plan", "Going well", "2") in moved.rows


def test_nothing_moves_in_a_first_round():
    assert movement_picture(figures_of([Stand(1)], None, day=DAY), SCHEME, now="November 2022") is None


def test_a_plan_without_actions_is_drawn_too():
    assert status_picture(figures_of([], None, day=DAY), None, theme="Theme").finding == "There is no action."


@pytest.mark.django_db
def test_the_trend_needs_two_rounds_and_says_the_largest_change(library, alice):
    assert trend_picture(published_counts(library), library.scheme) is None

    rounds_from_periods(library, by=alice, at=NOW)
    trend = trend_picture(published_counts(library), library.scheme)

    assert trend is not None
    assert [row[0] for row in trend.rows] == ["Sep 22", "Oct 22"]
    assert trend.finding.startswith("From September 2022 to October 2022, ")


@pytest.mark.django_db
def test_the_trend_counts_what_a_round_published_last(opened, alice):
    for _ in range(2):
        lock_round(opened, by=alice, at=NOW)
        publish_round(opened, by=alice, at=NOW)
        published = opened.publications.last().figures["counts"]
        reopen_round(opened, reason="Something came late", by=alice, at=NOW)
        answered = opened.returns.filter(state="not_started", action__number=2).first()
        if answered:
            answer = Answer(done="Surveyed.", status=Status.COMPLETE)
            send_return(answered, answer=answer, version=0, by=alice, at=NOW)

    assert published["complete"] == 2
    assert published_counts(opened.plan) == {"2022-11": published}
