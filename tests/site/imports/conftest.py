"""Files are read in the test's own process: starting another for each takes half a second."""

import pytest

from followthrough.intake.corrections_file import corrections_in
from followthrough.intake.read import read_bytes
from followthrough.site.imports import reading


@pytest.fixture(autouse=True)
def reading_here(monkeypatch):
    def read(content, name, corrections=None, *, on_progress=None):
        return read_bytes(content, name, corrections_in(corrections or {}))

    monkeypatch.setattr(reading, "read_apart", read)
