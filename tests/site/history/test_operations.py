"""Recording an event."""

import pytest
from django.db.transaction import TransactionManagementError

from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from followthrough.site.history.sentences import UnwordedEventError
from tests.site.cast import NOW


def test_an_event_tells_who_did_what_to_which_thing_when(riverbank, alice, mary):
    record(
        type="person.added",
        by=alice,
        organisation=riverbank,
        subject=mary,
        at=NOW,
        plan=riverbank,
        details={"role": "Member"},
    )

    kept = Event.objects.get()
    assert (kept.type, kept.at, kept.details) == ("person.added", NOW, {"role": "Member"})
    assert (kept.by_id, kept.by_name) == (alice.pk, "Alice")
    assert (kept.organisation_id, kept.organisation_slug) == (riverbank.pk, "riverbank")
    assert (kept.subject_type, kept.subject_id, kept.subject_label) == ("people.user", str(mary.pk), "Mary")
    assert kept.plan_id == riverbank.pk


def test_what_a_command_did_was_done_by_the_system(riverbank):
    event = record(type="organisation.created", by=None, organisation=riverbank, subject=riverbank, at=NOW)

    assert (event.by_id, event.by_name) == (None, "The system")


def test_an_event_that_nobody_could_read_is_refused(riverbank):
    with pytest.raises(UnwordedEventError):
        record(type="weir.broken", by=None, organisation=riverbank, subject=riverbank, at=NOW)


def test_an_event_without_what_its_words_need_is_refused(riverbank):
    with pytest.raises(UnwordedEventError, match="role"):
        record(type="person.added", by=None, organisation=riverbank, subject=riverbank, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(riverbank):
    with pytest.raises(TransactionManagementError):
        record(type="organisation.created", by=None, organisation=riverbank, subject=riverbank, at=NOW)
