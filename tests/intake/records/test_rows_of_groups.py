"""Rows under what is printed once above them, and rows that answer something and promise nothing."""

from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument
from tests.intake.tables_of_rows import items_of


def read(*rows: str) -> PlanDocument:
    return plan_of(items_of("\n".join(rows)), "plan.txt")


def titles(plan: PlanDocument) -> list[str]:
    return [action.title for action in plan.actions]


def test_what_is_promised_is_the_text_of_each_row_and_not_the_one_printed_once_above_several() -> None:
    plan = read(
        "Action|Deliverable|When|Who",
        "Make the quays safer|Fit rails along the north quay|May 2026|Harbour Master",
        "|Paint the edges of the steps white|June 2026|Harbour Master",
        "|Ask the crews which lamps are too weak|July 2026|Deputy",
        "Keep the water clean|Hang a net across the storm drain|May 2026|Works Lead",
        "|Train the night watch to spot oil|August 2026|Deputy",
    )

    assert titles(plan) == [
        "Fit rails along the north quay",
        "Paint the edges of the steps white",
        "Ask the crews which lamps are too weak",
        "Hang a net across the storm drain",
        "Train the night watch to spot oil",
    ]
    assert [action.theme for action in plan.actions] == ["Make the quays safer"] * 3 + [
        "Keep the water clean"
    ] * 2


def test_a_recommendation_of_which_is_said_that_nothing_is_planned_is_an_action_all_the_same() -> None:
    plan = read(
        "Recommendation|Response|Agreed action|Owner|Due date",
        "1. Count the boats each month|Agreed|Buy a counting board|Harbour Master|May 2026",
        "2. Move the fuel store|Not agreed. It stands where the law wants it.|No action is planned.||",
        "3. Write down who may cast off|Agreed|Print a card for each berth|Deputy|June 2026",
        "4. Hire a second watchman|Not agreed. Nights are quiet.|None is needed.||",
        "5. Publish the tide table|Agreed|Put it on the website|Clerk|July 2026",
    )

    assert [action.answers[0][:2] for action in plan.actions] == ["1.", "2.", "3.", "4.", "5."]


def test_headings_that_are_sentences_head_a_table_where_nothing_else_does() -> None:
    plan = read(
        "(B1) TAG OF RULE|WHAT WAS FOUND AT THE VISIT (EACH FINDING IS TO BE PRECEDED BY ITS RULE)|"
        "PLAN OF CORRECTION (EACH STEP IS TO BE REFERRED TO ITS FINDING)|(B4) DATE OF COMPLETION",
        "H 104|Two doors did not close on the day of the visit.|The hinges were replaced. The porter will "
        "look at all doors each week.|06/30/2026",
        "H 118|Trays were cold when they reached the upper floor.|Covers were bought. The cook will take the "
        "heat of one tray each day.|06/15/2026",
        "H 131|Three of ten records were not signed.|The nurse in charge will check signatures each "
        "Friday.|07/01/2026",
    )

    assert [action.ref for action in plan.actions] == ["H 104", "H 118", "H 131"]


def test_a_row_that_an_export_calls_a_section_or_a_note_is_one() -> None:
    plan = read(
        "Type|Content|Assignee|Due|Author",
        "section|Before the fair|||",
        "task|Book the brass band|Ines|2026-05-20|Bo",
        "note|They want a cover if it rains|||Ines",
        "task|Hire the long tables|Bo|2026-05-21|Ines",
        "section|On the day|||",
        "task|Open the gate at seven|Bo|2026-06-01|Ines",
    )

    assert titles(plan) == ["Book the brass band", "Hire the long tables", "Open the gate at seven"]


def test_a_number_printed_with_the_name_of_a_group_is_no_ref_of_the_actions_below() -> None:
    plan = read(
        "No|Action|Deliverable|When|Who",
        "1|Get more people onto the ferry|Paint the waiting room white and light it|May 2026|Estates",
        "||Ask those who drive what keeps them from it|June 2026|Travel Desk",
        "||Print the times on one card|July 2026|Travel Desk",
        "2|Burn less fuel|Run one engine when the tide is with us|May 2026|Fleet",
        "||Count the litres of each crossing|August 2026|Fleet",
    )

    assert len(plan.actions) == 5
    assert {action.ref for action in plan.actions} == {None}
