"""The page of a comparison in a real browser: no accessibility fault, and no sideways scrolling."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from followthrough.compare import compare
from followthrough.outputs.compare.as_html import render
from tests.compare.plans import action, plan, update
from tests.journeys.keys import follow_next_link
from tests.outputs.compare_plans import COMPARISON

WORDS = "Antidisestablishmentarianism-and-floccinaucinihilipilification " * 3


def large_page() -> str:
    old = [action(f"LONG.REF.{n}", f"{WORDS} {n}", update(WORDS)) for n in range(40)]
    new = [
        action(f"LONG.REF.{n}", f"{WORDS} {n}", update(f"{WORDS} done"), due="May 2027") for n in range(45)
    ]
    return render(compare(plan(*old), plan(*new)))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page_of", [lambda: render(COMPARISON), large_page], ids=["small", "large"])
def test_the_page_has_no_accessibility_fault(browser, tmp_path: Path, width: int, page_of) -> None:
    file = tmp_path / "compare.html"
    file.write_text(page_of(), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())

    assert page.get_by_role("heading", name="Action by action").is_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_reader_without_a_mouse_or_script_gets_from_number_to_action(browser, tmp_path: Path) -> None:
    file = tmp_path / "compare.html"
    file.write_text(render(COMPARISON), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())

    follow_next_link(page, to="main")
    follow_next_link(page, to="status")
    follow_next_link(page, to="action-2")
    context.close()


def test_unchanged_actions_unfold_without_script(browser, tmp_path: Path) -> None:
    file = tmp_path / "compare.html"
    file.write_text(render(COMPARISON), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())

    assert not page.get_by_text("Close the old depot").is_visible()
    page.get_by_text("Show 1 action").click()
    assert page.get_by_text("Close the old depot").is_visible()
    context.close()
