"""A new council, from its first sign-in to its first published round, by the pages alone.

Ten posts are invited from a pasted list through a mail server that really listens, one owner answers by a
spreadsheet whose rows were exchanged, one leaves, and one stays silent.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from followthrough.challenge import check
from followthrough.plan.return_boxes import BOXES, ROW_KEY
from followthrough.site import clock
from followthrough.site.notices.sending import send_waiting
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Action, Plan
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.notices.conftest import post as mail_server  # noqa: F401  -- pytest finds it by its name

SITE = "https://plans.riverbank.example"
POSTS = [
    f"Head of {name}" for name in "Parks Roads Libraries Homes Waste Schools Sport Trees Markets".split()
]
POSTS += ["Director of Place"]
BY_SPREADSHEET, UNHELD = "Lock keeper", "Ferry master"
SILENT, LEAVER, HEIR = "Head of Roads", "Head of Parks", "Head of Trees"
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth)
  .map(e => e.outerHTML.slice(0, 90))"""
NEW_PASSWORD = "a long way to the river"
TASKS = [
    "Mend the sluice at the north pond",
    "Resurface the quay road",
    "Open the reading room on Saturdays",
    "Let the empty flats at the mill",
    "Empty the bins at the landing each day",
    "Agree places for the new school year",
    "Light the tennis courts",
    "Plant the avenue again",
    "Move the market to the square",
    "Bring the town centre plan to Cabinet",
]


def plan_file() -> bytes:
    """A plan of fourteen actions and twelve posts, as an office would save it."""
    rows = [
        (f"R{number}", task, post) for number, (task, post) in enumerate(zip(TASKS, POSTS, strict=True), 1)
    ]
    rows += [
        ("R11", "Grease the gates of the upper lock", BY_SPREADSHEET),
        ("R12", "Paint the lock cottage", BY_SPREADSHEET),
        ("R13", "Renew the ferry's licence", UNHELD),
        ("R14", "Count the boats that pass", "Head of Sport"),
    ]
    lines = ["Ref,Action,Owner,Due date,Status,Update October 2022"]
    for ref, task, post in rows:
        said = f"Work has begun: {task.lower()}."
        lines.append(f"{ref},{task},{post},{'' if post == UNHELD else 'March 2023'},On track,{said}")
    return "\n".join(lines).encode()


@pytest.fixture
def mail(mail_server, settings):  # noqa: F811  -- the fixture above
    settings.SITE_ADDRESS = SITE
    return mail_server


@pytest.fixture(autouse=True)
def moments_that_pass(monkeypatch):
    """Each look at the clock a second later, since what pages keep they keep by the moment of a change."""
    seconds = count()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=next(seconds)))


