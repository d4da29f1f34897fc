"""An open round, and a plan that was agreed, for the tests of reports."""

from tests.site.changes.conftest import agreed
from tests.site.rounds.conftest import library, november, opened

__all__ = ["agreed", "library", "november", "opened"]
