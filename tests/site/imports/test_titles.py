"""What a plan is called whose file gives it no title."""

from datetime import date

import pytest

from followthrough.plan.document import Action, PlanDocument
from followthrough.site.imports.titles import title_of

PLAN = PlanDocument(actions=[Action(title="Mend"), Action(title="Lend")])
PLAIN = "Action plan, 2 actions, added 29 November 2026"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("000_55b92a3631321dd8.txt", PLAIN),
        ("highways improvement-plan_v2.docx", "Highways improvement plan"),
        ("plan.xlsx", PLAIN),
        ("2026-11-29.csv", PLAIN),
        ("", PLAIN),
    ],
)
def test_a_plan_without_a_title_is_named_by_words_or_by_its_size(name, title):
    assert title_of(PLAN, name=name, day=date(2026, 11, 29)) == title


def test_a_title_of_its_own_stays():
    named = PLAN.model_copy(update={"title": "Ponds"})

    assert title_of(named, name="roads and bridges.docx", day=date(2026, 11, 29)) == "Ponds"
