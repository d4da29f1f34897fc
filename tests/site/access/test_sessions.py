"""Sessions end: by oneself, by an administrator, by age and disuse; what was typed is kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from followthrough.site import clock
from followthrough.site.history.models import Event
from tests.site.cast import NOW, PASSWORD, showing_who_they_are


def signed_in(user, browser: str = "Firefox/140 (Windows)") -> Client:
    client = Client(headers={"User-Agent": browser})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def later(monkeypatch):
    def go(**time: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(**time))

    return go


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_one_s_sessions_are_listed_and_ended(alice, adam):
    office, home = signed_in(alice), signed_in(alice, "Chrome/140 Safari/5 (Android)")
    signed_in(adam, "Opera")

    page = office.get(reverse("sessions"))
    sessions = page.context["sessions"]
    assert [each.browser for each in sessions] == ["Firefox on Windows", "Chrome on Android"]
    assert sessions[0].is_current
    office.post(reverse("end_session", args=[sessions[1].key]))

    assert (is_in(office), is_in(home)) == (True, False)


def test_nobody_ends_the_session_of_another(alice, adam):
    mine, theirs = signed_in(alice), signed_in(adam)
    key = theirs.get(reverse("sessions")).context["sessions"][0].key

    assert mine.post(reverse("end_session", args=[key])).status_code == 404
    assert is_in(theirs)


def test_all_others_are_ended_at_once(alice):
    office, home, train = (signed_in(alice) for _ in range(3))

    office.post(reverse("end_other_sessions"))

    assert [is_in(client) for client in (office, home, train)] == [True, False, False]


def test_an_account_that_was_closed_and_opened_again_has_no_old_session(adam, alice, client_of):
    theirs, admin = signed_in(alice), client_of(adam)
    address = reverse("person", args=[alice.memberships.get().pk])
    form = {"name": "Alice", "role": "programme_office"}
    from followthrough.site.people.operations import change_person

    membership = alice.memberships.get()
    change_person(
        membership=membership, name="Alice", role="programme_office", can_sign_in=False, by=adam, at=NOW
    )
    admin.post(address, form | {"can_sign_in": "on"})

    alice.refresh_from_db()
    assert alice.is_active
    assert not is_in(theirs)


def test_a_session_that_nobody_used_ends(alice, later):
    client = signed_in(alice)
    later(minutes=80)
    assert is_in(client)
    later(minutes=160)
    assert is_in(client)

    later(minutes=251)
    assert not is_in(client)


def test_a_session_ends_after_a_working_day_however_much_it_is_used(alice, later):
    client = signed_in(alice)
    for hours in range(1, 12):
        later(hours=hours)
        assert is_in(client)

    later(hours=12, minutes=1)
    assert not is_in(client)


def test_a_session_cookie_without_the_other_lets_nobody_in(alice):
    client = signed_in(alice)
    del client.cookies["last_used"]

    assert not is_in(client)


def test_what_was_written_when_the_session_ended_is_there_after_signing_in(adam, later):
    client = signed_in(adam)
    form = {"name": "Otter of the Weir", "email": "otter@riverbank.example", "role": "member"}
    later(hours=13)

    refused = client.post(reverse("add_person"), form)
    form_page = client.get(refused["Location"])
    landed = client.post(
        refused["Location"],
        {"login": adam.email, "password": PASSWORD, "next": form_page.context["redirect_field_value"]},
        follow=True,
    )
    page = landed.content.decode()

    assert "Otter of the Weir" in page
    assert not Event.objects.filter(type="person.added").exists(), "nothing is sent before they say so"
    client.post(reverse("add_person"), form)
    assert Event.objects.filter(type="person.added").exists()
    assert client.get(reverse("unsent"))["Location"] == reverse("home"), "and then it is forgotten"


def test_what_was_written_is_shown_to_nobody_else_at_the_same_browser(adam, alice, later):
    client = signed_in(adam)
    later(hours=13)
    client.post(reverse("add_person"), {"name": "A secret word", "email": "x", "role": "member"})

    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})

    assert client.get(reverse("unsent"))["Location"] == reverse("home")


def test_a_form_of_somebody_unknown_is_not_kept(db, client):
    answer = client.post(reverse("add_person"), {"name": "Otter of the Weir"})

    assert "unsent" not in answer["Location"]
    assert not client.session.keys()


def test_a_dangerous_thing_asks_again_who_it_is_and_then_does_what_was_sent(adam, alice, client_of):
    client = showing_who_they_are(client_of(adam), adam, seconds_ago=3600)
    address = reverse("person", args=[alice.memberships.get().pk])

    asked = client.post(address, {"name": "Alice", "role": "reviewer"})
    assert alice.memberships.get().role == "programme_office"
    confirmed = client.post(asked["Location"], {"password": PASSWORD})

    assert confirmed["Location"] == reverse("people")
    assert alice.memberships.get().role == "reviewer"


def test_a_wrong_password_confirms_nothing(adam, alice, client_of):
    client = showing_who_they_are(client_of(adam), adam, seconds_ago=3600)
    address = reverse("password_link", args=[alice.memberships.get().pk])

    asked = client.post(address)
    answer = client.post(asked["Location"], {"password": "not the password"})

    assert "That is not your password." in answer.content.decode()
    assert not Event.objects.exists()
