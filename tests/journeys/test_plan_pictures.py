"""Somebody looks at the pictures of a plan that has had rounds: wide, narrow, printed, and as tables."""

import pytest
from playwright.sync_api import expect

from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


@pytest.fixture
def library(transactional_db, riverbank, alice) -> Plan:
    """The library plan with the rounds of September and October 2022."""
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    rounds_from_periods(plan, by=alice, at=NOW)
    return plan


def test_the_pages_with_pictures_are_accessible_wide_and_narrow(page, sign_in, look_at, library, rita):
    sign_in(page, rita)
    look_at(page, f"/plans/{library.slug}/", "Library recovery plan")
    look_at(page, f"/plans/{library.slug}/timeline/", "Timeline")
    look_at(page, f"/plans/{library.slug}/timeline/?late=on", "Timeline")


def test_each_picture_is_there_once_for_the_width_and_the_wide_one_in_print(page, sign_in, library, rita):
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/")
    wide, narrow = page.locator(".drawing__wide svg"), page.locator(".drawing__narrow svg")

    expect(page.get_by_role("img")).to_have_count(4)
    expect(narrow.first).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 900})
    expect(page.get_by_role("img")).to_have_count(4)
    expect(wide.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(wide.first).to_be_visible()
    expect(narrow.first).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_table_beside_a_picture_leads_to_the_actions_that_it_counts(
    scripts, new_page, sign_in, library, rita
):
    page = new_page(scripts=scripts)
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/")
    page.get_by_text("The same as a table").first.click()
    page.locator("details[open] td[data-label='Finished'] a").first.click()

    expect(page.get_by_role("main")).to_contain_text("Agree opening hours with each parish")
