"""The programme office brings a plan in: chooses a file, checks what was read, takes it in, undoes it."""

import pytest
from playwright.sync_api import Page, expect

from followthrough.site.imports.models import Import
from followthrough.site.imports.reading import read_in_background
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.imports.files import POND

ACTIONS_OF_THE_CORPUS = [44, 44, 295, 28, 6]
REVIEW = "Check what was read"
KEPT_AS_A_NOTE = "Kept as a note of each action"
# Headings that say nothing, as a database gives them out.
UNNAMED = (
    b"K1\tK2\tK3\tK4\n"
    b"Dredge the pond\tHead of Parks\tMarch 2023\tOn track\n"
    b"Mend the sluice\tParks Manager\t1/2/23\tNot started\n"
)
# What a browser puts on the clipboard beside the text of a table, one cell of which has two lines.
COPIED = """<meta charset='utf-8'><table><tr><th>Action</th><th>Owner</th><th>Due date</th></tr>
<tr><td>Dredge the pond<br>before the spring</td><td>Head of Parks</td><td>March 2023</td></tr>
<tr><td>Mend the sluice</td><td>Parks Manager</td><td>May 2023</td></tr></table>"""
COPY = """markup => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([markup], {type: "text/html"}),
  "text/plain": new Blob(["Dredge the pond before the spring"], {type: "text/plain"}),
})])"""


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def choose(page: Page, content: bytes | str, name: str = "pond.txt") -> None:
    """Upload bytes, or the file at a path."""
    page.goto("/imports/new/")
    file = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.get_by_label("The file with the plan").set_input_files(
        file if isinstance(content, bytes) else content
    )
    press(page.get_by_role("button", name="Read it"))


def take_in(page: Page, title: str) -> None:
    heading(page, REVIEW)
    press(page.get_by_role("button", name="Go on to add it to the register").first)
    heading(page, "Add it to the register?")
    page.get_by_label("What is this plan called?").fill(title)
    press(page.get_by_role("button", name="Add to the register"))
    heading(page, "Overview")
    expect(page.get_by_role("region", name="Plan")).to_contain_text(title)


def count_of_actions(page: Page) -> str:
    press(page.get_by_role("navigation", name="This plan").get_by_role("link", name="Actions"))
    return page.locator("#count strong").inner_text()


@pytest.mark.parametrize("number", range(5))
def test_each_plan_of_the_corpus_shows_its_number_of_actions_in_the_register(
    number, corpus, page, sign_in, alice
):
    sign_in(page, alice)
    choose(page, str(sorted((corpus / "seeds").iterdir())[number]))
    take_in(page, f"Plan {number}")

    assert count_of_actions(page) == f"{ACTIONS_OF_THE_CORPUS[number]} actions"


def test_the_same_can_be_done_without_scripts(corpus, page_without_scripts, sign_in, alice):
    page = page_without_scripts
    sign_in(page, alice)
    choose(page, str(sorted((corpus / "seeds").iterdir())[0]))
    page.get_by_label("What “CMT Owner” is").select_option(label=KEPT_AS_A_NOTE)
    press(page.get_by_role("button", name="Read again with these"))
    heading(page, REVIEW)
    expect(page.get_by_text("A person chose this.")).to_be_visible()
    take_in(page, "Without scripts")

    assert count_of_actions(page) == "44 actions"
    page.get_by_text("Filter, sort and columns").click()
    page.get_by_label("Overdue").check()
    press(page.get_by_role("button", name="Show"))
    expect(page.locator("#count strong")).to_contain_text("of 44 actions")


