"""The day that a plan is judged by: the same in Python, in SQL and on the command line."""

import re
from datetime import date

import pytest

from followthrough.challenge import day_of
from followthrough.rules.judging import NO_DAY
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.judging import day_judged_in_sql, day_judged_of
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.queries import counts_by_plan, counts_of
from followthrough.site.rounds.operations import open_round
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 29)


def days(plan: Plan) -> set[date]:
    plan.refresh_from_db()
    in_sql = Plan.objects.annotate(day=day_judged_in_sql(TODAY)).get(pk=plan.pk).day
    return {day_judged_of(plan, today=TODAY), in_sql}


def day_of_command(plan: Plan) -> date | None:
    plan.refresh_from_db()
    return day_of(as_document(plan), None, TODAY)


def test_until_a_round_is_opened_it_is_the_day_of_the_file(library, november):
    assert days(library) == {date(2022, 10, 31)}
    assert day_of_command(library) == date(2022, 10, 31)


def test_from_the_first_round_on_it_is_today(library, november, alice):
    open_round(november, by=alice, at=NOW)

    assert days(library) == {TODAY}
    assert day_of_command(library) == TODAY


def test_a_plan_of_no_day_is_judged_by_none_here_and_as_a_file(library, riverbank):
    Plan.objects.update(as_at=None)

    assert days(library) == {NO_DAY}
    assert day_of_command(library) is None
    assert counts_by_plan(riverbank, today=TODAY)[library.pk]["overdue"] == 0


def test_a_plan_of_no_day_is_judged_by_today_from_its_first_round_on(library, november, alice):
    Plan.objects.update(as_at=None)
    open_round(november, by=alice, at=NOW)

    assert days(library) == {TODAY}
    assert day_of_command(library) == TODAY


@pytest.mark.parametrize(
    "page", ["", "actions/", "timeline/", "checks/", "dependencies/", "figures/?of=open", "actions/2/"]
)
def test_each_page_of_a_plan_of_no_day_says_so_and_calls_nothing_late(page, riverbank, client_of, alice):
    document = library_plan().model_copy(update={"as_at": None})
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)

    answer = client_of(alice).get(f"{plan.get_absolute_url()}{page}")

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "1900" not in words
    assert words.lower().count("the plan gives no day, so nothing is called late") == (page != "actions/2/")
    assert not re.search(r"\d (?:days?|months?) late", words)
    assert "past its agreed date" not in words
    assert "past their agreed date" not in words


def test_lists_of_plans_count_each_on_its_own_day(library, november, riverbank, alice):
    assert counts_by_plan(riverbank, today=TODAY)[library.pk] == counts_of(library, day=library.as_at)
    open_round(november, by=alice, at=NOW)

    counts = counts_by_plan(riverbank, today=TODAY)[library.pk]
    assert counts == counts_of(library, day=TODAY)
    assert counts["overdue"] > counts_of(library, day=library.as_at)["overdue"]
