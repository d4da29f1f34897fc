"""The page of a check: self-contained, escaped, every number leading to its list."""

import re

from followthrough.challenge.finding import finding_about_plan
from followthrough.outputs.check.as_html import render
from followthrough.plan.document import PlanDocument
from tests.outputs.check_plans import DAY, FINDINGS, PLAN
from tests.outputs.page.test_markup import Reader

PAGE = render(PLAN, FINDINGS, DAY)
READ = Reader(PAGE)


def test_the_answer_and_the_day_are_on_the_page() -> None:
    assert "4 actions, 2 workstreams, 1 period. 2 actions need an answer." in READ.text
    assert "As at 31 October 2026" in READ.text


def test_nothing_is_fetched_and_nothing_runs() -> None:
    assert not set(READ.tags) & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for name, _ in READ.attributes if name in ("src", "style") or name.startswith("on")]
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_words_of_the_plan_are_escaped() -> None:
    assert "<script>" not in PAGE
    assert "<script>alert(1)</script>" in READ.text
    assert "Train members <all> & staff" in READ.text


def test_every_link_on_the_page_leads_somewhere() -> None:
    ids = [value for name, value in READ.attributes if name == "id"]
    targets = {value[1:] for name, value in READ.attributes if name == "href" and value and value[0] == "#"}

    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert {"rule-update_copied", "action-1", "main", "owner"} <= targets


def test_each_finding_stands_with_its_words_and_what_would_settle_it() -> None:
    for finding in FINDINGS:
        assert finding.message in READ.text
        assert finding.quote in READ.text
    assert READ.text.count("To clear this: A new date.") == len(FINDINGS)


def test_a_rule_tells_where_it_comes_from() -> None:
    assert re.search(r"Where it comes from: Residents asked .*Source", READ.text)


def test_a_plan_with_nothing_to_ask_says_what_that_means() -> None:
    page = render(PlanDocument(), [], DAY)

    assert "None of our checks found anything to ask about." in page


def test_a_check_that_failed_is_shown_too() -> None:
    failed = finding_about_plan(PLAN, code="rule_failed", severity="note", message="It failed.")

    assert "It failed." in render(PLAN, [failed], DAY)
