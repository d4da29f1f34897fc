"""A commissioners' office compares what a council published and consented to; a note goes on the record."""

import pytest
from playwright.sync_api import expect

from followthrough.site.people.models import Organisation
from followthrough.site.people.roles import Role
from tests.journeys.presses import press
from tests.site.cast import person
from tests.site.editions.conftest import draft as draft
from tests.site.editions.conftest import library as library
from tests.site.editions.conftest import november as november
from tests.site.editions.conftest import opened as opened
from tests.site.editions.conftest import publish as publish
from tests.site.editions.conftest import published_round as published_round


@pytest.fixture
def vera(transactional_db):
    office = Organisation.objects.create(name="Office of Commissioners", slug="commissioners", oversees=True)
    return person("Vera", office, Role.OVERSEER)


def test_an_overseer_sees_what_a_council_published_once_it_says_so(
    new_page, sign_in, look_at, vera, alice, published_round, publish
):
    publish(published_round, audience="public")
    council, overseer = new_page(), new_page(width=320)
    sign_in(overseer, vera)
    look_at(overseer, "/oversight/", "Published plans side by side")
    expect(overseer.get_by_text("No organisation has let Office of Commissioners")).to_be_visible()

    sign_in(council, alice)
    council.goto(f"/plans/{published_round.plan.slug}/reports/papers/")
    press(council.get_by_role("link", name="Who oversees this plan"))
    look_at(council, f"/plans/{published_round.plan.slug}/reports/overseers/", "Who oversees this plan")
    council.get_by_label("Office of Commissioners").check()
    press(council.get_by_role("button", name="Save"))
    expect(council.get_by_text("Office of Commissioners sees the published papers")).to_be_visible()

    look_at(overseer, "/oversight/", "Published plans side by side")
    with overseer.expect_download() as file:
        overseer.get_by_role("link", name="Download these as CSV").click()
    assert file.value.suggested_filename == "published-plans.csv"
    press(overseer.get_by_role("link", name="Riverbank Council"))
    expect(overseer.get_by_role("heading", level=1)).to_have_text("Library recovery plan")
    look_at(overseer, overseer.url, "Library recovery plan")
    press(overseer.get_by_role("link", name="Progress, November 2022, edition 1"))
    expect(overseer.get_by_role("heading", level=1)).to_have_text("Progress, November 2022")
    look_at(overseer, overseer.url, "Progress, November 2022")


def test_the_office_writes_a_note_on_the_record(new_page, sign_in, look_at, alice, library):
    office, plan = new_page(), f"/plans/{library.slug}/"
    sign_in(office, alice)
    look_at(office, f"{plan}actions/1/note/", "Write a note")
    press(office.get_by_role("button", name="Put it on the record"))
    expect(office.get_by_role("alert")).to_contain_text("Write the note.")
    office.get_by_label("Your note").fill("The contract was seen.")
    press(office.get_by_role("button", name="Put it on the record"))
    expect(office.get_by_role("heading", name="Notes on the record")).to_be_visible()
    expect(office.get_by_text("Alice, programme office, 30 November 2022")).to_be_visible()
    look_at(office, f"{plan}notes/", "Notes on the record")
