"""The programme office brings a plan in: chooses a file, checks what was read, takes it in, undoes it."""

import pytest
from playwright.sync_api import Page, expect

from tests.site.imports.files import POND

ACTIONS_OF_THE_CORPUS = [44, 44, 295, 28, 6]


def choose(page: Page, content: bytes | str) -> None:
    """Upload bytes, or the file at a path, and come to the page that shows what was read."""
    page.goto("/imports/new/")
    file = {"name": "pond.txt", "mimeType": "text/plain", "buffer": content}
    page.get_by_label("The file with the plan").set_input_files(
        file if isinstance(content, bytes) else content
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what was read")


def take_in(page: Page, title: str) -> None:
    page.get_by_label("What is this plan called?").fill(title)
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.parametrize("number", range(5))
def test_each_plan_of_the_corpus_shows_its_number_of_actions_in_the_register(
    number, corpus, page, sign_in, alice
):
    sign_in(page, alice)
    choose(page, str(sorted((corpus / "seeds").iterdir())[number]))
    take_in(page, f"Plan {number}")

    page.get_by_role("navigation", name="This plan").get_by_role("link", name="Actions").click()

    expect(page.locator("#count strong")).to_have_text(f"{ACTIONS_OF_THE_CORPUS[number]} actions")


def test_the_same_can_be_done_without_scripts(corpus, page_without_scripts, sign_in, alice):
    page = page_without_scripts
    sign_in(page, alice)
    choose(page, str(sorted((corpus / "seeds").iterdir())[0]))
    take_in(page, "Without scripts")

    page.get_by_role("navigation", name="This plan").get_by_role("link", name="Actions").click()
    expect(page.locator("#count strong")).to_have_text("44 actions")
    page.get_by_text("Filter, search and sort").click()
    page.get_by_label("Overdue").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#count strong")).to_contain_text("of 44 actions")


def test_a_plan_is_taken_in_and_undone(page, sign_in, look_at, axe_clean, alice):
    sign_in(page, alice)
    look_at(page, "/plans/", "Plans")
    look_at(page, "/imports/", "Imports")
    look_at(page, "/imports/new/", "Import a plan")
    choose(page, POND)
    look_at(page, page.url, "Check what was read")
    expect(page.get_by_text("2 actions. Nothing needs you.")).to_be_visible()

    take_in(page, "The pond")
    axe_clean(page)
    look_at(page, page.url, "The pond")
    page.get_by_role("link", name="Undo this import").click()
    look_at(page, page.url, "Undo this import?")
    page.get_by_role("button", name="Undo the import").click()

    expect(page.get_by_text("The import is undone")).to_be_visible()
    expect(page.get_by_text("has no plan here yet")).to_be_visible()
    look_at(page, "/imports/", "Imports")
    look_at(page, "/history/", "History")
    expect(page.get_by_text("Alice undid the import of the plan “The pond”")).to_be_visible()


def test_a_file_can_be_left(page, sign_in, alice):
    sign_in(page, alice)
    choose(page, POND)
    page.get_by_role("button", name="Leave it").click()

    expect(page.get_by_text("Nothing was taken in.")).to_be_visible()


def test_a_file_that_can_not_be_read_is_said_beside_its_box(page, sign_in, axe_clean, alice):
    sign_in(page, alice)
    page.goto("/imports/new/")
    scan = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.get_by_label("The file with the plan").set_input_files(scan)
    page.get_by_role("button", name="Read it").click()

    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    axe_clean(page)
    summary.get_by_role("link").click()
    expect(page.get_by_label("The file with the plan")).to_be_focused()
