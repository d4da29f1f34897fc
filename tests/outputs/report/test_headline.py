"""The sentences at the head of a report: none, one, many, all, no change."""

from datetime import date

import pytest

from followthrough.outputs.report.headline import done, first_dates, headline_of, late, since
from followthrough.outputs.report.position import position_of
from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.plan.when import read_when
from tests.outputs.report.specimen import needs_specimens
from tests.outputs.report.specimen import position as specimen

NOW, BEFORE, DAY = "2026-12", "2026-09", date(2026, 12, 4)


def action(number, now, before=None, *, due="31 March 2027", first=None, expected=None):
    """An action with its status in September and in December, and its dates in words."""
    updates = [Update(period=BEFORE, status=before)] if before else []
    forecast = read_when(expected) if expected else None
    updates.append(Update(period=NOW, status=now, forecast=forecast))
    return Action(
        ref=f"W-{number:02}",
        title=f"Dig well {number}",
        due=read_when(due),
        original_due=read_when(first or due),
        updates=updates,
    )


def many(count, now, before=None, **more):
    return [action(number, now, before, **more) for number in range(count)]


def position(actions, before=None):
    """The actions in December against September; `before` has them as they were agreed then."""
    plan = PlanDocument(actions=actions)
    old = plan if before is None else PlanDocument(actions=before)
    return position_of(plan, period=NOW, day=DAY, before=old, before_period=BEFORE)


@needs_specimens
def test_the_specimen_is_headed_as_its_paper_is():
    assert [line.words for line in headline_of(specimen(), accepted=True)] == [
        "34 of the 93 actions are done: 22 closed, with their evidence accepted, and 12 complete but not "
        "yet closed. 49 are under way and 10 are not due to start.",
        "15 of the 49 under way are late: 6 by more than 2 months and 9 by 1 or 2. "
        "In September 11 were late.",
        "Since September 11 were completed, 8 closed, one was reopened and 11 got later. "
        "Three show a better status, all because a later date was approved.",
        "Against their first dates 21 of the 49 are late. "
        "Without the 6 later dates approved since September, 20 would be late, not 15.",
    ]


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ([], "The plan has no actions."),
        (many(3, Status.ON_TRACK), "None of the 3 actions is done yet. Three are under way."),
        (many(4, Status.CLOSED), "All 4 actions are closed."),
        (many(1, Status.CLOSED), "The only action is closed."),
        (
            [*many(2, Status.CLOSED), action(9, Status.COMPLETE)],
            "All 3 actions are done: 2 closed, with their evidence accepted, "
            "and one complete but not yet closed.",
        ),
        (
            [action(1, Status.COMPLETE), action(2, Status.NOT_DUE)],
            "One of the 2 actions is done: none is closed yet; it waits for its evidence to be accepted. "
            "One is not due to start.",
        ),
        (
            [
                *many(2, Status.CLOSED),
                action(7, Status.ON_HOLD),
                action(8, Status.SUPERSEDED),
                action(9, None),
            ],
            "2 of the 5 actions are done: all closed with their evidence accepted. "
            "One is on hold, one ended otherwise and one has no status.",
        ),
    ],
)
def test_how_many_are_done(actions, sentence):
    assert done(position(actions), accepted=True).words == sentence


def test_what_is_called_closed_is_not_said_to_have_its_evidence_accepted_where_nobody_knows():
    actions = [*many(2, Status.CLOSED), action(9, Status.COMPLETE)]

    assert "evidence" not in done(position(actions), accepted=False).words


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        (many(3, Status.COMPLETE), "No action is under way."),
        (
            many(3, Status.ON_TRACK, Status.ON_TRACK),
            "None of the 3 under way is late. None was late in September either.",
        ),
        (
            [*many(2, Status.ON_TRACK), action(7, Status.SIGNIFICANT_SLIPPAGE, expected="31 December 2027")],
            "One of the 3 under way is late: W-07, by 9 months. In September none was late.",
        ),
        (
            many(2, Status.MEDIUM_SLIPPAGE, Status.MEDIUM_SLIPPAGE, expected="30 April 2027"),
            "All 2 under way are late: all by 1 or 2 months. The same number as in September, 2.",
        ),
        (
            [
                action(1, Status.MEDIUM_SLIPPAGE, Status.ON_TRACK, expected="30 April 2027"),
                action(2, Status.MEDIUM_SLIPPAGE, Status.MEDIUM_SLIPPAGE, expected="30 April 2027"),
                action(3, Status.ON_TRACK, Status.MEDIUM_SLIPPAGE),
            ],
            "2 of the 3 under way are late: all by 1 or 2 months. The same number as in September, 2. "
            "One of them is another.",
        ),
        (
            many(2, Status.SIGNIFICANT_SLIPPAGE),
            "All 2 under way are late: 2 at significant slippage. In September none was late.",
        ),
    ],
)
def test_how_many_are_late(actions, sentence):
    assert late(position(actions)).words == sentence


def test_nothing_moved():
    unchanged = position(many(3, Status.ON_TRACK, Status.ON_TRACK))

    assert since(unchanged).words == "No action changed status since September."


def test_a_first_report_says_that_there_is_nothing_to_compare_with():
    first = position_of(PlanDocument(actions=many(2, Status.ON_TRACK)), period=NOW, day=DAY)

    assert since(first).words == "This is the first report. There is nothing to compare with."


def test_a_month_of_another_year_is_named_with_its_year():
    plan = PlanDocument(actions=many(2, Status.ON_TRACK, Status.ON_TRACK))
    far = position_of(plan, period="2027-12", day=date(2027, 12, 4), before=plan, before_period=NOW)

    assert since(far).words == "No action changed status since December 2026."


def moved(now, before, *, expected):
    """One action whose date was moved from September's to three months later."""
    old = action(1, before, before, due="31 December 2026")
    new = action(1, now, before, due="31 March 2027", first="31 December 2026", expected=expected)
    return position([new], [old])


def test_a_status_that_is_better_by_nothing_but_a_later_date_is_said_to_be():
    found = moved(Status.ON_TRACK, Status.SIGNIFICANT_SLIPPAGE, expected="31 March 2027")

    assert since(found).words == (
        "Since September none was completed and none got later. "
        "One shows a better status, because a later date was approved."
    )


def test_a_later_date_that_hides_that_an_action_is_late_is_counted_back():
    found = moved(Status.ON_TRACK, Status.ON_TRACK, expected="31 March 2027")

    assert first_dates(found).words == (
        "Against their first dates the only action under way is late. "
        "Without the one later date approved since September, one would be late, not none."
    )


def test_a_later_date_that_hides_nothing_is_said_to_change_nothing():
    found = moved(Status.ON_TRACK, Status.ON_TRACK, expected="31 December 2026")

    assert first_dates(found).words == (
        "Against their first dates the only action under way is not late. "
        "The one later date approved since September does not change this."
    )


def test_where_no_first_date_is_known_nothing_is_counted_against_any():
    bare = [each.model_copy(update={"original_due": None}) for each in many(2, Status.ON_TRACK)]

    assert "nothing can be counted" in first_dates(position(bare)).words


def test_what_is_reopened_gets_a_date_and_moves_none():
    old = action(1, Status.CLOSED, Status.CLOSED, due="30 April 2026")
    new = action(1, Status.ON_TRACK, Status.CLOSED, due="31 January 2027", first="30 April 2026")

    assert position([new], [old]).moved_later == []
