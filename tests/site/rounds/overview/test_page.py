"""The overview of a plan and the page of a round: what they say first, and where each number leads."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import monthly
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round
from followthrough.site.rounds.overview.page import Overview
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan, month
from tests.site.rounds.answers import send

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
    """A function that gives the overview of a plan as Rita, a reviewer, sees it."""
    client = client_of(rita)

    def shown(plan: Plan) -> str:
        answer = client.get(reverse("plan", args=[plan.slug]))
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return shown


def without_tags(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def numbers_that_lead(page: str) -> list[tuple[str, int]]:
    """Each link of the main part whose words begin with a number, with that number."""
    main = page[page.index("<main") : page.index("</main>")]
    told = re.findall(r'<a class="[^"]*" href="([^"]+)">(?:<b>)?(\d+)\b', main)
    tiles = re.findall(r'<a href="([^"]+)"><b>(\d+)</b>', main)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in [*told, *tiles]]


def assert_lists_are_as_long(client, page: str, place: str) -> int:
    """Follows every number that leads to a list of actions; how many there were."""
    followed = [(address, number) for address, number in numbers_that_lead(page) if place in address]
    for address, number in followed:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = re.search(r"<strong>(\d+) of \d+ action", answer.content.decode())
        assert found, address
        assert int(found[1]) == number, address
    return len(followed)


def test_the_sentences_say_how_many_slip_and_are_late(reported, seen):
    words = without_tags(seen(reported))

    assert "As at Monday 31 October 2022, each action’s latest word." in words
    assert "1 of 2 open actions is slipping, significantly." in words
    assert "1 is past its agreed date. By the dates 1 is slipping." in words


def test_each_number_of_the_overview_leads_to_a_list_as_long(reported, seen, client_of, rita):
    assert assert_lists_are_as_long(client_of(rita), seen(reported), "/figures/") > 10


@pytest.mark.parametrize("period", ["2022-09", "2022-10"])
def test_each_number_of_a_round_leads_to_a_list_as_long(reported, client_of, rita, period):
    client = client_of(rita)
    page = " ".join(client.get(reverse("round", args=[reported.slug, period])).content.decode().split())

    assert assert_lists_are_as_long(client, page, "/actions/?") > 8


def test_the_rows_by_theme_add_up_to_the_rated_actions(reported, seen):
    page = Overview(reported, TODAY, doubts_of(reported, today=TODAY))

    assert page.themes.total == page.lists.number("rated") == page.figures.total
    assert sum(cell.number for cell in page.themes.totals) == page.themes.total
    assert page.left_out == "4 rated actions."
    assert "4 rated actions." in without_tags(seen(reported))


def test_what_is_left_out_of_the_picture_is_said(library, seen):
    assert re.search(r"\d+ rated actions; \d+ more rows? left out: ", without_tags(seen(library)))


def test_what_moved_is_named_from_what_to_what(reported, opened, seen, alice):
    (november,) = make_rounds(reported, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)
    open_round(november, by=alice, at=NOW)
    send(november, "R4", by=alice, answer=Answer(done="Done.", status=Status.COMPLETE, evidence="A note"))
    page = seen(Plan.objects.get(pk=reported.pk))

    assert "What moved since October 2022" in page
    assert "1 of 4 rated actions changed status: 1 completed" in without_tags(page)
    assert "R4 As it was</a></th>" in page


def test_no_trend_is_drawn_of_two_rounds(reported, seen, alice):
    assert "Over the rounds" not in seen(reported)

    reported.actions.get(ref="R4").updates.create(position=9, period="2022-08", status="on_track")
    rounds_from_periods(reported, by=alice, at=NOW)
    assert "Over the rounds" in seen(reported)


def test_a_plan_without_a_round_shows_how_it_stands_today(library, seen):
    words = without_tags(seen(library))

    assert "1 is past its agreed date" in words
    assert "What moved" not in words
    assert "Over the rounds" not in words


def test_who_owed_a_closed_round_a_return_counts_as_no_return_until_they_answer(
    library, opened, seen, alice, client_of, rita
):
    send(opened, "L1.1", by=alice)
    assert "no return in November" not in without_tags(seen(library))
    lock_round(opened, by=alice, at=NOW + timedelta(seconds=1))
    closed = Plan.objects.get(pk=library.pk)
    page = seen(closed)
    silent = client_of(rita).get(reverse("plan_figures", args=[library.slug]), {"of": "missing"})

    assert "none in November 2022 or since" in without_tags(page)
    assert "no return in November 2022" in without_tags(silent.content.decode())
    assert assert_lists_are_as_long(client_of(rita), page, "/figures/") > 5


def test_figures_of_nothing_but_silence_are_a_sentence_and_no_picture(
    library, opened, seen, alice, client_of
):
    page = client_of(alice).get(reverse("round", args=[library.slug, "2022-11"])).content.decode()

    assert "No return came for November 2022: 3 open actions owed one; " in page
    assert 'class="bar"' not in page


def test_an_empty_plan_says_what_to_do_next(riverbank, alice, seen, client_of):
    plan = apply(PlanDocument(title="Empty"), organisation=riverbank, by=alice, at=NOW)

    assert "The plan has no actions yet." in seen(plan)
    assert "Add the first action" in client_of(alice).get(plan.get_absolute_url()).content.decode()


def test_a_larger_plan_needs_no_more_queries(
    riverbank, alice, client_of, rita, django_assert_max_num_queries
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
    few, large = (apply(each, organisation=riverbank, by=None, at=NOW) for each in (small, document))
    for plan in (few, large):
        rounds_from_periods(plan, by=alice, at=NOW)
    client = client_of(rita)

    def read(plan: Plan) -> None:
        cache.clear()
        client.get(reverse("plan", args=[plan.slug]))

    with django_assert_max_num_queries(30) as for_few:
        read(few)
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
    assert "Rated actions by priority and status" in figures
    assert ">Theme<" not in figures
    assert "priority “Roads”" in of_a_theme
