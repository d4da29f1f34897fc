"""Signing in and out."""

import pytest
from django.urls import reverse

from tests.site.cast import PASSWORD


def sign_in(client, email: str, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def test_an_account_signs_in_with_its_address_and_password_to_its_home(alice, client):
    answer = sign_in(client, "alice@riverbank.example")

    assert answer["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_the_case_of_the_address_does_not_matter(alice, client):
    assert sign_in(client, "Alice@Riverbank.EXAMPLE").status_code == 302


def test_it_comes_back_to_the_page_that_was_asked_for(alice, client):
    assert sign_in(client, "alice@riverbank.example", next="/help/")["Location"] == "/help/"


def test_it_never_goes_on_to_another_site(alice, client):
    answer = sign_in(client, "alice@riverbank.example", next="https://elsewhere.example/")

    assert answer["Location"] == reverse("home")


@pytest.mark.parametrize("email", ["alice@riverbank.example", "nobody@riverbank.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(email, alice, client):
    answer = sign_in(client, email, "not the password")

    assert "The e-mail address or the password is not right. Check both." in answer.content.decode()


def test_a_closed_account_does_not_get_in(alice, client):
    alice.is_active = False
    alice.save()

    sign_in(client, "alice@riverbank.example")

    assert client.get(reverse("account")).status_code == 302


def test_closing_an_account_ends_its_sessions(alice, client_of):
    client = client_of(alice)
    alice.is_active = False
    alice.save()

    assert client.get(reverse("account")).status_code == 302


def test_signing_out_takes_a_post_and_ends_at_the_first_page(alice, client_of):
    client = client_of(alice)

    assert "Do you want to sign out?" in client.get(reverse("account_logout")).content.decode()
    assert client.post(reverse("account_logout"))["Location"] == reverse("home")
    assert client.get(reverse("account")).status_code == 302


def test_a_password_is_changed_by_who_knows_the_present_one(alice, client_of):
    client = client_of(alice)
    new = {"password1": "otters swim at dawn", "password2": "otters swim at dawn"}

    refused = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
    taken = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new}, follow=True)

    assert "That is not your present password." in refused.content.decode()
    assert "Your password is changed." in taken.content.decode()


@pytest.mark.parametrize("weak", ["short", "password1234", "alice@riverbank.example"])
def test_a_weak_password_is_refused(weak, alice, client_of):
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}

    answer = client_of(alice).post(reverse("account_change_password"), form)

    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]
