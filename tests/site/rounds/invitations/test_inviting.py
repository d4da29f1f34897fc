"""Posts become people: a list is looked at, letters go out, and a link lets each set a password once."""

import io
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from followthrough.site.history.models import Event
from followthrough.site.notices.models import Notice
from followthrough.site.notices.sending import send_waiting
from followthrough.site.people.models import User
from followthrough.site.people.operations import add_person
from followthrough.site.people.roles import Role
from followthrough.site.register.models import PostHolder
from tests.site.cast import NOW

SITE = "https://plans.riverbank.example"
ADDRESS = "sam.lee@riverbank.example"


@pytest.fixture
def office(client_of, alice):
    return client_of(alice)


@pytest.fixture
def mail(post, settings):
    settings.SITE_ADDRESS = SITE
    return post


def preview(office, text="", **boxes):
    return office.post(reverse("vacant_posts"), {"pasted": text, **boxes})


def send(office, page):
    return office.post(reverse("invite_people"), {"rows": page.context["rows"]}, follow=True)


def link_in(letter) -> str:
    text = letter.content.decode().replace("=\r\n", "").replace("=3D", "=")
    return re.search(rf"{re.escape(SITE)}(/set-password/\S+)", text)[1]


def test_the_posts_that_owe_most_and_have_nobody_come_first(library, office, holds, owen):
    first = office.get(reverse("vacant_posts")).context["vacant"]
    assert [each.actions for each in first] == sorted((each.actions for each in first), reverse=True)

    holds(owen, first[0].post.name)

    assert first[0].post not in [each.post for each in office.get(reverse("vacant_posts")).context["vacant"]]


def test_one_letter_goes_to_a_person_over_all_posts(library, office, mail, riverbank):
    posts = [post.name for post in riverbank.posts.all()[:2]]
    page = preview(office, "\n".join(f"{post}\tSam Lee\t{ADDRESS}" for post in posts))
    assert "Send 1 invitation" in page.content.decode()
    assert not User.objects.filter(email=ADDRESS).exists(), "looking writes nothing"

    done = send(office, page).content.decode()
    send_waiting()

    assert "1 person now holds posts. 1 invitation goes out now." in done
    (letter,) = mail.taken
    assert letter.rcpt_tos == [ADDRESS]
    for post in posts:
        assert post in letter.content.decode()
    user = User.objects.get(email=ADDRESS)
    assert user.name == "Sam Lee"
    assert set(PostHolder.objects.filter(user=user).values_list("post__name", flat=True)) == set(posts)


def test_the_link_works_once_and_is_shown_to_nobody_else(library, office, mail, riverbank):
    send(office, preview(office, f"{riverbank.posts.first().name}\tSam Lee\t{ADDRESS}"))
    send_waiting()
    path = urlsplit(link_in(mail.taken[0])).path
    password = {"password1": "a long way to the river", "password2": "a long way to the river"}
    reader = Client()

    form = reader.get(path, follow=True)
    assert reader.post(form.redirect_chain[-1][0], password).status_code == 302

    assert User.objects.get(email=ADDRESS).check_password(password["password1"])
    assert "does not work any more" in Client().get(path, follow=True).content.decode()
    letter = Notice.objects.get()
    assert "/set-password/" not in letter.text
    assert "/set-password/" not in office.get(letter.get_absolute_url()).content.decode()
    assert "/set-password/" not in str(list(Event.objects.values()))


def test_an_invitation_is_sent_again_with_a_new_link(library, office, mail, riverbank):
    send(office, preview(office, f"{riverbank.posts.first().name}\tSam Lee\t{ADDRESS}"))
    person = User.objects.get(email=ADDRESS).memberships.get()

    office.post(reverse("invite_again", args=[person.pk]))
    send_waiting()

    assert len(mail.taken) == 2
    assert riverbank.posts.first().name in mail.taken[1].content.decode()


