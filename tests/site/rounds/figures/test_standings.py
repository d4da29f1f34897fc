"""How actions stand in a period: told by few of their updates as by all of them."""

from datetime import date
from random import Random

import pytest

from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.plan.when import read_when
from followthrough.site.register.facts import bands_for
from followthrough.site.register.operations import apply
from followthrough.site.rounds.figures.standings import facts_of, standings_of
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db
PERIODS = ["2022-08", "2022-09", "2022-10", "2022-11"]
DAY = date(2022, 11, 30)


def some_update(chosen: Random) -> Update:
    period = chosen.choice([None, *PERIODS])
    forecast = chosen.choice([None, None, "March 2023", "June 2023", "TBC"])
    return Update(
        period=period,
        status=chosen.choice([None, *Status]),
        text=chosen.choice([None, f"Said for {period}"]),
        forecast=read_when(forecast) if forecast else None,
    )


def some_plan(chosen: Random) -> PlanDocument:
    due = read_when("January 2023")
    return PlanDocument(
        title="Moorings",
        actions=[
            Action(
                ref=str(number),
                title=f"Mend mooring {number}",
                owners=[Owner(role="owner", name="Harbour Master")],
                due=due,
                updates=[some_update(chosen) for _ in range(chosen.randint(0, 6))],
            )
            for number in range(1, 61)
        ],
    )


@pytest.mark.parametrize("period", [*PERIODS, "2022-07", "2022-12"])
def test_the_updates_that_tell_of_a_period_tell_the_same_as_all_of_them(riverbank, alice, period):
    plan = apply(some_plan(Random(7)), organisation=riverbank, by=alice, at=NOW)

    def standings(facts):
        made = standings_of(facts, period=period, day=DAY, bands=bands_for(plan), asked={}, before={})
        return [{**vars(standing), "_state": None} for standing in made]

    assert standings(facts_of(plan, period=period)) == standings(facts_of(plan))


def test_earlier_updates_are_left_in_the_database(riverbank, alice):
    plan = apply(some_plan(Random(7)), organisation=riverbank, by=alice, at=NOW)

    telling = sum(len(facts.updates) for facts in facts_of(plan, period=PERIODS[-1]))

    assert telling < sum(len(facts.updates) for facts in facts_of(plan))
