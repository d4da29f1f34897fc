"""The programme office brings the next version of a plan in: says what it is, looks, takes it in."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.presses import press
from tests.journeys.test_import_plans import choose, take_in

OLD = b"""Ref,Action,Owner,Due date,Update October 2022,Status October 2022
P1,Dredge the pond,Head of Parks,March 2023,Survey done,On track
P2,Mend the sluice,Parks Manager,April 2023,Parts ordered,On track
P3,Paint the boathouse,Parks Manager,May 2023,Not begun,Not started
P4,Count the ducks,Ranger,June 2023,Counted twice,On track
"""
NEW = b"""Ref,Action,Owner,Due date,Update November 2022,Status November 2022
P1,Dredge the pond,Head of Parks,August 2023,Dredger hired,Medium slippage
P2,Mend the sluice and its gate,Parks Manager,April 2023,Parts came,On track
P4,Hire a ranger for the winter,Head of Parks,June 2023,Advert is out,On track
P5,Plant reeds along the north bank,Ranger,May 2023,Reeds ordered,On track
"""


def plan_taken_in(page: Page, content: bytes | str, title: str) -> None:
    choose(page, content)
    take_in(page, title)


def say_what_it_is(page: Page) -> None:
    """From the review over the question which plan it is to what changed."""
    press(page.get_by_role("button", name="Go on to add it to the register").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("A new plan, or the next version of one?")
    page.get_by_label("The next version of").check()
    press(page.get_by_role("button", name="Go on"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")


def take_next_version_in(page: Page) -> None:
    press(page.get_by_role("button", name="Add to the register"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What came in")


def test_the_second_version_of_a_plan_of_the_corpus_is_taken_in_and_undone(
    corpus: Path, page, sign_in, look_at, alice
):
    old, new = (str(path) for path in sorted((corpus / "seeds").iterdir())[:2])
    sign_in(page, alice)
    plan_taken_in(page, old, "Lessons")
    choose(page, new)
    press(page.get_by_role("button", name="Go on to add it to the register").first)
    look_at(page, page.url, "A new plan, or the next version of one?")
    page.get_by_label("The next version of").check()
    press(page.get_by_role("button", name="Go on"))

    look_at(page, page.url, "What changed")
    expect(page.get_by_text("20 changed")).to_be_visible()
    expect(page.get_by_text("24 unchanged")).to_be_visible()
    take_next_version_in(page)
    look_at(page, page.url, "What came in")
    look_at(page, "/plans/lessons/actions/34/", page_heading(page, "/plans/lessons/actions/34/"))
    expect(page.locator(".by-round > li").first).to_contain_text("Complete")

    page.goto("/imports/")
    press(page.get_by_role("link", name=Path(new).name).first)
    press(page.get_by_role("link", name="Undo this import"))
    look_at(page, page.url, "Undo this import?")
    press(page.get_by_role("button", name="Undo the import"))
    expect(page.get_by_text("“Lessons” is what it was before.")).to_be_visible()


def page_heading(page: Page, path: str) -> str:
    page.goto(path)
    return page.get_by_role("heading", level=1).inner_text()


def answered_and_taken_in(page: Page) -> None:
    """Say that an action with another's ref is new, and that one that is gone is to be cancelled."""
    other = page.get_by_role("group", name="has the ref of another text")
    other.get_by_label("No, it is a new action").check()
    page.get_by_role("group", name="P3 Paint the boathouse").get_by_label("cancel it").check()
    take_next_version_in(page)


def test_what_can_not_be_told_is_asked_and_what_was_agreed_waits(page, sign_in, look_at, axe_clean, alice):
    sign_in(page, alice)
    plan_taken_in(page, OLD, "The pond")
    choose(page, NEW)
    say_what_it_is(page)
    look_at(page, page.url, "What changed")
    expect(page.get_by_text("1 to ask")).to_be_visible()
    press(page.get_by_role("button", name="Add to the register"))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    axe_clean(page)

    answered_and_taken_in(page)

    look_at(page, "/plans/the-pond/", "Overview")
    press(page.get_by_role("navigation", name="This plan").get_by_role("link", name="Changes"))
    look_at(page, page.url, "Change requests")
    look_at(page, "/plans/the-pond/actions/1/", "P1 Dredge the pond")
    expect(page.locator(".change-asked").first).to_contain_text("August 2023")
    look_at(page, "/plans/the-pond/actions/2/", "P2 Mend the sluice")


def test_the_same_can_be_done_without_scripts(page_without_scripts, sign_in, alice):
    page = page_without_scripts
    sign_in(page, alice)
    plan_taken_in(page, OLD, "The pond")
    choose(page, NEW)
    say_what_it_is(page)

    answered_and_taken_in(page)

    page.goto("/plans/the-pond/changes/")
    expect(page.get_by_text("3 change requests wait.")).to_be_visible()


def test_a_long_name_of_a_file_fits_a_phone_in_the_message_that_it_came_in(page, sign_in, axe_clean, alice):
    page.set_viewport_size({"width": 320, "height": 900})
    sign_in(page, alice)
    name = f"{'minutes_of_the_pond_board_' * 4}.csv"
    choose(page, OLD, name)
    take_in(page, "The pond")
    choose(page, NEW, name)
    say_what_it_is(page)
    answered_and_taken_in(page)

    expect(page.get_by_text("is added to “The pond”.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe_clean(page)
