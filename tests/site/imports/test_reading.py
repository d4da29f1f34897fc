"""The reading of a file in the background: its signs of life, its ends, what becomes of one that stopped."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.sandbox.reading import ReaderFailedError, read_for_review_sandboxed
from followthrough.site.imports import operations, reading
from followthrough.site.imports.models import Import
from followthrough.site.imports.next_version.operations import choose_plan
from tests.site.cast import NOW
from tests.site.imports.files import POND, file_read, read_here

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(minutes=3)


@pytest.fixture
def waiting(riverbank, alice) -> Import:
    """A file for which no worker has come yet."""
    return Import.objects.create(
        organisation=riverbank, by=alice, at=NOW, heard_at=NOW, name="pond.txt", size=len(POND), content=POND
    )


def raising(error: BaseException):
    def read(content, name, fields=None, *, on_progress=None):
        raise error

    return read


def state_of(kept: Import) -> str:
    kept.refresh_from_db()
    return kept.state


def test_a_file_is_read_in_a_process_of_its_own(waiting, monkeypatch):
    monkeypatch.setattr(reading, "read_for_review_sandboxed", read_for_review_sandboxed)

    reading.read_in_background.func(waiting.pk)

    assert state_of(waiting) == "read"
    assert waiting.plan_document.actions[0].title == "Dredge the pond"
    assert waiting.media_type == "text/plain"


def test_each_step_is_told_while_the_file_is_read(waiting, monkeypatch):
    told = []

    def read(content, name, corrections, *, on_progress):
        on_progress("Page 3 of 30")
        told.extend(Import.objects.values_list("state", "progress", "heard_at"))
        return read_here(content, name, corrections, on_progress=on_progress)

    monkeypatch.setattr(reading, "read_for_review_sandboxed", read)
    reading.read_in_background.func(waiting.pk)

    assert told == [("reading", "Page 3 of 30", NOW)]
    waiting.refresh_from_db()
    assert (waiting.progress, waiting.attempts) == ("", 0)


def test_a_second_job_for_the_same_file_does_nothing(waiting, monkeypatch):
    Import.objects.update(state="reading")
    monkeypatch.setattr(reading, "read_for_review_sandboxed", raising(AssertionError("read twice")))

    reading.read_in_background.func(waiting.pk)

    assert state_of(waiting) == "reading"


def test_a_fault_of_a_reader_ends_in_a_sentence(waiting, monkeypatch, caplog):
    error = UnreadableFileError("pond.txt stopped the reading part way.")
    error.__cause__ = ReaderFailedError("Traceback of the reader")
    monkeypatch.setattr(reading, "read_for_review_sandboxed", raising(error))

    reading.read_in_background.func(waiting.pk)

    assert state_of(waiting) == "failed"
    assert waiting.failure == "pond.txt stopped the reading part way."
    assert "Traceback of the reader" in caplog.text


def test_a_fault_of_our_own_ends_in_a_sentence_too(waiting, monkeypatch, caplog):
    monkeypatch.setattr(reading, "read_for_review_sandboxed", raising(ZeroDivisionError()))

    reading.read_in_background.func(waiting.pk)

    assert state_of(waiting) == "failed"
    assert "a fault of Followthrough's own" in waiting.failure
    assert "ZeroDivisionError" in caplog.text


def test_a_worker_that_is_asked_to_stop_gives_the_file_back(waiting, monkeypatch):
    monkeypatch.setattr(reading, "read_for_review_sandboxed", raising(SystemExit()))
    enqueued = []
    monkeypatch.setattr(type(reading.read_in_background), "enqueue", lambda task, pk: enqueued.append(pk))

    with pytest.raises(SystemExit):
        reading.read_in_background.func(waiting.pk)

    assert state_of(waiting) == "waiting"
    assert enqueued == [waiting.pk]


@pytest.mark.parametrize("state", ["waiting", "reading"])
def test_what_nobody_was_heard_reading_for_long_is_read_again(state, waiting):
    Import.objects.update(state=state, attempts=1, heard_at=LONG_AGO)

    reading.resume_stopped(at=NOW)

    assert state_of(waiting) == "read"


def test_what_somebody_was_heard_reading_just_now_is_left_to_them(waiting):
    Import.objects.update(state="reading", attempts=1, heard_at=NOW - timedelta(seconds=90))

    reading.resume_stopped(at=NOW)

    assert state_of(waiting) == "reading"


def test_what_stopped_twice_has_failed(waiting):
    Import.objects.update(state="reading", attempts=2, heard_at=LONG_AGO)

    reading.resume_stopped(at=NOW)

    assert state_of(waiting) == "failed"
    assert "stopped part way, twice" in waiting.failure


def test_a_file_read_again_has_its_columns_as_somebody_chose(riverbank, alice):
    read = file_read(POND, organisation=riverbank, by=alice)

    operations.read_again(read, fields={"Due date": "original_due"}, by=alice, at=NOW)

    read.refresh_from_db()
    action = read.plan_document.actions[0]
    assert (action.due, action.original_due.text) == (None, "March 2023")
    assert read.fields == {"Due date": "original_due"}


def test_a_file_that_can_not_be_read_again_keeps_the_reading_before(riverbank, alice, monkeypatch):
    read = file_read(POND, organisation=riverbank, by=alice)
    monkeypatch.setattr(
        reading, "read_for_review_sandboxed", raising(UnreadableFileError("No column says what to do."))
    )

    operations.read_again(read, fields={"Action": "note"}, by=alice, at=NOW)

    assert state_of(read) == "failed"
    assert len(read.plan_document.actions) == 2
    assert bytes(read.content) == POND
    with pytest.raises(operations.AlreadyDecidedError, match="could not be read"):
        operations.take_in(read, title="The pond", by=alice, at=NOW)


@pytest.mark.parametrize("state", ["waiting", "reading"])
def test_a_file_is_not_read_by_two_at_once(state, waiting, alice):
    Import.objects.update(state=state)

    with pytest.raises(operations.AlreadyDecidedError):
        operations.read_again(waiting, fields={}, by=alice, at=NOW)


def test_a_plan_that_was_taken_in_is_not_read_again(riverbank, alice):
    read = file_read(POND, organisation=riverbank, by=alice)
    operations.take_in(read, title="The pond", by=alice, at=NOW)

    with pytest.raises(operations.AlreadyDecidedError, match="added already"):
        operations.read_again(read, fields={}, by=alice, at=NOW)


@pytest.fixture
def corrected(riverbank, alice):
    """A plan that was taken in with one of its columns put right."""
    read = file_read(POND, organisation=riverbank, by=alice)
    operations.read_again(read, fields={"Due date": "original_due"}, by=alice, at=NOW)
    return operations.take_in(read, title="The pond", by=alice, at=NOW)


def test_what_somebody_chose_for_a_column_holds_for_the_next_version(corrected, riverbank, alice):
    following = file_read(
        POND + b"P3\tPlant reeds\t\tMay 2023\t\n", organisation=riverbank, by=alice, into=corrected
    )

    assert following.fields == {"Due date": "original_due"}
    assert following.plan_document.actions[2].original_due.text == "May 2023"


def test_a_file_that_turns_out_to_be_a_next_version_is_read_as_was_chosen(corrected, riverbank, alice):
    following = file_read(POND, organisation=riverbank, by=alice)

    choose_plan(following, into=corrected, by=alice, at=NOW)

    following.refresh_from_db()
    assert (following.state, following.into) == ("read", corrected)
    assert following.plan_document.actions[0].original_due.text == "March 2023"


TWO_STATES = POND.replace(b"Due date", b"Status")


def test_each_of_two_columns_of_one_heading_is_read_as_was_chosen_for_the_version_before(riverbank, alice):
    first = file_read(TWO_STATES, organisation=riverbank, by=alice)
    operations.read_again(first, fields={"Status [1]": "due", "Status [2]": "note"}, by=alice, at=NOW)
    pond = operations.take_in(first, title="The pond", by=alice, at=NOW)
    following = file_read(TWO_STATES + b"P3\tPlant reeds\t\tMay 2023\t\n", organisation=riverbank, by=alice)

    choose_plan(following, into=pond, by=alice, at=NOW)

    following.refresh_from_db()
    read = following.plan_document
    assert [(column.nth, column.field) for column in read.layout[3:]] == [(1, "due"), (2, "note:Status")]
    assert read.actions[2].due.text == "May 2023"


def test_what_was_chosen_for_a_heading_before_columns_were_counted_holds_for_each_of_them(
    corrected, riverbank, alice
):
    corrected.column_corrections.update(heading="Status", field="note")
    following = file_read(TWO_STATES, organisation=riverbank, by=alice)

    choose_plan(following, into=corrected, by=alice, at=NOW)

    following.refresh_from_db()
    assert following.fields == {"Status": "note"}
    assert [column.field for column in following.plan_document.layout[3:]] == ["note:Status"] * 2


def test_what_was_chosen_for_a_file_itself_comes_before_what_was_chosen_last_time(
    corrected, riverbank, alice
):
    following = file_read(POND, organisation=riverbank, by=alice)
    operations.read_again(following, fields={"Due date": "start"}, by=alice, at=NOW)

    choose_plan(following, into=corrected, by=alice, at=NOW)

    following.refresh_from_db()
    assert following.fields == {"Due date": "start"}


def test_a_choice_of_last_time_that_makes_the_file_unreadable_is_forgotten(
    corrected, riverbank, alice, monkeypatch
):
    def read(content, name, corrections, *, on_progress):
        if corrections["columns"]:
            raise UnreadableFileError("No column says what to do.")
        return read_here(content, name, corrections, on_progress=on_progress)

    monkeypatch.setattr(reading, "read_for_review_sandboxed", read)
    following = file_read(POND, organisation=riverbank, by=alice, into=corrected)

    assert (following.state, following.fields) == ("read", {})


def test_a_choice_that_changed_replaces_that_of_last_time(corrected, riverbank, alice):
    again = file_read(POND, organisation=riverbank, by=alice, into=corrected)
    again.fields = {"Due date": "start", "Owner": "note"}

    operations.keep_corrections(again, plan=corrected, by=alice, at=NOW)

    kept = dict(corrected.column_corrections.values_list("heading", "field"))
    assert kept == {"Due date": "start", "Owner": "note"}


def test_a_heading_as_long_as_a_page_is_not_kept(corrected, alice, riverbank):
    again = file_read(POND, organisation=riverbank, by=alice, into=corrected)
    again.fields = {"Due " * 200: "start"}

    operations.keep_corrections(again, plan=corrected, by=alice, at=NOW)

    assert corrected.column_corrections.count() == 1


@pytest.mark.parametrize(
    "contradiction",
    [{"state": "read"}, {"state": "failed"}, {"failure": "Why?"}, {"state": "taken_in", "decided_at": NOW}],
)
def test_the_database_refuses_an_end_without_its_outcome(contradiction, waiting):
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=waiting.pk).update(**contradiction)


def test_two_imports_do_not_make_one_plan(corrected, riverbank, alice):
    other = file_read(POND, organisation=riverbank, by=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=other.pk).update(
            state="taken_in", plan=corrected, decided_at=NOW, decided_by=alice
        )


def test_a_next_version_goes_into_its_own_plan_alone(corrected, riverbank, alice):
    elsewhere = operations.take_in(
        file_read(POND, organisation=riverbank, by=alice), title="Elsewhere", by=alice, at=NOW
    )
    following = file_read(POND, organisation=riverbank, by=alice, into=corrected)

    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=following.pk).update(
            state="taken_in", plan=elsewhere, decided_at=NOW, decided_by=alice
        )
