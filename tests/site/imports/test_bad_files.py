"""What a bad file does to the site: nothing. Here files are read as the site reads them, apart."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from followthrough.intake.sandbox.reading import read_for_review_sandboxed
from followthrough.site.imports import reading
from followthrough.site.imports.models import Import
from followthrough.site.register.models import Action, Plan
from tests import bad_files
from tests.site.imports.files import POND


@pytest.fixture(autouse=True)
def reading_sandboxed(reading_here, monkeypatch):
    """Undoes what spares the other tests of imports a process for each file."""
    monkeypatch.setattr(reading, "read_for_review_sandboxed", read_for_review_sandboxed)


def page_after(client, content: bytes, name: str) -> str:
    sent = {"file": SimpleUploadedFile(name, content), "text": ""}
    return " ".join(client.post("/imports/new/", sent, follow=True).content.decode().split())


@pytest.mark.parametrize(
    ("make", "name", "sentence"),
    [
        (lambda: bad_files.bomb("xlsx"), "plan.xlsx", "The file unpacks to more than 200 MB"),
        (
            lambda: bad_files.page_bomb(is_packed_twice=True),
            "plan.pdf",
            "plan.pdf needs more than 1 GB of memory",
        ),
        (lambda: bad_files.nested_document(500), "plan.docx", "The document is nested too deep"),
    ],
    ids=["unpacks", "memory", "depth"],
)
def test_the_site_says_why_takes_nothing_in_and_reads_the_next_file(make, name, sentence, client_of, alice):
    office = client_of(alice)

    assert sentence in page_after(office, make(), name)
    assert (Import.objects.get().state, Plan.objects.count(), Action.objects.count()) == ("failed", 0, 0)
    assert "Dredge the pond" in page_after(office, POND, "pond.txt")


def test_a_name_that_leads_elsewhere_leads_nowhere(client_of, alice):
    page = page_after(client_of(alice), POND, "..\\..\\pond\u202e.txt")

    assert "Dredge the pond" in page
    assert "\u202e" not in page
