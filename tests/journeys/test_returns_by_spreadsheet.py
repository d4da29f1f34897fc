"""An owner without an account answers by spreadsheet; two rows exchanged on the way are held back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from followthrough.rules.calendars import monthly
from followthrough.site.register.operations import apply
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.operations import make_rounds, open_round
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.returns.test_disputed_rows import FINE, LATE, Sheet

POST = "Head of Property"


@pytest.fixture
def opened(transactional_db, riverbank, alice) -> Round:
    """An open round of a plan whose posts nobody holds."""
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    planned = make_rounds(plan, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0]
    return open_round(planned, by=alice, at=NOW)


def filled_in_and_sorted(content: bytes, folder: Path) -> Path:
    """The sheet as its owner sends it back: all that can be seen of two rows exchanged, both filled in."""
    sheet = Sheet(content)
    survey, contract = sheet.row_of("L1.1"), sheet.row_of("L1.2")
    sheet.exchange(survey, contract)
    sheet.fill(contract, **LATE | {"reason": ""})
    sheet.fill(survey, **FINE)
    file = folder / "return.xlsx"
    file.write_bytes(sheet.content)
    return file


def look(page: Page, axe_clean) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe_clean(page)


def test_the_office_enters_the_spreadsheet_of_a_post_in_which_two_rows_were_exchanged(
    page, sign_in, opened, alice, tmp_path, axe_clean
):
    sign_in(page, alice)
    page.goto(f"/plans/{opened.plan.slug}/rounds/2022-11/control/")
    press(page.get_by_role("link", name="Returns by spreadsheet"))
    look(page, axe_clean)
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Download the spreadsheet of {POST}").click()
    file = filled_in_and_sorted(Path(download.value.path()).read_bytes(), tmp_path)

    page.get_by_label("The spreadsheet that was filled in").set_input_files(file)
    press(page.get_by_role("button", name="See what it will change"))
    expect(page.get_by_role("heading", name="2 rows may be about another action")).to_be_visible()
    look(page, axe_clean)
    for choice in page.get_by_label("which stands in the row").all():
        choice.check()
    press(page.get_by_role("button", name="See what it will change"))

    expect(page.get_by_text("2 ready to send")).to_be_visible()
    press(page.get_by_role("button", name="Send 2 returns", exact=True))
    expect(page.locator("#questions")).to_be_focused()
    look(page, axe_clean)
    page.get_by_label("It is Going well, and I say why").check()
    page.get_by_label("Why this status").fill("It is nearly done.")
    press(page.get_by_role("button", name="Send 2 returns", exact=True))

    expect(page.get_by_text("2 returns sent.")).to_be_visible()
    said = dict(ActionReturn.objects.exclude(done="").values_list("action__ref", "done"))
    assert said == {"L1.1": LATE["done"], "L1.2": FINE["done"]}
    expect(page.get_by_text(f"by spreadsheet for {POST}").first).to_be_visible()
