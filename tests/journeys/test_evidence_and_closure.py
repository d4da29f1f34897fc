"""A completion with two measures: one is refused and mended, a committee closes it, and it is embedded."""

from datetime import date, timedelta
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.site import clock
from followthrough.site.evidence.models import Closure
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from tests.journeys.presses import press
from tests.site.cast import NOW, TODAY

TRAINED, DRILLED = "All ferry crews are trained", "A drill is passed on every pier"
ACTION = "/plans/ferry-safety-plan/actions/1/"
TITLE = "F1 Train the crews"


@pytest.fixture
def moments(monkeypatch):
    """Each look at the clock a second later, on a day that the test can move."""
    moved, seconds = {"days": 0}, count()

    def now():
        return NOW + timedelta(days=moved["days"], seconds=next(seconds))

    monkeypatch.setattr(clock, "now", now)
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=moved["days"]))
    return moved


@pytest.fixture
def ferries(transactional_db, riverbank, alice, owen, store) -> Plan:
    """A plan with an action of two measures, which Owen owns."""
    said = Update(period="2022-10", status=Status.ON_TRACK, text="Two crews are left.")
    owner = Owner(role="Lead", name="Harbour Master")
    action = Action(
        ref="F1", title="Train the crews", measures=[TRAINED, DRILLED], owners=[owner], updates=[said]
    )
    document = PlanDocument(title="Ferry safety plan", actions=[action])
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)
    appoint(riverbank.posts.get(name="Harbour Master"), user=owen, from_on=TODAY, by=None, at=NOW)
    return plan


def press_to(page: Page, button: str, heading: str = TITLE) -> None:
    """Press a button and wait for the page that it leads to."""
    press(page.get_by_role("button", name=button))
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def follow(page: Page, link: str, heading: str) -> None:
    press(page.get_by_role("main").get_by_role("link", name=link).first)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_from_evidence_to_closed_and_embedded(
    new_page, sign_in, look_at, axe_clean, ferries, moments, alice, owen, rita
):
    office, owner, reviewer = new_page(), new_page(), new_page()
    for page, who in ((office, alice), (owner, owen), (reviewer, rita)):
        sign_in(page, who)

    look_at(office, f"{ACTION}evidence/needed/", "What evidence will it need?")
    office.get_by_label(TRAINED).fill("The signed training list")
    press_to(office, "Save")

    look_at(owner, ACTION, TITLE)
    follow(owner, "Offer evidence", "Offer evidence")
    look_at(owner, f"{ACTION}evidence/offer/", "Offer evidence")
    owner.get_by_label(TRAINED).check()
    list_of_names = {"name": "Training list.pdf", "mimeType": "text/html", "buffer": b"%PDF-1.7\nNames"}
    owner.get_by_label("File", exact=True).set_input_files(list_of_names)
    owner.get_by_label("What it shows").fill("Who was trained when.")
    press_to(owner, "Offer it")
    look_at(owner, f"{ACTION}evidence/offer/?form=figure", "Offer evidence")
    owner.get_by_label(DRILLED).check()
    owner.get_by_label("Figure", exact=True).fill("8 of 9 piers")
    owner.get_by_label("Day of the figure").fill("1 November 2022")
    owner.get_by_label("What it shows").fill("Drills that were passed.")
    press_to(owner, "Offer it")

    follow(owner, "Say on which day it was finished", "Say that it is finished")
    axe_clean(owner)
    owner.get_by_label("On which day was it finished?").fill("14 November 2022")
    press_to(owner, "Say that it is finished")
    expect(
        owner.get_by_text("2 measures wait for a verifier who has no part in this action.")
    ).to_be_visible()

    reviewer.goto("/")
    follow(reviewer, "See it", "To verify")
    look_at(reviewer, "/to-verify/", "To verify")
    look_at(reviewer, f"{ACTION}verify/", "Does the evidence show that it is done?")
    reviewer.get_by_label("Accept: the evidence shows it").first.check()
    reviewer.get_by_label("Refuse: it does not show it").last.check()
    press_to(reviewer, "Save what I say", "Does the evidence show that it is done?")
    expect(reviewer.get_by_role("alert")).to_contain_text("Say what is missing")
    axe_clean(reviewer)
    reviewer.get_by_label("What is missing, or what you looked at").last.fill("One pier is missing.")
    press_to(reviewer, "Save what I say")

    owner.goto("/")
    expect(owner.get_by_text("Finished action needs other or more evidence")).to_be_visible()
    follow(owner, "See the first", TITLE)
    look_at(owner, ACTION, TITLE)
    owner.goto(f"{ACTION}evidence/offer/?form=minute")
    owner.get_by_label(DRILLED).check()
    owner.get_by_label("Meeting", exact=True).fill("Harbour Board")
    owner.get_by_label("Day of the meeting").fill("21 November 2022")
    owner.get_by_label("What it shows").fill("The ninth pier passed.")
    press_to(owner, "Offer it")

    reviewer.goto(f"{ACTION}verify/")
    reviewer.get_by_label("Accept: the evidence shows it").check()
    press_to(reviewer, "Save what I say")

    look_at(office, f"{ACTION}close/", "Record the decision that ends it")
    office.goto("/")
    follow(office, "Record a meeting", "What did the meeting close?")
    look_at(office, "/plans/ferry-safety-plan/close/", "What did the meeting close?")
    office.get_by_label("Which committee or board decided?").fill("Audit Committee")
    office.get_by_label("Day of the meeting").fill("28 November 2022")
    office.get_by_label("Minute reference (optional)").fill("12")
    office.get_by_label("Check in how many months that it still works? (optional)").fill("6")
    office.get_by_label("Yes", exact=True).check()
    press_to(office, "Close them", "Actions")
    assert Closure.objects.get().embedding_due_on == date(2023, 5, 28)
    look_at(office, ACTION, TITLE)

    moments["days"] = (date(2023, 5, 28) - TODAY).days
    owner.context.clear_cookies()
    sign_in(owner, rita)
    owner.goto("/")
    expect(owner.get_by_text("Embedding check is due")).to_be_visible()
    look_at(owner, f"{ACTION}embedding/", "Is it embedded?")
    owner.get_by_label("Yes, it is embedded").check()
    owner.get_by_label("What you saw").fill("A new crew was drilled in May.")
    press_to(owner, "Save the check")
    expect(owner.get_by_text("It was found to be embedded by Rita")).to_be_visible()

    office.context.clear_cookies()
    sign_in(office, alice)
    look_at(office, f"{ACTION}reopen/", "Re-open this action?")
