"""What is cached of figures is what a count of the whole plan gives, after each return too."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.forms.models import model_to_dict

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.site.imports.demonstration.round import answer_that_can_be_sent
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.models import Plan
from followthrough.site.rounds.figures.cached import cached_round, cached_today
from followthrough.site.rounds.figures.queries import figures_today, live_figures
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import send_return
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db
DAY = date(2022, 12, 1)


def alike(counted, whole) -> None:
    (standings, figures), (expected, expected_figures) = counted, whole
    assert figures == expected_figures
    assert [model_to_dict(each) for each in standings] == [model_to_dict(each) for each in expected]


def assert_cached_is_whole(round_: Round) -> None:
    round_ = Round.objects.select_related("plan").get(pk=round_.pk)
    alike(cached_round(round_, day=DAY), live_figures(round_, day=DAY))
    plan = Plan.objects.get(pk=round_.plan_id)
    alike(cached_today(plan, day=DAY), figures_today(plan, day=DAY))


def test_after_each_return_they_are_those_of_the_whole_plan(library, opened, owen):
    rounds_from_periods(library, by=None, at=NOW)
    assert_cached_is_whole(opened)
    for number, of in enumerate(opened.returns.all(), start=1):
        answer = Answer(done="It is done.", status=Status.COMPLETE, evidence="A letter.")
        send_return(of, answer=answer, version=0, by=owen, at=NOW + timedelta(minutes=number))
        assert_cached_is_whole(opened)


def test_what_else_changes_is_counted_anew(library, opened, alice):
    assert_cached_is_whole(opened)
    library.actions.filter(ref="L1.2").update(due_latest=date(2022, 9, 1))
    Plan.objects.update(changed_at=NOW + timedelta(hours=1))

    assert_cached_is_whole(opened)


def test_a_look_after_a_return_costs_as_many_queries_as_the_next(
    library, opened, owen, django_assert_num_queries
):
    first = opened.returns.first()
    cached_round(opened, day=DAY)
    answer = Answer(done="It is done.", status=Status.COMPLETE, evidence="A letter.")
    send_return(first, answer=answer, version=0, by=owen, at=NOW + timedelta(minutes=1))
    round_ = Round.objects.select_related("plan").get(pk=opened.pk)

    for _ in ("first", "next"):
        with django_assert_num_queries(7):
            cached_round(round_, day=DAY)


def test_a_return_carries_over_what_hangs_on_what_as_it_is_looked_up_anew(
    library, opened, owen, django_assert_num_queries
):
    hanging_of(library, day=DAY)
    for number, asked in enumerate(opened.returns.all(), start=1):
        late = Answer(
            done="It will be later.",
            status=Status.SIGNIFICANT_SLIPPAGE,
            forecast_text=f"June {2024 + number}",
            reason="The contractor is late.",
            next_steps="Another contractor.",
        )
        answer = answer_that_can_be_sent(asked, late, day=DAY)
        send_return(asked, answer=answer, version=0, by=owen, at=NOW + timedelta(minutes=number))
        plan = Plan.objects.get(pk=library.pk)
        with django_assert_num_queries(0):
            carried = hanging_of(plan, day=DAY)
        assert carried.pairs
        cache.clear()
        assert hanging_of(plan, day=DAY) == carried
