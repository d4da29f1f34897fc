"""Files are read in the test's own process: starting another for each takes half a second."""

import pytest

from followthrough.site.imports import documents, reading
from tests.site.imports.files import read_here


@pytest.fixture(autouse=True)
def reading_here(monkeypatch):
    documents.forget_documents()
    monkeypatch.setattr(reading, "read_for_review_sandboxed", read_here)
