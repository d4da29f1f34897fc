"""A date is asked for from an update's text and approved by a board; another change is refused."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from followthrough.plan.document import Action, Owner, PlanDocument, Update
from followthrough.plan.when import read_when
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.journeys.presses import press
from tests.site.cast import NOW

SHOTS = os.environ.get("SHOTS")
ACTION = "/plans/quays/actions/1/"


@pytest.fixture
def quays(riverbank, alice) -> Plan:
    """An agreed plan with a main action whose update asks for another date."""
    said = Update(period="2022-10", text="Divers are late. Change Control to change date to December.")
    action = Action(
        ref="Q1",
        kind="main",
        title="Mend the north quay",
        owners=[Owner(role="Lead", name="Harbour Master")],
        due=read_when("September 2022"),
        updates=[said],
    )
    plan = apply(PlanDocument(title="Quays", actions=[action]), organisation=riverbank, by=alice, at=NOW)
    approve_plan(plan, by=alice, at=NOW)
    return plan


def shot(page: Page, name: str) -> None:
    if SHOTS:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def explain(page: Page) -> None:
    """Say why, and confirm what the change touches where the page asks for it."""
    page.get_by_label("Why it changes").select_option("Supplier or partner")
    page.get_by_label("Reason in words").fill("The divers come in November.")
    press(page.get_by_role("button", name="Ask for this change"))


def test_a_date_goes_from_an_update_to_an_approved_change_and_another_is_refused(
    quays, new_page, sign_in, owen, alice, look_at, axe_clean
):
    page = new_page()
    sign_in(page, owen)
    look_at(page, ACTION, "Q1 Mend the north quay")
    shot(page, "cc-action")
    page.get_by_role("link", name="Ask for this change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Move a date")
    expect(page.get_by_label("New due date")).to_have_value("December 2022")
    explain(page)
    expect(page.get_by_role("heading", name="What this touches")).to_be_visible()
    axe_clean(page)
    shot(page, "cc-touches")
    page.get_by_label("I have looked at what this touches").check()
    press(page.get_by_role("button", name="Ask for this change"))
    expect(page.get_by_text("CR 1 is requested.")).to_be_visible()
    look_at(page, f"{ACTION}change/", "What should change?")
    page.get_by_role("link", name="Withdraw it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdraw it")
    explain(page)
    expect(page.get_by_text("CR 2 is requested.")).to_be_visible()

    office = new_page()
    sign_in(office, alice)
    look_at(office, "/plans/quays/changes/rules/", "Change control: rules and authority")
    look_at(office, "/plans/quays/changes/", "Change requests")
    look_at(office, "/plans/quays/changes/1/", "Due date of Q1")
    office.get_by_label("Approved", exact=True).check()
    office.get_by_label("Who decided").fill("Harbour Board")
    office.get_by_label("On which day").fill("29 November 2022")
    press(office.get_by_role("button", name="Record the decision"))
    expect(office.get_by_text("CR 1 is approved.")).to_be_visible()

    look_at(office, "/plans/quays/changes/agenda/", "Changes to decide")
    shot(office, "cc-agenda")
    office.get_by_label("Decision", exact=True).select_option("Refused")
    office.get_by_label("Who decided").fill("Harbour Board")
    office.get_by_label("On which day").fill("29 November 2022")
    press(office.get_by_role("button", name="Record these decisions"))
    expect(office.get_by_role("link", name="Say why it was refused.")).to_be_visible()
    axe_clean(office)
    office.get_by_label("What was decided, in words").fill("The quay is needed.")
    press(office.get_by_role("button", name="Record these decisions"))
    expect(office.get_by_text("CR 2 is refused.")).to_be_visible()

    look_at(office, "/plans/quays/changes/log/", "Change log")
    shot(office, "cc-log")
    look_at(office, "/plans/quays/changes/slipped/", "Slipped twice and more")
    look_at(page, ACTION, "Q1 Mend the north quay")
    expect(page.get_by_text("Decided by Harbour Board, 29 November 2022").first).to_be_visible()
    expect(page.get_by_text("The last update asks for another date.")).to_have_count(0)
    shot(page, "cc-after")