def test_a_plan_is_put_right_taken_in_and_undone(page, sign_in, look_at, axe_clean, alice):
    sign_in(page, alice)
    look_at(page, "/plans/", "Plans")
    look_at(page, "/imports/", "Imports")
    look_at(page, "/imports/new/", "Import a plan")
    choose(page, POND)
    heading(page, REVIEW)
    look_at(page, page.url, REVIEW)
    expect(page.get_by_text("2 actions from 1 table. Nothing needs you.")).to_be_visible()

    # Who goes on without reading again first loses nothing: the choice is read before anything is added.
    page.get_by_label("What “Due date” is").select_option(label="Start date")
    press(page.get_by_role("button", name="Go on to add it to the register").first)
    heading(page, REVIEW)
    expect(page.get_by_text("The file is read again with what you chose.")).to_be_visible()
    expect(page.get_by_label("What “Due date” is").locator("option:checked")).to_have_text("Start date")
    look_at(page, page.url, REVIEW)
    press(page.get_by_role("button", name="Read it as at first"))
    expect(page.get_by_label("What “Due date” is").locator("option:checked")).to_have_text("Due date")

    press(page.get_by_role("button", name="Go on to add it to the register").first)
    look_at(page, page.url, "Add it to the register?")
    press(page.get_by_role("main").get_by_role("link", name="Back", exact=True))
    take_in(page, "The pond")
    axe_clean(page)
    look_at(page, page.url, "Overview")
    press(page.get_by_role("link", name="Undo this import"))
    look_at(page, page.url, "Undo this import?")
    press(page.get_by_role("button", name="Undo the import"))

    expect(page.get_by_text("The import is undone")).to_be_visible()
    expect(page.get_by_text("has no plan here yet")).to_be_visible()
    look_at(page, "/imports/", "Imports")
    look_at(page, "/history/", "History")
    expect(page.get_by_text("Alice undid the import of the plan “The pond”")).to_be_visible()


def test_a_column_that_may_be_wrong_is_settled_before_anything_else(page, sign_in, look_at, alice):
    sign_in(page, alice)
    choose(page, POND.replace(b"Due date", b"End or start"))
    heading(page, REVIEW)
    expect(page.get_by_text("2 actions from 1 table. 1 thing needs you.")).to_be_visible()
    look_at(page, page.url, REVIEW)
    needed = page.get_by_role("table", name="Columns that may have become the wrong thing")
    asked = needed.get_by_role("group", name="What “End or start” is")
    expect(asked.get_by_label("Due date (as read)")).to_be_checked()
    press(page.get_by_role("button", name="These are right: read again"))

    expect(page.get_by_text("2 actions from 1 table. Nothing needs you.")).to_be_visible()


