"""Text whose columns are lined up with blanks, with the head and foot of pages in it."""

import pytest

from followthrough.intake.grid import UnreadableFileError
from tests.intake.readings import codes, plan_in

PAGE = """Harbour Works Board - 12 June 2025
                    Works plan
  Ref      What we are doing               Lead officer      Complete by
  Part 1 - Sea walls, and all that stands behind them

  H1       Point the sea wall by the       Harbour Engineer  30/04/2025
           slip and the old steps
  H2       Mend the lamps                  Lamp Keeper       31/07/2025
"""
# The next page lines its columns up elsewhere.
NEXT = """  Ref   What we are doing            Lead officer           Complete by
  H3    Dredge the inner basin       Head of Navigation     31/10/2025
"""
FOOT = "\nNOT PROTECTIVELY MARKED, FOR MEMBERS                         Page {}\n"


def test_a_foot_of_the_page_is_text_beside_the_rows_and_is_said() -> None:
    plan = plan_in(PAGE + FOOT.format(1))

    assert [(action.title, action.owners[0].name) for action in plan.actions] == [
        ("Point the sea wall by the slip and the old steps", "Harbour Engineer"),
        ("Mend the lamps", "Lamp Keeper"),
    ]
    assert codes(plan)["line_beside_table"] == 1


def test_a_page_that_lines_its_columns_up_elsewhere_goes_on() -> None:
    plan = plan_in(PAGE + FOOT.format(1) + "\f" + NEXT)

    assert [action.ref for action in plan.actions] == ["H1", "H2", "H3"]
    assert plan.actions[2].owners[0].name == "Head of Navigation"


def test_a_row_whose_words_run_over_is_never_split() -> None:
    over = "  H4       Buy a second launch for the pilots of Greater Holm 01/01/2026\n"

    with pytest.raises(UnreadableFileError, match="can't be split safely"):
        plan_in(PAGE + over)


LETTER = """From: Ann Lee
Sent: 14 October 2025
To: Bo Roe
Subject: Where are we with the actions of the review?

Hi Bo, here is where we are.

1. Mend the pool plant
   Owner: Head of Pools
   Due: 30 November 2025
   Status: On track

2. Open the café
   Owner: Cy Day
   Due: 1 December 2025
   Status: Complete

Ring me if you like.
"""


def test_the_actions_of_a_letter_are_read_below_its_head() -> None:
    plan = plan_in(LETTER)

    assert [(action.ref, action.title, action.owners[0].name) for action in plan.actions] == [
        ("1", "Mend the pool plant", "Head of Pools"),
        ("2", "Open the café", "Cy Day"),
    ]


ANSWERS = """Recommendation 1 (paragraph 4): Publish the list of piers
Response: Accepted. We will publish the list by June 2025
Recommendation 2 (paragraph 15): Mend the piers
Response: Partly accepted. We will mend two of the five
"""


def test_what_is_promised_in_answer_to_recommendations_is_an_action_each() -> None:
    plan = plan_in(ANSWERS)

    assert [(action.answers[0][:16], action.title) for action in plan.actions] == [
        ("Recommendation 1", "Accepted. We will publish the list by June 2025"),
        ("Recommendation 2", "Partly accepted. We will mend two of the five"),
    ]


def test_a_date_in_the_words_of_actions_that_have_no_other_is_said() -> None:
    (problem,) = [each for each in plan_in(ANSWERS).problems if each.code == "dates_in_words"]

    assert "1 of 2 actions" in problem.message
