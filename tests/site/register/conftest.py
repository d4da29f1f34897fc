"""A plan in the register for the tests of its pages."""

import pytest

from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


@pytest.fixture
def library(riverbank, alice) -> Plan:
    """Riverbank's plan of six actions, taken in by Alice."""
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
