"""The programme office writes a plan by hand: actions, owners, holders of posts, approval, archive."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from followthrough.site.register.models import Plan
from tests.journeys.presses import press

SHOTS = os.environ.get("SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def roads(page, sign_in, alice) -> Page:
    """A plan made by hand with one action, its page open."""
    sign_in(page, alice)
    page.goto("/plans/")
    press(page.get_by_role("link", name="Make a plan by hand"))
    page.get_by_label("Title of the plan").fill("Roads")
    press(page.get_by_role("button", name="Make the plan"))
    add_action(page, "R1", "Fill the holes", "Spring 2023")
    return page


def add_action(page: Page, ref: str, wording: str, due: str) -> None:
    page.goto("/plans/roads/edit/add/")
    page.get_by_label("Wording").fill(wording)
    page.get_by_label("Ref", exact=True).fill(ref)
    page.get_by_label("Due").fill(due)
    page.get_by_label("Accountable").fill("Head of Roads")
    press(page.get_by_role("button", name="Add the action"))


def test_an_action_is_written_and_its_parts_edited(roads, look_at, axe_clean):
    page = roads
    expect(page.get_by_text("We read the due date as March to May 2023.")).to_be_visible()
    shot(page, "action")
    look_at(page, "/plans/roads/edit/add/", "Add an action")
    shot(page, "add")
    press(page.get_by_role("button", name="Add the action"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe_clean(page)

    look_at(page, "/plans/roads/actions/1/edit/facts/", "Wording, dates and tags")
    page.get_by_label("Tags").fill("winter, holes")
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("holes, winter", exact=True)).to_be_visible()
    look_at(page, "/plans/roads/actions/1/edit/measures/", "Measures of success")
    page.get_by_label("Measure 1", exact=True).fill("Holes left")
    page.get_by_label("Baseline of measure 1").fill("40")
    shot(page, "measures")
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Baseline 40", exact=True)).to_be_visible()
    for part, heading in (
        ("owners", "Owners"),
        ("place", "Where it stands"),
        ("links", "Links to other actions"),
    ):
        look_at(page, f"/plans/roads/actions/1/edit/{part}/", heading)
        shot(page, part)


def test_the_plan_is_approved_and_then_wants_a_reason(roads, look_at, axe_clean):
    page = roads
    look_at(page, "/plans/roads/edit/", "Edit this plan")
    shot(page, "edit")
    press(page.get_by_role("link", name="Theme and workstream"))
    page.get_by_label("Add a theme").fill("Winter")
    page.get_by_label("Add a theme").press("Enter")
    expect(page.get_by_label("Theme 1")).to_have_value("Winter")
    look_at(page, "/plans/roads/edit/themes/", "Theme and workstream")
    shot(page, "themes")
    look_at(page, "/plans/roads/edit/statuses/", "Statuses")
    shot(page, "statuses")
    page.get_by_label("Words of status 1", exact=True).fill("Going well")
    press(page.get_by_role("button", name="Save"))
    look_at(page, "/plans/roads/edit/recommendations/", "Recommendations")
    page.goto("/plans/roads/edit/")
    look_at(page, "/plans/roads/edit/settings/", "Settings of this plan")
    page.get_by_label("A director lead approves each return").check()
    page.get_by_label("What you call a theme").fill("Priority")
    shot(page, "settings")
    press(page.get_by_role("button", name="Save"))
    press(page.get_by_role("link", name="Agree the plan").first)
    look_at(page, "/plans/roads/edit/approve/", "Is this plan agreed?")
    press(page.get_by_role("button", name="Agree the plan"))

    page.goto("/plans/roads/actions/1/edit/facts/")
    page.get_by_label("Due").fill("July 2023")
    press(page.get_by_role("button", name="Save"))
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why this changes.")
    axe_clean(page)
    page.get_by_label("Reason").fill("The winter was long.")
    press(page.get_by_role("button", name="Save"))

    look_at(page, "/plans/roads/actions/1/", "R1 Fill the holes")
    expect(page.get_by_role("row", name="First agreed Spring 2023")).to_be_visible()
    shot(page, "approved-action")
    plan = Plan.objects.get(slug="roads")
    assert (plan.approval_wanted, plan.level_words) == (True, {"theme": "Priority"})


def test_somebody_holds_a_post_and_leaves_it(roads, look_at, axe_clean, owen):
    page = roads
    look_at(page, "/posts/", "Posts")
    shot(page, "posts")
    press(page.get_by_role("link", name="Head of Roads"))
    page.get_by_label("Who holds this post?").select_option(label="Owen (Update owner)")
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Still holds it")).to_be_visible()
    axe_clean(page)
    shot(page, "post")
    press(page.get_by_role("link", name="End of Owen"))
    page.get_by_label("Last day").fill("31 December 2022")
    axe_clean(page)
    press(page.get_by_role("button", name="Save"))

    expect(page.get_by_role("cell", name="31 December 2022")).to_be_visible()


def test_several_actions_are_looked_over_and_changed_and_one_archived(roads, look_at, axe_clean):
    page = roads
    add_action(page, "R2", "Grit the lanes", "December 2022")
    look_at(page, "/plans/roads/edit/several/", "Edit several actions")
    page.get_by_label("All 2 below").check()
    page.get_by_label("Are to be").fill("Streets Manager")
    page.get_by_label("Reason").fill("Posts were renamed.")
    shot(page, "several")
    press(page.get_by_role("button", name="See what would change"))
    expect(page.get_by_text("2 actions would change.")).to_be_visible()
    axe_clean(page)
    shot(page, "preview")
    press(page.get_by_role("button", name="Save these changes"))
    expect(page.get_by_text("2 actions changed.")).to_be_visible()

    look_at(page, "/plans/roads/actions/2/archive/", "Archive this action?")
    page.get_by_label("Reason").fill("Written twice.")
    shot(page, "archive")
    press(page.get_by_role("button", name="Archive it"))
    axe_clean(page)
    look_at(page, "/plans/roads/archived/", "Archived actions")
    shot(page, "archived")
    press(page.get_by_role("link", name="Put back R2"))
    page.get_by_label("Reason").fill("It was not.")
    press(page.get_by_role("button", name="Put it back"))
    expect(page.get_by_text("is in the plan again")).to_be_visible()


def test_a_plan_is_written_without_scripts_on_a_narrow_page(new_page, sign_in, alice):
    page = new_page(width=320, scripts=False)
    sign_in(page, alice)
    page.goto("/new-plan/")
    page.get_by_label("Title of the plan").fill("Roads")
    press(page.get_by_role("button", name="Make the plan"))
    add_action(page, "R1", "Fill the holes", "TBC")

    expect(page.get_by_role("heading", level=1)).to_have_text("R1 Fill the holes")
