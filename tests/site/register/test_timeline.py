"""The timeline: which actions have a date to draw, which of them are late, and in what order they come."""

from datetime import date

import pytest
from django.urls import reverse

from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.plan.when import When
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.timeline import by_workstream, dated_actions, how_many_late
from tests.site.cast import NOW
from tests.site.register.plan_documents import month

pytestmark = pytest.mark.django_db

DAY = date(2022, 11, 30)


def said(forecast: When, period: str = "2022-11") -> Update:
    return Update(period=period, status=Status.ON_TRACK, text="On its way.", forecast=forecast)


@pytest.fixture
def dated(riverbank, alice) -> Plan:
    """Seven actions in two workstreams, of which five have a date and are open."""
    document = PlanDocument(
        title="Dated",
        as_at=NOW.date(),
        actions=[
            Action(ref="1", title="Due", workstream="One", due=month(2023, 1)),
            Action(ref="2", title="Overdue", workstream="One", due=month(2022, 9)),
            Action(
                ref="3",
                title="Expected late",
                workstream="Two",
                due=month(2023, 1),
                updates=[said(month(2023, 2), "2022-10"), said(month(2023, 6))],
            ),
            Action(
                ref="4",
                title="Expected in time, once",
                workstream="One",
                due=month(2023, 3),
                updates=[said(month(2022, 9), "2022-08")],
            ),
            Action(ref="5", title="No date", workstream="Two", due=When(text="TBC", kind="tbc")),
            Action(
                ref="6",
                title="Done",
                workstream="Two",
                due=month(2022, 1),
                updates=[Update(period="2022-11", status=Status.COMPLETE, text="Done.")],
            ),
            Action(ref="7", title="First agreed earlier", due=month(2022, 12), original_due=month(2022, 6)),
        ],
    )
    return apply(document, organisation=riverbank, by=alice, at=NOW)


def refs(found):
    return [each.action.ref for each in found]


def test_what_is_open_and_has_a_day_is_on_the_timeline(dated):
    assert refs(dated_actions(dated, day=DAY)) == ["1", "2", "3", "4", "7"]


def test_the_forecast_given_last_counts_and_one_that_has_passed_does_not(dated):
    _, _, expected_late, expected_in_time, _ = dated_actions(dated, day=DAY)

    assert expected_late.forecast == month(2023, 6)
    assert expected_late.months_late == pytest.approx(4, abs=0.1)
    assert expected_in_time.forecast is None


def test_late_is_what_is_overdue_or_expected_later_than_agreed(dated):
    found = dated_actions(dated, day=DAY)

    assert refs(each for each in found if each.is_late) == ["2", "3"]
    assert refs(each for each in found if each.is_overdue) == ["2"]
    assert [each.late_in_words for each in found] == [
        "Not late",
        "2 months",
        "4 months",
        "Not late",
        "Not late",
    ]
    assert how_many_late(found) == "2 of 5 open actions with a date are late, or expected to be."


def test_those_of_a_workstream_stand_together_the_late_ones_first(dated):
    assert refs(by_workstream(dated_actions(dated, day=DAY))) == ["2", "1", "4", "3", "7"]


@pytest.fixture
def mary_sees(client_of, rita, dated):
    """A function that gives the words of the timeline as Mary, a member, sees it."""
    client = client_of(rita)

    def seen(**asked) -> str:
        answer = client.get(reverse("timeline", args=[dated.slug]), asked)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return seen


def test_the_page_draws_each_action_and_says_the_same_in_a_table(mary_sees):
    page = mary_sees()

    assert "5 open actions with a date</strong>" in page
    assert page.count('role="img"') == 2
    assert "2 of 5 open actions with a date are late" in page
    assert '<td class="govuk-table__cell" data-label="Expected">June 2023</td>' in page


def test_the_page_can_show_the_late_ones_alone(mary_sees):
    page = mary_sees(late="on")

    assert "2 of 5 open actions with a date</strong>" in page
    assert "First agreed earlier" not in page


def test_a_filter_that_nothing_fits_offers_all(mary_sees, dated):
    theme = dated.themes.create(position=1, title="Empty")

    assert "Show all 5" in mary_sees(theme=theme.pk)


def test_a_filter_that_is_not_understood_asks_for_nothing(mary_sees):
    assert "5 open actions with a date</strong>" in mary_sees(theme="999999", page="last")


def test_a_plan_without_dates_says_where_its_actions_are(client_of, rita, riverbank, alice):
    plan = apply(
        PlanDocument(title="Undated", actions=[Action(title="Hold it")]),
        organisation=riverbank,
        by=alice,
        at=NOW,
    )
    page = client_of(rita).get(reverse("timeline", args=[plan.slug])).content.decode()

    assert "No open action has a date that can be drawn" in page


def test_a_longer_timeline_needs_no_more_queries(
    dated, client_of, rita, riverbank, django_assert_max_num_queries
):
    actions = [Action(ref=f"A{n}", title="Mend", workstream=f"W{n}", due=month(2023, 1)) for n in range(60)]
    long = apply(PlanDocument(title="Long", actions=actions), organisation=riverbank, by=None, at=NOW)
    client = client_of(rita)
    with django_assert_max_num_queries(20) as for_few:
        client.get(reverse("timeline", args=[dated.slug]))
    with django_assert_max_num_queries(len(for_few)):
        client.get(reverse("timeline", args=[long.slug]))
