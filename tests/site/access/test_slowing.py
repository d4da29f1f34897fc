"""Who tries passwords is slowed down, and nobody is locked out by it."""

import pytest
from django.test import Client
from django.urls import reverse

from followthrough.site.access.models import AccessEvent
from followthrough.site.access.slowing import count_try
from tests.site.cast import PASSWORD

OFFICE, STRANGER = "192.0.2.10", "198.51.100.7"


def sign_in(client: Client, email: str, password: str = PASSWORD, *, at: str = OFFICE):
    form = {"login": email, "password": password}
    return client.post(reverse("account_login"), form, REMOTE_ADDR=at)


def wrong_tries(number: int, email: str, *, at: str, client: Client | None = None) -> None:
    for _ in range(number):
        sign_in(client or Client(), email, "not the password", at=at)


def test_the_sixth_wrong_try_at_one_place_has_to_wait_even_with_the_right_password(alice, client):
    wrong_tries(5, alice.email, at=STRANGER)

    answer = sign_in(client, alice.email, at=STRANGER)

    assert "Wait five minutes and try again" in answer.content.decode()
    assert AccessEvent.objects.filter(kind="slowed", user_id=alice.pk, ip=STRANGER).exists()


def test_a_stranger_elsewhere_does_not_lock_a_colleague_out(alice, client):
    wrong_tries(20, alice.email, at=STRANGER)

    assert sign_in(client, alice.email, at=OFFICE).status_code == 302


def test_one_person_s_wrong_tries_do_not_lock_out_the_office_behind_the_same_address(alice, owen, client):
    wrong_tries(40, alice.email, at=OFFICE)

    assert sign_in(client, owen.email, at=OFFICE).status_code == 302


def test_an_office_that_signs_in_at_the_same_hour_is_let_in(alice):
    assert {sign_in(Client(), alice.email).status_code for _ in range(40)} == {302}


def test_a_known_device_is_let_in_whatever_a_stranger_does_at_the_same_address(alice, client):
    sign_in(client, alice.email)
    client.post(reverse("account_logout"))
    wrong_tries(20, alice.email, at=OFFICE)

    assert sign_in(client, alice.email).status_code == 302


def test_a_known_device_of_one_account_is_a_strange_one_for_another(alice, owen, client):
    sign_in(client, alice.email)
    client.post(reverse("account_logout"))
    wrong_tries(5, owen.email, at=OFFICE, client=client)

    assert "Wait five minutes" in sign_in(client, owen.email).content.decode()


def test_a_known_device_may_not_try_for_ever(alice, client):
    sign_in(client, alice.email)
    client.post(reverse("account_logout"))
    wrong_tries(10, alice.email, at=OFFICE, client=client)

    assert "Wait five minutes" in sign_in(client, alice.email).content.decode()


@pytest.mark.parametrize(
    ("email", "let_through"), [("alice@riverbank.example", 100), ("{}@nowhere.example", 300)]
)
def test_tries_from_many_places_and_on_many_accounts_come_to_an_end(email, let_through, db, rf):
    """A hundred an hour on one account from anywhere, three hundred from one address on any."""
    counted = []
    for number in range(310):
        address = STRANGER if "{}" in email else f"203.0.113.{number % 150}"
        request = rf.post("/sign-in/", REMOTE_ADDR=address)
        counted.append(count_try(request, email.format(number)) is not None)

    assert counted.count(True) == let_through


def test_a_cookie_that_was_forged_makes_no_device_known(alice, client):
    client.cookies["known_device"] = "eyJhIjoiYiJ9:1xyz:forged"
    wrong_tries(5, alice.email, at=OFFICE, client=client)

    assert "Wait five minutes" in sign_in(client, alice.email).content.decode()


def test_the_letter_of_a_forgotten_password_leads_in_past_all_wrong_tries(alice, client):
    from followthrough.site.people.signing_in import password_path

    wrong_tries(5, alice.email, at=OFFICE)
    form = client.get(password_path(alice))["Location"]
    new = "otters swim at dawn"
    client.post(form, {"password1": new, "password2": new})

    assert sign_in(client, alice.email, new).status_code == 302
