"""A mail server's address becomes Django's settings; a wrong one is answered without its password."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from followthrough.site.mail_settings import mail_settings

SENDER = "Programme office <plans@riverbank.example>"


def test_without_a_server_no_mail_can_leave():
    assert mail_settings("", "") == {
        "MAIL_IS_SET_UP": False,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }


def test_an_address_names_user_password_host_and_port():
    made = mail_settings("smtp://plans%40riverbank:p%2Fw@mail.riverbank.example:2525", SENDER)

    assert made["EMAIL_HOST"] == "mail.riverbank.example"
    assert made["EMAIL_PORT"] == 2525
    assert made["EMAIL_HOST_USER"] == "plans@riverbank"
    assert made["EMAIL_HOST_PASSWORD"] == "p/w"
    assert made["DEFAULT_FROM_EMAIL"] == SENDER


@pytest.mark.parametrize(
    ("scheme", "port", "encrypted"),
    [("smtp", 587, "EMAIL_USE_TLS"), ("smtps", 465, "EMAIL_USE_SSL"), ("smtp+plain", 25, None)],
)
def test_the_scheme_says_how_it_is_encrypted_and_the_usual_port(scheme, port, encrypted):
    made = mail_settings(f"{scheme}://mail.riverbank.example", SENDER)

    assert made["EMAIL_PORT"] == port
    assert [name for name in made if name.endswith(("_TLS", "_SSL"))] == ([encrypted] if encrypted else [])


@pytest.mark.parametrize(
    "odd",
    ["mail.riverbank.example", "http://u:secret@host", "smtp://", "smtp://u:secret@host:port", "smtp://[::1"],
)
def test_an_odd_address_is_answered_in_words_and_never_repeated(odd):
    with pytest.raises(ImproperlyConfigured, match="FOLLOWTHROUGH_MAIL_SERVER can't be read") as refusal:
        mail_settings(odd, SENDER)

    assert "secret" not in str(refusal.value)


def test_a_server_without_a_sender_is_answered_in_words():
    with pytest.raises(ImproperlyConfigured, match="Set FOLLOWTHROUGH_MAIL_FROM"):
        mail_settings("smtp://mail.riverbank.example", "Programme office")
