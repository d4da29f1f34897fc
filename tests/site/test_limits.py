"""What the site refuses: texts that no page could show, more than an organisation may store, odd clocks."""

import sqlite3
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection
from django.db.utils import OperationalError, ProgrammingError
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from followthrough.rules.answers import Answer
from followthrough.site import clock, database, pages, serve, worker
from followthrough.site.evidence.offering import Offer, RefusedEvidenceError, offer_evidence
from followthrough.site.history.models import Event
from followthrough.site.imports.models import Import
from followthrough.site.imports.reading import LONGEST_TEXT, too_long_in
from followthrough.site.rounds.returns.answers import LONGEST_ANSWER, faults_in
from tests.site.cast import NOW
from tests.site.imports.files import POND, file_read
from tests.site.rounds.conftest import library as library
from tests.site.rounds.conftest import november as november
from tests.site.rounds.conftest import opened as opened


@pytest.mark.parametrize("nought", ["%00", "a%00b"])
def test_a_nought_in_a_search_or_a_form_is_one_sentence(client_of, alice, nought):
    client = client_of(alice)
    address, form = reverse("plans"), "application/x-www-form-urlencoded"

    for answer in (
        client.get(f"{reverse('search_plans')}?q={nought}"),
        client.get(f"{reverse('history')}?words={nought}"),
        client.post(reverse("account_login"), f"login={nought}", content_type=form),
        client.get(f"{address}{nought}/"),
    ):
        assert answer.status_code == 400
        assert "holds a character that is no text" in answer.content.decode()


def test_an_action_with_a_text_that_no_page_can_show_is_named():
    plan = {"actions": [{"ref": "A1", "title": "Mend"}, {"ref": "A2", "updates": [{"text": "x" * 100_001}]}]}

    assert too_long_in(plan).startswith(f"The action “A2” has a text of more than {LONGEST_TEXT:,} letters")
    assert too_long_in({"actions": plan["actions"][:1]}) == ""


def test_texts_that_no_page_can_show_together_are_said():
    spoken = [{"text": "x" * 90_000} for _ in range(12)]
    long_titles = [{"ref": f"A{number}", "title": "x" * 90_000} for number in range(40)]

    assert too_long_in({"actions": [{"ref": "A1", "title": "Mend", "updates": spoken}]}).startswith(
        "The texts of the action “A1” have more than 1,000,000 letters together"
    )
    assert too_long_in({"actions": long_titles}).startswith(
        "The titles of the actions have more than 3,000,000"
    )
    assert too_long_in({"actions": long_titles[:30]}) == ""


def test_an_import_with_such_a_text_fails_with_that_sentence_and_adds_nothing(riverbank, alice):
    content = POND + b"P3\t" + b"Mend the weir. " * 8000 + b"\tHead of Parks\tMay 2023\tOn track\n"

    read = file_read(content, organisation=riverbank, by=alice)

    assert (read.state, read.document) == ("failed", None)
    assert "which no page can show" in read.failure


