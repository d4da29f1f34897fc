"""The cast of the site's tests: who there is, in which of two organisations, in which role.

Charlie is of the other organisation: he should see nothing of Riverbank's.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from followthrough.site import clock
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import Role

PASSWORD = "a walk by the river"
TODAY = date(2022, 11, 30)
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NOW = datetime(2022, 11, 30, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain_site(settings, monkeypatch):
    """The site without what only slows a test, on a fixed day, with nothing counted by its rate limits."""
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    # A job is done when it is asked for.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    cache.clear()
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def store(settings, tmp_path) -> Path:
    """The folder of this test in which files of evidence are."""
    folder: Path = tmp_path / "evidence"
    options = settings.STORAGES["evidence"]["OPTIONS"] | {"location": folder}
    backend = settings.STORAGES["evidence"] | {"OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"evidence": backend}
    return folder


@pytest.fixture
def papers_store(settings, tmp_path) -> Path:
    """The folder of this test in which files of editions are."""
    folder: Path = tmp_path / "editions"
    options = settings.STORAGES["editions"]["OPTIONS"] | {"location": folder}
    backend = settings.STORAGES["editions"] | {"OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"editions": backend}
    return folder


@pytest.fixture
def today() -> date:
    """The day it is on the site in every test."""
    return TODAY


@pytest.fixture
def riverbank(db) -> Organisation:
    return Organisation.objects.create(name="Riverbank Council", slug="riverbank")


@pytest.fixture
def hillside(db) -> Organisation:
    return Organisation.objects.create(name="Hillside Council", slug="hillside")


def person(name: str, organisation: Organisation, role: Role) -> User:
    user = User.objects.create_user(f"{name.lower()}@{organisation.slug}.example", name, PASSWORD)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def alice(riverbank: Organisation) -> User:
    return person("Alice", riverbank, Role.PROGRAMME_OFFICE)


@pytest.fixture
def adam(riverbank: Organisation) -> User:
    return person("Adam", riverbank, Role.ADMINISTRATOR)


@pytest.fixture
def owen(riverbank: Organisation) -> User:
    return person("Owen", riverbank, Role.UPDATE_OWNER)


@pytest.fixture
def dora(riverbank: Organisation) -> User:
    return person("Dora", riverbank, Role.DIRECTOR_LEAD)


@pytest.fixture
def mary(riverbank: Organisation) -> User:
    return person("Mary", riverbank, Role.MEMBER)


@pytest.fixture
def rita(riverbank: Organisation) -> User:
    return person("Rita", riverbank, Role.REVIEWER)


@pytest.fixture
def pia(riverbank: Organisation) -> User:
    return person("Pia", riverbank, Role.POLITICAL_LEAD)


@pytest.fixture
def colin(riverbank: Organisation) -> User:
    return person("Colin", riverbank, Role.COMMITTEE_MEMBER)


@pytest.fixture
def osric(riverbank: Organisation) -> User:
    return person("Osric", riverbank, Role.OVERSEER)


@pytest.fixture
def charlie(hillside: Organisation) -> User:
    return person("Charlie", hillside, Role.PROGRAMME_OFFICE)


def showing_who_they_are(client: Client, user: User, seconds_ago: float = 0) -> Client:
    """A client whose owner entered their password so long ago, as the sign-in page remembers it."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": NOW.timestamp() - seconds_ago}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A function that gives a client signed in as somebody of the cast."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return showing_who_they_are(client, user)

    return signed_in
