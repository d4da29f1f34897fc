"""The programme office looks at the letters of a round, nudges who owes a return, and pauses reminders."""

from datetime import date

import pytest
from playwright.sync_api import expect

from followthrough.rules.calendars import monthly
from followthrough.site.notices.models import Notice
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.letters.reminders import write_due_letters
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import make_rounds, open_round
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


@pytest.fixture
def november(transactional_db, riverbank, alice, owen) -> Round:
    """The November round, open, of which Owen owes two returns."""
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    appoint(
        riverbank.posts.get(name="Head of Property"), user=owen, from_on=date(2022, 1, 1), by=None, at=NOW
    )
    round_ = make_rounds(plan, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0]
    return open_round(round_, by=alice, at=NOW)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_nudge_is_seen_before_it_goes_out_and_its_letter_afterwards(
    scripts, new_page, sign_in, november, alice, settings, mailoutbox
):
    settings.MAIL_IS_SET_UP = True
    page = new_page(scripts=scripts)
    sign_in(page, alice)
    page.goto("/plans/library-recovery-plan/rounds/2022-11/control/")
    press(page.get_by_role("link", name="Letters and reminders"))
    press(page.get_by_role("button", name="Write to those chosen"))
    expect(page.get_by_text("Choose who to write to.")).to_be_visible()

    page.get_by_label("Owen").check()
    press(page.get_by_role("button", name="Write to those chosen"))
    expect(page.get_by_text("Dear Owen,")).to_be_visible()
    page.get_by_label("A note of your own").fill("The committee meets on Monday.")
    press(page.get_by_role("button", name="Send 1 letter"))
    expect(page.get_by_text("1 letter written. They go out now.")).to_be_visible()

    press(page.get_by_role("link", name="2 returns due by 2 December 2022, Library recovery plan"))
    expect(page.get_by_text("Alice writes: The committee meets on Monday.")).to_be_visible()
    assert [mail.to for mail in mailoutbox] == [["owen@riverbank.example"]]


def test_reminders_are_paused_and_go_out_again(page, sign_in, november, alice):
    sign_in(page, alice)
    page.goto("/plans/library-recovery-plan/rounds/2022-11/control/letters/")
    press(page.get_by_role("button", name="Pause the reminders"))
    expect(page.get_by_text("Reminders are paused since 30 November 2022 by Alice.")).to_be_visible()
    press(page.get_by_role("button", name="Let reminders go out again"))
    expect(page.get_by_text("If the daily run came now")).to_be_visible()


def test_every_page_on_letters_is_accessible_wide_and_narrow(
    page, sign_in, look_at, november, riverbank, alice
):
    (letter,) = write_due_letters(riverbank, at=NOW)
    Notice.objects.update(state="sending", began_at=NOW, address="owen@riverbank.example")
    sign_in(page, alice)
    letters = "/plans/library-recovery-plan/rounds/2022-11/control/letters/"
    look_at(page, letters, "Letters of the November 2022 round")
    look_at(page, f"{letters}nudge/?all=yes", "Write to 1 person?")
    look_at(page, "/letters/", "Letters")
    look_at(page, letter.get_absolute_url(), "2 returns due by 2 December 2022, Library recovery plan")
