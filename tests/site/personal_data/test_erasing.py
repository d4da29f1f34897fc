"""A person is erased: no text names them, what they did stays, and the history still shows tampering."""

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from followthrough.cli import main
from followthrough.site.history.models import Event, Seal
from followthrough.site.history.sealing import digest_of
from followthrough.site.history.verifying import in_sentences, verify
from followthrough.site.imports.models import Import
from followthrough.site.personal_data.erasing import IN_THE_WAY, NotErasedError, erase, preview
from followthrough.site.personal_data.texts import PUBLISHED
from followthrough.site.register.models import Action
from followthrough.site.triggers import taken_off
from tests.site.cast import NOW
from tests.site.personal_data.conftest import LEFT, NAME, dump, tables_naming, user_again, write_everywhere

pytestmark = pytest.mark.django_db(transaction=True)


def erased(user, by=None):
    return erase(user, by=by, reason="they asked for it", at=NOW)


def past_the_site(statement: str) -> None:
    with transaction.atomic(), taken_off(IN_THE_WAY), connection.cursor() as cursor:
        cursor.execute(statement)


def seal_as_before(organisation_id: int) -> None:
    """Seals the whole history anew as it was sealed before words stood apart."""
    before = "0" * 64
    with transaction.atomic(), taken_off(IN_THE_WAY):
        for seal in Seal.objects.filter(organisation_id=organisation_id).order_by("number"):
            seal.words = seal.salt = None
            before = seal.digest = digest_of(Event.objects.get(pk=seal.event_id), seal, before)
            seal.save()


def test_no_table_names_who_was_erased_and_what_they_did_stays(acted, riverbank, opened, adam):
    empty = write_everywhere(acted)
    seen = {table for table, text in dump().items() if "marker" in text}
    assert {"history_event", "notices_notice", "rounds_returnversion", "people_user"} <= seen
    assert len(seen) > 25, seen
    done = Event.objects.filter(by_id=acted.pk).count()

    found = erased(acted, by=adam)

    assert tables_naming() == []
    assert tables_naming("Zoë") == []
    assert empty == []
    assert found.rows["events of the history"] >= done > 0
    sent = Event.objects.get(type="return.sent", by_id=acted.pk)
    assert {sent.by_name, opened.returns.get(sent_by=acted).sent_by.name} == {found.left}
    assert Action.objects.filter(title__contains=found.left).exists()
    told = verify(riverbank.pk, "riverbank")
    assert told.is_sound, told.faults
    assert told.erased == found.rows["events of the history"]
    assert "Adam erased the name of a person" in "\n".join(in_sentences(told))


def test_an_erased_person_can_t_sign_in_and_can_t_be_looked_up(acted, client):
    address = acted.email
    erased(acted)
    acted = user_again(acted)
    assert not acted.is_active
    assert not acted.has_usable_password()
    assert not acted.memberships.exists()
    client.post("/sign-in/", {"login": address, "password": "a walk by the river"})
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("sealed_before", [False, True])
def test_what_is_altered_before_or_after_an_erasure_is_found(sealed_before, acted, riverbank):
    if sealed_before:
        seal_as_before(riverbank.pk)
    assert verify(riverbank.pk, "riverbank").is_sound
    erased(acted)
    assert verify(riverbank.pk, "riverbank").is_sound
    event = Event.objects.get(type="return.sent")
    for altered in ("by_name = 'Nobody'", "type = 'return.approved'", "by_id = 1234", "details = '{}'"):
        kept = Event.objects.filter(pk=event.pk).values().get()
        past_the_site(f"UPDATE history_event SET {altered} WHERE id = {event.pk}")
        (fault,) = verify(riverbank.pk, "riverbank").faults
        assert f"event {event.pk}" in fault
        with transaction.atomic(), taken_off(IN_THE_WAY):
            Event.objects.filter(pk=event.pk).update(**kept)
    assert verify(riverbank.pk, "riverbank").is_sound
    past_the_site(f"UPDATE history_event SET by_name = 'Nobody' WHERE id = {Event.objects.latest('pk').pk}")
    assert not verify(riverbank.pk, "riverbank").is_sound


def test_no_name_can_be_tried_on_a_seal_once_its_salt_has_gone(acted):
    erased(acted)
    sent = Event.objects.get(type="return.sent")
    assert Seal.objects.get(event_id=sent.pk).salt == ""
    others = Event.objects.exclude(details__has_key="erased").filter(by_name="Alice")
    assert Seal.objects.get(event_id=others.first().pk).salt != ""


def test_an_altered_history_is_settled_before_anybody_is_erased(acted):
    past_the_site("UPDATE history_event SET by_name = 'Nobody' WHERE type = 'return.sent'")
    before = dump()
    with pytest.raises(NotErasedError, match="not as it was sealed"):
        erased(acted)
    assert dump() == before


def test_a_file_that_waits_and_names_them_is_decided_first(acted, riverbank, alice):
    waiting = Import.objects.create(
        organisation=riverbank, by=alice, at=NOW, name="plan.csv", size=1, sha256="0", content=NAME.encode()
    )
    with pytest.raises(NotErasedError, match=r"“plan\.csv” names the person"):
        erased(acted)
    waiting.delete()
    assert preview(acted, at=NOW).rows["accounts"] == 1
    assert user_again(acted).name == NAME


def test_a_name_that_another_has_too_stays_in_texts_and_is_said(acted, owen, library):
    owen.name = NAME.upper()
    owen.save()
    Action.objects.filter(plan=library).update(title=f"{NAME} and {acted.email}")
    found = erased(acted)
    assert found.shared == [NAME]
    title = Action.objects.filter(plan=library).first().title
    assert title == f"{NAME} and erased-{acted.pk}@erased.invalid"
    assert Event.objects.get(type="return.sent").by_name == LEFT


def test_the_command_shows_what_it_would_do_and_does_it_with_yes(acted):
    def run(*options):
        return CliRunner().invoke(main, ["people", "erase", acted.email, *options])

    shown = run()
    assert shown.exit_code == 0, shown.output
    assert "Nothing was changed." in shown.output
    assert LEFT in shown.output
    assert run("--yes").exit_code == 2
    assert user_again(acted).name == NAME
    done = run("--yes", "--reason", "they asked for it")
    assert done.exit_code == 0, done.output
    assert "Erased:" in done.output
    assert tables_naming() == []
    assert CliRunner().invoke(main, ["people", "erase", "nobody@riverbank.example"]).exit_code == 2
    assert CliRunner().invoke(main, ["history", "verify"]).exit_code == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite lists its triggers by what they refuse")
def test_no_table_that_refuses_changes_stands_in_the_way_but_what_was_published(riverbank):
    with transaction.atomic(), taken_off(IN_THE_WAY), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_update'"
        )
        left = {table for (table,) in cursor.fetchall()}
    assert left <= {label.replace(".", "_").lower() for label in PUBLISHED} | {"editions_edition"}
