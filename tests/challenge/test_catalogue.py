"""Every rule has a page, and every page says where its rule comes from."""

import pytest

from followthrough.challenge import RULES
from followthrough.challenge.rule import Rule
from tests.conftest import PROJECT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_of_a_rule_tells_its_question_and_its_source(rule: Rule) -> None:
    page = (PROJECT / rule.page).read_text(encoding="utf-8")

    assert page.startswith(f"# {rule.title}\n")
    assert "**It asks:**" in page
    assert rule.source.url in page


def test_codes_are_given_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_headline_counts(rule: Rule) -> None:
    assert rule.headline(1).startswith("1 ")
    assert rule.headline(12).startswith("12 ")
