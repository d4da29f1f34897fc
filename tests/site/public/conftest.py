"""A published round and papers of it, for the tests of the public pages."""

from tests.site.editions.conftest import draft, publish, published_round
from tests.site.rounds.conftest import library, november, opened

__all__ = ["draft", "library", "november", "opened", "publish", "published_round"]
