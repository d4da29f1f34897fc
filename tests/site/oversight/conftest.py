"""A commissioners' office with an overseer, and a published round with papers of Riverbank's."""

import pytest

from followthrough.site.oversight.consenting import set_overseers
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.roles import Role
from tests.site.cast import NOW, person
from tests.site.editions.conftest import draft, library, november, opened, publish, published_round

__all__ = ["draft", "library", "november", "opened", "publish", "published_round"]


@pytest.fixture
def office(db) -> Organisation:
    return Organisation.objects.create(name="Office of Commissioners", slug="commissioners", oversees=True)


@pytest.fixture
def vera(office) -> User:
    return person("Vera", office, Role.OVERSEER)


@pytest.fixture
def consent(published_round, office, alice):
    """Riverbank's consent for the library plan, in force."""
    set_overseers(published_round.plan, overseers=[office], by=alice, at=NOW)
    return published_round.plan.consents.get()
