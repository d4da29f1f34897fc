"""What a comparison comes to, in sentences and lists."""

import pytest

from followthrough.compare import Months, compare
from followthrough.outputs.compare.summary import CompareSummary
from followthrough.outputs.compare.words import months_in_words
from followthrough.plan.document import PlanDocument
from tests.outputs.compare_plans import COMPARISON, NEW, OLD, action

SUMMARY = CompareSummary(COMPARISON)


def test_the_answer_can_be_read_out_to_a_committee() -> None:
    assert SUMMARY.sentences == [
        "4 actions are in both versions; 1 is new, 1 is gone and 1 can't be matched for certain.",
        "The new version adds October 2026.",
        "1 changed its status; 1 was completed; 1 moved its due date later.",
        "2 have new text, 1 has changed text and 1 repeats the words of the period before.",
        "1 has other owners.",
        "1 is the same in everything.",
    ]


def test_a_plan_that_did_not_change_is_told_so() -> None:
    assert CompareSummary(compare(NEW, NEW)).headline == (
        "The same 6 actions. None changed its status; none moved its due date. No text is new or changed. "
        "All titles and owners are the same. 6 are the same in everything."
    )


def test_two_plans_without_a_common_action_are_doubted_to_be_one() -> None:
    one, other = PlanDocument(actions=[action("A1", "Train members")]), PlanDocument()

    assert "are they versions of one plan?" in CompareSummary(compare(one, other)).headline


def test_what_was_not_read_safely_is_said_first() -> None:
    assert SUMMARY.cautions == [
        "1 thing in the old version could not be read safely and may show as changes."
    ]


def test_a_period_that_is_left_out_is_said() -> None:
    cautions = CompareSummary(compare(NEW, OLD)).cautions

    assert "The new version no longer shows October 2026." in cautions


def test_each_number_leads_to_its_actions() -> None:
    found = {
        each.heading: [(group.words, [pair.new.ref for pair in group.pairs]) for group in each.groups]
        for each in SUMMARY.gathered
    }

    assert found == {
        "Status": [("From On plan to Done", ["A2"])],
        "Due dates": [("3 to 5 months later: from December 2026 to Spring 2027", ["A1"])],
        "Texts": [
            ("New text", ["A1", "A2"]),
            ("Changed text", ["A2"]),
            ("The words of the period before again", ["B1"]),
        ],
        "What was agreed": [("Owners", ["B1"])],
    }


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((3, 3, 3), "3 months later"),
        ((0.98, 1.02, 1.02), "1 month later"),
        ((-2, -2, -2), "2 months earlier"),
        ((3, 5, 5), "3 to 5 months later"),
        ((-5, -3, -3), "3 to 5 months earlier"),
        ((0, 2, 2), "up to 2 months later"),
        ((0.1, 0.2, 0.2), "less than a month later"),
        ((1.5, 1.5, 1.5), "1.5 months later"),
        ((-1, 2, 2), "between 1 month earlier and 2 months later"),
    ],
)
def test_months_are_said_no_finer_than_they_are_known(months: tuple[float, float, float], words: str) -> None:
    assert months_in_words(Months(*months)) == words


def test_dates_that_are_gone_come_first_and_then_the_farthest_moved() -> None:
    titles = ["Train members", "Sell the depot", "Renew the fleet", "Publish the savings"]
    dues = ["May 2027", "TBC", "December 2027", "February 2027"]
    old = PlanDocument(actions=[action(str(number), title) for number, title in enumerate(titles)])
    new = PlanDocument(
        actions=[
            action(str(number), title, due=due)
            for number, (title, due) in enumerate(zip(titles, dues, strict=True))
        ]
    )
    (due_dates,) = CompareSummary(compare(old, new)).gathered

    assert [group.words for group in due_dates.groups] == [
        "No date any more: from March 2027 to TBC",
        "9 months later: from March 2027 to December 2027",
        "2 months later: from March 2027 to May 2027",
        "1 month earlier: from March 2027 to February 2027",
    ]
