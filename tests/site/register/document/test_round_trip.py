"""Nothing of a plan document is lost on its way through the register."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from followthrough.plan.document import PlanDocument
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.register.plan_documents import library_plan, plan_documents

pytestmark = pytest.mark.django_db

AT = datetime(2022, 11, 20, 9, 0, tzinfo=UTC)


def through_the_register(document: PlanDocument, organisation, by) -> PlanDocument:
    plan = apply(document, organisation=organisation, by=by, at=AT)
    return as_document(Plan.objects.get(pk=plan.pk))


def test_a_plan_comes_back_as_it_was_applied(riverbank, alice):
    assert through_the_register(library_plan(), riverbank, alice) == library_plan()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(document=plan_documents)
def test_any_plan_comes_back_as_it_was_applied(document, riverbank, alice):
    assert through_the_register(document, riverbank, alice) == document


@pytest.mark.parametrize("number", range(5))
def test_each_plan_of_the_corpus_comes_back_as_it_was_read(number, corpus: Path, riverbank, alice):
    from followthrough.intake.read import read_file

    document = read_file(sorted((corpus / "seeds").iterdir())[number])

    assert through_the_register(document, riverbank, alice) == document
