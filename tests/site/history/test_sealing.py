"""The history as a chain: what is altered in the database itself is found, and where."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from followthrough.cli import main
from followthrough.site.history.models import Event, Seal
from followthrough.site.history.operations import record
from followthrough.site.history.sealing import head_of, seal_what_was_left
from followthrough.site.history.triggers import CHANGING, SEALING
from followthrough.site.history.verifying import verify
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recorded(riverbank, alice) -> list[Event]:
    """Five events, each recorded in a transaction of its own."""
    events = []
    for _ in range(5):
        with transaction.atomic():
            events.append(
                record(
                    type="organisation.created", by=alice, organisation=riverbank, subject=riverbank, at=NOW
                )
            )
    return events


def past_the_site(statement: str) -> None:
    """Runs a statement as somebody does who may change the database itself and takes its triggers off."""
    with connection.cursor() as cursor:
        for triggers in (CHANGING, SEALING):
            for drop in triggers.drop[connection.vendor]:
                cursor.execute(drop)
        cursor.execute(statement)
        for triggers in (CHANGING, SEALING):
            for create in triggers.create[connection.vendor]:
                cursor.execute(create)


def faults(riverbank, head: str = "") -> list[str]:
    return verify(riverbank.pk, riverbank.slug, head=head).faults


def test_each_event_is_sealed_once_its_transaction_is_over(recorded, riverbank):
    seals = Seal.objects.filter(organisation_id=riverbank.pk)
    assert [seal.event_id for seal in seals][-5:] == [event.pk for event in recorded]
    assert [seal.number for seal in seals] == list(range(1, len(seals) + 1))
    found = verify(riverbank.pk, riverbank.slug)
    assert found.is_sound
    assert found.not_sealed == 0
    assert found.sealed == found.events == len(seals)


TAMPERINGS = {
    "a name": ("UPDATE history_event SET by_name = 'Nobody' WHERE id = {third}", "was altered"),
    "a moment": (
        "UPDATE history_event SET at = '2001-01-01 00:00Z' WHERE id = {third}",
        "was altered",
    ),
    "its details": ("""UPDATE history_event SET details = '{{"a": 1}}' WHERE id = {third}""", "was altered"),
    "taken out": ("DELETE FROM history_event WHERE id = {third}", "is missing"),
    "a seal taken out": ("DELETE FROM history_seal WHERE event_id = {third}", "is missing"),
    "another's place": (
        "UPDATE history_event SET id = CASE id WHEN {third} THEN -1 ELSE id END WHERE id = {third}",
        "is missing",
    ),
}


@pytest.mark.parametrize(("statement", "words"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_what_is_altered_past_the_site_is_found_with_its_place(statement, words, recorded, riverbank):
    third = recorded[2]
    number = Seal.objects.get(event_id=third.pk).number
    past_the_site(statement.format(third=third.pk))
    found = faults(riverbank)
    assert len(found) == 1
    assert words in found[0]
    assert f"Seal {number}" in found[0]


def test_an_event_written_past_the_site_has_no_seal(recorded, riverbank):
    forged = Event.objects.get(pk=recorded[0].pk)
    forged.pk = None
    forged.save(force_insert=True)
    assert verify(riverbank.pk, riverbank.slug).not_sealed == 1


def test_a_chain_cut_short_is_found_by_a_digest_noted_before(recorded, riverbank):
    noted = head_of(riverbank.pk).digest
    assert verify(riverbank.pk, riverbank.slug, head=noted).is_sound
    past_the_site(f"DELETE FROM history_event WHERE id = {recorded[-1].pk}")
    past_the_site(f"DELETE FROM history_seal WHERE event_id = {recorded[-1].pk}")
    assert faults(riverbank) == []
    assert not verify(riverbank.pk, riverbank.slug, head=noted).is_sound


def test_what_a_killed_process_left_without_a_seal_is_sealed_by_the_worker(recorded, riverbank):
    past_the_site("DELETE FROM history_seal")
    assert verify(riverbank.pk, riverbank.slug).not_sealed == len(Event.objects.all())
    seal_what_was_left()
    assert verify(riverbank.pk, riverbank.slug).not_sealed == 0
    assert faults(riverbank) == []


def test_the_command_says_what_it_found_and_fails_where_something_was_altered(recorded):
    told = CliRunner().invoke(main, ["history", "verify"])
    assert told.exit_code == 0
    assert "Nothing was altered" in told.output

    past_the_site(f"UPDATE history_event SET by_name = 'Nobody' WHERE id = {recorded[2].pk}")
    told = CliRunner().invoke(main, ["history", "verify", "--format", "json"])
    assert told.exit_code == 1
    (facts,) = json.loads(told.output)
    assert not facts["is_sound"]
    assert "was altered" in facts["faults"][0]
