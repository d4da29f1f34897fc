"""Signing in by the organisation's own account, at a provider that really answers."""

import re
from urllib.parse import urlsplit

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from followthrough.site.access.models import AccessEvent
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.openid_settings import openid_settings
from followthrough.site.own_sign_in import roles_of_groups
from followthrough.site.people.models import User
from followthrough.site.people.roles import Role
from tests.site.access.provider import ALICE, OTTER, SILENT, UNVERIFIED, running, use


@pytest.fixture
def provider(settings):
    with running(settings) as address:
        yield address


def come(client: Client, claimant, then: str = ""):
    """Goes the way of a browser: to the provider, through its page, and back."""
    there = client.post(f"{reverse('openid_connect_login', args=['openid'])}{then}")["Location"]
    back = requests.post(there, data={"sub": claimant.sub}, allow_redirects=False, timeout=10)
    address = urlsplit(back.headers["Location"])
    return client.get(f"{address.path}?{address.query}")


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_who_was_invited_comes_in_and_goes_on_to_the_page_they_wanted(provider, alice, client):
    answer = come(client, ALICE, "?next=/history/")

    assert answer["Location"] == "/history/"
    assert client.get("/history/").status_code == 200
    event = AccessEvent.objects.get()
    assert (event.kind, event.name, event.words) == ("signed_in", "Alice", "the organisation's account")
    alice.refresh_from_db()
    assert alice.has_usable_password(), "the password is left as it was"


def test_a_second_time_they_are_known_by_what_never_changes(provider, alice, client):
    come(client, ALICE)
    client.post(reverse("account_logout"))
    User.objects.filter(pk=alice.pk).update(email="alice.weir@riverbank.example")

    come(client, ALICE)

    assert client.get(reverse("account")).status_code == 200
    assert User.objects.count() == 1


def test_nobody_gets_an_account_who_was_not_invited(provider, alice, client):
    answer = come(client, OTTER)

    assert answer.status_code == 403
    assert "No account here has your e-mail address." in words_of(answer)
    assert not User.objects.filter(email="otter@riverbank.example").exists()
    assert AccessEvent.objects.get().email == "otter@riverbank.example"


def test_unless_the_installation_says_so(provider, riverbank, client, settings):
    use(settings, provider, new_role="member")

    come(client, OTTER)

    assert client.get(reverse("account")).status_code == 200
    assert User.objects.get().memberships.get().role == Role.MEMBER
    assert sentence(Event.objects.get()) == "The system added Otter (Member)."


@pytest.mark.parametrize(
    ("claimant", "trusts", "gets_in"),
    [(UNVERIFIED, True, False), (SILENT, False, False), (SILENT, True, True)],
)
def test_an_address_counts_that_the_provider_verified_or_that_the_installation_trusts(
    claimant, trusts, gets_in, provider, alice, client, settings
):
    use(settings, provider, trusts=trusts)

    come(client, claimant)

    assert (client.get(reverse("account")).status_code == 200) is gets_in


def test_a_group_gives_a_role_and_who_has_left_it_is_refused(provider, alice, client, settings):
    use(settings, provider, groups="plan-admins=administrator, plan-readers=reviewer")
    come(client, ALICE)
    assert alice.memberships.get().role == Role.REVIEWER
    assert (
        sentence(Event.objects.get())
        == "The system made Alice reviewer, by a group of the organisation’s own accounts."
    )
    client.post(reverse("account_logout"))

    use(settings, provider, groups="plan-admins=administrator, others=reviewer")
    answer = come(client, ALICE)

    assert "You are no longer in a group" in words_of(answer)
    assert client.get(reverse("account")).status_code == 302


def test_a_closed_account_stays_out(provider, alice, client):
    User.objects.filter(pk=alice.pk).update(is_active=False)

    come(client, ALICE)

    assert client.get(reverse("account")).status_code == 302


def test_an_answer_that_nobody_asked_for_lets_nobody_in(provider, alice, client):
    answer = client.get(f"{reverse('openid_connect_callback', args=['openid'])}?code=x&state=y")

    assert "did not answer as it should" in words_of(answer)
    assert client.get(reverse("account")).status_code == 302


def test_a_provider_that_does_not_answer_is_said(settings, alice, client):
    use(settings, "http://localhost:9")

    answer = client.post(reverse("openid_connect_login", args=["openid"]))

    assert "did not answer as it should" in words_of(answer)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"client": ""}, "FOLLOWTHROUGH_OPENID_CLIENT"),
        ({"server": "http://login.example.org"}, "begin with https"),
        ({"groups": "=administrator"}, "should be a list such as"),
        ({"groups": "admins=emperor"}, "names a role 'emperor'"),
        ({"new_role": "emperor"}, "FOLLOWTHROUGH_OPENID_NEW_ACCOUNTS"),
    ],
)
def test_an_odd_setting_stops_the_start_with_a_sentence(more, said):
    usual = {"server": "https://login.example.org", "client": "a", "secret": "b", "name": "c"}
    usual |= {"groups": "", "claim": "groups", "new_role": "", "trusts": False}

    with pytest.raises(ImproperlyConfigured, match=said):
        openid_settings(**(usual | more))


def test_a_group_may_have_an_equals_sign_in_its_name():
    assert roles_of_groups("CN=admins=administrator", "GROUPS") == {"CN=admins": Role.ADMINISTRATOR}
