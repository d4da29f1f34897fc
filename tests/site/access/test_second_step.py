"""A second step: set up, asked for, required by role, taken away."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from followthrough.site.access.models import AccessEvent
from followthrough.site.access.second_step import change_sign_in_rules
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.notices.models import Notice
from followthrough.site.people.roles import Role
from tests.site.cast import NOW, PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


@pytest.fixture
def asked_of_administrators(riverbank, adam):
    change_sign_in_rules(organisation=riverbank, roles=[Role.ADMINISTRATOR], by=adam, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_who_must_have_a_second_step_and_has_none_is_led_to_it_at_sign_in(
    asked_of_administrators, adam, client
):
    sign_in(client, adam)

    led = client.get(reverse("people"))
    page = client.get(led["Location"]).content.decode()
    form = client.get(reverse("mfa_activate_totp"))
    code = code_now(form.context["form"].secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)

    assert led["Location"] == reverse("mfa_index")
    assert "Riverbank Council asks a second step of your role." in page
    assert len(done.context["unused_codes"]) == 10
    assert client.get(reverse("people")).status_code == 200


def test_other_roles_are_not_asked(asked_of_administrators, alice, client):
    sign_in(client, alice)

    assert client.get(reverse("people")).status_code == 200


def test_with_an_app_the_password_alone_lets_nobody_in(alice, client):
    TOTP.activate(alice, SECRET)

    assert sign_in(client, alice)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("account")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "That did not work." in wrong.content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get(reverse("account")).status_code == 200
    assert [event.words for event in AccessEvent.objects.order_by("pk")] == [
        "wrong code (codes from an app)",
        "password, codes from an app",
    ]


def test_a_recovery_code_lets_in_once(alice, client):
    TOTP.activate(alice, SECRET)
    code = RecoveryCodes.activate(alice).generate_codes()[0]

    for expected in (200, 302):
        sign_in(client, alice)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert client.get(reverse("account")).status_code == expected
        client.post(reverse("account_logout"))


def test_codes_can_be_tried_only_so_often(alice, client):
    TOTP.activate(alice, SECRET)
    sign_in(client, alice)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert client.get(reverse("account")).status_code == 302


def test_the_secret_of_an_app_can_t_be_read_in_the_database(alice, settings, client):
    TOTP.activate(alice, SECRET)

    assert SECRET not in str(Authenticator.objects.values("data").get())

    settings.SECRET_KEY = "another key, as after a restored copy without the old one"
    sign_in(client, alice)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get(reverse("account")).status_code == 302


def test_the_administrator_says_who_needs_one_and_the_history_tells_it(adam, client_of):
    client = client_of(adam)

    client.post(reverse("sign_in_rules"), {"roles": ["administrator", "reviewer"]})
    client.post(reverse("sign_in_rules"), {"roles": ["reviewer", "administrator"]})

    (event,) = Event.objects.all()
    assert sentence(event) == "Adam asked a second step at sign-in of: Administrator, Reviewer."


@pytest.mark.django_db(transaction=True)
def test_a_way_of_signing_in_that_comes_or_goes_is_told_by_mail(adam, alice, client, client_of, settings):
    settings.MAIL_IS_SET_UP, settings.SITE_ADDRESS = True, "https://plans.riverbank.example"
    sign_in(client, alice)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    client_of(adam).post(reverse("remove_second_steps", args=[alice.memberships.get().pk]))

    added, removed = Notice.objects.order_by("pk")
    assert (added.to, removed.to) == (alice, alice)
    assert "Signing in with codes from an app was set up for your account on 30 November 2022" in added.text
    assert "Signing in with a second step was removed from your account" in removed.text


def test_an_administrator_removes_the_second_step_of_who_lost_it(adam, alice, client_of, client):
    TOTP.activate(alice, SECRET)
    RecoveryCodes.activate(alice)
    admin = client_of(adam)
    person = [alice.memberships.get().pk]

    assert "A second step is set up." in admin.get(reverse("person", args=person)).content.decode()
    admin.post(reverse("remove_second_steps", args=person))
    sign_in(client, alice)

    assert client.get(reverse("account")).status_code == 200
    assert "removed the second steps of Alice" in sentence(Event.objects.get())


def test_whoever_removes_their_own_where_it_is_required_is_led_back(asked_of_administrators, adam, client):
    TOTP.activate(adam, SECRET)
    sign_in(client, adam)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get(reverse("people"))["Location"] == reverse("mfa_index")
