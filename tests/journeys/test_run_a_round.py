"""The programme office runs a round by its pages: a calendar, the control page, lock, publication."""

import pytest
from playwright.sync_api import expect

from followthrough.rules.calendars import monthly
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.answers import send


@pytest.fixture
def library(transactional_db, riverbank, alice) -> Plan:
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    rounds_from_periods(plan, by=alice, at=NOW)
    return plan


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_office_goes_from_a_calendar_to_a_publication_and_back(
    scripts, new_page, sign_in, library, alice, owen
):
    page = new_page(scripts=scripts)
    sign_in(page, alice)
    page.goto("/rounds/")
    press(page.get_by_role("link", name="Make rounds of Library recovery plan"))
    page.get_by_label("Every month").check()
    press(page.get_by_role("button", name="Continue"))
    page.get_by_label("First month").fill("November 2022")
    page.get_by_label("Last month").fill("Dec 2022")
    press(page.get_by_role("button", name="Show the days"))
    expect(page.get_by_role("cell", name="Friday 2 December 2022")).to_be_visible()
    press(page.get_by_role("button", name="Make these rounds"))
    expect(page.get_by_text("2 rounds made.")).to_be_visible()

    press(page.get_by_role("link", name="November 2022", exact=True))
    press(page.get_by_role("button", name="Open the round"))
    expect(page.get_by_text("It asks for 4 returns")).to_be_visible()
    expect(page.get_by_role("link", name="Name them now")).to_be_visible()
    press(page.get_by_role("button", name="Open all the same"))
    expect(page.get_by_role("link", name="0 returns in")).to_be_visible()

    send(library.rounds.get(period="2022-11"), "L1.1", by=owen)
    page.reload()
    press(page.get_by_role("link", name="3 not in", exact=True))
    expect(page.get_by_text("3 of 4 returns")).to_be_visible()
    expect(page.get_by_role("link", name="Answer for the owner of L1.2")).to_be_visible()
    page.go_back()

    press(page.get_by_role("button", name="Lock the round"))
    expect(page.get_by_text("1 of 4 returns is in. 3 are missing.")).to_be_visible()
    press(page.get_by_role("button", name="Lock the round"))
    press(page.get_by_role("button", name="Publish the round"))
    press(page.get_by_role("button", name="Publish the round"))
    expect(page.get_by_text("The November 2022 round is published.")).to_be_visible()

    press(page.get_by_role("button", name="See what was published"))
    press(page.locator(".tiles").get_by_role("link", name="3 no return"))
    expect(page.get_by_text("3 of 5 actions: without the return that was due")).to_be_visible()
    page.go_back()
    press(page.get_by_role("link", name="Run this round"))
    press(page.get_by_role("link", name="Reopen it"))
    page.get_by_label("Why is it reopened?").fill("A return came late.")
    press(page.get_by_role("button", name="Reopen the round"))
    expect(page.get_by_text("The November 2022 round is open again.")).to_be_visible()


def test_every_page_of_a_round_is_accessible_wide_and_narrow(page, sign_in, look_at, library, alice, owen):
    opened, _ = make_rounds(library, days=monthly("2022-11", "2022-12"), by=alice, at=NOW)
    open_round(opened, by=alice, at=NOW)
    send(opened, "L1.1", by=owen)
    sign_in(page, alice)
    rounds = f"/plans/{library.slug}/rounds/"
    november, control = f"{rounds}2022-11/", f"{rounds}2022-11/control/"
    calendar = "rhythm=monthly&go=1&first=Dec+2022&last=Mar+2023&due_after=2&open_for=7&grace=3&early=2"
    look_at(page, "/rounds/", "Rounds")
    look_at(page, rounds, "Rounds")
    look_at(page, f"{rounds}make/", "Make rounds")
    look_at(page, f"{rounds}make/?{calendar}", "Make rounds")
    look_at(page, f"{rounds}make/?rhythm=meetings&go=1&meetings=soon", "Make rounds")
    look_at(page, control, "November 2022 round Open")
    look_at(page, f"{control}returns/", "Returns of the November 2022 round")
    look_at(page, f"{control}days/", "Change the days of the November 2022 round")
    look_at(page, f"{control}lock/", "Lock the November 2022 round?")
    look_at(page, f"{rounds}2022-12/control/open/", "Open the December 2022 round?")
    look_at(page, november, "November 2022 round Open")
    look_at(page, f"{november}actions/?of=open", "Actions of the November 2022 round")
    look_at(page, f"{rounds}2022-10/", "October 2022 round Imported")
    look_at(page, f"{control}forum/", "Where does the November 2022 round go?")
    look_at(page, f"{rounds}2022-10/editions/1/actions/?of=moved", "Actions of the October 2022 round")
    lock_round(opened, by=alice, at=NOW)
    look_at(page, control, "November 2022 round Locked")
    look_at(page, f"{control}publish/", "Publish the November 2022 round?")
    look_at(page, f"{control}reopen/", "Reopen the November 2022 round?")
