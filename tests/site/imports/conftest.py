"""Files are read in the test's own process: starting another for each takes half a second."""

import pytest

from followthrough.intake.read import read_bytes
from followthrough.site.imports import reading


@pytest.fixture(autouse=True)
def reading_here(monkeypatch):
    def read(content, name, fields=None, *, on_progress=None):
        return read_bytes(content, name, fields)

    monkeypatch.setattr(reading, "read_apart", read)
