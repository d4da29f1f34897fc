"""Forecasts inside update texts: precision before recall."""

import pytest

from followthrough.challenge.forecasts import forecast_in


@pytest.mark.parametrize(
    ("text", "forecast"),
    [
        ("The survey found more, so completion date now December 2026.", "December 2026"),
        ("Change the end date to May 2027.", "May 2027"),
        ("Slipped to June 2027 while we recruit.", "June 2027"),
        ("Will be completed by 31 March 2027.", "31 March 2027"),
        ("Change of dates to start December 2026 and end March 2027", "March 2027"),
        ("Due date changed from March 2027 to May 2027", "May 2027"),
        ("Change control: date change Oct 2026 - Dec 2026", "Dec 2026"),
        ("Draft in January 2027; complete by April 2027 for the new year", "April 2027"),
    ],
)
def test_an_end_that_moves_is_a_forecast(text: str, forecast: str) -> None:
    found = forecast_in(text, title="Rewrite the asset register")

    assert found is not None
    assert found.text.endswith(forecast)
    assert found.earliest is not None
    assert found.latest is not None
    assert (found.latest - found.earliest).days < 31


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Report went to Cabinet in March 2027.",
        "Change start date to January 2027.",
        "Change the start from December 2026 to January 2027.",
        "The pilot ran from March 2026 to May 2026.",
        "Work will start in January 2027.",
        "The budget is for 2027/28.",
        "The board will consider options in December 2026.",
        "Slipped a little; the survey was ordered in June 2026.",
    ],
)
def test_other_dates_are_no_forecast(text: str | None) -> None:
    assert forecast_in(text, title="Rewrite the asset register") is None


def test_a_verb_of_the_title_makes_a_date_an_end() -> None:
    text = "It will be adopted in May 2027 by full Council."

    assert forecast_in(text, title="New code of conduct adopted") is not None
    assert forecast_in(text, title="Train members") is None
