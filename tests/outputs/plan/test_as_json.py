"""The exchange form comes back as it went out."""

import json

from followthrough.outputs.plan.as_json import to_json
from followthrough.plan.document import PlanDocument
from tests.outputs.plans import small_plan


def test_a_plan_comes_back_as_it_went():
    plan = small_plan()

    assert PlanDocument.model_validate_json(to_json(plan)) == plan


def test_the_same_plan_gives_the_same_text():
    assert to_json(small_plan()) == to_json(small_plan())


def test_the_text_says_its_format_and_keeps_letters_as_they_are():
    text = to_json(small_plan(title="Plan für Brünnen"))

    assert "Brünnen" in text
    assert {name: json.loads(text)[name] for name in ("format", "version")} == {
        "format": "followthrough-plan",
        "version": 1,
    }
