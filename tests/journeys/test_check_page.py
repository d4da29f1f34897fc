"""The page of a check in a real browser: no accessibility fault, and no sideways scrolling."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from followthrough.challenge import RULES, check
from followthrough.outputs.check.as_html import render
from tests.challenge.plans import DAY, KEY, action, plan, update
from tests.journeys.keys import follow_next_link
from tests.outputs.check_plans import DAY as SMALL_DAY
from tests.outputs.check_plans import FINDINGS, PLAN

MARKER = "Action by action, worst first"


def large_page() -> str:
    words = "Antidisestablishmentarianism-and-floccinaucinihilipilification " * 3
    many = [
        action(
            update("On plan", words), ref=f"LONG.REF.{n}", due="May 2026", title=words, theme=f"Theme {n % 5}"
        )
        for n in range(40)
    ]
    document = plan(*many, scheme=KEY)
    return render(document, check(document, DAY), DAY)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "page_of", [lambda: render(PLAN, FINDINGS, SMALL_DAY), large_page], ids=["small", "large"]
)
def test_the_page_has_no_accessibility_fault(browser, tmp_path: Path, width: int, page_of) -> None:
    file = tmp_path / "check.html"
    file.write_text(page_of(), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())

    assert page.get_by_role("heading", name=MARKER).is_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_reader_without_a_mouse_or_script_gets_from_question_to_action(browser, tmp_path: Path) -> None:
    file = tmp_path / "check.html"
    file.write_text(render(PLAN, FINDINGS, SMALL_DAY), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())

    follow_next_link(page, to="main")
    follow_next_link(page, to=f"rule-{RULES[0].code}")
    follow_next_link(page, to="action-1")
    context.close()
