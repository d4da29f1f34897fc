"""Whether the site works, and whether it is set up to serve others: by command, and for what watches it."""

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from followthrough.site import clock
from followthrough.site.health import WORKER_SEEN, demonstration_accounts, health, mark_worker
from followthrough.site.imports.demonstration.people import OFFICE
from followthrough.site.imports.demonstration.setting_up import PASSWORD
from followthrough.site.people.models import User
from followthrough.site.settings import strong_key
from tests.site.cast import NOW


def failing(at=NOW) -> set[str]:
    return {check.name for check in health(at=at) if not check.ok}


@pytest.mark.django_db
def test_the_worker_is_missed_until_it_leaves_its_mark_and_when_it_leaves_none():
    cache.delete(WORKER_SEEN)
    assert failing() == {"worker"}
    mark_worker(NOW)
    assert failing() == set()
    assert failing(NOW + timedelta(minutes=11)) == {"worker"}


@pytest.mark.django_db
def test_what_watches_the_site_is_told_which_part_fails_and_nothing_else(client):
    cache.delete(WORKER_SEEN)
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "failing": ["worker"]})
    mark_worker(clock.now())
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "failing": []})


@pytest.mark.django_db
def test_an_account_of_the_demonstration_counts_while_it_has_the_published_password():
    account = User.objects.create_user(OFFICE.email, "Grace", PASSWORD)
    assert demonstration_accounts() == [OFFICE.email]
    account.set_password("another one, of its own")
    account.save()
    assert demonstration_accounts() == []


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_a_key_that_could_be_guessed_is_refused(key):
    with pytest.raises(ImproperlyConfigured, match="could be guessed"):
        strong_key(key)


def run(folder, *arguments: str) -> "subprocess.CompletedProcess[str]":
    surroundings = os.environ | {"FOLLOWTHROUGH_VAR": str(folder), "DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-c", "from followthrough.cli import main; main()", *arguments],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_installation_with_the_demonstration_says_what_is_wrong_and_is_not_served_for_real(tmp_path):
    assert run(tmp_path, "manage", "demonstration").returncode == 0
    told = run(tmp_path, "check-installation", "--format", "json")
    assert told.returncode == 1
    wrong = {check["name"]: check["words"] for check in json.loads(told.stdout)["checks"] if not check["ok"]}
    assert "published password" in wrong["demonstration"]
    assert {"hosts", "https", "mail", "address"} <= set(wrong)

    served = run(tmp_path, "serve", "--port", "1")
    assert served.returncode == 2
    assert "accounts of the demonstration" in served.stderr


def test_a_folder_that_is_made_is_for_its_account_alone(tmp_path):
    assert run(tmp_path / "new" / "var", "health").returncode == 1
    assert stat.S_IMODE((tmp_path / "new" / "var").stat().st_mode) == 0o700


def test_a_damaged_database_is_said_to_be_damaged(tmp_path):
    (tmp_path / "followthrough.sqlite3").write_bytes(b"this is no database at all, is it?" * 100)
    for command in (["plans"], ["health"], ["serve"], ["backup", str(tmp_path / "b")], ["manage", "migrate"]):
        told = run(tmp_path, *command)
        assert told.returncode in (1, 2)
        assert "damaged" in told.stdout + told.stderr
        assert "restore" in told.stdout + told.stderr
