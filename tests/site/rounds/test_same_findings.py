"""The command line, the site and what is published find the same: before, during and after a round."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from followthrough.challenge import Finding, check, day_of
from followthrough.demonstration import plan_path
from followthrough.intake.read import read_file
from followthrough.plan.document import PlanDocument, Status
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import monthly
from followthrough.rules.silence import silences_of as silences_in
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.queries import with_rows_of_the_register
from followthrough.site.register.silence import silences_of
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import send_return

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=["demonstration", "002"])
def document(request, corpus: Path) -> PlanDocument:
    if request.param == "demonstration":
        return read_file(plan_path())
    (path,) = (corpus / "seeds").glob("002_*")
    return read_file(path)


@pytest.fixture
def at(document) -> datetime:
    """Two weeks into the month after the plan's own: its next round is being answered."""
    return datetime.combine(document.as_at + timedelta(days=14), time(12), tzinfo=UTC)


@pytest.fixture
def plan(document, at, riverbank, alice) -> Plan:
    plan = apply(document, organisation=riverbank, by=alice, at=at)
    rounds_from_periods(plan, by=alice, at=at)
    return plan


@pytest.fixture
def next_round(plan, at, alice) -> Round:
    period = f"{at:%Y-%m}"
    return make_rounds(plan, days=monthly(period, period), by=alice, at=at)[0]


def by_command_line(plan: Plan, at: datetime) -> list[Finding]:
    exported = PlanDocument.model_validate_json(as_document(plan).model_dump_json())
    return check(exported, day_of(exported, None, at.date()))


def on_the_site(plan: Plan, at: datetime) -> list[Finding]:
    doubts = doubts_of(Plan.objects.get(pk=plan.pk), today=at.date())
    assert doubts.outdated_at is None
    return doubts.findings


def let_the_worker_check(at: datetime, *, minutes: int) -> None:
    while check_a_changed_plan(at=at + timedelta(minutes=minutes)):
        pass


def sentences_on_the_site(plan: Plan) -> dict[int, str]:
    rows = list(with_rows_of_the_register(plan.actions.filter(archived_at=None)))
    found = silences_of(plan, rows)
    return {row.position: found[row.pk].sentence for row in rows if row.pk in found}


def sentences_by_command_line(plan: Plan) -> dict[int, str]:
    found = enumerate(silences_in(as_document(plan)), start=1)
    return {place: silence.sentence for place, silence in found if silence and silence.running}


def assert_all_say_the_same(plan: Plan, at: datetime) -> None:
    assert on_the_site(plan, at) == by_command_line(plan, at)
    assert sentences_on_the_site(plan) == sentences_by_command_line(plan)


def answer_one(round_: Round, by, at) -> str:
    one = round_.returns.filter(because="open", action__start_earliest__lt=at).first()
    answer = Answer(done="All of it is done and was reported to the board.", status=Status.COMPLETE)
    send_return(one, answer=answer, version=0, by=by, at=at + timedelta(minutes=2))
    return one.action.ref


def test_before_a_round_the_file_and_the_register_are_judged_alike(plan, document, at):
    assert check(document, day_of(document, None, at.date())) == on_the_site(plan, at)
    assert_all_say_the_same(plan, at)


def test_one_return_changes_nothing_that_is_found_about_the_others(plan, next_round, alice, owen, at):
    open_round(next_round, by=alice, at=at)
    let_the_worker_check(at, minutes=1)
    before = on_the_site(plan, at)
    ref = answer_one(next_round, owen, at)
    after = on_the_site(plan, at)
    family = {ref, *plan.actions.filter(children__ref=ref).values_list("ref", flat=True)}

    def about_the_others(findings: list[Finding]) -> list[Finding]:
        return [finding for finding in findings if finding.ref not in family]

    assert about_the_others(after) == about_the_others(before)
    assert_all_say_the_same(plan, at)


def test_after_the_round_whoever_gave_no_return_is_silent_everywhere(plan, next_round, alice, owen, at):
    open_round(next_round, by=alice, at=at)
    let_the_worker_check(at, minutes=1)
    answer_one(next_round, owen, at)
    lock_round(next_round, by=alice, at=at + timedelta(minutes=3))
    let_the_worker_check(at, minutes=4)
    assert_all_say_the_same(plan, at)
    published = publish_round(next_round, by=alice, at=at + timedelta(minutes=5))
    assert_all_say_the_same(plan, at)

    missing = set(published.standings.filter(missing_return=True).values_list("position", flat=True))
    assert set(sentences_on_the_site(plan)) >= missing
    silent = [
        finding for finding in on_the_site(plan, at) if finding.code in ("no_return", "no_return_twice")
    ]
    assert len(silent) == len(sentences_on_the_site(plan))
