"""How passwords are hashed, and which are refused."""

from hashlib import sha1
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.site.people.breached import BreachedPasswordValidator

HASHERS = ["followthrough.site.people.hashing.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def test_a_password_is_hashed_by_argon2_and_an_older_hash_still_lets_in():
    with override_settings(PASSWORD_HASHERS=HASHERS):
        assert make_password("otters swim at dawn").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        renewed = []
        older = make_password("otters swim at dawn", hasher="pbkdf2_sha256")
        assert check_password("otters swim at dawn", older, setter=renewed.append)
        assert renewed == ["otters swim at dawn"], "it is hashed anew"


def digest(password: str) -> str:
    return sha1(password.encode()).hexdigest().upper()


def is_refused(validator: BreachedPasswordValidator, password: str) -> bool:
    try:
        validator.validate(password)
    except ValidationError:
        return True
    return False


@settings(max_examples=60, deadline=None)
@given(
    stolen=st.sets(st.text(min_size=1, max_size=20), max_size=60),
    others=st.sets(st.text(max_size=20), max_size=8),
)
def test_of_a_list_of_any_length_exactly_its_passwords_are_refused(stolen, others, tmp_path_factory):
    file: Path = tmp_path_factory.mktemp("list") / "breached.txt"
    lines = sorted(f"{digest(password)}:{number}" for number, password in enumerate(stolen, start=1))
    file.write_text("\r\n".join(lines))
    validator = BreachedPasswordValidator(str(file))

    assert all(is_refused(validator, password) for password in stolen)
    assert not any(is_refused(validator, password) for password in others - stolen)


def test_a_list_that_is_not_there_stops_the_start_with_a_sentence(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="FOLLOWTHROUGH_BREACHED_PASSWORDS"):
        BreachedPasswordValidator(str(tmp_path / "none.txt"))
