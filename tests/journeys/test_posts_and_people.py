"""A council's first week: ten posts are filled from a pasted list, and who leaves hands on what they owe."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.rules.calendars import monthly
from followthrough.site.notices.sending import send_waiting
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan, PostHolder
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.operations import make_rounds, open_round
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.notices.conftest import post as post

POSTS = [f"Head of Service {letter}" for letter in "ABCDEFGHIJ"]
PASSWORD = "a long way to the river"


@pytest.fixture
def promised(transactional_db, riverbank, alice) -> Plan:
    """A plan of ten actions, each with a post of its own."""
    actions = [
        Action(
            ref=f"P{number}",
            title=f"Promise {number}",
            owners=[Owner(role="Lead", name=name)],
            updates=[Update(period="2022-10", status=Status.ON_TRACK)],
        )
        for number, name in enumerate(POSTS, start=1)
    ]
    return apply(PlanDocument(title="Promises", actions=actions), organisation=riverbank, by=alice, at=NOW)


def test_ten_posts_are_filled_from_a_pasted_list_and_each_person_gets_one_letter(
    page, new_page, sign_in, look_at, axe_clean, promised, post, settings, live_server, alice
):
    settings.SITE_ADDRESS = live_server.url
    sign_in(page, alice)
    look_at(page, promised.get_absolute_url(), "Overview")
    press(page.get_by_role("link", name="Say who holds the posts"))
    look_at(page, "/posts/without-people/", "Posts with no one to ask")
    people = ["Ann", "Ben", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Ida"]
    rows = [
        f"{name}\t{who}\t{who.lower()}@riverbank.example" for name, who in zip(POSTS, people, strict=True)
    ]
    page.get_by_label("Or paste a list").fill("\n".join(["Post\tName\tE-mail", *rows, "Nothing\tNo one\tno"]))
    press(page.get_by_role("button", name="See who gets which letter"))
    expect(page.get_by_text("1 row left out")).to_be_visible()
    expect(page.get_by_text("“Nothing” is no post of your plans.")).to_be_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe_clean(page)

    press(page.get_by_role("button", name="Send 9 invitations"))
    expect(page.get_by_text("9 people now hold posts. 9 invitations go out now.")).to_be_visible()
    axe_clean(page)
    send_waiting()

    assert len(post.taken) == 9
    (letter,) = [each for each in post.taken if each.rcpt_tos == ["ida@riverbank.example"]]
    text = letter.content.decode().replace("=\r\n", "").replace("=3D", "=")
    assert "Head of Service I" in text
    assert "Head of Service J" in text
    choose_a_password(new_page(width=320, scripts=False), re.search(r"(http\S+/set-password/\S+)", text)[1])


def choose_a_password(page, link: str) -> None:
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    press(page.get_by_role("button", name="Set password"))
    press(page.get_by_role("link", name="Sign in"))
    page.get_by_label("E-mail address").fill("ida@riverbank.example")
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_who_leaves_hands_on_what_they_owe(page, sign_in, look_at, promised, riverbank, alice, owen, dora):
    appoint(riverbank.posts.get(name=POSTS[0]), user=owen, from_on=date(2022, 1, 1), by=None, at=NOW)
    open_round(
        make_rounds(promised, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0], by=alice, at=NOW
    )
    sign_in(page, alice)
    look_at(page, "/people/", "People")
    press(page.get_by_role("link", name="Owen Leaves"))
    look_at(page, page.url, "Owen leaves")
    page.get_by_label(f"Who takes {POSTS[0]}?").select_option("Dora")
    press(page.get_by_role("button", name="Hand on and close the account"))
    expect(page.get_by_text("Owen holds no post any more, and the account is closed.")).to_be_visible()

    assert not User.objects.get(pk=owen.pk).is_active
    assert PostHolder.objects.get(to_on=None).user == dora


def test_pages_about_posts_and_sign_in_are_accessible_wide_and_narrow(
    page, sign_in, look_at, promised, riverbank, alice, settings
):
    settings.MAIL_IS_SET_UP, settings.SITE_ADDRESS = True, "https://plans.example.org"
    look_at(page, "/sign-in/", "Sign in")
    look_at(page, "/sign-in/forgotten/", "Forgotten password")
    look_at(page, "/sign-in/forgotten/sent/", "Look in your mail")
    look_at(page, "/who-sees-what/", "Who sees what")
    sign_in(page, alice)
    one = riverbank.posts.first()
    look_at(page, "/posts/", "Posts")
    look_at(page, "/posts/doubles/", "Likely doubles")
    look_at(page, f"/posts/{one.pk}/", one.name)
    look_at(page, f"/posts/{one.pk}/rename/", f"Rename {one}")
    look_at(page, f"/posts/{one.pk}/merge/", f"Merge {one} into another post")
    look_at(page, "/people/not-signed-in/", "Not signed in yet")
    look_at(page, "/published/", "Plans")
    look_at(page, "/letters/", "Letters")