@pytest.fixture
def look(axe_clean) -> Callable[[Page, str], None]:
    """A function that looks at a page, wide and narrow, once its heading is there."""

    def looked(page: Page, heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            axe_clean(page)
            wide = page.evaluate(TOO_WIDE)
            assert wide == [], f"{page.url} at {width} pixels"

    return looked


def address_of(post: str) -> str:
    return f"{post.lower().replace(' ', '.')}@riverbank.example"


def link_in(letter) -> str:
    text = letter.content.decode().replace("=\r\n", "").replace("=3D", "=")
    return urlsplit(re.search(rf"{re.escape(SITE)}/set-password/\S+", text)[0]).path


def bring_the_plan_in(office: Page, look) -> Plan:
    office.goto("/imports/new/")
    look(office, "Import a plan")
    file = {"name": "river plan.csv", "mimeType": "text/csv", "buffer": plan_file()}
    office.get_by_label("The file with the plan").set_input_files(file)
    press(office.get_by_role("button", name="Read it"))
    look(office, "Check what was read")
    press(office.get_by_role("button", name="Go on to add it to the register").first)
    office.get_by_label("What is this plan called?").fill("River plan")
    look(office, "?")
    press(office.locator("main button.govuk-button").first)
    look(office, "Overview")
    expect(office.get_by_text("Draft:").first).to_be_visible()
    expect(office.get_by_role("heading", name="What next")).to_be_visible()
    return Plan.objects.get()


def invite_ten(office: Page, plan: Plan, mail, look) -> dict[str, str]:
    """Invite the holders of ten posts by a pasted list; their links by post, as their letters have them."""
    office.goto(plan.get_absolute_url())
    press(office.get_by_role("link", name="Say who holds the posts"))
    look(office, "Posts with no one to ask")
    listed = "\n".join(f"{post}\tHolder of {post}\t{address_of(post)}" for post in POSTS)
    office.get_by_label("paste", exact=False).fill(listed)
    press(office.get_by_role("button", name="See who gets which letter"))
    look(office, "10 people would hold posts")
    press(office.get_by_role("button", name="Send 10 invitations"))
    expect(office.get_by_text("10 invitations go out now.")).to_be_visible()
    look(office, "signed in")
    assert "/set-password/" not in office.content()
    send_waiting()
    assert sorted(letter.rcpt_tos[0] for letter in mail.taken) == sorted(map(address_of, POSTS))
    return {
        post: link_in(letter)
        for letter in mail.taken
        for post in POSTS
        if letter.rcpt_tos == [address_of(post)]
    }


def join(page: Page, link: str, post: str, look) -> None:
    """Set a password by the link of the letter, and sign in."""
    page.goto(link)
    look(page, "password")
    for box in page.locator("main input[type=password]").all():
        box.fill(NEW_PASSWORD)
    press(page.locator("main button[type=submit]").first)
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(address_of(post))
    page.get_by_label("Password").fill(NEW_PASSWORD)
    press(page.get_by_role("main").get_by_role("button", name="Sign in"))
    page.get_by_role("button", name="Sign out").wait_for()


def agree_and_open(office: Page, plan: Plan, look) -> None:
    office.goto(plan.get_absolute_url())
    press(office.get_by_role("link", name="Agree the plan").first)
    look(office, "Is this plan agreed?")
    press(office.get_by_role("button", name="Agree the plan"))
    office.goto(plan.get_absolute_url())
    press(office.get_by_role("link", name="Set the rhythm"))
    office.get_by_label("Every month").check()
    press(office.get_by_role("button", name="Continue"))
    office.get_by_label("First month").fill("November 2022")
    office.get_by_label("Last month").fill("November 2022")
    press(office.get_by_role("button", name="Show the days"))
    look(office, "Make rounds")
    press(office.get_by_role("button", name="Make these rounds"))
    office.goto(plan.get_absolute_url())
    press(office.get_by_role("link", name="Open the round"))
    look(office, "Open the November 2022 round?")
    expect(office.get_by_text("14 returns of 12 posts")).to_be_visible()
    expect(office.get_by_text("2 posts have no one to ask (3 returns)")).to_be_visible()
    press(office.get_by_role("button", name="Open all the same"))
    look(office, "November 2022 round")


def hand_on_a_leaver(office: Page, look) -> None:
    office.goto("/people/")
    press(office.get_by_role("link", name=f"Holder of {LEAVER} Leaves"))
    look(office, "leaves")
    office.locator("main select").first.select_option(label=f"Holder of {HEIR}")
    press(office.get_by_role("button", name="Hand on and close the account"))
    look(office, "People")


def answer(page: Page, ref: str, look) -> None:
    page.goto("/my-actions/")
    look(page, "actions")
    press(page.locator("main").get_by_role("link", name=re.compile(rf"^{ref} ")).first)
    page.get_by_label(BOXES["done"]).fill(f"The second part of {ref} is done: 12 of 20 in all.")
    page.get_by_label("On track").check()
    press(page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_text("sent", exact=False).first).to_be_visible()


def exchange_two_rows(path: Path) -> None:
    """What sorting the visible columns does: everything but the hidden key changes places; then fill in."""
    workbook = openpyxl.load_workbook(path)
    sheet, statuses = workbook["Return"], workbook["Statuses"]
    top = next(cell.row for cell in sheet["A"] if str(cell.value or "").startswith(ROW_KEY))
    for column in range(2, sheet.max_column + 1):
        upper, lower = sheet.cell(top + 1, column), sheet.cell(top + 2, column)
        upper.value, lower.value = lower.value, upper.value
    columns = {cell.value: cell.column for cell in sheet[top]}
    for row in (top + 1, top + 2):
        title = sheet.cell(row, columns["Action"]).value
        sheet.cell(row, columns[BOXES["done"]], f"Done for half of it: {title}")
        on_track = next(cell.value for cell in statuses["A"] if cell.value and "track" in cell.value.lower())
        sheet.cell(row, columns[BOXES["status"]], on_track)
    workbook.save(path)


def answer_by_spreadsheet(office: Page, plan: Plan, folder: Path, look) -> None:
    office.goto(f"/plans/{plan.slug}/rounds/2022-11/control/")
    press(office.get_by_role("link", name="spreadsheet").first)
    look(office, "spreadsheet")
    with office.expect_download() as download:
        office.get_by_role("link", name=f"the spreadsheet of {BY_SPREADSHEET}").click()
    path = folder / "lock keeper.xlsx"
    download.value.save_as(path)
    exchange_two_rows(path)
    office.locator("main input[type=file]").set_input_files(path)
    press(office.get_by_role("button", name="See what it will change"))
    look(office, "What the spreadsheet will change")
    expect(office.get_by_text("2 rows may be about another action")).to_be_visible()
    expect(office.get_by_role("button", name=re.compile("^Send"))).to_have_count(0)
    for choice in office.get_by_label("which stands in the row").all():
        choice.check()
    press(office.get_by_role("button", name="See what it will change"))
    press(office.get_by_role("button", name="Send 2 returns"))
    expect(office.get_by_text("sent", exact=False).first).to_be_visible()
    for action in plan.actions.filter(ref__in=["R11", "R12"]):
        assert action.title in action.updates.get(period="2022-11").text


def lock_and_publish(office: Page, plan: Plan, look) -> None:
    office.goto(f"/plans/{plan.slug}/rounds/2022-11/control/")
    look(office, "November 2022 round")
    for step in ("Lock the round", "Publish the round"):
        press(office.get_by_role("button", name=step).first)
        look(office, step.split()[0])
        press(office.get_by_role("button", name=step))
    look(office, "November 2022 round")


def assert_same_questions(office: Page, plan: Plan) -> None:
    """The page of the checks asks about as many actions as the command line finds in the plan's document."""
    plan.refresh_from_db()
    document = as_document(plan)
    found = check(document, clock.today())
    number = len({finding.subject for finding in found if finding.severity != "note"} - {None})
    office.goto(f"/plans/{plan.slug}/checks/")
    expect(office.get_by_text(re.compile(rf"\b{number} actions? needs? an answer"))).to_be_visible()


def assert_shown_as_silent(page: Page, addresses: list[str], action: Action) -> None:
    for address in addresses:
        page.goto(address)
        main = page.get_by_role("main")
        expect(main.get_by_text(action.title).filter(visible=True).first).to_be_visible()
        expect(main.get_by_text("no return").filter(visible=True).first, address).to_be_visible()


def test_a_new_council_comes_to_its_first_published_round(
    new_page, sign_in, look, mail, transactional_db, riverbank, alice, mary, tmp_path
):
    office, member, owner, heir = (new_page() for _ in range(4))
    sign_in(office, alice)
    look(office, "")
    plan = bring_the_plan_in(office, look)
    sign_in(member, mary)
    assert member.goto(plan.get_absolute_url()).status in (200, 403, 404)
    expect(member.get_by_text(TASKS[0])).to_have_count(0)

    links = invite_ten(office, plan, mail, look)
    join(owner, links["Head of Libraries"], "Head of Libraries", look)
    join(heir, links[HEIR], HEIR, look)
    assert_same_questions(office, plan)
    agree_and_open(office, plan, look)

    hand_on_a_leaver(office, look)
    answer(owner, "R3", look)
    answer(heir, "R1", look)
    assert_same_questions(office, plan)
    answer_by_spreadsheet(office, plan, tmp_path, look)
    member.goto("/")
    expect(member.get_by_text("The second part of R3")).to_have_count(0)

    lock_and_publish(office, plan, look)
    assert_same_questions(office, plan)
    silent = plan.actions.get(ref="R2")
    place, published = f"/plans/{plan.slug}/", f"/published/plans/{plan.slug}/"
    assert_shown_as_silent(
        office,
        [f"{place}actions/", silent.get_absolute_url(), f"{place}checks/", f"{place}rounds/2022-11/"],
        silent,
    )
    look(member, "")
    assert_shown_as_silent(member, [f"{published}actions/", f"{published}actions/{silent.number}/"], silent)
