"""In a real plan a date goes from an update's text to an approved change and into the next report."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from followthrough.rules.calendars import monthly
from followthrough.site.imports.operations import take_in
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.models import Plan, Post
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from tests.journeys.presses import press
from tests.journeys.test_monthly_round import send
from tests.site.cast import NOW, TODAY
from tests.site.imports.files import file_read

SHOTS = os.environ.get("SHOTS")
REF = "OC.B1.3"


@pytest.fixture
def plan(transactional_db, corpus, riverbank, alice, owen) -> Plan:
    """A real plan of 295 actions, agreed; Owen answers for the one whose update asks for a date."""
    (path,) = (corpus / "seeds").glob("002_*")
    read = file_read(path.read_bytes(), organisation=riverbank, by=alice, name=path.name)
    plan = take_in(read, title="Improvement plan", by=alice, at=NOW)
    approve_plan(plan, by=alice, at=NOW)
    post = Post.objects.get(ownerships__in=plan.actions.get(ref=REF).ownerships.filter(part="accountable"))
    appoint(post, user=owen, from_on=TODAY, by=alice, at=NOW)
    return plan


@pytest.fixture
def november(plan, alice) -> Round:
    """The round after the last one of the file, open."""
    return open_round(
        make_rounds(plan, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0], by=alice, at=NOW
    )


def shot(page: Page, name: str) -> None:
    if SHOTS:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def explain(page: Page) -> None:
    """Say why, and confirm what the change touches where the page asks for it."""
    page.get_by_label("Why it changes").select_option("Supplier or partner")
    page.get_by_label("Reason in words").fill("The trainer has no day before December.")
    press(page.get_by_role("button", name="Ask for this change"))


def test_a_date_goes_from_an_update_to_an_approved_change_and_into_the_next_report_and_another_is_refused(
    plan, november, new_page, sign_in, owen, alice, look_at, axe_clean
):
    action, changes = plan.actions.get(ref=REF), f"/plans/{plan.slug}/changes/"
    heading = f"{REF} {action.title}"
    page = new_page()
    sign_in(page, owen)
    look_at(page, action.get_absolute_url(), heading)
    shot(page, "cc-action")
    press(page.get_by_role("link", name="Ask for this change"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Move a date")
    expect(page.get_by_label("New due date")).to_have_value("December 2022")
    explain(page)
    expect(page.get_by_role("heading", name="What this touches")).to_be_visible()
    axe_clean(page)
    shot(page, "cc-touches")
    page.get_by_label("I have looked at what this touches").check()
    press(page.get_by_role("button", name="Ask for this change"))
    expect(page.get_by_text("CR 1 is requested.")).to_be_visible()
    look_at(page, f"{action.get_absolute_url()}change/", "What should change?")

    office = new_page()
    sign_in(office, alice)
    look_at(office, f"{changes}rules/", "Change control: rules and authority")
    look_at(office, changes, "Change requests")
    look_at(office, f"{changes}1/", f"Due date of {REF}")
    office.get_by_label("Approved", exact=True).check()
    hold_meeting(office)
    press(office.get_by_role("button", name="Record the decision"))
    expect(office.get_by_text("CR 1 is approved.")).to_be_visible()

    send_return_without_scripts(new_page(scripts=False), plan, sign_in, owen)
    look_at(office, f"{changes}agenda/", "Changes to decide")
    shot(office, "cc-agenda")
    office.get_by_label("Decision", exact=True).select_option("Refused")
    hold_meeting(office)
    press(office.get_by_role("button", name="Record these decisions"))
    expect(office.get_by_role("link", name="Say why it was refused.")).to_be_visible()
    axe_clean(office)
    office.get_by_label("What was decided, in words").fill("One later date is enough.")
    press(office.get_by_role("button", name="Record these decisions"))
    expect(office.get_by_text("CR 2 is refused.")).to_be_visible()

    look_at(office, f"{changes}log/", "Change log")
    shot(office, "cc-log")
    look_at(office, f"{changes}slipped/", "Slipped twice and more")
    look_at(page, action.get_absolute_url(), heading)
    expect(page.get_by_text("Decided by Improvement Board, 29 November 2022").first).to_be_visible()
    expect(page.get_by_text("The last update asks for another date.")).to_have_count(0)
    shot(page, "cc-after")

    publish_round(lock_round(november, by=alice, at=NOW), by=alice, at=NOW)
    office.goto(f"/plans/{plan.slug}/reports/")
    with office.expect_download() as download:
        office.locator("a[href$='cabinet.html']").click()
    page.set_content(download.value.path().read_text())
    rows = page.locator("tr", has_text=REF)
    expect(rows.filter(has_text="Approved")).to_contain_text("Improvement Board, 29 Nov 2022")
    expect(rows.filter(has_text="Approved")).to_contain_text("December 2022")
    expect(rows.filter(has_text="Refused")).to_contain_text("One later date is enough.")


def hold_meeting(office: Page) -> None:
    """Say which meeting decided, when, and where it is written down."""
    office.get_by_label("Who decided").fill("Improvement Board")
    office.get_by_label("On which day").fill("29 November 2022")
    office.get_by_label("Minute").fill("14")


def send_return_without_scripts(page: Page, plan: Plan, sign_in, owen) -> None:
    """Owen's return says a date later than the agreed one, and asks for that in the same breath."""
    number = plan.actions.get(ref=REF).number
    sign_in(page, owen)
    page.goto(f"/plans/{plan.slug}/rounds/2022-11/returns/{number}/")
    page.get_by_label("What has been done").first.fill("A trainer was found.")
    page.get_by_label("When will it be finished?").fill("June 2023")
    expect(page.get_by_label("Cause of the later date")).to_be_hidden()
    page.get_by_label("Ask to move the agreed date").check()
    page.get_by_label("Cause of the later date").select_option("Longer than estimated")
    page.get_by_label("What becomes of the measure of success").fill("Half of the officers instead of all.")
    page.get_by_role("radio", name="Significant").check()
    send(page)
    page.goto("/my-actions/")
    expect(page.get_by_text("CR 2")).to_be_visible()
