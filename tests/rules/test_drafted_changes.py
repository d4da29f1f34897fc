"""An update that asks for another date."""

import pytest

from followthrough.plan.when import read_when
from followthrough.rules.drafted_changes import SIGNS, drafted_change

DUE = read_when("September 2022")


@pytest.mark.parametrize(
    ("text", "due", "start"),
    [
        ("Change Control to change date to November", "November 2022", None),
        ("Survey is late. Change end date to December 2022.", "December 2022", None),
        ("Change control required: move the due date to 31 March 2023 please", "31 March 2023", None),
        ("Change control to amend the end date to March", "March 2023", None),
        ("A revised completion date of Spring 2023 was discussed.", "Spring 2023", None),
        ("The head asks for Change Control to January so that the team can read it", "January 2023", None),
        ("Change control to end of March 2023", "end of March 2023", None),
        ("Little is left. Change Control- date change Sep. 22 - Dec 22", "Dec 22", None),
        ("It belongs in the August change control as a change from July to October.", "October 2022", None),
        ("We request an extension to June 2023 as the builder is ill", "June 2023", None),
        ("End date to be adjusted to February 2023 for a pilot.", "February 2023", None),
        ("Three teams share it, so completion date now December 2022.", "December 2022", None),
        ("Completion now expected by Q1 2023.", "Q1 2023", None),
        ("Suggest the deadline moves to 31 March 2023.", "31 March 2023", None),
        ("Please extend to June 2023, the boats are late.", "June 2023", None),
        ("The date needs to slip to spring 2023.", "spring 2023", None),
        ("Timescale revised to May 2023.", "May 2023", None),
        ("Propose that the target date is put back until Autumn 2023", "Autumn 2023", None),
        ("The tender failed. Re-profile to end of March 2023.", "end of March 2023", None),
        ("Date change requested: Nov 22", "Nov 22", None),
        ("Seek approval to defer completion to Summer 2023", "Summer 2023", None),
        ("We ask that the due date be amended from September to December 2022.", "December 2022", None),
        ("End date: was Sept 22, now Dec 22", "Dec 22", None),
        ("Change of dates to start Dec 2022", None, "Dec 2022"),
        ("Change control: change start date to October 2022", None, "October 2022"),
        (
            "Dates to be changed. Start: March 2023 and to be finished by Summer 2023",
            "Summer 2023",
            "March 2023",
        ),
    ],
)
def test_the_dates_that_it_asks_for_are_offered(text, due, start):
    draft = drafted_change(text, due=DUE)

    assert draft is not None
    assert (draft.due and draft.due.text, draft.start and draft.start.text) == (due, start)
    assert draft.quote
    assert any(sign in text.lower() for sign in SIGNS)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "Five of nine branches surveyed to date.",
        "The change control board met in November 2022.",
        "The end date is September 2022.",
        "Change end date to be confirmed.",
        "We changed the supplier in March 2023.",
        "Change control to the board in March 2023.",
        "Change control to be put forward next month to adjust the due date.",
        "Change control from the audit committee to officers in May 2023",
        "The numbers change from July 2022 to October 2022.",
        "Noted on change control",
        "Dates change every year",
        "The start of the programme: 14 sites",
        "Up to date figures to follow in October 2022",
        "The change programme moves to phase two in January 2023.",
        "We will extend the pilot to two more wards in March 2023.",
        "The board changed the date of its meeting to 4 October 2022.",
        "The deadline for bids is 5 November 2022.",
        "The contract was extended to March 2023.",
        "Staff moved to the new office in December 2022.",
        "A date was agreed now that the survey of October 2022 is in.",
    ],
)
def test_what_asks_for_no_date_is_offered_none(text):
    assert drafted_change(text, due=DUE) is None
