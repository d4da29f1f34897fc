"""A plan is taken out of the site, and its web page has no fault in a browser, wide and narrow."""

from pathlib import Path

import pytest

from followthrough.demonstration import committee_paper_path
from followthrough.intake.read import read_file
from followthrough.outputs.plan.as_html import to_html
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


@pytest.fixture
def library(transactional_db, riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_plan_is_downloaded_from_its_overview(scripts, new_page, sign_in, library, rita):
    page = new_page(scripts=scripts)
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/")

    with page.expect_download() as coming:
        page.get_by_role("link", name="PDF").click()

    assert coming.value.suggested_filename == f"{library.slug}.pdf"
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "plan_of", [library_plan, lambda: read_file(committee_paper_path())], ids=["small", "demonstration"]
)
def test_the_page_of_a_plan_has_no_accessibility_fault(width, plan_of, browser, tmp_path, axe_clean):
    file = tmp_path / "plan.html"
    file.write_bytes(to_html(plan_of()))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())

    assert page.get_by_role("heading", level=1).is_visible()
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
