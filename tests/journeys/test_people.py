"""An administrator adds somebody, who then sets a password and reads the plans."""

from playwright.sync_api import Page, expect

from tests.journeys.presses import press


def test_somebody_is_added_sets_a_password_by_the_link_and_signs_in(
    page, new_page, sign_in, look_at, axe_clean, adam
):
    sign_in(page, adam)
    look_at(page, "/people/", "People")
    press(page.get_by_role("link", name="Add a person"))
    look_at(page, "/people/add/", "Add a person")
    press(page.get_by_role("button", name="Add"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe_clean(page)

    page.get_by_label("Name").fill("Otter")
    page.get_by_label("E-mail address").fill("otter@riverbank.example")
    page.get_by_label("Reviewer").check()
    press(page.get_by_role("button", name="Add"))
    expect(page.get_by_text("Otter is added.")).to_be_visible()
    axe_clean(page)

    press(page.get_by_role("button", name="Show a link"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Link for Otter")
    axe_clean(page)
    link = page.locator("#link").inner_text()

    look_at(page, "/history/", "History")
    expect(page.get_by_text("Adam added Otter (Reviewer).")).to_be_visible()

    set_password(new_page(width=320, scripts=False), link)


def set_password(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("New password", exact=True).fill("otters swim at dawn")
    page.get_by_label("New password again").fill("otters swim at dawn")
    press(page.get_by_role("button", name="Set password"))
    press(page.get_by_role("link", name="Sign in"))
    page.get_by_label("E-mail address").fill("otter@riverbank.example")
    page.get_by_label("Password").fill("otters swim at dawn")
    press(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing has been published yet.")


def test_an_administrator_sees_that_their_own_role_is_not_theirs_to_change(page, sign_in, look_at, adam):
    sign_in(page, adam)

    look_at(page, f"/people/{adam.memberships.get().pk}/", "Adam")

    expect(page.get_by_text("This is your own account.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)


def test_what_is_stored_of_a_person_is_downloaded_by_themself_and_by_an_administrator(
    page, sign_in, look_at, adam, owen
):
    sign_in(page, adam)
    look_at(page, f"/people/{owen.memberships.get().pk}/data/", "What is stored of Owen")
    with page.expect_download() as given:
        page.get_by_role("button", name="Download").click()
    assert given.value.suggested_filename == "personal-data-owen.zip"

    look_at(page, "/account/", "Your account")
    press(page.get_by_role("link", name="What is stored of you"))
    look_at(page, "/account/data/", "What is stored of you")
    with page.expect_download() as own:
        page.get_by_role("button", name="Download").click()
    assert own.value.suggested_filename == "personal-data-adam.zip"
