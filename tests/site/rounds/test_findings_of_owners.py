"""What is found about an owner follows when an action changes hands, for the old owner and for the new."""

import pytest

from followthrough.plan.document import PlanDocument, Status
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import monthly
from followthrough.site.people.models import User
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round
from followthrough.site.rounds.returns.answering import send_return
from tests.site.cast import NOW, TODAY
from tests.site.rounds.test_kept_findings import (
    assert_kept_is_whole,
    filler,
    let_the_worker_check,
    promised,
)

pytestmark = pytest.mark.django_db

PROPERTY, CULTURE = "Head of Property", "Head of Culture"


def plan_of(organisation, by: User, *, owners: list[str], answers: str = "") -> Plan:
    """A plan of one action an owner, in its second round; `answers` is the ref that answered in the first."""
    named = [
        promised(None, None, owner, ()).model_copy(update={"ref": f"A{number}"})
        for number, owner in enumerate(owners)
    ]
    document = PlanDocument(title="Roofs", as_at=TODAY, actions=[*named, *filler()])
    plan = apply(document, organisation=organisation, by=by, at=NOW)
    october, november = make_rounds(plan, days=monthly("2022-10", "2022-11"), by=by, at=NOW)
    october = open_round(october, by=by, at=NOW)
    for one in october.returns.filter(action__ref=answers):
        answer = Answer(done="Five of nine roofs are mended.", status=Status.ON_TRACK)
        send_return(one, answer=answer, version=one.version, by=by, at=NOW)
    lock_round(october, by=by, at=NOW)
    open_round(november, by=by, at=NOW)
    let_the_worker_check(plan)
    return plan


def hand_over(plan: Plan, ref: str, *, to: str, by: User) -> None:
    action = plan.actions.get(ref=ref)
    changes = {"owners": [("accountable", to)]}
    change_action(action, version=action.version, changes=changes, reason="Agreed.", by=by, at=NOW)


def found_about_owners(plan: Plan) -> list[str]:
    found = plan.kept_findings.filter(code="silent_owner").values_list("finding__message", flat=True)
    return [message for message in found if not message.startswith("Painter")]


def test_who_gives_an_action_away_is_counted_without_it(riverbank, alice):
    plan = plan_of(riverbank, alice, owners=[PROPERTY, PROPERTY, PROPERTY])

    hand_over(plan, "A1", to=CULTURE, by=alice)

    assert found_about_owners(plan) == ["Head of Property gave none of 2 returns in October 2022."]
    assert_kept_is_whole(plan)


def test_who_has_one_action_left_is_silent_about_several_no_more(riverbank, alice):
    plan = plan_of(riverbank, alice, owners=[PROPERTY, PROPERTY])

    hand_over(plan, "A1", to=CULTURE, by=alice)

    assert found_about_owners(plan) == []
    assert_kept_is_whole(plan)


def test_who_gives_away_the_one_action_that_answered_was_silent_about_the_others(riverbank, alice):
    plan = plan_of(riverbank, alice, owners=[PROPERTY, PROPERTY, PROPERTY], answers="A0")
    assert found_about_owners(plan) == []

    hand_over(plan, "A0", to=CULTURE, by=alice)

    assert found_about_owners(plan) == ["Head of Property gave none of 2 returns in October 2022."]
    assert_kept_is_whole(plan)


def test_owners_stay_in_their_order_whoever_was_checked_last(riverbank, alice):
    plan = plan_of(riverbank, alice, owners=[PROPERTY, PROPERTY, CULTURE, CULTURE, "TBC"])

    hand_over(plan, "A4", to=CULTURE, by=alice)

    assert found_about_owners(plan) == [
        "Head of Culture gave none of 3 returns in October 2022.",
        "Head of Property gave none of 2 returns in October 2022.",
    ]
    assert_kept_is_whole(plan)
