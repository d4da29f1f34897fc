"""The overview of a plan: what its headline says, and that each number leads to what it counts."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan, month

pytestmark = pytest.mark.django_db


def updates(*statuses: Status) -> list[Update]:
    """One update for each of September, October and so on."""
    return [
        Update(period=f"2022-{number:02}", status=status, text="Told.")
        for number, status in enumerate(statuses, start=9)
    ]


@pytest.fixture
def reported(riverbank, alice) -> Plan:
    """A plan with a September and an October round: one slipped, one completed, one closed, one as it was."""
    ways = [
        ("Late", Status.ON_TRACK, Status.SIGNIFICANT_SLIPPAGE),
        ("Done now", Status.ON_TRACK, Status.COMPLETE),
        ("Closed", Status.COMPLETE, Status.CLOSED),
        ("As it was", Status.ON_TRACK, Status.ON_TRACK),
    ]
    actions = [
        Action(
            ref=f"R{number}",
            theme="Roads" if number < 3 else "Bridges",
            title=title,
            due=month(2022, 6) if title == "Late" else month(2023, 1),
            updates=updates(*statuses),
        )
        for number, (title, *statuses) in enumerate(ways, start=1)
    ]
    document = PlanDocument(title="Reported", as_at=date(2022, 10, 31), actions=actions)
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)
    rounds_from_periods(plan, by=alice, at=NOW)
    return plan


@pytest.fixture
def seen(client_of, rita):
    """A function that gives the overview of a plan as Mary, a member, sees it."""
    client = client_of(rita)

    def shown(plan: Plan) -> str:
        answer = client.get(reverse("plan", args=[plan.slug]))
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return shown


def without_tags(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_the_headline_says_what_the_last_round_published(reported, seen):
    words = without_tags(seen(reported))

    assert (
        "October 2022 round: 1 of 2 open actions has slipped by more than a month. "
        "1 was completed since September 2022. 1 is closed." in words
    )
    assert "Today 1 of 2 open actions is overdue." in words


def test_the_numbers_of_the_headline_lead_to_the_actions_that_they_count(reported, seen, client_of, rita):
    [headline] = re.findall(r'<p class="govuk-body-l">(.*?)</p>', seen(reported))
    told = re.findall(r'href="([^"]+)">(\d+)', headline)

    assert len(told) == 3
    for address, number in told:
        page = " ".join(client_of(rita).get(address.replace("&amp;", "&")).content.decode().split())
        assert re.search(rf"<strong>{number} (of \d+ )?actions?", page), address


def test_what_moved_is_drawn_and_named(reported, seen):
    page = seen(reported)

    assert "What moved since September 2022" in page
    assert "From September 2022 to October 2022, 3 of 4 actions changed state." in page
    for name in ("R1 Late", "R2 Done now", "R3 Closed"):
        assert f"{name}</a></th>" in page
    assert "R4 As it was</a></th>" not in page


def test_the_trend_shows_once_there_are_two_rounds(reported, seen):
    assert "Over the rounds" in seen(reported)


def test_a_plan_without_a_round_shows_how_it_stands_today(library, seen):
    page = seen(library)
    words = without_tags(page)

    assert f'href="/plans/{library.slug}/timeline/?late=on">1 of 3 open actions</a>' in page
    assert "1 of 3 open actions with a date is late, or expected to be." in words
    assert "By the status last declared." in words
    assert "What moved" not in words
    assert "Over the rounds" not in words


def test_a_round_in_hand_does_not_change_what_was_published(reported, opened, seen, library):
    assert "October 2022 round" in without_tags(seen(reported))
    assert "round:" not in re.findall(r'<p class="govuk-body-l">(.*?)</p>', seen(library))[0]


def test_an_empty_plan_says_so(riverbank, alice, seen):
    plan = apply(PlanDocument(title="Empty"), organisation=riverbank, by=alice, at=NOW)

    assert "The plan has no actions." in seen(plan)


def test_the_checks_are_counted_by_weight(library, seen):
    assert re.search(r"\d+ must be settled, \d+ should be asked, \d+ worth knowing", seen(library))


def test_a_larger_plan_needs_no_more_queries(
    reported, riverbank, alice, client_of, rita, django_assert_max_num_queries
):
    small = library_plan()
    more = [
        Action(
            ref=f"M{number}",
            title=f"Mend window {number}",
            workstream=f"House {number}",
            due=month(2023, 1),
            updates=updates(Status.ON_TRACK, Status.COMPLETE, Status.CLOSED),
        )
        for number in range(60)
    ]
    document = small.model_copy(update={"actions": [*small.actions, *more], "title": "Large"})
    large = apply(document, organisation=riverbank, by=None, at=NOW)
    rounds_from_periods(large, by=alice, at=NOW)
    client = client_of(rita)

    def read(plan: Plan) -> None:
        cache.clear()
        client.get(reverse("plan", args=[plan.slug]))

    with django_assert_max_num_queries(30) as for_few:
        read(reported)
    with django_assert_max_num_queries(len(for_few)):
        read(large)


def test_the_figures_of_a_round_say_what_the_plan_calls_a_theme(reported, alice, client_of):
    reported.level_words = {"theme": "Priority"}
    reported.save()
    round_ = reported.rounds.get(period="2022-10")
    place, client = [reported.slug, "2022-10"], client_of(alice)
    figures = client.get(round_.get_absolute_url()).content.decode()
    of_a_theme = client.get(reverse("round_actions", args=place), {"theme": "Roads"}).content.decode()

    assert "Status by priority" in figures
    assert "Actions by priority and status" in figures
    assert ">Theme<" not in figures
    assert "priority “Roads”" in of_a_theme
