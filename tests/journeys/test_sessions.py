"""A session ends while somebody writes, an account ends, and the access review says so."""

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from followthrough.site import clock
from tests.journeys.presses import press
from tests.site.cast import NOW, PASSWORD
from tests.site.rounds.conftest import library as library

WORDS = "The contract was seen on 29 November; it names no end date."


def sign_in_again(page: Page, email: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("main").get_by_role("button", name="Sign in"))


def test_words_outlive_a_session_and_no_session_outlives_an_account(
    new_page, sign_in, axe_clean, library, rita, adam, monkeypatch
):
    reviewer, administrator = new_page(), new_page()
    sign_in(reviewer, rita)
    note = f"/plans/{library.slug}/actions/1/note/"
    for time in (timedelta(minutes=91), timedelta(minutes=91, hours=13)):  # by disuse, and by age
        reviewer.goto(note)
        reviewer.get_by_label("Your note").fill(f"{WORDS} {time}")
        monkeypatch.setattr(clock, "now", lambda time=time: NOW + time)
        press(reviewer.get_by_role("button", name="Put it on the record"))
        sign_in_again(reviewer, rita.email)
        expect(reviewer.get_by_role("heading", level=1)).to_have_text("What you wrote is kept")
        axe_clean(reviewer)
        expect(reviewer.get_by_text(f"{WORDS} {time}")).to_be_visible()
        press(reviewer.get_by_role("button", name="Send it now"))
        expect(reviewer.get_by_text("The note is on the record.")).to_be_visible()
    assert library.record_notes.count() == 2

    sign_in(administrator, adam)
    administrator.goto("/people/")
    press(administrator.get_by_role("link", name="Rita Leaves"))
    press(administrator.get_by_role("button", name="Close the account"))
    expect(administrator.get_by_role("heading", level=1)).to_have_text("People")
    reviewer.goto(note)
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("Sign in")

    administrator.goto("/people/access/")
    with administrator.expect_download() as file:
        administrator.get_by_role("link", name="Download as CSV").click()
    rows = Path(file.value.path()).read_text("utf-8-sig").splitlines()
    assert [row for row in rows if rita.email in row and "closed" in row.lower()]
