"""Settings from the environment: what they make, and what an odd one is answered."""

import json
import os
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from followthrough.site.environment import Environment, read_environment
from followthrough.site.secret_key import secret_key_kept_in, write_once
from followthrough.site.settings import database

pytestmark = pytest.mark.own_database


def settings_with(tmp_path, *names: str, **environment: str) -> dict[str, object]:
    """What the settings are in a program of its own, started with this environment."""
    program = (
        "import json, sys; from followthrough.site import settings;"
        "json.dump({name: getattr(settings, name) for name in sys.argv[1:]}, sys.stdout, default=str)"
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FOLLOWTHROUGH_")}
    ran = subprocess.run(
        [sys.executable, "-c", program, *names],
        env={**kept, "FOLLOWTHROUGH_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("name", "odd", "advice"),
    [
        ("FOLLOWTHROUGH_DEBUG", "perhaps", "true or false"),
        ("FOLLOWTHROUGH_HTTPS", "yes please", "true or false"),
        ("FOLLOWTHROUGH_UPLOAD_MEGABYTES", "lots", "a whole number from 1 to 200"),
        ("FOLLOWTHROUGH_TRUSTED_PROXIES", "-1", "0 to 9"),
    ],
)
def test_an_odd_value_is_answered_with_its_name_and_what_it_should_be(name, odd, advice, monkeypatch):
    monkeypatch.setenv(name, odd)

    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment()

    assert f"The setting {name} is {odd!r}" in str(refusal.value)
    assert advice in str(refusal.value)


def test_every_odd_value_is_said_at_once(monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_DEBUG", "perhaps")
    monkeypatch.setenv("FOLLOWTHROUGH_HTTPS", "perhaps")

    with pytest.raises(ImproperlyConfigured, match=r"(?s)DEBUG.*HTTPS"):
        read_environment()


def test_an_odd_database_address_is_answered_in_words(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(Environment(var=tmp_path, DATABASE_URL="weir://somewhere"))


def test_the_database_is_a_file_beside_the_rest_that_is_kept(tmp_path):
    found = database(Environment(var=tmp_path, DATABASE_URL=""))

    assert found["NAME"] == str(tmp_path / "followthrough.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_secret_key_is_made_once_and_is_for_its_owner_alone(tmp_path):
    key = secret_key_kept_in(tmp_path)

    assert len(key) >= 50
    assert secret_key_kept_in(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_secret_key_that_another_worker_made_meanwhile_stays(tmp_path):
    write_once(tmp_path / "secret_key", "theirs")
    write_once(tmp_path / "secret_key", "ours")

    assert (tmp_path / "secret_key").read_text() == "theirs"


def test_a_folder_that_can_t_be_written_in_is_answered_in_words(tmp_path):
    (tmp_path / "var").write_text("a file, not a folder")

    with pytest.raises(
        ImproperlyConfigured, match="Set FOLLOWTHROUGH_VAR to a folder that can be written in"
    ):
        secret_key_kept_in(tmp_path / "var")


def test_on_plain_http_cookies_are_sent_and_nothing_is_sent_on_to_https(tmp_path):
    made = settings_with(tmp_path, "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")

    assert list(made.values()) == [False, False, 0]


def test_with_https_cookies_are_secure_and_browsers_stay_on_https(tmp_path):
    made = settings_with(
        tmp_path,
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        FOLLOWTHROUGH_HTTPS="true",
    )

    names = ["__Host-sessionid", "__Host-csrftoken"]
    assert list(made.values()) == [True, True, True, 365 * 24 * 60 * 60, *names]


def test_hosts_of_the_environment_are_added_to_this_machine_s(tmp_path):
    made = settings_with(tmp_path, "ALLOWED_HOSTS", FOLLOWTHROUGH_HOSTS="plans.example.org, weir.example")

    assert made["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]", "plans.example.org", "weir.example"]


def test_django_s_own_check_for_a_real_site_finds_nothing(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "followthrough.site.settings",
        "FOLLOWTHROUGH_VAR": str(tmp_path),
        "FOLLOWTHROUGH_HTTPS": "true",
        "FOLLOWTHROUGH_HOSTS": "plans.example.org",
    }

    # The journeys set it for their own process.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)

    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
