"""Returns are written, sent, sent back and approved; nothing that was written is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from followthrough.rules.calendars import monthly
from followthrough.site.register.editing.archiving import archive_action, restore_action
from followthrough.site.register.models import Ownership, Post
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round
from tests.journeys.presses import press
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

# What an update owner with four actions presses: the start, a status and "Send" for each, and for the one
# that is questioned a choice and "Send" again.
FEWEST_CLICKS = 11


@pytest.fixture
def opened(transactional_db, riverbank, alice, owen, dora) -> Round:
    """An open round of a plan that wants approval; four actions are asked of Owen, whose director is Dora."""
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    plan.approval_wanted = True
    plan.save()
    manager = Post.objects.get(name="Libraries Manager")
    Ownership.objects.create(
        action=plan.actions.get(ref="L3.0"), post=manager, position=0, role="Lead", name=manager.name
    )
    planned = make_rounds(plan, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0]
    for post in Post.objects.filter(name__in=["Head of Property", "Libraries Manager"]):
        for holder in (owen, dora):
            appoint(post, user=holder, from_on=TODAY, by=None, at=NOW)
    return open_round(planned, by=alice, at=NOW)


def return_of(ref: str) -> ActionReturn:
    return ActionReturn.objects.select_related("round__plan", "action").get(action__ref=ref)


def open_return(page: Page, ref: str) -> None:
    page.goto(return_of(ref).get_absolute_url())


def write_late(page: Page, done: str = "Eight of nine are done.") -> None:
    """What L1.1 needs, which is overdue."""
    page.get_by_label("What has been done since").fill(done)
    page.get_by_label("When will it be finished?").fill("Spring 2023")


def say_why(page: Page) -> None:
    """Answer the one question about the status of L1.1: it stands as it is."""
    page.get_by_label("It is Going well, and I say why").check()
    page.get_by_label("Why this status").fill("One roof is left, and it is small.")


def send(page: Page) -> None:
    press(page.get_by_role("button", name="Send", exact=True))


@pytest.fixture
def counted_clicks(page: Page) -> Callable[[Callable[[], None]], None]:
    """Wraps each press of a button or choice, and counts them in `page.clicks`."""
    page.clicks = 0

    def click(press: Callable[[], None]) -> None:
        page.clicks += 1
        press()

    return click


def test_an_owner_with_four_actions_is_done_in_eleven_clicks(page, counted_clicks, sign_in, opened, owen):
    sign_in(page, owen)
    page.goto("/my-actions/")
    expect(page.get_by_text("4 updates are due by Friday 2 December 2022.")).to_be_visible()
    counted_clicks(page.get_by_role("button", name="Start with the first").click)
    write_late(page)
    for status, words in [
        ("Going well", None),
        ("Going well", "The tender went out."),
        ("Yes", "The letters of each parish"),
        ("Going well", "Two hundred readers have answered."),
    ]:
        if words:
            # What is complete is asked one question.
            box = "What is the evidence?" if status == "Yes" else "What has been done since"
            page.get_by_label(box).fill(words)
        counted_clicks(page.get_by_label(status, exact=True).check)
        counted_clicks(page.get_by_role("button", name="Send", exact=True).click)
        if words is None:
            # Overdue and called on track is asked about before it is sent.
            expect(page.get_by_text("Before this is sent: 1 question")).to_be_visible()
            counted_clicks(lambda: say_why(page))
            counted_clicks(page.get_by_role("button", name="Send", exact=True).click)

    expect(page.get_by_text("Everything that was asked of you is in. Thank you.")).to_be_visible()
    assert page.clicks == FEWEST_CLICKS
    assert set(opened.returns.values_list("state", flat=True)) == {"sent"}


def test_the_date_is_read_back_while_it_is_written(page, sign_in, opened, owen, axe_clean):
    sign_in(page, owen)
    open_return(page, "L1.1")
    page.get_by_label("When will it be finished?").fill("Autumn 2023")
    page.get_by_label("What comes next").focus()

    expect(page.locator("#reading")).to_have_text(
        "We read this as September to November 2023, 12 to 14 months later than agreed."
    )
    expect(page.locator("#implied")).to_contain_text("By your dates: Significant slippage")
    axe_clean(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_is_missing_is_said_first_and_what_is_questionable_is_asked_then(
    new_page, scripts, sign_in, opened, owen, axe_clean
):
    page = new_page(width=320, scripts=scripts)
    sign_in(page, owen)
    open_return(page, "L1.1")
    send(page)
    problem = page.locator(".govuk-error-summary")
    expect(problem).to_contain_text("Choose a status.")
    if scripts:
        expect(problem).to_be_focused()
        axe_clean(page)

    write_late(page, done="Seven of nine done.")
    page.get_by_label("Going well", exact=True).check()
    send(page)
    expect(page.locator("#questions")).to_contain_text("Before this is sent: 2 questions")
    expect(page.locator("#questions")).to_be_focused()
    expect(page.get_by_label("What has been done since")).to_have_value("Seven of nine done.")
    if scripts:
        axe_clean(page)
    say_why(page)
    send(page)
    expect(page.locator("#questions")).to_contain_text("Before this is sent: 1 question")
    page.get_by_label("It stands as it is, and I say why").check()
    page.get_by_label("Why", exact=True).fill("No roof was surveyed this month.")
    send(page)
    expect(page.get_by_text("3 to go.")).to_be_visible()


def test_enter_in_a_box_saves_a_draft_and_sends_nothing(page, sign_in, opened, owen):
    sign_in(page, owen)
    open_return(page, "L1.1")
    page.get_by_label("When will it be finished?").fill("Spring 2023")
    page.get_by_label("When will it be finished?").press("Enter")

    expect(page.get_by_text("The draft for L1.1 is saved.")).to_be_visible()


def test_two_who_write_at_once_both_see_both_texts(new_page, sign_in, opened, owen, dora, axe_clean):
    first, second = new_page(), new_page()
    sign_in(first, owen)
    sign_in(second, dora)
    for page, words in [(first, "Owen's words"), (second, "Dora's words")]:
        open_return(page, "L1.1")
        page.get_by_label("What has been done since").fill(words)
    press(first.get_by_role("button", name="Save draft"))
    press(second.get_by_role("button", name="Save draft"))

    expect(second.get_by_text("Owen saved this return while you were writing.")).to_be_visible()
    expect(second.locator(".return__theirs").first).to_contain_text("Owen's words")
    expect(second.get_by_label("What has been done since")).to_have_value("Dora's words")
    axe_clean(second)
    press(second.get_by_role("button", name="Save draft"))
    expect(second.get_by_text("The draft for L1.1 is saved.")).to_be_visible()
    assert [each.answer["done"] for each in return_of("L1.1").versions.all()] == [
        "Owen's words",
        "Dora's words",
    ]


def test_what_was_written_survives_a_session_that_ended(page, sign_in, opened, owen, axe_clean):
    sign_in(page, owen)
    open_return(page, "L1.1")
    write_late(page)
    page.context.clear_cookies(name="sessionid")
    send(page)
    expect(page.get_by_text("What you wrote is kept.")).to_be_visible()
    page.get_by_label("E-mail address").fill(owen.email)
    page.get_by_label("Password").fill("a walk by the river")
    press(page.get_by_role("main").get_by_role("button", name="Sign in"))

    expect(page.get_by_label("What has been done since")).to_have_value("Eight of nine are done.")
    axe_clean(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_written_for_an_action_that_was_archived_is_shown_kept_and_back_in_its_box(
    new_page, scripts, sign_in, opened, owen, alice, look_at
):
    page, of = new_page(width=320, scripts=scripts), return_of("L1.1")
    sign_in(page, owen)
    open_return(page, "L1.1")
    write_late(page)
    archive_action(of.action, reason="Written twice.", by=alice, at=NOW)
    press(page.get_by_role("button", name="Save draft"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What you wrote could not be saved")
    expect(page.get_by_text("Alice archived this action on 30 November 2022: Written twice.")).to_be_visible()
    expect(page.get_by_text("Eight of nine are done.")).to_be_visible()
    if scripts:
        look_at(page, of.get_absolute_url(), "What you wrote could not be saved")

    page.goto("/my-actions/")
    press(page.get_by_role("link", name="L1.1"))
    expect(page.get_by_text("Eight of nine are done.")).to_be_visible()
    of.action.refresh_from_db()
    restore_action(of.action, reason="It was not.", by=alice, at=NOW)
    page.reload()
    expect(page.get_by_label("What has been done since")).to_have_value("Eight of nine are done.")


def test_a_director_sends_one_back_and_approves_what_is_sent_again(new_page, sign_in, opened, owen, dora):
    owner, director = new_page(), new_page(width=320, scripts=False)
    sign_in(owner, owen)
    open_return(owner, "L1.2")
    owner.get_by_label("What has been done since").fill("The tender went out.")
    owner.get_by_label("Going well", exact=True).check()
    send(owner)

    sign_in(director, dora)
    director.goto("/approvals/")
    press(director.get_by_role("link", name="Send back L1.2"))
    director.get_by_label("What should be different?").fill("To how many firms?")
    press(director.get_by_role("button", name="Send back"))
    expect(director.get_by_text("is sent back with your comment")).to_be_visible()

    owner.goto("/my-actions/")
    expect(owner.get_by_text("“To how many firms?”")).to_be_visible()
    press(owner.get_by_role("link", name="L1.2"))
    owner.get_by_label("What has been done since").fill("The tender went out to six firms.")
    send(owner)

    director.goto("/approvals/")
    expect(director.get_by_text("The tender went out to six firms.")).to_be_visible()
    press(director.get_by_role("button", name="Approve L1.2"))
    expect(director.get_by_text("1 return approved.")).to_be_visible()


def test_an_owner_asks_for_another_date_in_the_same_breath(new_page, sign_in, opened, owen, axe_clean):
    page = new_page(width=320)
    sign_in(page, owen)
    open_return(page, "L1.1")
    write_late(page)
    page.get_by_label("What is in the way").fill("The scaffolding is late.")
    expect(page.get_by_text("Ask to move the agreed date to Spring 2023")).to_be_visible()
    page.get_by_label("Ask to move the agreed date").check()
    page.get_by_label("What becomes of the measure of success").fill("One roof less.")
    page.get_by_label("Going well", exact=True).check()
    axe_clean(page)
    send(page)
    say_why(page)
    send(page)
    expect(page.get_by_text("The update for L1.1 is sent.")).to_be_visible()

    page.goto("/my-actions/")
    expect(page.get_by_role("heading", name="What you asked to change")).to_be_visible()
    expect(page.get_by_text("September 2022 to Spring 2023")).to_be_visible()
    axe_clean(page)


def test_every_page_of_returns_is_accessible_wide_and_narrow(
    page, sign_in, look_at, opened, alice, owen, dora
):
    sign_in(page, owen)
    look_at(page, "/my-actions/", "My actions")
    look_at(page, return_of("L1.1").get_absolute_url(), "L1.1 Survey the roofs of all nine branches")
    look_at(page, "/my-actions/delegations/", "Let somebody answer for you")
    open_return(page, "L1.2")
    page.get_by_label("What has been done since").fill("As last month")
    page.get_by_label("Going well", exact=True).check()
    press(page.get_by_role("button", name="Save draft"))
    look_at(page, return_of("L1.2").get_absolute_url(), "L1.2 Let the roofing contract")
    send(page)

    sign_out_and_in(page, sign_in, dora)
    look_at(page, "/approvals/", "To approve")
    look_at(page, f"{return_of('L1.2').get_absolute_url()}send-back/", "Send back")
    lock_round(opened, by=alice, at=NOW)
    look_at(page, return_of("L1.2").get_absolute_url(), "L1.2 Let the roofing contract")


def sign_out_and_in(page: Page, sign_in: Callable, user) -> None:
    page.context.clear_cookies()
    sign_in(page, user)
