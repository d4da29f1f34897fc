"""Who signs in by the organisation's account alone is asked there again before what is dangerous."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.urls import reverse
from django.utils import timezone
from oidc_provider_mock._storage import AuthorizationCode

from followthrough.site import clock
from followthrough.site.access.models import AccessEvent
from followthrough.site.people.models import User
from tests.site.access.provider import ALICE, OTTER, running
from tests.site.access.test_openid import come, words_of


@pytest.fixture
def provider(settings, monkeypatch):
    """One that says when it asked, by the real clock."""
    monkeypatch.setattr(clock, "now", timezone.now)
    with running(settings) as address:
        yield address


@pytest.fixture
def dangerous(provider, alice, mary, client):
    """The address of a dangerous thing, for Alice, who came long ago and has no password."""
    alice.memberships.update(role="administrator")
    come(client, ALICE)
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time() - 3600}]
    session["account_authentication_methods_user"] = str(alice.pk)
    session.save()
    return reverse("person", args=[mary.memberships.get().pk])


def asked_there(client, address, claimant):
    """Sends the dangerous thing, presses the button, and comes back from the provider."""
    page = client.post(address, {"name": "Mary", "role": "reviewer"})["Location"]
    assert "Confirm with Riverbank account" in words_of(client.get(page))
    there = client.post(page)["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    back = requests.post(there, data={"sub": claimant.sub}, allow_redirects=False, timeout=10)
    returned = urlsplit(back.headers["Location"])
    return client.get(f"{returned.path}?{returned.query}")


def test_what_was_sent_is_done_once_the_provider_asked_again(dangerous, mary, client):
    answer = asked_there(client, dangerous, ALICE)
    assert answer["Location"] == reverse("people")
    assert mary.memberships.get().role == "reviewer"
    assert client.post(dangerous, {"name": "Mary", "role": "member"})["Location"] == reverse("people")


def test_a_session_that_was_open_there_confirms_nothing(dangerous, mary, client, monkeypatch):
    monkeypatch.setattr(AuthorizationCode, "get_auth_time", lambda self: int(time.time()) - 3600)
    answer = asked_there(client, dangerous, ALICE)
    assert "did not say that it asked you just now" in words_of(answer)
    assert mary.memberships.get().role == "member"
    assert AccessEvent.objects.filter(kind="refused", name="Alice").exists()


def test_another_s_account_confirms_nothing_and_signs_nobody_in(dangerous, mary, client):
    User.objects.create_user("otter@riverbank.example", "Otter")
    answer = asked_there(client, dangerous, OTTER)
    assert "another account" in words_of(answer)
    assert mary.memberships.get().role == "member"
    assert client.session["_auth_user_id"] == str(User.objects.get(name="Alice").pk)


def test_nobody_adds_a_second_step_to_an_open_session_without_being_asked(dangerous, client):
    answer = client.post(reverse("mfa_activate_totp"), {"code": "123456"})
    assert answer["Location"].startswith(reverse("confirm_by_organisation"))
