"""Signing in, being stopped, and signing out, as a person does."""

import pytest
from playwright.sync_api import expect

from tests.journeys.presses import press
from tests.site.cast import PASSWORD


def test_pages_for_everybody_are_sound(page, look_at):
    look_at(page, "/", "Followthrough keeps the promises of improvement plans")
    look_at(page, "/sign-in/", "Sign in")
    look_at(page, "/help/", "Help")
    look_at(page, "/accessibility/", "Accessibility of this site")
    look_at(page, "/sign-in/no-longer-active/", "This account is closed")
    look_at(page, "/set-password/1-nonsense/", "This link does not work any more")
    look_at(page, "/set-password/done/", "Your password is set")
    look_at(page, "/nowhere/", "Page not found", 404)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_signs_in_gets_it_wrong_once_and_lands_where_they_wanted(scripts, new_page, alice):
    page = new_page(scripts=scripts)
    page.goto("/history/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")

    page.get_by_label("E-mail address").fill(alice.email)
    page.get_by_label("Password").fill("not the password")
    press(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_text("The e-mail address or the password is not right.").first).to_be_visible()

    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("History")

    press(page.get_by_role("button", name="Sign out"))
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/history/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_an_error_takes_the_focus_and_leads_to_its_box(page, axe_clean, db):
    page.goto("/sign-in/")
    press(page.get_by_role("button", name="Sign in"))

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    axe_clean(page)
    page.locator(".govuk-error-summary").get_by_role("link", name="Enter your password.").click()
    expect(page.get_by_label("Password")).to_be_focused()


def test_the_keyboard_alone_reaches_the_content_and_the_menu(new_page, sign_in, adam):
    page = new_page(width=320)
    sign_in(page, adam)
    page.goto("/people/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link", name="Posts", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="History").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("History")


def test_no_page_asks_for_anything_that_the_policy_forbids(page, sign_in, adam):
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    sign_in(page, adam)
    for path in ("/", "/people/", "/people/add/", "/history/", "/account/", "/imports/new/"):
        page.goto(path)

    assert complaints == []


def test_a_page_that_the_role_may_not_open_says_so(page, sign_in, look_at, mary):
    sign_in(page, mary)

    look_at(page, "/people/", "You can't open this page", 403)


def test_a_changed_password_lets_in_and_the_old_one_does_not(page, sign_in, look_at, alice):
    sign_in(page, alice)
    look_at(page, "/account/", "Your account")
    press(page.get_by_role("link", name="Change your password"))
    look_at(page, "/account/password/", "Change your password")
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("otters swim at dawn")
    page.get_by_label("New password again").fill("otters swim at dawn")
    press(page.get_by_role("button", name="Change password"))

    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    look_at(page, "/sign-out/", "Do you want to sign out?")
