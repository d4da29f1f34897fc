"""Notes on the record: who writes them, who reads them, and that they stay."""

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.record_notes.models import RecordNote
from followthrough.site.record_notes.operations import write_note
from tests.site.cast import NOW
from tests.site.rounds.conftest import library as library

pytestmark = pytest.mark.django_db
SEEN = "The contract was seen on 29 November; it names no end date."


def test_a_reviewer_writes_beside_an_action_and_the_owner_reads_who_said_it(library, rita, owen, client_of):
    action = library.actions.get(ref="L1.2")
    place = reverse("write_note", args=[library.slug, action.number])
    for _ in range(2):  # pressed twice
        assert client_of(rita).post(place, {"text": f" {SEEN} "}).status_code == 302

    note = RecordNote.objects.get()
    assert (note.text, note.role, note.action) == (SEEN, "Reviewer", action)
    for page in (
        reverse("action", args=[library.slug, action.number]),
        reverse("notes", args=[library.slug]),
    ):
        shown = client_of(owen).get(page).content.decode()
        assert SEEN in shown
        assert "Rita, reviewer, 30 November 2022" in shown
        assert place not in shown
    event = Event.objects.get(type="note.written")
    assert sentence(event).startswith("Rita wrote a note on the record of L1.2")
    assert SEEN in sentence(event)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_no_words_or_too_many_are_one_sentence_and_change_nothing(library, pia, client_of, text):
    page = client_of(pia).post(reverse("write_plan_note", args=[library.slug]), {"text": text})

    assert page.status_code == 200
    assert "Error: Write a note" in page.content.decode()
    assert not RecordNote.objects.exists()


def test_nobody_changes_a_note(library, rita):
    note = write_note(library, action=None, text=SEEN, role="Reviewer", by=rita, at=NOW)

    with pytest.raises(Error, match="never changes"), transaction.atomic():
        RecordNote.objects.filter(pk=note.pk).update(text="All is well.")


def test_members_read_no_note_and_a_number_of_notes_makes_no_more_queries(library, rita, mary, client_of):
    counted, client = [], client_of(rita)
    client.get(reverse("notes", args=[library.slug]))
    for number in range(4):
        write_note(
            library,
            action=library.actions.get(ref="L1.2"),
            text=f"{number}",
            role="Reviewer",
            by=rita,
            at=NOW,
        )
        if number in (1, 3):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("notes", args=[library.slug]))
            counted.append(len(queries))

    assert counted[0] == counted[1]
    assert client_of(mary).get(reverse("notes", args=[library.slug])).status_code == 403
