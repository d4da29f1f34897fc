"""Spreadsheets wait their turn: no page reads one, few people can't fill the queue, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from followthrough.site import worker
from followthrough.site.imports.models import Import
from followthrough.site.register.models import Post
from followthrough.site.spreadsheets import queue
from followthrough.site.spreadsheets.models import SentSpreadsheet
from followthrough.site.spreadsheets.reading import read_spreadsheet
from tests.site.cast import NOW

LIST = b"Head of Property,Sam Lee,sam.lee@riverbank.example\n"


@pytest.fixture
def jobs_wait(settings):
    """The jobs are kept for a worker, as they are when the site is served."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def send_return(client, content=b"PK\x03\x04 cut", name="return.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("answer_by_spreadsheet"), {"file": file}, follow=True)


def send_list(client, content=LIST, **typed):
    file = SimpleUploadedFile("people.csv", content)
    return client.post(reverse("vacant_posts"), {"file": file, **typed}, follow=True)


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_spreadsheet_waits_for_the_worker_and_its_page_goes_on_when_it_is_read(jobs_wait, client_of, owen):
    client = client_of(owen)

    page = send_return(client)

    sent = SentSpreadsheet.objects.get()
    assert sent.state == "waiting"
    assert "return.xlsx waits for its turn to be read." in words_of(page)
    progress = reverse("spreadsheet_progress", args=[sent.pk])
    assert client.get(progress).status_code == 200
    read_spreadsheet.func(sent.pk)
    assert client.get(progress).status_code == 204
    assert "return.xlsx is damaged or cut short" in words_of(client.get(page.redirect_chain[-1][0]))


def test_the_bytes_of_a_file_go_once_it_is_read_and_all_of_it_a_day_later(client_of, alice, library):
    send_list(client_of(alice))
    assert SentSpreadsheet.objects.values_list("state", "content").get() == ("read", b"")

    worker.tidy(at=NOW + timedelta(hours=23))
    assert SentSpreadsheet.objects.exists()
    worker.tidy(at=NOW + timedelta(hours=25))

    assert not SentSpreadsheet.objects.exists()


def test_one_person_has_a_few_files_read_at_once_and_is_told_so(jobs_wait, client_of, alice, owen):
    client = client_of(alice)
    for _ in range(queue.MOST_OF_A_PERSON):
        assert "waits for its turn" in words_of(send_list(client))

    told = "3 files of yours are still being read. Wait until one is done, then send this."
    assert told in words_of(send_list(client))
    assert told in words_of(client.post(reverse("import_plan"), {"text": "Ref\tAction\nP1\tMend\n"}))
    assert not Import.objects.exists()
    assert "waits for its turn" in words_of(send_return(client_of(owen)))


def test_the_site_takes_so_many_files_at_once_and_no_more(jobs_wait, client_of, alice, owen, monkeypatch):
    monkeypatch.setattr(queue, "MOST_OF_THE_SITE", 2)
    send_list(client_of(alice))
    send_list(client_of(alice))

    page = words_of(send_return(client_of(owen)))

    assert "2 files wait to be read, as many as the site takes at once. Try again in a few minutes." in page
    assert SentSpreadsheet.objects.count() == 2


def test_what_was_typed_beside_a_file_comes_back_with_it(client_of, alice, library):
    post = Post.objects.filter(name="Head of Property").get()
    typed = {
        f"post-{post.pk}": "head@riverbank.example",
        "pasted": "Parks Manager, Lee, lee@riverbank.example",
    }

    page = send_list(client_of(alice), b"PK\x03\x04 cut", **typed)

    assert "is damaged or cut short" in words_of(page)
    assert "head@riverbank.example" in page.content.decode()
    assert "Parks Manager, Lee, lee@riverbank.example" in page.content.decode()
    read = send_list(client_of(alice), LIST, **typed)
    assert {each.email for each in read.context["people"]} > {"head@riverbank.example"}


def test_a_reading_that_stopped_begins_again_and_the_second_time_it_is_said(jobs_wait, client_of, owen):
    page = send_return(client_of(owen))
    for minutes in (3, 6):
        SentSpreadsheet.objects.update(state="reading", attempts=minutes // 3)
        worker.tidy(at=NOW + timedelta(minutes=minutes))
        state = SentSpreadsheet.objects.get().state
        assert state == ("waiting" if minutes == 3 else "failed")

    page = client_of(owen).get(page.redirect_chain[-1][0])
    assert "stopped part way, twice" in words_of(page)


def test_a_file_that_waits_is_nobody_else_s(jobs_wait, client_of, owen, alice):
    page = send_return(client_of(owen))

    assert client_of(alice).get(page.redirect_chain[-1][0]).status_code == 404
