"""Somebody reads a plan: its overview, its register under filters, an action, the checks."""

import re

import pytest
from playwright.sync_api import expect

from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


@pytest.fixture
def library(transactional_db, riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_number_leads_to_its_list_the_list_to_an_action_and_back_to_the_list(
    scripts, new_page, sign_in, library, rita
):
    page = new_page(scripts=scripts)
    sign_in(page, rita)
    page.goto("/plans/")
    press(page.get_by_role("link", name="Library recovery plan"))
    press(page.get_by_role("link", name="1 is past its agreed date"))
    expect(page.locator("main strong").first).to_have_text("1 of 5 actions")
    press(page.get_by_role("link", name="Actions", exact=True))
    page.goto(f"{page.url}?only=overdue")
    expect(page.locator("#count strong")).to_have_text("1 of 6 actions")

    press(page.get_by_role("link", name="L1.1"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Survey the roofs")
    press(page.get_by_role("link", name="Actions, as you filtered them"))
    expect(page).to_have_url(re.compile(r"\?only=overdue$"))

    press(page.get_by_role("link", name=re.compile("Overdue ?, take off")))
    expect(page.locator("#count strong")).to_have_text("6 actions")


def test_filters_are_combined_on_a_narrow_screen(new_page, sign_in, library, rita):
    page = new_page(width=320)
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/actions/")
    page.get_by_text("Filter, sort and columns").click()
    page.get_by_label("Theme").and_(page.locator("select")).select_option("Buildings")
    page.get_by_label("Words in any text").fill("roof")
    page.get_by_label("Sort by").select_option("Due, latest first")
    press(page.get_by_role("button", name="Show"))

    expect(page.locator("#count strong")).to_have_text("3 of 6 actions")
    expect(page.locator("tbody .register__ref").first).to_have_text("L1.0")
    expect(page.locator("a.chip")).to_have_count(2)


def test_every_page_of_a_plan_is_accessible_wide_and_narrow(page, sign_in, look_at, library, alice):
    sign_in(page, alice)
    place = f"/plans/{library.slug}/"
    look_at(page, "/plans/", "Plans")
    look_at(page, place, "Overview")
    look_at(page, f"{place}figures/?of=open", "Actions of the overview")
    look_at(page, f"{place}actions/", "Actions")
    look_at(page, f"{place}actions/?only=overdue&sort=-due", "Actions")
    look_at(page, f"{place}actions/?q=nothing+like+it", "Actions")
    look_at(page, f"{place}actions/2/", "L1.1 Survey the roofs of all nine branches")
    look_at(page, f"{place}actions/5/", "L3.0 Ask readers what they miss")
    look_at(page, f"{place}timeline/", "Timeline")
    look_at(page, f"{place}reports/", "Reports")
    look_at(page, f"{place}checks/", "Checks")
    look_at(page, f"{place}checks/?rule=no_owner", "Checks")
    look_at(page, f"{place}about/", "About this plan")


def test_the_open_filter_panel_is_accessible(page, sign_in, axe_clean, library, rita):
    sign_in(page, rita)
    page.goto(f"/plans/{library.slug}/actions/")
    page.get_by_text("Filter, sort and columns").click()
    expect(page.get_by_label("Owner", exact=True)).to_be_visible()

    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_list_is_narrowed_kept_under_a_name_and_taken_away_as_a_file(
    new_page, sign_in, axe_clean, library, alice
):
    page = new_page()
    sign_in(page, alice)
    page.goto("/plans/")
    page.get_by_label("Search the actions of all plans").fill("roof survey")
    press(page.get_by_role("button", name="Search"))
    expect(page.locator("#count strong")).to_have_text("1 action")
    axe_clean(page)
    press(page.get_by_role("link", name="Library recovery plan"))

    page.get_by_text("Filter, sort and columns").click()
    page.get_by_label("Words in any text").fill("")
    page.get_by_label("Due up to").fill("December 2022")
    expect(page.get_by_label("Status", exact=True)).to_be_checked()
    page.get_by_label("Forecast", exact=True).check()
    for shown in ("Owners", "Due", "Latest update"):
        page.get_by_label(shown, exact=True).uncheck()
    press(page.get_by_role("button", name="Show"))
    expect(page.locator("#count strong")).to_have_text("2 of 6 actions")
    expect(page.get_by_role("columnheader")).to_contain_text(["Ref", "Action", "Forecast", "Status"])

    page.get_by_text("Save this view, or remove one").click()
    page.get_by_label("Name of this view").fill("Due this year")
    page.get_by_label("Offer it to everybody").check()
    axe_clean(page)
    press(page.get_by_role("button", name="Save view"))
    press(page.get_by_role("link", name="All actions"))
    press(page.get_by_role("link", name="Due this year"))
    expect(page.locator("#count strong")).to_have_text("2 of 6 actions")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text("utf-8-sig").splitlines()[0] == "Ref,Action,Forecast,Status"
