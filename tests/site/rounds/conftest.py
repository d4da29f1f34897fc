"""A plan with posts that people hold, and its rounds, for the tests of rounds."""

from datetime import date

import pytest

from followthrough.rules.calendars import monthly
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan, Post
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import make_rounds, open_round
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

NOVEMBER = "2022-11"


@pytest.fixture
def library(riverbank, alice) -> Plan:
    """Riverbank's plan of six actions, taken in by Alice."""
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.fixture
def november(library, alice) -> Round:
    """The November round of the library plan, planned."""
    return make_rounds(library, days=monthly(NOVEMBER, NOVEMBER), by=alice, at=NOW)[0]


@pytest.fixture
def opened(november, alice) -> Round:
    """The November round, open."""
    return open_round(november, by=alice, at=NOW)


@pytest.fixture
def holds():
    """A function that lets somebody hold a post of the library plan by its name."""

    def hold(user: User, name: str = "Head of Property", from_on: date = TODAY) -> None:
        appoint(Post.objects.get(name=name), user=user, from_on=from_on, by=None, at=NOW)

    return hold
