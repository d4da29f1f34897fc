"""Somebody looks at the overview and the timeline of a plan that has had rounds: wide, narrow and printed."""

import pytest
from playwright.sync_api import expect

from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.journeys.presses import press
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
    look_at(page, f"/plans/{library.slug}/", "Overview")
    look_at(page, f"/plans/{library.slug}/timeline/", "Timeline")
    look_at(page, f"/plans/{library.slug}/timeline/?late=on", "Timeline")


def test_the_picture_of_dates_is_there_once_for_the_width_and_the_wide_one_in_print(
    page, sign_in, library, rita
):
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/timeline/")
    wide, narrow = page.locator(".drawing__wide svg"), page.locator(".drawing__narrow svg")

    expect(page.get_by_role("img")).to_have_count(1)
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 900})
    expect(page.get_by_role("img")).to_have_count(1)
    expect(wide).to_be_hidden()
    expect(narrow).to_be_visible()
    page.emulate_media(media="print")
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_table_beside_the_picture_of_dates_leads_to_the_actions_that_it_draws(
    scripts, new_page, sign_in, library, rita
):
    page = new_page(scripts=scripts)
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/timeline/")
    page.get_by_text("The same as a table").click()
    press(page.get_by_role("table", name="The dates of these actions").get_by_role("link").first)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Survey the roofs of all nine branches")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_each_number_of_the_themes_leads_to_a_list_of_so_many_actions(
    scripts, new_page, sign_in, library, rita
):
    page = new_page(scripts=scripts)
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/")
    table = page.get_by_role("table", name="Rated actions by theme and status")
    numbers = [(each.inner_text(), each.get_attribute("href")) for each in table.locator("td a").all()]
    themes = [
        (row.locator(".status-rows__all").inner_text(), row.get_by_role("link").first.get_attribute("href"))
        for row in table.locator("tbody tr").all()
    ]
    assert [number for number, _ in themes] == ["3", "2"]
    assert len(numbers) == 9

    for number, address in [*themes, *numbers]:
        page.goto(address)
        expect(page.get_by_role("main").locator("tbody tr")).to_have_count(int(number))
