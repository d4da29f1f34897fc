"""What every answer carries, and what the site refuses, whoever asks."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.site.cast import PASSWORD

TEMPLATES = sorted(Path(settings.SITE / "templates").rglob("*.html"))
INLINE = [
    re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    re.compile(r"<style", re.I),
    re.compile(r"\sstyle\s*=", re.I),
    re.compile(r"\son[a-z]+\s*=", re.I),
    re.compile(r"javascript:", re.I),
]


@pytest.mark.parametrize("path", ["/", "/help/", "/sign-in/", "/plans/", "/nowhere/"])
def test_every_answer_says_what_a_browser_may_do_with_it(path, db, client):
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    allowed = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == allowed["style-src"] == allowed["form-action"] == "'self'"
    assert allowed["frame-ancestors"] == allowed["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.SITE)))
def test_no_template_has_a_script_or_a_style_in_it(template):
    """The browser would not run it: the content security policy allows files alone."""
    text = template.read_text()

    assert [found.group() for kind in INLINE for found in kind.finditer(text)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.SITE)))
def test_a_template_trusts_nothing_but_the_hints_that_forms_write(template):
    """What came from a document or a person is escaped; `safe` would let it be markup."""
    trusted = re.findall(r"\{\{[^}]*\|\s*safe(?:seq)?\b[^}]*\}\}|\{%\s*autoescape off", template.read_text())

    assert trusted == (["{{ field.help_text|safe }}"] if template.name == "words.html" else [])


def test_a_form_without_its_token_is_refused_with_a_page_that_helps(alice):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(reverse("account_login"), {"login": "alice@riverbank.example", "password": PASSWORD})

    assert answer.status_code == 403
    assert "The form could not be taken" in answer.content.decode()


def test_cookies_can_be_read_by_no_script_and_go_with_no_foreign_form(alice, client):
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": "alice@riverbank.example", "password": PASSWORD})

    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name


def test_a_session_lasts_a_working_day(alice, client):
    client.post(reverse("account_login"), {"login": "alice@riverbank.example", "password": PASSWORD})

    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_what_needs_an_account_is_kept_by_no_proxy(alice, client_of):
    kept = client_of(alice).get(reverse("plans"))["Cache-Control"]

    assert set(kept.split(", ")) == {"private", "no-cache"}


def test_nobody_can_sign_up(db, client):
    for path in ("/signup/", "/sign-up/", "/accounts/signup/", "/sign-in/signup/"):
        assert client.get(path).status_code == 404


def test_a_host_that_is_not_ours_is_refused(db, client, settings):
    settings.ALLOWED_HOSTS = ["plans.example.org"]

    answer = client.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "The request could not be read" in answer.content.decode()


def test_debugging_is_off_unless_asked_for(client, db):
    assert settings.DEBUG is False
    assert "urls.py" not in client.get("/nowhere/").content.decode()
