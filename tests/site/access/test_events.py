"""What happened to accounts and files is noted, shown to administrators, and can't be changed."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from followthrough.site.access.events import forget_old_access, note
from followthrough.site.access.models import AccessEvent
from tests.site.cast import NOW, PASSWORD

Kind = AccessEvent.Kind


def noted() -> list[tuple[str, str, str]]:
    return list(AccessEvent.objects.order_by("pk").values_list("kind", "name", "words"))


def test_signing_in_being_refused_and_signing_out_are_noted(alice, client):
    for password in ("not the password", PASSWORD):
        client.post(
            reverse("account_login"),
            {"login": alice.email, "password": password},
            headers={"User-Agent": "Firefox/140"},
        )
    client.post(reverse("account_logout"))

    assert noted() == [
        ("refused", "Alice", "wrong password"),
        ("signed_in", "Alice", "password"),
        ("signed_out", "Alice", ""),
    ]
    first = AccessEvent.objects.last()
    assert (first.ip, first.browser, first.at) == ("127.0.0.1", "Firefox/140", NOW)


def test_an_address_that_nobody_has_is_seen_by_the_administrators_of_the_only_organisation(
    adam, client, client_of
):
    client.post(reverse("account_login"), {"login": "nobody@elsewhere.example", "password": "a guess"})

    page = client_of(adam).get(reverse("sign_ins")).content.decode()

    assert "nobody@elsewhere.example" in page
    assert "No account has this address" in page


def test_an_administrator_sees_nothing_of_another_organisation(adam, charlie, client, client_of):
    client.post(reverse("account_login"), {"login": charlie.email, "password": PASSWORD})
    client.post(reverse("account_login"), {"login": "nobody@elsewhere.example", "password": "a guess"})

    page = client_of(adam).get(reverse("sign_ins")).content.decode()

    assert charlie.email not in page
    assert "nobody@elsewhere.example" not in page


def test_a_changed_password_is_noted_told_by_mail_and_ends_the_other_sessions(
    alice, client, client_of, settings
):
    from followthrough.site.notices.models import Notice

    settings.MAIL_IS_SET_UP, settings.SITE_ADDRESS = True, "https://plans.riverbank.example"
    for each in (client, other := client_of(alice)):
        each.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    new = {"password1": "otters swim at dawn", "password2": "otters swim at dawn"}
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})

    assert ("password_changed", "Alice", "") in noted()
    letter = Notice.objects.get(kind="password_changed")
    assert letter.to == alice
    assert "was changed on 30 November 2022 at 09:30" in letter.text
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302


def test_the_page_narrows_by_person_kind_and_day_and_gives_the_same_as_csv(adam, alice, owen, client_of):
    note(Kind.SIGNED_IN, user=alice)
    note(Kind.REFUSED, user=alice, words="wrong password")
    note(Kind.REFUSED, user=owen, words="=HYPERLINK(1)")
    client = client_of(adam)
    asked = {"kind": "refused", "who": "OWEN", "since": "November 2022"}

    page = client.get(reverse("sign_ins"), asked).content.decode()
    file = b"".join(client.get(reverse("download_sign_ins"), asked).streaming_content).decode("utf-8-sig")

    assert "1 entry" in page
    assert len(file.splitlines()) == 2
    assert "owen@riverbank.example" in file
    assert "'=HYPERLINK(1)" in file, "no cell of it is a formula"
    assert "We can&#x27;t read" in client.get(reverse("sign_ins"), {"since": "soon"}).content.decode()


def test_many_wrong_tries_are_shown_above_the_list(adam, alice, client_of):
    for _ in range(12):
        note(Kind.REFUSED, user=alice)

    page = client_of(adam).get(reverse("sign_ins")).content.decode()

    assert re.search(r"Many wrong tries since yesterday:.*alice@riverbank\.example</a> \(12\)", page)


@pytest.mark.parametrize(
    "change", ["UPDATE access_accessevent SET name = 'x'", "DELETE FROM access_accessevent"]
)
def test_the_database_refuses_to_change_what_happened(change, alice, monkeypatch):
    from datetime import UTC, datetime

    from followthrough.site import clock

    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC))
    note(Kind.SIGNED_IN, user=alice)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)


def test_what_is_older_than_thirteen_months_is_forgotten(alice):
    from datetime import timedelta

    note(Kind.SIGNED_IN, user=alice)  # on the day of the tests, years ago

    forget_old_access(at=NOW + timedelta(days=390))
    assert AccessEvent.objects.exists()
    forget_old_access(at=NOW + timedelta(days=400))
    assert not AccessEvent.objects.exists()


def test_a_file_that_can_t_be_read_is_noted(alice, riverbank):
    from followthrough.site.imports.operations import upload_file
    from followthrough.site.imports.reading import read_in_background

    bad = upload_file(
        content=b"PK\x03\x04 cut off", name="plan.docx", organisation=riverbank, by=alice, at=NOW
    )
    read_in_background.func(bad.pk)

    assert ("file_unreadable", "Alice", "plan.docx") in noted()
