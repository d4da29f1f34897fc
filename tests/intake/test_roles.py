"""The document decides together what its tables are: those like the plan are of it, others are not."""

import pytest

from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument
from tests.intake.readings import codes, plan_in
from tests.intake.tables_of_rows import items_of

HEAD = "Ref|What we will do|Who leads|By when|Where we are"
WORKS = (
    "Paint the fence",
    "Mend the bridge",
    "Buy a boat",
    "Count the swans",
    "Clear the pond",
    "Cut the hedge",
)
THEMES = "\n\n".join(
    "\n".join(
        [HEAD, *(f"{letter}{at}|{work}|Ann Lee|{at} June 2026|Begun." for at, work in enumerate(works, 1))]
    )
    for letter, works in (("A", WORKS[:3]), ("B", WORKS[3:]))
)


def read(*parts: str) -> PlanDocument:
    return plan_of(items_of("\n\n".join(parts)), "plan.docx")


@pytest.mark.parametrize(
    "thin",
    [
        "Ref|What we will do\nX1|Keep the park open\nX2|Plant forty trees",
        "What we will do|Ward\nKeep the park open|East\nPlant forty trees|North",
        "Ref|What we will do|Cost\nX1|Keep the park open|£200\nX2|Plant forty trees|£900",
    ],
    ids=["nobody named", "no ref", "money alone"],
)
def test_a_thin_table_under_the_headings_of_the_plan_is_of_it_and_that_is_said(thin: str) -> None:
    plan = read(THEMES, thin)

    assert [action.title for action in plan.actions][-2:] == ["Keep the park open", "Plant forty trees"]
    assert len(plan.actions) == len(WORKS) + 2
    assert codes(plan)["plan_by_likeness"] == 1


@pytest.mark.parametrize(
    "thin",
    [
        "What we will do|Completed on\nKeep the park open|1 May 2026\nPlant forty trees|2 May 2026",
        "Ref|What we will do|Completed on\nX1|Keep the park open|1 May 2026\nX2|Plant forty trees|2 May 2026",
    ],
    ids=["no ref", "with refs"],
)
def test_a_table_of_what_is_done_already_is_of_the_plan(thin: str) -> None:
    plan = read(THEMES, thin)

    assert [action.title for action in plan.actions][-2:] == ["Keep the park open", "Plant forty trees"]
    assert len(plan.actions) == len(WORKS) + 2


@pytest.mark.parametrize(
    "other",
    [
        "Priority|Lead|Next review|RAG|Summary\nParks|Ann Lee|1 June 2026|Green|All is well.\n"
        "Roads|Bo Roe|2 June 2026|Red|The works are late.",
        "Park|Hectares|Visitors\nNorth|12|4,000\nSouth|3|900",
        "What people told us|How often\nThe park is closed too early|31\nThere are too few trees|12",
        "Date|Decision|Made by\n1 May 2026|To keep the depot open|Ann Lee\n2 May 2026|To buy the boat|Bo Roe",
    ],
    ids=["a summary of themes", "figures", "what was said", "decisions"],
)
def test_another_table_beside_the_plan_is_none(other: str) -> None:
    assert len(read(THEMES, other).actions) == len(read(other, THEMES).actions) == len(WORKS)


def test_a_list_above_the_plan_that_repeats_its_rows_adds_to_them() -> None:
    late = (
        "Ref|What we will do|Why it is late\nA2|Mend the bridge|The steel is late.\nB1|Count the swans|Fog."
    )
    plan = read(late, THEMES)

    assert [action.title for action in plan.actions] == list(WORKS)
    assert {note.text for action in plan.actions for note in action.notes} >= {"The steel is late.", "Fog."}


TWO_PLANS = """## Annex A: Homes improvement plan
Action|Lead|By|Status
Appoint a manager|Head of Homes|May 2026|On track
Check each file|HR Partner|June 2026|Complete
Visit each home|Lead Visitor|July 2026|On track

## Annex B: Peer review plan
What the peers said|Our answer and actions|Who will lead|Timescale
The data are thin|Agree twelve measures|Board Manager|May 2026
Help comes late|Refer people at once|Team Managers|June 2026
Nobody was asked|Ask each person what they want|Systems Manager|July 2026
"""


def test_a_second_plan_of_other_headings_is_said() -> None:
    plan = plan_in(TWO_PLANS.replace("|", "\t"))

    (problem,) = [each for each in plan.problems if each.code == "several_plans"]
    assert "“Annex A: Homes improvement plan” and below “Annex B: Peer review plan”" in problem.message
    assert len(plan.actions) == 6


def test_parts_of_one_plan_are_no_second_plan() -> None:
    plan = plan_in(TWO_PLANS.replace("Annex B: Peer review plan", "Money and people").replace("|", "\t"))

    assert "several_plans" not in codes(plan)