def test_a_bad_row_is_one_sentence_and_the_rest_goes_on(library, office, mail, riverbank, mary, charlie):
    post = riverbank.posts.first().name
    page = preview(
        office,
        "\n".join(
            [
                f"Head of Nothing\tSam\t{ADDRESS}",
                f"{post}\tSam\tsam at riverbank",
                f"{post}\tSam\t",
                f"{post}\tMary\t{mary.email}",
                f"{post}\tCharlie\t{charlie.email}",
                f"{post}\tSam Lee\t{ADDRESS}",
            ]
        ),
    )

    faults = page.context["understood"].faults
    assert len(faults) == 5
    assert faults[0].startswith("Row 1: “Head of Nothing” is no post of your plans.")
    assert "is a member, who can't send returns" in faults[3]
    assert "can't be invited" in faults[4]
    assert "1 person now holds posts." in send(office, page).content.decode()


def test_who_has_an_account_holds_the_post_and_gets_no_invitation(library, office, mail, riverbank, owen):
    done = send(office, preview(office, f"{riverbank.posts.first().name}\tOwen\t{owen.email}"))

    assert "no letter was needed" in done.content.decode()
    assert owen.held_posts.count() == 1
    assert not Notice.objects.exists()


def test_a_box_beside_a_post_is_enough(library, office, mail, riverbank):
    post = office.get(reverse("vacant_posts")).context["vacant"][0].post
    page = preview(office, **{f"post-{post.pk}": ADDRESS})

    assert page.context["people"][0].name == "Sam Lee"
    office.post(reverse("invite_people"), {"rows": page.context["rows"], f"name-{ADDRESS}": "Samuel Lee"})

    assert User.objects.get(email=ADDRESS).name == "Samuel Lee"


def test_a_spreadsheet_is_read(library, office, riverbank):
    book = Workbook()
    for row in [["Post", "Name", "E-mail"], [riverbank.posts.first().name, "Sam Lee", ADDRESS]]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "people.xlsx"

    page = office.post(reverse("vacant_posts"), {"file": file}, follow=True)

    assert [each.email for each in page.context["people"]] == [ADDRESS]


def test_without_a_mail_server_the_links_can_be_copied_and_the_page_says_that_nothing_was_sent(
    library, office, riverbank
):
    done = send(office, preview(office, f"{riverbank.posts.first().name}\tSam Lee\t{ADDRESS}"))
    assert "Nothing was sent" in done.content.decode()
    person = User.objects.get(email=ADDRESS).memberships.get()

    shown = office.post(reverse("invite_again", args=[person.pk]))

    assert "/set-password/" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_the_office_gets_no_link_to_an_administrators_account(office, riverbank, adam):
    new = add_person(
        organisation=riverbank, email=ADDRESS, name="Sam", role=Role.ADMINISTRATOR, by=adam, at=NOW
    )

    assert office.post(reverse("invite_again", args=[new.pk])).status_code == 404
    page = office.get(reverse("invitations")).content.decode()
    assert "Sam" in page
    assert reverse("invite_again", args=[new.pk]) not in page


def test_the_office_adds_no_administrator(office):
    form = {"name": "Sam", "email": ADDRESS, "role": "administrator"}
    office.post(reverse("add_person"), form)
    assert not User.objects.filter(email=ADDRESS).exists()

    office.post(reverse("add_person"), {**form, "role": "director_lead"})
    assert User.objects.get(email=ADDRESS).memberships.get().role == "director_lead"


def test_an_accountable_post_of_a_plan_with_approval_becomes_a_director_lead(library, office, riverbank):
    library.approval_wanted = True
    library.save()
    leading = (
        library.actions.filter(ownerships__part="accountable").first().ownerships.get(part="accountable")
    )

    page = preview(office, f"{leading.post.name}\tSam Lee\t{ADDRESS}")

    assert page.context["people"][0].role == Role.DIRECTOR_LEAD


@pytest.mark.parametrize("number", [1, 60])
def test_looking_needs_as_many_queries_for_long_lists(
    number, library, office, riverbank, django_assert_max_num_queries
):
    post = riverbank.posts.first().name
    text = "\n".join(f"{post}\tSam\tsam{n}@riverbank.example" for n in range(number))
    with django_assert_max_num_queries(25):
        preview(office, text)
