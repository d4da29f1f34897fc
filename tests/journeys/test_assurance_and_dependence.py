"""An assurance action is missed and caught up; what slips shows on what waits for it; a risk is kept."""

import pytest
from playwright.sync_api import expect

from followthrough.rules.calendars import monthly
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.operations import make_rounds, open_round
from tests.journeys.presses import press
from tests.site.assurance.conftest import AGREED_AT, checks_plan
from tests.site.cast import NOW, TODAY
from tests.site.register.test_dependence import works_plan


def agreed(document, organisation, by) -> Plan:
    plan = apply(document, organisation=organisation, by=by, at=NOW)
    plan.state, plan.approved_at, plan.approved_by = Plan.State.APPROVED, AGREED_AT, by
    plan.first_round_at = AGREED_AT
    plan.save()
    return plan


@pytest.fixture
def controls(transactional_db, riverbank, alice) -> Plan:
    return agreed(checks_plan(), riverbank, alice)


@pytest.fixture
def works(transactional_db, riverbank, alice) -> Plan:
    return agreed(works_plan(), riverbank, alice)


def test_an_assurance_action_is_missed_and_caught_up(page, sign_in, alice, controls, look_at, axe_clean):
    sign_in(page, alice)
    page.goto("/")
    expect(page.get_by_text("Assurance action was missed")).to_be_visible()
    press(page.get_by_role("link", name="See it", exact=True))
    expect(page.get_by_role("heading", name="When it falls due")).to_be_visible()
    axe_clean(page)

    press(page.get_by_role("link", name="due 30 September 2022"))
    expect(page.get_by_role("heading", name="What falls due on 30 September 2022")).to_be_visible()
    press(page.get_by_role("button", name="Record it"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe_clean(page)
    page.get_by_label("It was done", exact=True).check()
    page.get_by_label("The day it was done").fill("3 November 2022")
    page.get_by_label("Reasonable").check()
    page.get_by_label("What shows it, or why it was missed").fill("Six people can, all named.")
    press(page.get_by_role("button", name="Record it"))

    expect(page.get_by_text("Recorded what fell due on 30 September 2022.")).to_be_visible()
    expect(page.get_by_text("Done late")).to_be_visible()
    look_at(page, f"/plans/{controls.slug}/assurance/", "Assurance actions")
    expect(page.get_by_text("None was missed the last time.")).to_be_visible()
    look_at(page, f"/plans/{controls.slug}/actions/1/assurance/rhythm/", "How often does it fall due?")
    look_at(page, f"/plans/{controls.slug}/actions/1/assurance/end/", "Who decided that it ends?")
    look_at(page, "/assurance/levels/", "Your words for levels of assurance")
    look_at(page, "/calendar/", "What falls due, in your calendar")
    press(page.get_by_role("button", name="Make an address"))
    expect(page.get_by_text(".ics")).to_be_visible()
    axe_clean(page)


def test_a_predecessor_slips_and_what_waits_for_it_shows_it(page, sign_in, alice, works, look_at, axe_clean):
    sign_in(page, alice)
    look_at(page, f"/plans/{works.slug}/dependencies/", "Dependencies")
    expect(page.locator(".drawing__finding")).to_have_text(
        "2 actions wait for 2 others; 1 of these links is at risk."
    )
    press(page.get_by_role("link", name="1 at risk"))
    expect(page.get_by_text("Showing 1 of 2.")).to_be_visible()

    look_at(page, f"/plans/{works.slug}/actions/1/", "W1 Action W1")
    expect(page.get_by_text("Its slippage puts at risk what waits for it")).to_be_visible()
    expect(page.locator(".verdict .tag--med")).to_be_visible()

    page.goto(f"/plans/{works.slug}/actions/1/edit/links/")
    page.get_by_label("Ref of link 1").fill("W3")
    page.get_by_label("Words of link 1").fill("after W3")
    page.get_by_label("Reason").fill("Somebody asked.")
    press(page.get_by_role("button", name="Save"))
    expect(page.locator(".govuk-error-summary")).to_contain_text("W1 waits for W3, W3 waits for W2")
    axe_clean(page)


def test_an_owners_later_date_is_called_medium_since_it_leaves_what_waits_no_room(
    page, sign_in, alice, owen, riverbank, transactional_db, look_at, axe_clean
):
    document = works_plan()
    document.actions[0].updates[0].forecast = None
    works = agreed(document, riverbank, alice)
    appoint(riverbank.posts.get(name="Head of Works"), user=owen, from_on=TODAY, by=None, at=NOW)
    open_round(make_rounds(works, days=monthly("2022-12", "2022-12"), by=alice, at=NOW)[0], by=alice, at=NOW)
    sign_in(page, owen)
    look_at(page, f"/plans/{works.slug}/dependencies/", "Dependencies")
    expect(page.locator(".drawing__finding")).to_have_text("2 actions wait for 2 others; none is at risk.")

    page.goto(works.rounds.get(period="2022-12").returns.get(action__ref="W1").get_absolute_url())
    page.get_by_label("What has been done since").fill("The ground was softer than surveyed.")
    page.get_by_label("When will it be finished?").fill("12 January 2023")
    page.get_by_label("What comes next").focus()
    expect(page.locator("#implied")).to_contain_text("Medium")
    axe_clean(page)
    page.get_by_label("Medium", exact=True).check()
    press(page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("heading", level=1)).not_to_have_text("W1 Action W1")

    look_at(page, f"/plans/{works.slug}/dependencies/", "Dependencies")
    expect(page.locator(".drawing__finding")).to_contain_text("1 of these links is at risk")
    look_at(page, f"/plans/{works.slug}/actions/2/", "W2 Action W2")
    expect(page.get_by_role("heading", name="Dependencies")).to_be_visible()
    expect(page.locator(".drawing")).to_contain_text("at risk")


def test_a_risk_is_written_down_scored_and_found_in_the_matrix(
    page, sign_in, alice, works, look_at, axe_clean
):
    sign_in(page, alice)
    look_at(page, f"/plans/{works.slug}/risks/", "Risks")
    press(page.get_by_role("link", name="Add a risk"))
    expect(page.get_by_role("heading", name="Add a risk")).to_be_visible()
    axe_clean(page)
    page.get_by_label("Risk", exact=True).fill("The ground is softer than surveyed")
    page.get_by_label("Actions that reduce it").fill("W1")
    press(page.get_by_role("button", name="Add it"))

    expect(page.get_by_role("heading", name="Score R1")).to_be_visible()
    axe_clean(page)
    page.get_by_label("Current: financial impact").select_option("4")
    page.get_by_label("Current: likelihood").select_option("3")
    press(page.get_by_role("button", name="Save the scores"))
    expect(page.get_by_text("Financial sets the impact.")).to_be_visible()

    look_at(page, f"/plans/{works.slug}/risks/", "Risks")
    press(page.locator(".matrix a"))
    expect(page.get_by_text("Showing 1 of 1.")).to_be_visible()
    look_at(page, f"/plans/{works.slug}/risks/1/", "R1 The ground is softer than surveyed")
    look_at(page, "/risk-matrix/", "Your risk matrix")
    look_at(page, f"/plans/{works.slug}/actions/1/risk/", "Score the risk of W1")
