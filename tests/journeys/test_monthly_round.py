"""A whole round in a real browser: opened, answered by three owners, sent back, approved, locked, published.

Once with the demonstration plan, once with a real plan of 295 actions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from followthrough.demonstration import plan_path
from followthrough.plan.return_boxes import BOXES
from followthrough.plan.statuses import OPEN
from followthrough.plan.when.periods import words_of
from followthrough.site import clock
from followthrough.site.imports.operations import take_in
from followthrough.site.people.models import User
from followthrough.site.people.roles import Role
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Ownership, Plan, Post
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.figures.queries import published_figures
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import answering_posts
from tests.journeys.presses import press
from tests.site.cast import person
from tests.site.imports.files import file_read

# An owner with few actions is done in a few minutes, here too.
FEWEST, MOST = 2, 6
ANSWER = {
    "done": "The work of the month was done.",
    "forecast_text": "Spring 2031",
    "next_steps": "The next part, in the new year",
    "reason": "It takes longer than was agreed.",
}
# Where posts have no one to ask, the button says so.
SEND = re.compile(r"^Send( \d+ returns?)?$")
OPEN_IT = re.compile("Open the round|Open all the same")


@dataclass
class Cast:
    """Who takes part: the office, three owners, and the director lead of the first owner's post."""

    office: User
    owners: list[User]
    director: User


@dataclass
class Months:
    """The period of the round, and a day on which it is open."""

    period: str
    day: date


@pytest.fixture
def plan_file(request: pytest.FixtureRequest) -> Path:
    if request.param == "demonstration":
        return plan_path()
    corpus: Path = request.getfixturevalue("corpus")
    (path,) = (corpus / "seeds").glob("002_*")
    return path


