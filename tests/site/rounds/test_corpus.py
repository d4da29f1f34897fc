"""A real plan of 295 actions (002) with two rounds in its file, and the round after them."""

from collections import Counter
from pathlib import Path

import pytest

from followthrough.intake.read import read_file
from followthrough.plan.document import PlanDocument, Status
from followthrough.plan.statuses import OPEN
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import monthly
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.figures.queries import figures, published_figures
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import send_return
from tests.site.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def document(corpus: Path) -> PlanDocument:
    (path,) = (corpus / "seeds").glob("002_*")
    return read_file(path)


@pytest.fixture
def plan(document, riverbank, alice) -> Plan:
    """The plan in the register with its past rounds."""
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)
    rounds_from_periods(plan, by=alice, at=NOW)
    return plan


def test_its_past_rounds_show_as_many_complete_as_its_file(plan):
    september, october = (each.figures for each in published_figures(plan))

    assert (september.counts["complete"], october.counts["complete"]) == (82, 113)
    assert (september.counts["on_track"], october.counts["on_track"]) == (68, 39)
    assert (september.counts["closed"], october.counts["closed"]) == (1, 2)


def test_what_moved_between_them_adds_up(plan):
    september, october = (each.figures for each in published_figures(plan))

    assert october.opening == september.closing
    assert october.opening + october.new - october.closed == october.closing
    assert len(october.completed) == 32
    assert len(october.added) == october.total - september.total == 24


def test_the_next_round_publishes_what_a_plain_count_of_the_document_gives(plan, alice, owen):
    (november,) = make_rounds(plan, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)
    open_round(november, by=alice, at=NOW)
    answer = Answer(done="Done and reported.", status=Status.COMPLETE)
    for of in november.returns.filter(because="open")[:5]:
        send_return(of, answer=answer, version=0, by=owen, at=NOW)
    asked = set(november.returns.values_list("action__number", flat=True))
    lock_round(november, by=alice, at=NOW)
    publish_round(november, by=alice, at=NOW)

    counts: Counter[str] = Counter()
    for number, action in enumerate(as_document(plan).actions, start=1):
        if action.kind != "heading":
            answered = any(update.period == "2022-11" for update in action.updates)
            is_open = action.status is None or action.status in OPEN
            missing = is_open and number in asked and not answered
            counts["no_return" if missing else action.status or "no_status"] += 1
    november.refresh_from_db()

    assert figures(november, day=TODAY).counts == counts
    assert counts["complete"] == 113 + 5
