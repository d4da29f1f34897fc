"""A plan as a file out of the site: the right kind, the whole plan, and only for those whose it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.intake.read import read_bytes
from followthrough.outputs.plan.file import SUFFIXES
from followthrough.plan.document import Action, PlanDocument, Update
from followthrough.site.register.document.downloads import FORMATS
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan

ENDINGS = [each.ending for each in FORMATS]
# How the bytes of each kind of file begin.
BEGINNINGS = {
    "docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-1.7", "html": b"<!doctype html>",
    "csv": b"\xef\xbb\xbf", "json": b"{",
}  # fmt: skip


@pytest.fixture
def download(client_of, rita):
    """A function that gives the answer Mary gets for a plan in a format."""
    client = client_of(rita)
    return lambda plan, ending: client.get(reverse("download_plan", args=[plan.slug, ending]))


def test_every_format_that_is_written_can_be_downloaded():
    assert sorted(f".{ending}" for ending in ENDINGS) == sorted(SUFFIXES)


@pytest.mark.parametrize("file", FORMATS, ids=lambda file: file.ending)
def test_a_file_is_what_its_name_and_its_media_type_say(file, library, download):
    answer = download(library, file.ending)

    assert answer.status_code == 200
    assert answer["Content-Type"] == file.media_type
    assert answer["Content-Disposition"] == f'attachment; filename="{library.slug}.{file.ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(BEGINNINGS[file.ending])


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_holds_every_action(ending, library, download):
    back = read_bytes(download(library, ending).content, f"plan.{ending}")

    assert [action.title for action in back.actions] == [action.title for action in library_plan().actions]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_takes_as_many_queries_for_many_actions_as_for_few(ending, riverbank, alice, download):
    counts = set()
    for number in (1, 30):
        actions = [Action(ref=f"{at}", title="Dig", updates=[Update(text="Dug")]) for at in range(number)]
        document = PlanDocument(title=f"{number} holes", actions=actions)
        plan = apply(document, organisation=riverbank, by=alice, at=NOW)
        with CaptureQueriesContext(connection) as queries:
            download(plan, ending)
        counts.add(len(queries))

    assert len(counts) == 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_another_organisations_plan_is_not_there(ending, library, client_of, charlie):
    assert client_of(charlie).get(reverse("download_plan", args=[library.slug, ending])).status_code == 404


def test_a_format_that_is_not_written_is_not_there(library, client_of, rita):
    address = reverse("download_plan", args=[library.slug, "csv"]).replace(".csv", ".exe")

    assert client_of(rita).get(address).status_code == 404


@pytest.mark.parametrize("page", ["plan", "about_plan"])
def test_each_format_is_offered(page, library, client_of, rita):
    said = client_of(rita).get(reverse(page, args=[library.slug])).content.decode()

    for ending in ENDINGS:
        assert f'href="{reverse("download_plan", args=[library.slug, ending])}"' in said