@pytest.fixture
def months(plan_file, monkeypatch) -> Months:
    """November 2022, or the month after the last of a plan that has a later one."""
    november = Months("2022-11", date(2022, 11, 30))
    months = Months("2026-12", date(2026, 12, 30)) if plan_file == plan_path() else november
    monkeypatch.setattr(clock, "today", lambda: months.day)
    moment = datetime(months.day.year, months.day.month, months.day.day, 9, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return months


@pytest.fixture
def plan(transactional_db, plan_file, months, riverbank, alice) -> Plan:
    """The plan, taken in, with the rounds of its own months behind it; its director leads approve returns."""
    read = file_read(plan_file.read_bytes(), organisation=riverbank, by=alice, name=plan_file.name)
    plan = take_in(read, title="Improvement plan", by=alice, at=clock.now())
    Plan.objects.filter(pk=plan.pk).update(approval_wanted=True)
    return plan


@pytest.fixture
def cast(plan, months, riverbank, alice, dora) -> Cast:
    """Three owners, each with a post that answers for a few actions, and Dora beside the first."""
    owners = [person(name, riverbank, Role.UPDATE_OWNER) for name in ("Olive", "Oscar", "Otto")]
    return Cast(alice, owners, dora)


def hold_posts(cast: Cast, round_: Round, day: date) -> None:
    """Give each owner a post that is asked for a few returns, and Dora the posts above the first owner's."""
    asked: dict[Post, set[ActionReturn]] = defaultdict(set)
    returns = {of.pk: of for of in round_.returns.select_related("action")}
    for pk, posts in answering_posts(round_.returns.all()).items():
        for post in posts:
            asked[post].add(returns[pk])
    few = sorted(
        (each for each in asked.items() if FEWEST <= len(each[1]) <= MOST), key=lambda each: each[0].name
    )
    taken: set[ActionReturn] = set()
    owners = iter(cast.owners)
    for post, theirs in few:
        owner = None if theirs & taken else next(owners, None)
        if owner is not None:
            appoint(post, user=owner, from_on=day, by=cast.office, at=clock.now())
            taken |= theirs
        if owner == cast.owners[0]:
            above = Ownership.objects.filter(action__returns__in=theirs, part="accountable")
            for each in Post.objects.filter(ownerships__in=above).distinct():
                appoint(each, user=cast.director, from_on=day, by=cast.office, at=clock.now())


def look(page: Page, axe_clean: Callable[[Page], None]) -> None:
    """Look at the page as it is, wide and narrow."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe_clean(page)


def write_answer(page: Page) -> None:
    """Fill in the return that is shown: work was done, and it will be late."""
    if page.get_by_text("Is it still complete?").is_visible():
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("What is the evidence?").fill("The report of the team")
        return
    for box in ("done", "forecast_text", "next_steps"):
        page.get_by_label(BOXES[box]).fill(ANSWER[box])
    page.get_by_role("radio").first.check()


def send(page: Page) -> None:
    """Send it; where something is asked before, say why it stands."""
    press(page.get_by_role("button", name=SEND))
    if page.get_by_text("Before this is sent").is_visible():
        for choice in page.get_by_label("and I say why").all():
            choice.check()
        for box in page.locator(".question textarea:visible").all():
            box.fill(ANSWER["reason"])
        press(page.get_by_role("button", name=SEND))


def answer_all_by_page(page: Page, axe_clean: Callable[[Page], None]) -> None:
    page.goto("/my-actions/")
    look(page, axe_clean)
    press(page.locator("main a.govuk-button").first)
    look(page, axe_clean)
    while page.get_by_role("button", name="Send", exact=True).is_visible():
        write_answer(page)
        send(page)
    expect(page.get_by_text("Everything that was asked of you is in. Thank you.")).to_be_visible()


def answer_all_by_spreadsheet(page: Page, folder: Path, axe_clean: Callable[[Page], None]) -> None:
    page.goto("/my-actions/")
    press(page.get_by_role("link", name="answer by spreadsheet"))
    look(page, axe_clean)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download your return").click()
    path = folder / "return.xlsx"
    download.value.save_as(path)
    fill_in(path)
    page.get_by_label("The spreadsheet that was filled in").set_input_files(path)
    press(page.get_by_role("button", name="See what it will change"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What the spreadsheet will change")
    look(page, axe_clean)
    send(page)
    expect(page.locator(".govuk-notification-banner, [role=alert], .govuk-panel").first).to_contain_text(
        "sent"
    )


def fill_in(path: Path) -> None:
    """Answer every row of a downloaded return, the status by the first word that its list offers."""
    workbook = openpyxl.load_workbook(path)
    sheet, statuses = workbook["Return"], workbook["Statuses"]
    top = next(cell.row for cell in sheet["A"] if str(cell.value or "").startswith("Row key"))
    columns = {cell.value: cell.column for cell in sheet[top]}
    for row in range(top + 1, sheet.max_row + 1):
        for box, words in ANSWER.items():
            sheet.cell(row, columns[BOXES[box]], words)
        sheet.cell(row, columns[BOXES["status"]], statuses["A1"].value)
    workbook.save(path)


def send_back_then_approve(director: Page, owner: Page, axe_clean: Callable[[Page], None]) -> None:
    director.goto("/approvals/")
    look(director, axe_clean)
    press(director.get_by_role("link", name="Send back").first)
    look(director, axe_clean)
    director.get_by_label("What should be different?").fill("Say who did the work.")
    press(director.get_by_role("button", name="Send back"))
    expect(director.get_by_text("is sent back with your comment")).to_be_visible()

    owner.goto("/my-actions/")
    expect(owner.get_by_text("“Say who did the work.”")).to_be_visible()
    press(owner.locator("main a.govuk-button").first)
    owner.get_by_label(BOXES["done"]).fill("The team for repairs did the work of the month.")
    send(owner)

    director.goto("/approvals/")
    expect(director.get_by_text("The team for repairs did the work of the month.")).to_be_visible()
    press(director.get_by_role("button", name="Approve").first)
    expect(director.get_by_text("1 return approved.")).to_be_visible()


def plain_counts(plan: Plan, round_: Round) -> Counter[str]:
    """How many actions stand where, counted one by one in the plan document."""
    asked = set(round_.returns.values_list("action__number", flat=True))
    numbers = plan.actions.order_by("position").values_list("number", flat=True)
    counts: Counter[str] = Counter()
    for number, action in zip(numbers, as_document(plan).actions, strict=True):
        if action.kind == "heading":
            continue
        answered = any(update.period == round_.period for update in action.updates)
        is_open = action.status is None or action.status in OPEN
        missing = is_open and number in asked and not answered
        counts["no_return" if missing else action.status or "no_status"] += 1
    return counts


@pytest.mark.parametrize("plan_file", ["demonstration", "real plan"], indirect=True)
def test_a_round_is_opened_answered_approved_locked_and_published(
    new_page, sign_in, axe_clean, plan, cast, months, tmp_path
):
    office = new_page()
    sign_in(office, cast.office)
    make_and_open(office, plan, words_of(months.period), axe_clean)
    round_ = plan.rounds.get(period=months.period)
    hold_posts(cast, round_, months.day)

    first, second, third, director = (new_page() for _ in range(4))
    for page, user in zip((first, second, third, director), (*cast.owners, cast.director), strict=True):
        sign_in(page, user)
    answer_all_by_page(first, axe_clean)
    answer_all_by_spreadsheet(second, tmp_path, axe_clean)
    third.goto("/my-actions/")
    press(third.locator("main a.govuk-button"))
    write_answer(third)
    send(third)
    send_back_then_approve(director, first, axe_clean)

    lock_and_publish(office, round_, axe_clean)
    round_.refresh_from_db()
    published = published_figures(plan)[-1].figures
    assert published.counts == plain_counts(plan, round_)
    assert published.counts["no_return"] > 0
    states = Counter(round_.returns.values_list("state", flat=True))
    assert states["approved"] == 1
    assert states["not_started"] > 0
    for state, number in published.counts.items():
        if state != "not_applicable":  # the table is of rated actions
            assert_counted(office, state, number)
    past = {each.round.period: each.figures.counts.get("complete", 0) for each in published_figures(plan)}
    if months.period == "2022-11":
        assert (past["2022-09"], past["2022-10"]) == (82, 113)


def make_and_open(office: Page, plan: Plan, month: str, axe_clean: Callable[[Page], None]) -> None:
    office.goto(f"/plans/{plan.slug}/rounds/")
    look(office, axe_clean)
    press(office.get_by_role("button", name="Make rounds from a calendar"))
    office.get_by_label("Every month").check()
    press(office.get_by_role("button", name="Continue"))
    office.get_by_label("First month").fill(month)
    office.get_by_label("Last month").fill(month)
    press(office.get_by_role("button", name="Show the days"))
    look(office, axe_clean)
    press(office.get_by_role("button", name="Make these rounds"))
    expect(office.get_by_text("1 round made.")).to_be_visible()
    press(office.get_by_role("link", name=f"{month}").first)
    look(office, axe_clean)
    press(office.get_by_role("button", name="Open the round"))
    look(office, axe_clean)
    press(office.get_by_role("button", name=OPEN_IT))
    look(office, axe_clean)


def lock_and_publish(office: Page, round_: Round, axe_clean: Callable[[Page], None]) -> None:
    office.goto(f"/plans/{round_.plan.slug}/rounds/{round_.period}/control/")
    for step in ("Lock the round", "Publish the round"):
        look(office, axe_clean)
        press(office.get_by_role("button", name=step))
        look(office, axe_clean)
        press(office.get_by_role("button", name=step))
    office.goto(f"/plans/{round_.plan.slug}/rounds/{round_.period}/")
    look(office, axe_clean)


def assert_counted(page: Page, state: str, number: int) -> None:
    """The page of the published round leads with the number to the actions that it counts."""
    expect(page.locator(f"tfoot a[href$='of=state-{state}']").first).to_have_text(str(number))
