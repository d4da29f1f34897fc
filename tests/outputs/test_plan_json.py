"""The exchange form comes back as it went out."""

import json

import pytest
from pydantic import ValidationError

from followthrough.outputs.plan_json import from_json, to_json
from tests.outputs.plans import small_plan


def test_a_plan_comes_back_as_it_went():
    plan = small_plan()

    assert from_json(to_json(plan)) == plan


def test_the_same_plan_gives_the_same_text():
    assert to_json(small_plan()) == to_json(small_plan())


def test_the_text_says_its_format_and_keeps_letters_as_they_are():
    text = to_json(small_plan(title="Plan für Brünnen"))

    assert "Brünnen" in text
    assert {name: json.loads(text)[name] for name in ("format", "version")} == {
        "format": "followthrough-plan",
        "version": 1,
    }


def test_a_field_that_is_not_in_the_format_is_named():
    with pytest.raises(ValidationError, match="colour_of_paper"):
        from_json('{"title": "Plan", "colour_of_paper": "blue"}')
