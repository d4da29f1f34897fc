"""Whatever is done to a plan, the findings kept of it are those of a check of all of it."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from followthrough.challenge import check
from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.plan.when import read_when
from followthrough.rules.answers import Answer, Answered
from followthrough.rules.calendars import monthly
from followthrough.site import clock
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.checking import check_a_changed_plan
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.kept_findings import MOST_AT_ONCE
from followthrough.site.register.models import LastCheck, Plan
from followthrough.site.register.operations import apply
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round
from followthrough.site.rounds.returns.answering import send_return
from followthrough.site.rounds.returns.questions import WHY, questions_on
from tests.site.cast import NOW, TODAY

OWNERS = ["Head of Property", "Head of Culture", "TBC"]
WORDS = ["Five of nine done.", "As above", "", "Complete"]


def update(period: str):
    statuses = st.sampled_from([Status.ON_TRACK, Status.COMPLETE, Status.MEDIUM_SLIPPAGE])
    return st.builds(
        lambda status, text: Update(period=period, status=status, status_text=status.value, text=text),
        statuses, st.sampled_from(WORDS),
    )  # fmt: skip


def actions():
    updates = st.tuples(st.none() | update("2022-09"), st.none() | update("2022-10"))
    dates = st.sampled_from([None, read_when("Sep-22"), read_when("March 2023")])
    return st.builds(promised, st.sampled_from([None, "A0", "A1"]), dates, st.sampled_from(OWNERS), updates)


def promised(parent, due, owner, updates) -> Action:
    owners = [Owner(role="Lead", name=owner)]
    said = [each for each in updates if each]
    return Action(title="Mend it", parent=parent, due=due, owners=owners, updates=said)


def filler() -> list[Action]:
    """So many that a change has only its own action checked, and not the whole plan."""
    painter = [Owner(role="Lead", name="Painter")]
    return [
        Action(ref=f"Z{number}", title="Paint it", due=read_when("May 2023"), owners=painter)
        for number in range(MOST_AT_ONCE)
    ]


class KeptFindings(TestCase):
    """One plan, some returns and edits, in any order."""

    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(actions(), min_size=3, max_size=5),
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=5),
    )
    def test_they_equal_a_check_of_the_whole_plan(self, some, steps) -> None:
        named = [each.model_copy(update={"ref": f"A{number}"}) for number, each in enumerate(some)]
        body = Organisation.objects.create(name="Riverbank", slug="riverbank")
        by = User.objects.create_user(email="alice@riverbank.example", name="Alice")
        plan = apply(
            PlanDocument(title="Roofs", as_at=TODAY, actions=[*named, *filler()]),
            organisation=body,
            by=by,
            at=NOW,
        )
        october, november = make_rounds(plan, days=monthly("2022-10", "2022-11"), by=by, at=NOW)
        lock_round(open_round(october, by=by, at=NOW), by=by, at=NOW)
        round_ = open_round(november, by=by, at=NOW)
        let_the_worker_check(plan)
        for number, what in steps:
            do(plan, round_, number=number % len(named), what=what, by=by)
            assert_kept_is_whole(plan)


def let_the_worker_check(plan: Plan) -> None:
    plan.refresh_from_db()
    while check_a_changed_plan(at=NOW + timedelta(minutes=1)):
        pass


def do(plan: Plan, round_, *, number: int, what: int, by: User) -> None:
    action = plan.actions.get(ref=f"A{number}")
    if what < 2:
        one = ActionReturn.objects.filter(round=round_, action=action).first()
        answer = Answer(done=["All is done.", "As above"][what], status=Status.COMPLETE, evidence="A letter.")
        if one is not None and not one.is_in:
            explained = answer._replace(answered=reasons_given(one, answer))
            send_return(one, answer=explained, version=one.version, by=by, at=NOW)
        return
    changes = (
        {"title": f"Mend it by {number}"} if what == 2 else {"owners": [("accountable", OWNERS[number % 2])]}
    )
    change_action(action, version=action.version, changes=changes, reason="Agreed.", by=by, at=NOW)


def reasons_given(one: ActionReturn, answer: Answer) -> tuple[Answered, ...]:
    """Why the answer stands as it is, for each question that it is asked before it is sent."""
    asked = questions_on(one, answer, day=clock.day_of(NOW))
    return tuple(Answered(each.code, each.title, each.facts, WHY, "", "It is so.") for each in asked)


def assert_kept_is_whole(plan: Plan) -> None:
    plan = Plan.objects.get(pk=plan.pk)
    doubts = doubts_of(plan, today=clock.day_of(NOW))
    assert doubts.outdated_at is None
    assert doubts.findings == check(as_document(plan), doubts.day)


@pytest.mark.django_db
def test_what_is_kept_is_there_for_each_plan_from_its_beginning(library):
    assert LastCheck.objects.filter(plan=library, plan_changed_at=library.changed_at).exists()


@pytest.mark.django_db
def test_an_answer_also_changes_what_is_found_about_its_owner(riverbank, alice):
    owners = [Owner(role="Lead", name="Head of Property")]
    two = [Action(ref=ref, title="Mend it", due=read_when("May 2023"), owners=owners) for ref in ("A0", "A1")]
    document = PlanDocument(title="Roofs", as_at=TODAY, actions=[*two, *filler()])
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)
    october, november = make_rounds(plan, days=monthly("2022-10", "2022-11"), by=alice, at=NOW)
    lock_round(open_round(october, by=alice, at=NOW), by=alice, at=NOW)
    open_round(november, by=alice, at=NOW)
    let_the_worker_check(plan)
    assert silent_owners(plan) == {"Head of Property", "Painter"}

    do(plan, november, number=0, what=0, by=alice)

    assert silent_owners(plan) == {"Painter"}
    assert_kept_is_whole(plan)


def silent_owners(plan: Plan) -> set[str]:
    return {each.finding["title"] for each in plan.kept_findings.filter(code="silent_owner")}
