"""Complete, and its own words tell of something that is left to do."""

from datetime import date

import pytest

from followthrough.challenge.something_left import complete_with_something_left, words_of_something_left
from followthrough.plan.document import Action, PlanDocument, Status, Update

LEFT = [
    "Complete apart from two posts.",
    "All policies were reviewed, except the one on grants.",
    "Done. The remaining two teams follow in May.",
    "The handbook is out; training is still to be booked.",
    "Complete, awaiting sign-off by the committee.",
    "Finished. The last audit is due to be held in June.",
    "The register is in use. Two entries are outstanding.",
    "Recruitment has yet to start for one role.",
    "Complete pending approval.",
    "Contract let, with the exception of lot 4.",
    "The system is live. Two depots are scheduled for March.",
    "Built. The lift is not yet in service.",
    "Complete: the report to be agreed by Cabinet",
]
NOTHING_LEFT = [
    "All nine branches were surveyed.",
    "No actions remain.",
    "Nothing is outstanding.",
    "The remaining two posts have been filled.",
    "The remaining depots were closed in May.",
    "The paper was due to be heard in May and was heard in June.",
    "There are no outstanding queries.",
    "Approved by Cabinet on 4 May; the expected savings are being made.",
    "None of the files is awaiting an answer.",
    "The service remains in place.",
    "",
]


def plan(text, status=Status.COMPLETE):
    update = Update(period="2026-10", status=status, text=text)
    return PlanDocument(actions=[Action(ref="1", title="Fill the posts", updates=[update])])


@pytest.mark.parametrize("text", LEFT)
def test_words_that_tell_of_something_left_are_asked_about(text):
    (finding,) = complete_with_something_left(plan(text), date(2026, 11, 1))

    assert finding.code == "complete_with_something_left"
    assert finding.quote in text


@pytest.mark.parametrize("text", NOTHING_LEFT)
def test_words_that_tell_of_nothing_left_are_not(text):
    assert words_of_something_left(text) == ""


def test_what_is_not_called_complete_may_have_something_left():
    on_track = plan("Complete apart from two posts.", Status.ON_TRACK)

    assert list(complete_with_something_left(on_track, date(2026, 11, 1))) == []
