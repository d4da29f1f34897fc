"""Slippage understated by the plan's own definitions."""

from followthrough.challenge.understated_slippage import slippage_understated
from followthrough.plan.when import read_when
from followthrough.rules.answers import Answer, text_of
from tests.challenge.plans import KEY, action, found, update


def test_medium_long_overdue_is_understated() -> None:
    (finding,) = found(slippage_understated, action(update("Some delay"), due="May 2026"), scheme=KEY)

    assert finding.message == (
        "Called “Some delay” in October 2026, but it is 5 months late: "
        "the plan's own key calls that “Serious delay”."
    )


def test_what_gives_its_reason_to_differ_is_worth_knowing_with_the_reason() -> None:
    told = text_of(Answer(done="Two of nine done.", reason="The rest needs a week each."))
    (finding,) = found(slippage_understated, action(update("Some delay", told), due="May 2026"), scheme=KEY)

    assert finding.severity == "note"
    assert "The rest needs a week each." in finding.quote
    assert finding.settles == "That whoever approves the return agrees with the reason that it gives."


def test_a_forecast_in_the_text_counts() -> None:
    late = action(update("On plan", "Completion date now April 2027."), due="December 2026")

    (finding,) = found(slippage_understated, late, scheme=KEY)

    assert "the end is now given as “April 2027”, more than 3 months later than agreed" in finding.message
    assert "Completion date now April 2027." in finding.quote


def test_the_forecast_that_the_plan_gives_is_believed_before_the_text() -> None:
    forecast = read_when("January 2027")
    told = action(update("On plan", "Slipped to June 2027.", forecast=forecast), due="December 2026")

    assert found(slippage_understated, told, scheme=KEY) == []


def test_only_the_whole_interval_makes_a_doubt() -> None:
    from_month_to_month = action(update("Some delay", "Slipped to December 2026."), due="October 2026")

    assert found(slippage_understated, from_month_to_month, scheme=KEY) == []


def test_a_plan_whose_key_says_nothing_of_months_is_held_to_none() -> None:
    assert found(slippage_understated, action(update("Amber"), due="May 2026")) == []


def test_the_bands_of_the_plan_hold() -> None:
    patient = [
        entry.model_copy(update={"definition": definition})
        for entry, definition in zip(KEY, ["", "between 1 and 6 months", "over 6 months", ""], strict=True)
    ]

    assert found(slippage_understated, action(update("Some delay"), due="May 2026"), scheme=patient) == []


def test_on_track_past_its_date_has_a_rule_of_its_own() -> None:
    assert found(slippage_understated, action(update("On plan"), due="May 2026"), scheme=KEY) == []


def test_a_status_that_admits_the_slip_is_left_alone() -> None:
    assert found(slippage_understated, action(update("Serious delay"), due="May 2026"), scheme=KEY) == []