def test_cells_that_are_alike_are_put_right_on_one_page_and_taken_back(page, sign_in, look_at, alice):
    sign_in(page, alice)
    choose(page, POND.replace(b"March 2023", b"1 year from now").replace(b"TBC", b"a year later"))
    heading(page, REVIEW)
    press(page.get_by_role("link", name="Put all 2 right on one page"))
    heading(page, "Put right a column")
    look_at(page, page.url, "Put right a column")
    page.get_by_label("P1 Dredge the pond").fill("March 2027")
    page.get_by_label("P2 Mend the sluice").fill("May 2027")
    press(page.get_by_role("button", name="Read again with these"))
    heading(page, REVIEW)
    expect(page.get_by_text("2 actions from 1 table. Nothing needs you.")).to_be_visible()
    press(page.get_by_role("button", name="Take back P2 due date"))

    heading(page, REVIEW)
    expect(page.get_by_text("2 actions from 1 table. 1 thing needs you.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_file_that_takes_long_shows_how_far_it_is_and_goes_on_by_itself(
    scripts, new_page, sign_in, look_at, alice, riverbank
):
    waiting = Import.objects.create(
        organisation=riverbank, by=alice, at=NOW, heard_at=NOW, name="pond.txt", size=len(POND), content=POND
    )
    page = new_page(scripts=scripts)
    sign_in(page, alice)
    address = waiting.get_absolute_url()
    if scripts:  # axe is one
        look_at(page, address, "Reading the file")
    page.goto(address)
    expect(page.get_by_text("pond.txt waits for its turn")).to_be_visible()

    Import.objects.update(state="reading", progress="Page 3 of 30")
    expect(page.get_by_text("Page 3 of 30")).to_be_visible()

    Import.objects.update(state="waiting")
    read_in_background.func(waiting.pk)
    heading(page, REVIEW)


def test_a_file_can_be_left(page, sign_in, alice):
    sign_in(page, alice)
    choose(page, POND)
    heading(page, REVIEW)
    press(page.get_by_role("button", name="Cancel this import").first)

    expect(page.get_by_text("Nothing was added.")).to_be_visible()


def test_a_file_that_can_not_be_read_says_why_and_what_to_do(page, sign_in, look_at, alice):
    sign_in(page, alice)
    choose(page, b"%PDF-1.7", "scan.pdf")
    heading(page, "The file could not be read")
    look_at(page, page.url, "The file could not be read")
    expect(page.get_by_text("The PDF is damaged")).to_be_visible()
    press(page.get_by_role("link", name="Choose another file"))

    heading(page, "Import a plan")


def test_a_refused_file_is_rescued_by_choosing_its_table_a_column_and_a_cell(page, sign_in, look_at, alice):
    sign_in(page, alice)
    choose(page, UNNAMED)
    heading(page, "Which table is the plan?")
    look_at(page, page.url, "Which table is the plan?")
    page.get_by_label("What it is: Rows 1 to 3").select_option(label="This is the plan")
    page.get_by_label("Its headings: Rows 1 to 3").select_option(label="Row 1")
    press(page.get_by_role("button", name="Read again with these"))

    heading(page, REVIEW)
    expect(page.get_by_text("2 actions from 1 table.")).to_be_visible()
    page.get_by_label("What “K3” is").select_option(label="Start date")
    press(page.get_by_role("button", name="Read again with these"))
    heading(page, REVIEW)
    expect(page.get_by_text("A person chose this.")).to_be_visible()
    look_at(page, page.url, REVIEW)

    press(page.get_by_role("link", name="Put right action 2"))
    heading(page, "Put right what was read")
    look_at(page, page.url, "Put right what was read")
    page.get_by_label("K3").fill("2 January 2023")
    press(page.get_by_role("button", name="Read again with this"))
    heading(page, REVIEW)
    expect(page.get_by_text("“1/2/23” became “2 January 2023”")).to_be_visible()

    press(page.get_by_role("link", name="Look at the tables"))
    heading(page, "The tables of the file")
    look_at(page, page.url, "The tables of the file")
    use = page.get_by_label("What it is: Rows 1 to 3")
    expect(use.locator("option:checked")).to_have_text("This is the plan")
    press(page.get_by_role("link", name="Back to what was read"))
    heading(page, REVIEW)
    press(page.get_by_role("button", name="Go on to add it to the register").first)
    heading(page, "Add it to the register?")
    look_at(page, page.url, "Add it to the register?")
    page.get_by_label("What is this plan called?").fill("The pond")
    page.get_by_label("On this day").check()
    page.get_by_label("Which day?").fill("30 April 2023")
    press(page.get_by_role("button", name="Add to the register"))
    heading(page, "Overview")
    expect(page.get_by_text("As at Sunday 30 April 2023").first).to_be_visible()
    assert count_of_actions(page) == "2 actions"


def test_columns_with_which_a_file_can_not_be_read_can_be_chosen_again(page, sign_in, look_at, alice):
    sign_in(page, alice)
    choose(page, POND)
    for name in ("Ref", "Action", "Owner", "Due date", "Status"):
        page.get_by_label(f"What “{name}” is").select_option(label=KEPT_AS_A_NOTE)
    press(page.get_by_role("button", name="Read again with these"))
    heading(page, "The file could not be read again")
    look_at(page, page.url, "The file could not be read again")
    press(page.get_by_role("button", name="Read it as at first"))

    heading(page, REVIEW)
    expect(page.get_by_text("2 actions from 1 table. Nothing needs you.")).to_be_visible()


def test_a_choice_that_is_missing_is_said_beside_its_box(page, sign_in, axe_clean, alice):
    sign_in(page, alice)
    page.goto("/imports/new/")
    press(page.get_by_role("button", name="Read it"))

    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    axe_clean(page)
    summary.get_by_role("link").click()
    expect(page.get_by_label("The file with the plan")).to_be_focused()


def test_a_copied_table_is_read_with_its_cells_as_they_were(page, sign_in, axe_clean, alice):
    sign_in(page, alice)
    page.goto("/imports/new/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, COPIED)
    page.get_by_label("Or paste the table here").press("Control+v")
    expect(page.get_by_text("The table is kept with its rows and columns.")).to_be_visible()
    axe_clean(page)
    press(page.get_by_role("button", name="Read it"))

    heading(page, REVIEW)
    expect(page.get_by_text("2 actions from 1 table.")).to_be_visible()
    title = page.locator("#action-1 .register__title")
    assert title.inner_text().split() == "Dredge the pond before the spring".split()


def test_a_pasted_table_that_is_then_edited_is_read_as_it_stands_in_the_box(page, sign_in, alice):
    sign_in(page, alice)
    page.goto("/imports/new/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, COPIED)
    box = page.get_by_label("Or paste the table here")
    box.press("Control+v")
    expect(page.get_by_text("The table is kept with its rows and columns.")).to_be_visible()
    box.fill(POND.decode())
    press(page.get_by_role("button", name="Read it"))

    heading(page, REVIEW)
    expect(page.locator("#action-1 .register__ref")).to_contain_text("P1")
