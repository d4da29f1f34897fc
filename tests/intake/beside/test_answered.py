"""What a plan answers is told by its form: numbers that the plan refers to, beside words."""

import pytest

from followthrough.intake.read import plan_of
from followthrough.plan.document import PlanDocument
from tests.intake.readings import codes
from tests.intake.tables_of_rows import items_of

SAID = (
    "Members’ interests should be open to all.",
    "A policy for reserves should be adopted.",
    "Every chair should be trained before they serve.",
)
REFERS = ["R1", "R2", "R3", "R1"]
STEPS = ("Publish the register", "Agree a rule for reserves", "Train every chair", "Write a guide")
REST = "Ann Lee|{0} June 2026"


def asked(heads: str, numbers: list[str], more: str = "") -> str:
    return "\n".join([heads, *(f"{n}|{text}{more}" for n, text in zip(numbers, SAID, strict=True))])


def plan(heads: str, refers: list[str], ref: str = "") -> str:
    rows = (
        f"{ref and f'{ref}{at}|'}{step}|{number}|{REST.format(at)}"
        for at, (step, number) in enumerate(zip(STEPS, refers, strict=True), 1)
    )
    return "\n".join([heads, *rows])


def read(text: str) -> PlanDocument:
    return plan_of(items_of(text), "plan.docx")


OWN = plan("Ref|Action|Answers|Lead|By when", REFERS, "A")


@pytest.mark.parametrize(
    "text",
    [
        f"{asked('No|What the inspectors asked for|Our answer', REFERS[:3], '|Agreed')}\n\n{OWN}",
        f"{OWN}\n\n{asked('Ref|What they said', REFERS[:3])}",
        f"{asked('Paragraph|Shortcoming|Grade', REFERS[:3], '|High')}\n\n"
        + plan("Action|Shortcoming|Lead|By when", REFERS),
        "\n".join(f"Recommendation {n}: {text}" for n, text in zip(REFERS[:3], SAID, strict=True))
        + f"\n\n{OWN}",
    ],
    ids=["own words above", "below the plan", "the plan has no other ref", "in lines"],
)
def test_what_a_plan_refers_to_by_number_is_what_it_answers(text: str) -> None:
    plan = read(text)

    assert [(each.id, each.text) for each in plan.recommendations] == list(zip(REFERS, SAID, strict=False))
    assert [action.title for action in plan.actions] == list(STEPS)
    assert [action.answers for action in plan.actions] == [[number] for number in REFERS]
    assert "double_ref" not in codes(plan)


def test_a_numbered_list_is_answered_where_the_plan_says_so() -> None:
    lines = "\n".join(f"{at}. {text}" for at, text in enumerate(SAID, 1))
    plan_text = plan("Action|Recommendation|Lead|By when", ["1", "2", "3", "1"])

    answers = [action.answers for action in read(f"{lines}\n\n{plan_text}").actions]

    assert answers == [["1"], ["2"], ["3"], ["1"]]


@pytest.mark.parametrize(
    "text",
    [
        f"{asked('No|Risk|Score', REFERS[:3], '|12')}\n\n" + plan("Action|Risk|Lead|By when", REFERS),
        f"{asked('No|Objective', ['1', '2', '3'])}\n\n"
        + plan("Action|Objective|Lead|By when", ["1", "2", "3", "1"]),
        f"{asked('Ref|What it is about', ['A1', 'A2', 'A3'])}\n\n"
        "Ref|Action|Lead|By when\nA1|Publish it|Ann Lee|1 June 2026\nA2|Agree it|Bo Roe|2 June 2026",
        "\n".join(f"{at}. {text}" for at, text in enumerate(SAID, 1)) + f"\n\n{OWN}",
        asked("No|What the inspectors asked for", REFERS[:3])
        + "\n\nAction|Lead\nPublish it|Ann Lee\nAgree it|Bo Roe",
    ],
    ids=["risks", "objectives", "its own numbers", "a list that nothing refers to", "no numbers in the plan"],
)
def test_other_lists_are_not_what_is_answered(text: str) -> None:
    assert read(text).recommendations == []
