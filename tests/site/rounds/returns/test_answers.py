"""What is said back while a return is written."""

import pytest

from followthrough.plan.document import Status
from followthrough.plan.when import read_when
from followthrough.rules.answers import Answer
from followthrough.site.register.models import Action
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import with_what_was_said
from followthrough.site.rounds.returns.answers import feedback_on, reading_of_forecast
from tests.site.cast import TODAY
from tests.site.register.plan_documents import month
from tests.site.rounds.answers import FINE, LATE


def due(year: int, number: int, first: tuple[int, int] | None = None) -> Action:
    original = month(*first).model_dump(mode="json") if first else None
    return Action(due=month(year, number).model_dump(mode="json"), original_due=original)


def asked(round_, ref: str) -> ActionReturn:
    returns = with_what_was_said(ActionReturn.objects.filter(round=round_))
    return returns.select_related("round__plan", "action__plan").get(action__ref=ref)


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        (
            "Autumn 2023",
            "We read this as September to November 2023, 2 to 4 months later than agreed.",
        ),
        ("31 July 2023", "We read this as 31 July 2023, as agreed."),
        ("July 2023", "We read this as July 2023, as agreed."),
        ("May 2023", "We read this as May 2023, 2 months earlier than agreed."),
        ("29 February 2024", "We read this as 29 February 2024, 7 to 8 months later than agreed."),
        ("TBC", "We read this as: no date is known yet."),
        ("ongoing", "We read this as: it goes on without an end."),
        ("soonish", ""),
    ],
)
def test_a_forecast_is_read_back_with_the_months_against_what_was_agreed(words, reading):
    assert reading_of_forecast(due(2023, 7), read_when(words)) == reading


def test_a_date_that_moved_before_is_measured_against_the_first_too():
    said = reading_of_forecast(due(2023, 7, first=(2023, 3)), read_when("September 2023"))

    assert said == (
        "We read this as September 2023, 2 months later than agreed, 6 months later than first agreed."
    )


def test_without_a_due_date_there_is_nothing_to_measure_by():
    assert reading_of_forecast(Action(due=None), read_when("June 2023")) == "We read this as June 2023."


def test_an_empty_box_is_not_told_what_is_wrong_with_it(opened):
    feedback = feedback_on(asked(opened, "L1.1"), Answer(), day=TODAY)

    assert (feedback.reading, feedback.fault) == ("", "")


def test_the_status_that_the_dates_imply_comes_with_the_plan_s_own_words(opened):
    feedback = feedback_on(asked(opened, "L1.2"), FINE, day=TODAY)

    assert (feedback.implied, feedback.label) == (Status.ON_TRACK, "Going well")
    assert feedback.definition == "No slip of a month or more"
    assert feedback.is_offered


def test_a_status_that_the_plan_s_key_lacks_is_named_in_plain_words(opened):
    feedback = feedback_on(asked(opened, "L1.1"), LATE, day=TODAY)

    assert (feedback.label, feedback.is_offered) == ("Significant slippage", False)
