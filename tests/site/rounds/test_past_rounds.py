"""Periods of an imported plan become past rounds."""

import re
from datetime import date

import pytest
from django.urls import reverse

from followthrough.plan.document import Action as Promise
from followthrough.plan.document import PlanDocument, Status
from followthrough.plan.document import Update as Said
from followthrough.rules.calendars import monthly
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply, remove_plan
from followthrough.site.rounds.figures.queries import published_figures
from followthrough.site.rounds.models import Round, Standing
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.past_rounds import remove_imported_rounds, rounds_from_periods
from tests.site.cast import NOW
from tests.site.register.plan_documents import month

pytestmark = pytest.mark.django_db
MONTHS = [f"{year}-{number:02}" for year in (2020, 2021, 2022) for number in range(1, 13)]


def figures_by_period(plan: Plan) -> dict:
    return {each.round.period: each.figures for each in published_figures(plan)}


def test_each_period_becomes_a_published_round_as_of_its_last_day(library, alice):
    rounds = rounds_from_periods(library, by=alice, at=NOW)

    assert [(each.period, each.state, each.imported) for each in rounds] == [
        ("2022-09", "published", True),
        ("2022-10", "published", True),
    ]
    assert [each.publications.get().day for each in rounds] == [date(2022, 9, 30), date(2022, 10, 31)]
    assert sentence(Event.objects.order_by("-pk")[0]) == (
        "Alice added 2 rounds of the plan “Library recovery plan”: September 2022, October 2022."
    )


def test_their_figures_are_what_the_file_says_of_each_period(library, alice):
    rounds_from_periods(library, by=alice, at=NOW)
    figures = figures_by_period(library)

    # Nothing was said of L1.2, L2.0 and L3.0 in September; in October everything answered.
    assert figures["2022-09"].counts == {"no_status": 1, "on_track": 1, "no_return": 3}
    assert figures["2022-10"].counts == {"no_status": 2, "on_track": 1, "not_due": 1, "complete": 1}
    assert [each.ref for each in figures["2022-10"].completed] == ["L2.0"]
    assert figures["2022-10"].previous_period == "2022-09"


def test_what_a_later_period_calls_new_was_not_in_the_plan_before(riverbank, alice):
    new = Promise(title="New", updates=[Said(period="2022-10", status=Status.NEW)])
    old = Promise(title="Old", updates=[Said(period="2022-09", status=Status.ON_TRACK)])
    plan = apply(PlanDocument(actions=[old, new]), organisation=riverbank, by=alice, at=NOW)
    rounds_from_periods(plan, by=alice, at=NOW)
    figures = figures_by_period(plan)

    assert figures["2022-09"].total == 1
    assert [each.title for each in figures["2022-10"].added] == ["New"]
    assert (figures["2022-10"].opening, figures["2022-10"].new, figures["2022-10"].closing) == (1, 1, 2)


def test_asked_twice_it_adds_nothing(library, alice):
    rounds_from_periods(library, by=alice, at=NOW)
    events = Event.objects.count()

    assert rounds_from_periods(library, by=alice, at=NOW) == []
    assert (Round.objects.count(), Event.objects.count()) == (2, events)


def test_a_period_that_has_its_round_keeps_it(opened, library, alice):
    library.actions.get(ref="L1.1").updates.create(position=9, period="2022-11", status="on_track")
    rounds = rounds_from_periods(library, by=alice, at=NOW)

    assert [each.period for each in rounds] == ["2022-09", "2022-10"]
    assert opened.publications.count() == 0


def test_a_later_period_is_measured_against_the_round_that_was_published_here(opened, library, alice):
    rounds_from_periods(library, by=alice, at=NOW)
    lock_round(opened, by=alice, at=NOW)
    publish_round(opened, by=alice, at=NOW)
    library.actions.get(ref="L1.1").updates.create(position=9, period="2022-12", status="on_track")
    rounds_from_periods(library, by=alice, at=NOW)
    figures = figures_by_period(library)["2022-12"]

    assert figures.previous_period == "2022-11"
    assert figures.counts_before == {"no_status": 1, "no_return": 3, "complete": 1}


def test_the_plan_does_not_change_so_that_its_import_can_be_undone(library, alice):
    rounds_from_periods(library, by=alice, at=NOW)

    assert Plan.objects.get().changed_at == library.created_at
    remove_plan(library, by=alice, at=NOW)
    assert not Round.objects.exists()
    assert not Standing.objects.exists()


def test_the_rounds_of_a_next_version_can_be_taken_out_again(library, alice):
    rounds_from_periods(library, by=alice, at=NOW)
    remove_imported_rounds(library, periods=["2022-10"])

    assert [each.period for each in library.rounds.all()] == ["2022-09"]


