"""A forgotten password is set anew by oneself, by mail."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from followthrough.site.notices.models import Notice
from followthrough.site.notices.sending import send_waiting
from tests.site.notices.conftest import post as post


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def mail(post, settings):
    settings.SITE_ADDRESS = "https://plans.riverbank.example"
    return post


def ask(client, email: str):
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def test_the_letter_has_a_link_that_sets_a_new_password_once(owen, client, mail):
    ask(client, "Owen@Riverbank.example")
    send_waiting()

    (letter,) = mail.taken
    text = letter.content.decode().replace("=\r\n", "").replace("=3D", "=")
    path = re.search(r"riverbank\.example(/set-password/\S+)", text)[1]
    form = client.get(path, follow=True)
    new = "a long way to the river"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    owen.refresh_from_db()
    assert owen.check_password(new)
    assert "does not work any more" in client.get(path, follow=True).content.decode()


def test_the_answer_is_the_same_for_an_address_without_an_account(owen, client, mail):
    known, unknown = ask(client, owen.email), ask(client, "nobody@riverbank.example")

    assert known.content == unknown.content
    assert Notice.objects.count() == 1


def test_a_closed_account_gets_no_letter(owen, client, mail):
    owen.is_active = False
    owen.save()

    ask(client, owen.email)

    assert not Notice.objects.exists()


def test_without_a_mail_server_the_page_says_whom_to_ask(owen, client):
    page = client.get(reverse("account_reset_password")).content.decode()

    assert "Ask your administrator for a link" in page
    assert '<form method="post" action="/sign-in/forgotten/"' not in page


def test_letters_are_asked_for_so_often_and_no_more(owen, client, mail):
    answers = [ask(client, owen.email).status_code for _ in range(6)]

    assert answers[-1] == 429
    assert Notice.objects.count() == 5


def test_an_address_that_is_none_is_said(client, mail, db):
    assert "Enter an e-mail address like" in ask(client, "owen at riverbank").content.decode()
