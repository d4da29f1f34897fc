"""Tables of recommendations beside a plan: read as what it answers, never as actions."""

import pytest

from followthrough.intake.beside.recommendations import acceptance_in
from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.tables.headings import Part, parts_of
from followthrough.plan.document import PlanDocument, Recommendation
from tests.intake.readings import codes, plan_in, problems

ACTIONS = "Ref\tAction\tOwner\tDue\n1.1\tMend the north well\tWell Warden\tMay 2026\n"


def beside(table: str) -> PlanDocument:
    """A plan of one action with a table under it."""
    return plan_in(f"{ACTIONS}\nWhat was recommended\n{table}")


@pytest.mark.parametrize(
    ("headings", "parts"),
    [
        ("No|Recommendation|Made by|Response", [Part.NUMBER, Part.TEXT, Part.BODY, Part.ANSWER]),
        ("Ref|Finding|Source|Accepted?", [Part.NUMBER, Part.TEXT, Part.BODY, Part.ANSWER]),
        ("Body|Recommendation|Management response", [Part.BODY, Part.TEXT, Part.ANSWER]),
        ("Recommendation|In full|From|Answer", [Part.TEXT, Part.TEXT, Part.BODY, Part.ANSWER]),
        ("Rec no|Recommendation|Priority", [Part.NUMBER, Part.TEXT, None]),
    ],
)
def test_headings_that_councils_use_tell_a_table_of_recommendations(
    headings: str, parts: list[Part | None]
) -> None:
    assert parts_of(headings.split("|")) == parts


@pytest.mark.parametrize(
    "headings",
    [
        "Ref|Recommendation|Management response|Responsible officer|Target date",
        "Recommendation|Agreed action|Lead",
        "No|Recommendation|Progress",
        "Ref|Recommendation|Response|Status",
        "Recommendation",
        "Ref|Source",
        "Status|Definition|Response",
    ],
)
def test_a_table_that_tells_what_is_done_lists_no_recommendations(headings: str) -> None:
    assert parts_of(headings.split("|")) is None


def test_a_table_beside_the_actions_is_what_they_answer() -> None:
    plan = beside(
        "Rec no\tRecommendation\tMade by\tResponse\n"
        "R1\tThe Council should mend its wells.\tAuditor of Wells\tAccepted\n"
        "R2\tThe Council should sell its rope.\tWater Inspectorate\tNot accepted\n"
    )

    assert plan.recommendations == [
        Recommendation(
            id="R1", body="Auditor of Wells", text="The Council should mend its wells.", acceptance="accepted"
        ),
        Recommendation(
            id="R2",
            body="Water Inspectorate",
            text="The Council should sell its rope.",
            acceptance="rejected",
        ),
    ]
    assert [action.ref for action in plan.actions] == ["1.1"]
    assert plan.problems == []


def test_a_number_may_stand_before_the_words_or_a_name_in_a_column_of_its_own() -> None:
    before = beside(
        "Finding\tSource\n1. The wells are deep.\tAuditor\n2. The rope is short.\tAuditor\n"
    ).recommendations
    named = beside(
        "Recommendation\tIn full\nWells\tThe Council should mend its wells.\nRope\tIt should sell its rope.\n"
    ).recommendations

    assert [(each.id, each.text) for each in before] == [
        ("1", "The wells are deep."),
        ("2", "The rope is short."),
    ]
    assert [(each.id, each.text) for each in named] == [
        ("Wells", "The Council should mend its wells."),
        ("Rope", "It should sell its rope."),
    ]


def test_a_table_of_recommendations_alone_is_no_plan() -> None:
    with pytest.raises(UnreadableFileError):
        plan_in("No\tRecommendation\tMade by\tResponse\n1\tMend the wells.\tAuditor\tAgreed\n")


def test_recommendations_with_owners_and_dates_are_a_plan_still() -> None:
    plan = plan_in(
        "Ref\tRecommendation\tManagement response\tResponsible officer\tTarget date\n"
        "1\tMend the wells.\tAgreed\tHead of Wells\tMay 2026\n"
        "2\tSell the rope.\tAgreed\tHead of Rope\tJune 2026\n"
    )

    assert (len(plan.actions), plan.recommendations) == (2, [])


@pytest.mark.parametrize(
    ("text", "acceptance"),
    [
        ("Accepted", "accepted"),
        ("Agreed.", "accepted"),
        ("Accepted in full", "accepted"),
        ("YES", "accepted"),
        ("Agreed – the code is to be revised by May", "accepted"),
        ("Partially accepted", "accepted_in_part"),
        ("accepted in part", "accepted_in_part"),
        ("Accepted, in part", "accepted_in_part"),
        ("Not agreed: the rope is sold", "rejected"),
        ("Rejected", "rejected"),
        ("For another body", "for_others"),
        ("No response yet", "no_response"),
        ("", None),
        ("Accepted in principle", None),
        ("Accepted, subject to money", None),
        ("Agreed. But not for the north well", None),
        ("The Council will mend its wells", None),
        ("Noted", None),
    ],
)
def test_an_answer_is_taken_for_what_it_says_plainly(text: str, acceptance: str | None) -> None:
    assert acceptance_in(text) == acceptance


def test_an_answer_that_is_not_plain_is_said_and_its_words_are_kept() -> None:
    plan = beside("No\tRecommendation\tResponse\n1\tMend the wells.\tAccepted in principle\n")

    assert [each.acceptance for each in plan.recommendations] == [None]
    assert [problem.where.row_first for problem in problems(plan, "unclear_acceptance")] == [6]
    assert "Accepted in principle" in [remark.text for remark in plan.remarks]


def test_an_answer_in_other_words_than_the_plan_documents_is_kept_beside_the_actions() -> None:
    plan = beside("No\tRecommendation\tResponse\n1\tMend the wells.\tAgreed\n2\tSell the rope.\taccepted\n")

    assert [each.acceptance for each in plan.recommendations] == ["accepted", "accepted"]
    assert {"Agreed", "accepted"} & {remark.text for remark in plan.remarks} == {"Agreed"}


def test_a_recommendation_without_a_number_stays_a_remark_and_is_said() -> None:
    plan = beside("Recommendation\tMade by\nThe wells should be mended.\tAuditor\n")

    assert plan.recommendations == []
    assert codes(plan)["recommendation_without_number"] == 1
    assert "The wells should be mended." in [remark.text for remark in plan.remarks]


def test_a_row_that_goes_on_with_the_one_above_is_joined_to_it() -> None:
    plan = beside("No\tRecommendation\n1\tThe Council should mend\n\tits wells by May.\n2\tSell the rope.\n")

    assert [each.text for each in plan.recommendations] == [
        "The Council should mend\n its wells by May.",
        "Sell the rope.",
    ]
    assert codes(plan)["joined_recommendation"] == 1


def test_two_of_one_number_are_said() -> None:
    plan = beside("No\tRecommendation\n1\tMend the wells.\n1\tSell the rope.\n")

    assert len(plan.recommendations) == 2
    assert codes(plan)["double_recommendation"] == 1
