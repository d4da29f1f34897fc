"""Signing in with more than a password, in a real browser: app, recovery codes, passkeys, too many tries."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from followthrough.site.access.second_step import change_sign_in_rules
from followthrough.site.people.roles import Role
from tests.journeys.presses import press
from tests.site.access.provider import ALICE, OTTER, running
from tests.site.cast import NOW, PASSWORD


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enter_password(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    press(page.get_by_role("main").get_by_role("button", name="Sign in"))


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.fixture
def virtual_authenticator(page: Page) -> None:
    """A device with a fingerprint reader, as the browser's own tools make one."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_administrator_is_led_to_an_app_and_comes_in_by_code_and_by_recovery_code(
    page, new_page, look_at, axe_clean, riverbank, adam
):
    change_sign_in_rules(organisation=riverbank, roles=[Role.ADMINISTRATOR], by=adam, at=NOW)
    enter_password(page, adam.email)
    heading(page, "Second step")
    look_at(page, "/people/", "Second step")
    press(page.get_by_role("link", name="Set up an app"))
    heading(page, "Set up an app")
    axe_clean(page)
    secret = page.locator("#key").inner_text()
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    press(page.get_by_role("button", name="Set up the app"))
    heading(page, "Your recovery codes")
    axe_clean(page)
    recovery = page.locator("#codes li").first.inner_text()
    look_at(page, "/people/sign-ins/", "Sign-ins and downloads")
    look_at(page, "/people/second-step/", "Second step at sign-in")
    look_at(page, "/account/sessions/", "Where you are signed in")

    train = new_page(width=320, scripts=False)
    enter_password(train, adam.email)
    heading(train, "Second step")
    train.get_by_label("Code").fill("000000")
    press(train.get_by_role("button", name="Sign in"))
    expect(train.get_by_text("That did not work.").first).to_be_visible()
    train.get_by_label("Code").fill(recovery)
    press(train.get_by_role("button", name="Sign in"))
    expect(train.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_without_a_password(
    page, look_at, axe_clean, virtual_authenticator, alice
):
    enter_password(page, alice.email)
    look_at(page, "/account/second-step/passkeys/add/", "Add a passkey")
    page.get_by_label("Name of this passkey").fill("Work laptop")
    press(page.get_by_role("button", name="Add the passkey"))
    heading(page, "Your recovery codes")
    look_at(page, "/account/second-step/", "Second step")
    expect(page.get_by_text("Work laptop").first).to_be_visible()
    press(page.get_by_role("button", name="Sign out"))

    page.goto("/sign-in/?next=/history/")
    axe_clean(page)
    press(page.get_by_role("button", name="Use a passkey"))
    heading(page, "History")
    press(page.get_by_role("button", name="Sign out"))

    enter_password(page, alice.email)
    heading(page, "Second step")
    press(page.get_by_role("button", name="Use a passkey"))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_whoever_guesses_is_stopped_and_the_owner_s_device_is_not(page, new_page, sign_in, axe_clean, alice):
    sign_in(page, alice)
    press(page.get_by_role("button", name="Sign out"))
    stranger = new_page()
    for _ in range(6):
        enter_password(stranger, alice.email, "not the password")
    expect(stranger.get_by_text("There were too many wrong tries.").first).to_be_visible()
    axe_clean(stranger)

    sign_in(page, alice)


def test_somebody_comes_in_by_the_organisation_s_account_and_who_was_not_invited_does_not(
    page, new_page, axe_clean, settings, alice
):
    with running(settings) as provider:
        allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"form-action": ["'self'", provider]}
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": allowed}
        page.goto("/sign-in/?next=/history/")
        axe_clean(page)
        press(page.get_by_role("button", name="Sign in with Riverbank account"))
        press(page.get_by_role("button", name=ALICE.sub))
        heading(page, "History")

        other = new_page(width=320, scripts=False)
        other.goto("/sign-in/")
        press(other.get_by_role("button", name="Sign in with Riverbank account"))
        press(other.get_by_role("button", name=OTTER.sub))
        heading(other, "You are not signed in")
