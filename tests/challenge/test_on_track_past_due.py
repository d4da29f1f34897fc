"""On track past its due date."""

from followthrough.challenge.on_track_past_due import on_track_past_due
from followthrough.challenge.overdue import due_date_passed
from tests.challenge.plans import KEY, action, found, update


def test_on_track_after_the_window_must_be_settled() -> None:
    (finding,) = found(on_track_past_due, action(update("On plan"), due="Sep-26"), scheme=KEY)

    assert finding.severity == "error"
    assert finding.message == "Called on track in October 2026, and September 2026 has ended."


def test_on_track_late_by_less_than_the_key_allows_is_asked() -> None:
    (finding,) = found(on_track_past_due, action(update("On plan"), due="20 October 2026"), scheme=KEY)

    assert finding.severity == "warning"


def test_the_rule_for_passed_dates_does_not_fire_as_well() -> None:
    assert found(due_date_passed, action(update("On plan"), due="Sep-26")) == []


def test_on_track_within_the_window_is_left_alone() -> None:
    assert found(on_track_past_due, action(update("On plan"), due="October 2026")) == []


def test_on_track_too_late_in_the_round_before_is_worth_knowing() -> None:
    admitted = action(
        update("On plan", period="2026-09"), update("Serious delay", "The board was told."), due="July 2026"
    )

    (finding,) = found(on_track_past_due, admitted)

    assert finding.severity == "note"
    assert finding.message == "Called on track in September 2026, when July 2026 had already ended."
    assert finding.quote == "Due: July 2026. Status: On plan"


def test_what_is_complete_is_late_no_more() -> None:
    done = action(
        update("On plan", period="2026-09"), update("Complete", "Signed off by the board."), due="July 2026"
    )

    assert found(on_track_past_due, done) == []


def test_an_old_claim_still_stands_while_others_report() -> None:
    silent, heard = (
        action(update("On plan", period="2026-08"), due="July 2026"),
        action(update("On plan"), ref="A2"),
    )

    (finding,) = found(on_track_past_due, silent, heard)

    assert finding.message == "Called on track in August 2026, and July 2026 has ended."


def test_the_round_before_is_judged_by_its_own_end() -> None:
    in_time = action(update("On plan", period="2026-09"), update("Some delay", "Late now."), due="Sep-26")

    assert found(on_track_past_due, in_time) == []


def test_rounds_long_ago_are_let_be() -> None:
    old = action(
        update("On plan", period="2026-08"),
        update("Serious delay", "Waiting.", period="2026-09"),
        update("Serious delay", "Still waiting."),
        due="June 2026",
    )

    assert found(on_track_past_due, old) == []


def test_a_plan_without_periods_is_judged_by_its_one_update() -> None:
    assert len(found(on_track_past_due, action(update("On plan", period=None), due="June 2026"))) == 1
