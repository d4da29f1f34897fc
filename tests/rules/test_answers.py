"""What has to be put right before an answer can be sent, and the words it becomes."""

from datetime import date

import pytest

from followthrough.plan.document import Status
from followthrough.plan.when import When, read_when
from followthrough.rules.answers import MAY_BE_DECLARED, Answer, faults, text_of
from followthrough.rules.implied_status import differs

TODAY = date(2022, 11, 30)
GOOD = Answer(done="Two branches surveyed.", status=Status.ON_TRACK)


def boxes(answer: Answer, *, start: str = "", due: str = "March 2023") -> list[str]:
    return [fault.box for fault in found(answer, start=start, due=due)]


def found(answer: Answer, *, start: str = "", due: str = "March 2023"):
    begins: When | None = read_when(start) if start else None
    return faults(answer, start=begins, due=read_when(due), day=TODAY)


def test_an_answer_that_says_what_was_done_and_a_status_can_be_sent():
    assert boxes(GOOD) == []


def test_nothing_has_changed_is_an_answer():
    assert boxes(Answer(nothing_changed=True, status=Status.ON_TRACK)) == []


def test_an_answer_has_to_say_what_was_done_or_that_nothing_has_changed():
    assert boxes(GOOD._replace(done="  ")) == ["done"]


def test_an_answer_can_not_say_both():
    assert boxes(GOOD._replace(nothing_changed=True)) == ["done"]


@pytest.mark.parametrize("box", ["done", "forecast_text", "next_steps", "blocked", "reason", "evidence"])
def test_an_answer_has_a_longest_length(box):
    def refused(length: int) -> list[str]:
        answer = GOOD._replace(**{box: "x" * length})
        return [fault.box for fault in found(answer) if "10,000 is the most" in fault.message]

    assert refused(10_000) == []
    assert refused(10_001) == [box]


def test_an_answer_needs_a_status():
    assert boxes(GOOD._replace(status=None)) == ["status"]


@pytest.mark.parametrize("status", sorted(set(Status) - MAY_BE_DECLARED))
def test_what_others_decide_can_not_be_declared(status):
    assert boxes(GOOD._replace(status=status)) == ["status"]


@pytest.mark.parametrize("words", ["soon", "31/02/2023", "in 6 months", "n/a"])
def test_a_forecast_that_can_not_be_read_is_said_with_its_words(words):
    (fault,) = found(GOOD._replace(forecast_text=words))

    assert fault.box == "forecast_text"
    assert f"“{words}” can't be read as a date." in fault.message


def test_a_page_in_the_box_of_a_date_is_quoted_by_its_beginning():
    (fault,) = found(GOOD._replace(forecast_text="as it goes " * 300))

    assert len(fault.message) < 250


@pytest.mark.parametrize(
    ("words", "year"), [("end of March", 2023), ("31 December", 2022), ("mid January", 2023), ("Q4", 2022)]
)
def test_a_forecast_without_a_year_is_asked_for_it_and_never_guessed(words, year):
    (fault,) = found(GOOD._replace(forecast_text=words))

    assert fault.message == f"“{words}” names no year. Write “{words} {year}”, or the year that you mean."


@pytest.mark.parametrize(
    "words", ["Autumn 2023", "31 March 2023", "TBC", "Q4 2022/23", "November 2022", "ongoing"]
)
def test_a_forecast_may_be_as_fuzzy_as_a_plan(words):
    assert boxes(GOOD._replace(forecast_text=words)) == []


def test_a_forecast_that_has_passed_is_refused():
    (fault,) = found(GOOD._replace(forecast_text="October 2022"))

    assert fault.message == "This date has passed. Say when it will be finished, or that it is complete."


def test_a_forecast_before_the_start_is_refused():
    (fault,) = found(GOOD._replace(forecast_text="January 2023"), start="February 2023")

    assert fault.message == "This date is before the start, February 2023. Check both."


def test_complete_in_place_of_a_forecast_is_said_to_be_a_status():
    (fault,) = found(GOOD._replace(forecast_text="Complete"))

    assert fault.message == "This says that it is complete. Choose that status, or give a date."


def test_what_is_overdue_needs_a_forecast():
    (fault,) = found(GOOD, due="September 2022")

    assert fault.message == "It was due in September 2022, which has passed. Say when it will be finished."


def test_what_is_complete_needs_none():
    assert boxes(GOOD._replace(status=Status.COMPLETE, forecast_text="soon"), due="September 2022") == []


def test_another_status_than_the_dates_say_is_no_fault():
    assert boxes(GOOD._replace(forecast_text="July 2023")) == []


@pytest.mark.parametrize(
    ("declared", "implied", "other"),
    [
        (Status.ON_TRACK, Status.MEDIUM_SLIPPAGE, True),
        (Status.SIGNIFICANT_SLIPPAGE, Status.MEDIUM_SLIPPAGE, True),
        (Status.MEDIUM_SLIPPAGE, Status.ON_TRACK, True),
        (Status.NOT_DUE, Status.ON_TRACK, True),
        (Status.ON_TRACK, Status.NOT_DUE, False),
        (Status.ON_HOLD, Status.SIGNIFICANT_SLIPPAGE, False),
        (Status.COMPLETE, Status.SIGNIFICANT_SLIPPAGE, False),
        (Status.NOT_DUE, Status.NOT_DUE, False),
    ],
)
def test_a_status_differs_from_the_dates_by_lateness_alone(declared, implied, other):
    assert differs(declared, implied) is other


def test_each_part_of_an_answer_stands_in_the_update_under_its_word():
    answer = Answer(
        done="Two branches surveyed. ",
        next_steps="Tender in May",
        blocked="No crane",
        reason="A crane is promised",
        evidence="Survey report, 3 May",
    )

    assert text_of(answer) == (
        "Two branches surveyed.\nNext: Tender in May\nIn the way: No crane"
        "\nWhy this status: A crane is promised\nEvidence: Survey report, 3 May"
    )


def test_nothing_has_changed_is_said_in_words():
    assert (
        text_of(Answer(nothing_changed=True, next_steps="The same")) == "Nothing has changed.\nNext: The same"
    )


@pytest.mark.parametrize(
    ("changes", "due", "box"),
    [
        ({}, "March 2023", ""),
        ({"move_reason": "", "blocked": "The lift is broken."}, "March 2023", ""),
        ({"move_reason": ""}, "March 2023", "move_reason"),
        ({"forecast_text": "March 2023"}, "March 2023", "move_date"),
        ({"forecast_text": "TBC"}, "March 2023", "forecast_text"),
        ({"status": Status.COMPLETE}, "March 2023", "move_date"),
        ({}, "TBC", "move_date"),
    ],
)
def test_the_agreed_date_may_be_asked_to_move_to_a_later_one_with_a_reason(changes, due, box):
    asked = Answer(
        done="Half of it.",
        forecast_text="June 2023",
        move_date=True,
        move_reason="The firm is late.",
        status=Status.MEDIUM_SLIPPAGE,
    )

    assert boxes(asked._replace(**changes), due=due) == ([box] if box else [])
