"""Evidence is offered, refused in one sentence, and its files are kept to those who may see them."""

import hashlib
import stat
from datetime import date

import pytest

from followthrough.site.evidence.file_kinds import ForbiddenKindError
from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import (
    Offer,
    RefusedEvidenceError,
    confirm_arrival,
    evidence_store,
    offer_evidence,
    remove_file,
    say_what_is_needed,
)
from followthrough.site.evidence.verifying import Judgement, claim_complete, verify
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from tests.site.cast import NOW
from tests.site.evidence.conftest import DRILLED, FINISHED_ON, TRAINED, note
from tests.site.evidence.files import PDF, upload

pytestmark = pytest.mark.django_db
FILE = Offer(form="file", kind="training", words="Who was trained when.", measure=TRAINED)


def last_event() -> str:
    return sentence(Event.objects.order_by("pk").last())


def test_a_file_is_stored_where_nobody_else_may_read_it(crews, owen, store):
    evidence = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)

    (stored,) = [path for path in store.rglob("*") if path.is_file()]
    assert stored.read_bytes() == PDF
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in [store, stored.parent]} == {0o700}
    assert "Training" not in str(stored)
    assert (evidence.media_type, evidence.size) == ("application/pdf", len(PDF))
    assert evidence.sha256 == hashlib.sha256(PDF).hexdigest()
    assert last_event() == f"Owen offered “Training list.pdf” as evidence of “{TRAINED}”."


@pytest.mark.parametrize(
    ("offer", "title"),
    [
        (Offer("link", "report", "The report", link="https://council.example/r"), "The report"),
        (
            Offer("minute", "decision", "Agreed.", forum="Cabinet", reference="12", on=date(2022, 11, 1)),
            "Cabinet, 12",
        ),
        (Offer("figure", "figures", "Crews", figure="48 of 48", on=date(2022, 11, 1)), "48 of 48"),
        (note(), "All names are on the training list."),
    ],
)
def test_what_is_no_file_is_offered_in_its_form(offer, title, crews, owen):
    assert offer_evidence(crews, offer=offer, by=owen, at=NOW).title == title
    assert last_event() == f"Owen offered “{title}” as evidence of the action as a whole."


@pytest.mark.parametrize(
    ("offer", "file", "why"),
    [
        (FILE, None, "Choose the file."),
        (FILE, upload("list.pdf", b""), "“list.pdf” is empty"),
        (FILE, upload(content=b"<!DOCTYPE html><html>"), "is of a kind that can't be evidence here"),
        (FILE._replace(words=" "), upload(), "Say what it shows."),
        (FILE._replace(measure="No such measure"), upload(), "This measure of success has changed"),
        (FILE._replace(is_exempt=True), upload(), "Say why it is not to be published."),
        (Offer("link", "report", "x", link="javascript:alert(1)"), None, "Enter the link."),
        (Offer("minute", "report", "x", forum="Cabinet"), None, "Say which meeting, and its day."),
        (Offer("figure", "report", "x", figure="3"), None, "Enter the figure, and its day."),
    ],
)
def test_what_is_incomplete_or_forbidden_is_refused_in_a_sentence(offer, file, why, crews, owen, store):
    with pytest.raises((RefusedEvidenceError, ForbiddenKindError), match=why):
        offer_evidence(crews, offer=offer, file=file, by=owen, at=NOW)

    assert not Evidence.objects.exists()
    assert not store.exists()


@pytest.mark.parametrize("name", ["../../x.pdf", "C:\\x.pdf", "..", "x\n.pdf"])
def test_a_name_that_is_a_path_is_refused(name, crews, owen):
    file = upload()
    file._name = name

    with pytest.raises(RefusedEvidenceError, match="name is a path"):
        offer_evidence(crews, offer=FILE, file=file, by=owen, at=NOW)


def test_a_file_over_the_limit_is_refused(crews, owen, settings):
    settings.EVIDENCE_LIMIT = 10

    with pytest.raises(RefusedEvidenceError, match="is larger than 0 MB, so it was not added"):
        offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)


def test_the_same_file_sent_twice_counts_once(crews, owen, rita):
    first = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)

    assert offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW) == first
    other = offer_evidence(crews, offer=FILE._replace(measure=DRILLED), file=upload(), by=owen, at=NOW)
    assert other != first


def test_of_the_same_file_sent_twice_at_once_the_second_to_arrive_goes(
    crews, owen, store, django_capture_on_commit_callbacks
):
    first = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)
    second = Evidence.objects.get(pk=first.pk)
    second.pk, second.key, second.state = None, f"{first.key}-2", Evidence.State.ARRIVING
    second.save(force_insert=True)
    evidence_store().save(second.key, upload())

    with django_capture_on_commit_callbacks(execute=True):
        assert confirm_arrival(second) == first

    assert Evidence.objects.get() == first
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1


def test_the_same_words_sent_twice_count_once_until_a_verifier_has_judged_them(crews, owen, rita, alice):
    first = offer_evidence(crews, offer=note(TRAINED), by=owen, at=NOW)

    assert offer_evidence(crews, offer=note(TRAINED), by=owen, at=NOW) == first
    others = [note(TRAINED, "Other words."), note(DRILLED)]
    assert first not in [offer_evidence(crews, offer=each, by=owen, at=NOW) for each in others]
    assert offer_evidence(crews, offer=note(TRAINED), by=alice, at=NOW) != first
    claim_complete(crews, actual_on=FINISHED_ON, by=owen, at=NOW)
    judged = [Judgement(measure, "refused", "No names.", 0) for measure in crews.measures]
    verify(crews, judgements=judged, by=rita, at=NOW)
    assert offer_evidence(crews, offer=note(TRAINED), by=owen, at=NOW) != first


def test_a_file_is_deleted_with_a_reason_and_its_row_stays(
    crews, owen, alice, store, django_capture_on_commit_callbacks
):
    evidence = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)
    with pytest.raises(RefusedEvidenceError, match="Say why"):
        remove_file(evidence, reason=" ", by=alice, at=NOW)

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            remove_file(evidence, reason="It is past its day.", by=alice, at=NOW)

    assert not [path for path in store.rglob("*") if path.is_file()]
    assert Evidence.objects.get().removed_because == "It is past its day."
    assert last_event() == "Alice deleted the file “Training list.pdf” (reason: It is past its day.)."


def test_what_will_be_needed_is_said_changed_and_taken_back(crews, alice):
    for words in ["The list", "The signed list", "The signed list", ""]:
        say_what_is_needed(crews, measure=TRAINED, words=words, by=alice, at=NOW)

    assert not crews.needed_evidence.exists()
    said = [sentence(each) for each in Event.objects.filter(type="evidence.needed").order_by("pk")]
    assert said == [
        f"Alice said what evidence “F1 Train the crews” needs for “{TRAINED}”: {words}."
        for words in (
            "“The list”",
            "“The signed list”, before “The list”",
            "nothing any more, before “The signed list”",
        )
    ]