def test_an_answer_longer_than_a_page_is_refused_by_its_box(opened):
    answer = Answer(done="word " * (LONGEST_ANSWER // 5 + 1), answered={})

    faults = faults_in(opened.returns.first(), answer, day=NOW.date())

    assert [fault.box for fault in faults if "longer than 20,000 letters" in fault.message] == ["done"]


def test_an_organisation_stores_as_much_as_it_may(settings, riverbank, alice, library, client_of, store):
    settings.ORGANISATION_LIMIT = 200
    file_read(POND, organisation=riverbank, by=alice)

    page = client_of(alice).post(reverse("import_plan"), {"text": POND.decode()}).content.decode()
    offer = Offer(form="file", kind="report", words="The survey.")
    file = ContentFile(b"%PDF-1.7" + b"x" * 300, name="survey.pdf")
    with pytest.raises(RefusedEvidenceError, match="take the 0 MB that they may"):
        offer_evidence(library.actions.get(number=1), offer=offer, file=file, by=alice, at=NOW)

    assert "The imported files of your organisation take the 0 MB that they may." in page
    assert Import.objects.count() == 1


def test_a_file_that_nobody_decides_about_goes_after_90_days_and_says_so(riverbank, alice):
    read = file_read(POND, organisation=riverbank, by=alice)
    worker.tidy(at=NOW + timedelta(days=89))
    read.refresh_from_db()
    assert bytes(read.content) == POND

    worker.tidy(at=NOW + timedelta(days=91))

    read.refresh_from_db()
    assert (read.state, bytes(read.content), read.document) == ("failed", b"", None)
    assert read.failure.startswith("Nobody decided about this file for 90 days")
    assert Event.objects.get(type="import.forgotten").subject_label == "pond.txt"


def test_a_clock_that_jumped_back_neither_locks_nor_publishes(opened, alice, client_of, monkeypatch):
    def press(step: str, *, minutes_back: int) -> str:
        monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(minutes=minutes_back))
        address = reverse(step, args=[opened.plan.slug, opened.period])
        return client_of(alice).post(address, {"signed_off_by": "Alice"}, follow=True).content.decode()

    assert "To lock the round, have the clock put right first" in press("lock_round", minutes_back=61)
    assert "is locked." in press("lock_round", minutes_back=59)
    refused = press("publish_round", minutes_back=24 * 60)
    assert "the history has an event at 09:30 on 30 November 2022" in refused
    assert "is published." in press("publish_round", minutes_back=0)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DatabaseError("database disk image is malformed"), "The database of this site is damaged"),
        (ProgrammingError("no such table"), "Something went wrong here"),
    ],
)
def test_a_page_on_a_broken_database_says_so_and_calls_nothing_safe(rf, error, said):
    try:
        raise error
    except DatabaseError:
        answer = pages.show_fault(rf.get("/"))

    page = answer.content.decode()
    assert answer.status_code == 500
    assert said in page
    assert ("followthrough restore" in page) == ("damaged" in said) == ("is safe" not in page)


def lose_connection(tmp_path) -> None:
    """Asks a database that another holds (SQLite), or that ends the session (PostgreSQL)."""
    if connection.vendor == "postgresql":
        other = connection.copy()
        other.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")
    holding, asking = (sqlite3.connect(tmp_path / "held.sqlite3", timeout=0) for _ in range(2))
    holding.execute("BEGIN IMMEDIATE")
    with connection.wrap_database_errors:
        asking.execute("BEGIN IMMEDIATE")


def test_a_database_that_does_not_answer_now_is_said_to_come_back(rf, tmp_path, db):
    try:
        lose_connection(tmp_path)
    except OperationalError:
        answer = pages.show_fault(rf.get("/"))

    assert answer.status_code == 503
    assert answer["Retry-After"] == "15"
    assert "not answering just now" in answer.content.decode()


def test_an_empty_file_in_place_of_a_database_is_refused(tmp_path, monkeypatch):
    empty = tmp_path / "followthrough.sqlite3"
    empty.touch()
    here = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": str(empty)}, is_in_memory_db=lambda: False)
    monkeypatch.setattr(database, "connection", here)

    with pytest.raises(database.UnusableDatabaseError, match="is an empty file"):
        database.refuse_empty_file()


def test_the_demonstration_is_refused_with_debug_and_said_aloud_on_an_open_address(settings, capsys):
    serve.refuse_or_warn_of_demonstration("127.0.0.1")
    assert capsys.readouterr().err == ""
    serve.refuse_or_warn_of_demonstration("0.0.0.0")
    assert "WHOEVER REACHES IT CAN SIGN IN" in capsys.readouterr().err

    settings.DEBUG = True
    with pytest.raises(ImproperlyConfigured, match="FOLLOWTHROUGH_DEBUG"):
        serve.refuse_or_warn_of_demonstration("127.0.0.1")


def test_files_that_wait_too_long_are_said_to_an_administrator_alone(settings, client_of, adam, alice):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client_of(alice).post(reverse("import_plan"), {"text": POND.decode()})
    DBTaskResult.objects.update(enqueued_at=NOW - timedelta(minutes=16))

    said = "Files and letters wait too long to be read and sent"
    assert said in client_of(adam).get("/").content.decode()
    assert said not in client_of(alice).get("/").content.decode()