def test_a_plan_that_names_no_period_has_no_past_round(riverbank, alice):
    document = PlanDocument(actions=[Promise(title="One", updates=[Said(text="Said once")])])
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)

    assert rounds_from_periods(plan, by=alice, at=NOW) == []


def long_plan(actions: int) -> PlanDocument:
    """A plan with three years of updates."""
    said = [Said(period=period, status=Status.ON_TRACK, text=f"Said in {period}") for period in MONTHS]
    promises = [
        Promise(ref=f"A{number}", title=f"Action {number}", due=month(2021, 6), updates=said)
        for number in range(actions)
    ]
    return PlanDocument(title="Long", actions=promises)


def test_three_years_of_rounds_take_no_query_an_action(riverbank, alice, django_assert_max_num_queries):
    plan = apply(long_plan(4), organisation=riverbank, by=alice, at=NOW)
    # One for each batch of rows: the database takes so many values at once.
    with django_assert_max_num_queries(40):
        rounds_from_periods(plan, by=alice, at=NOW)

    assert Standing.objects.count() == 4 * len(MONTHS)


@pytest.fixture
def dated(riverbank, alice) -> Plan:
    """A plan whose file of 31 October 2022 gives an action the date that was agreed in October."""
    said = [Said(period=period, status=Status.ON_TRACK) for period in ("2022-09", "2022-10")]
    late = Promise(ref="D1", title="Late", due=month(2022, 3), original_due=month(2022, 1), updates=said)
    document = PlanDocument(title="Dated", as_at=date(2022, 10, 31), actions=[late])
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)
    rounds_from_periods(plan, by=alice, at=NOW)
    return plan


def test_a_past_round_knows_no_date_that_was_agreed_after_it(dated):
    standing = Standing.objects.get(publication__round__period="2022-09")
    figures = figures_by_period(dated)["2022-09"]
    by_dates = ("start", "original_due", "due", "due_latest", "implied", "slip_original", "slip_current")

    assert standing.without_dates
    assert [getattr(standing, name) for name in by_dates] == [None] * len(by_dates)
    assert (standing.is_overdue, standing.days_overdue, standing.redated) == (False, None, 0)
    assert (figures.overdue, figures.due_soon, figures.slipped_original, figures.redated) == (None,) * 4


def test_the_round_of_the_month_in_which_the_file_was_written_has_its_dates(dated):
    standing = Standing.objects.get(publication__round__period="2022-10")
    figures = figures_by_period(dated)["2022-10"]

    assert (standing.due["text"], standing.is_overdue, standing.redated) == ("March 2022", True, 1)
    assert sum(band.count for band in figures.overdue) == 1


def test_a_file_that_does_not_say_its_day_tells_no_dates_of_any_round(library, alice):
    Plan.objects.update(as_at=None)
    rounds_from_periods(Plan.objects.get(), by=alice, at=NOW)

    assert all(figures.overdue is None for figures in figures_by_period(library).values())


def test_a_round_without_dates_is_no_reason_to_say_that_a_date_moved(dated, alice):
    Round.objects.filter(period="2022-10").delete()
    (november,) = make_rounds(dated, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)
    open_round(november, by=alice, at=NOW)
    lock_round(november, by=alice, at=NOW)

    assert publish_round(november, by=alice, at=NOW).standings.get().redated == 1


def test_a_past_round_is_called_imported_and_says_whose_dates_there_are(dated, client_of, rita):
    page = " ".join(
        client_of(rita).get(dated.rounds.get(period="2022-09").get_absolute_url()).content.decode().split()
    )
    listed = client_of(rita).get(f"/plans/{dated.slug}/rounds/").content.decode()

    assert (
        "Dates are those of the file of 31 October 2022. It does not say what was agreed in September 2022, "
        "so nothing is counted as late, slipped or due soon." in page
    )
    assert "Imported" in listed
    assert "Published" not in page + listed


@pytest.mark.parametrize(
    "name", ["home", "plan", "actions", "plan_rounds", "rounds", "round", "control_round"]
)
def test_no_page_calls_an_imported_round_published(dated, client_of, alice, name):
    place = {
        "home": [],
        "rounds": [],
        "round": [dated.slug, "2022-10"],
        "control_round": [dated.slug, "2022-10"],
    }
    address = reverse(name, args=place.get(name, [dated.slug]))
    answer = client_of(alice).get(address)

    assert answer.status_code == 200
    assert not re.search(r"\b[Pp]ublished (?!here)", answer.content.decode())
