"""Nobody judges their own work, whichever operation they try: all are found in the source and walked.

The columns that hold who judged are found in the models, the functions that write one in the code. One that
is new fails here until somebody says which duty binds it and how it is tried.
"""

from collections.abc import Callable
from contextlib import nullcontext
from copy import copy
from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import transaction

from followthrough.plan.when import read_when
from followthrough.rules.calendars import monthly
from followthrough.site.assurance.operations import end_assurance
from followthrough.site.changes.deciding import Decision, Meeting, decide, decide_agenda
from followthrough.site.editions.operations import draft_edition, review_edition
from followthrough.site.evidence.closing import Decision as Ending
from followthrough.site.evidence.closing import check_embedding, close_action, close_actions
from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import Offer, offer_evidence
from followthrough.site.evidence.verifying import Judgement, claim_complete, verify
from followthrough.site.register.document.rows import plain
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.register.models import Plan
from followthrough.site.rounds.leavers.operations import delegate, end_delegation
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.returns.answering import approve_return, send_return
from tests.site.assurance.conftest import controls, safe_review  # noqa: F401  -- pytest finds fixtures by their names
from tests.site.cast import NOW, TODAY
from tests.site.changes.conftest import agreed, ask, holds, redate  # noqa: F401  -- as above
from tests.site.register.judgements import (
    ACTING,
    JUDGING,
    columns_that_name_an_account,
    writers_of_judgements,
)
from tests.site.rounds.answers import LATE, return_for, send

pytestmark = pytest.mark.django_db

MEETING = Meeting("Board", TODAY)
CLOSED = Ending(end="closed", forum="Audit Committee", on=date(2022, 11, 28))
POST = "Head of Property"


@pytest.fixture
def scene(agreed, holds, safe_review, riverbank, alice, adam, owen, dora, rita):  # noqa: F811  -- the fixtures
    """An agreed plan of which Dora holds the post that owns L1.1, and an open round that wants approval."""
    holds(dora, POST)
    Plan.objects.filter(pk=agreed.pk).update(approval_wanted=True)
    (planned,) = make_rounds(agreed, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)
    opened = open_round(planned, by=alice, at=NOW)
    return SimpleNamespace(
        plan=agreed, round=opened, review=safe_review,
        riverbank=riverbank, alice=alice, adam=adam, owen=owen, dora=dora, rita=rita, holds=holds,
    )  # fmt: skip


# Changes that were asked for -------------------------------------------------------------------------------


def decides_own(state: str) -> Callable[..., None]:
    def attempt(scene):
        request = ask(redate(scene.plan, "L1.1", "June 2023"), scene.dora)
        decide(request, decision=Decision(state, words="No."), meeting=MEETING, by=scene.dora, at=NOW)

    return attempt


def decides_what_was_asked_for_them(scene):
    request = ask(redate(scene.plan, "L1.1", "June 2023", on_behalf_of=f"Mayor and {POST}"), scene.owen)
    decide(request, decision=Decision("approved"), meeting=MEETING, by=scene.dora, at=NOW)


def decides_an_agenda(scene):
    own = ask(redate(scene.plan, "L1.1", "June 2023"), scene.dora)
    for_them = ask(redate(scene.plan, "L1.2", "June 2023", on_behalf_of="Dora"), scene.owen)
    decisions = {each.number: Decision("approved") for each in (own, for_them)}
    decide_agenda(scene.plan, decisions=decisions, meeting=MEETING, by=scene.dora, at=NOW)


def edits_by_hand_what_they_asked_for(scene):
    ask(redate(scene.plan, "L1.1", "June 2023"), scene.dora)
    edit_date(scene)


def edits_by_hand_what_was_asked_for_them(scene):
    ask(redate(scene.plan, "L1.1", "June 2023", on_behalf_of=POST), scene.owen)
    edit_date(scene)


def edit_date(scene) -> None:
    due, action = {"due": plain(read_when("June 2023"))}, scene.plan.actions.get(ref="L1.1")
    change_action(action, version=action.version, changes=due, reason="Why", by=scene.dora, at=NOW)
    (request,) = scene.plan.change_requests.all()
    assert request.state == "recorded"


# Returns ---------------------------------------------------------------------------------------------------


def approve(scene) -> None:
    sent = return_for(scene.round, "L1.1")
    approve_return(sent, version=sent.version, by=scene.dora, at=NOW)


def approves_what_they_sent(scene):
    send(scene.round, "L1.1", by=scene.dora)
    approve(scene)


def approves_what_the_office_sent_for_them(scene):
    asked = return_for(scene.round, "L1.1")
    send_return(asked, answer=LATE, version=0, by=scene.alice, at=NOW, for_absent_owner=True)
    approve(scene)


def approves_what_the_office_entered_from_their_spreadsheet(scene):
    asked = return_for(scene.round, "L1.1")
    send_return(
        asked, answer=LATE, version=0, by=scene.alice, at=NOW, for_absent_owner=True, from_sheet_of=POST
    )
    approve(scene)


def approves_what_was_sent_by_who_stands_in_for_them(scene):
    given = delegate(
        organisation=scene.riverbank, from_user=scene.dora, to_user=scene.owen, from_on=TODAY, to_on=TODAY,
        by=scene.dora, at=NOW,
    )  # fmt: skip
    send(scene.round, "L1.1", by=scene.owen)
    end_delegation(given, by=scene.dora, at=NOW)  # it counts who stood in when it was sent
    approve(scene)


def approves_for_another_what_they_sent_as_owner(scene):
    delegate(
        organisation=scene.riverbank, from_user=scene.adam, to_user=scene.dora, from_on=TODAY, to_on=TODAY,
        by=scene.adam, at=NOW,
    )  # fmt: skip
    scene.holds(scene.adam, POST)
    send(scene.round, "L1.1", by=scene.dora)
    approve(scene)


# Evidence and closure --------------------------------------------------------------------------------------


def claimed(scene, by) -> None:
    """Complete is claimed by one account, with evidence that another offered."""
    words = Offer(form=Evidence.Form.NOTE, kind=Evidence.Kind.TRAINING, words="All is mended.", measure="")
    for measure in ["", *scene.action.measures]:
        offer_evidence(scene.action, offer=words._replace(measure=measure), by=scene.adam, at=NOW)
    claim_complete(scene.action, actual_on=TODAY, by=by, at=NOW)


def judge(scene, by) -> None:
    measures = list(scene.action.measures) or [""]
    verify(scene.action, judgements=[Judgement(each, "accepted", "", 0) for each in measures], by=by, at=NOW)


def verifies_as_owner(scene):
    claimed(scene, scene.owen)
    judge(scene, scene.dora)


def verifies_what_they_claimed(scene):
    scene.dora = scene.owen
    claimed(scene, scene.owen)
    judge(scene, scene.owen)


def verifies_what_they_reported(scene):
    scene.dora = scene.alice
    set_decided_status(scene.action, status="in_progress", words="Well.", by=scene.alice, at=NOW)
    claimed(scene, scene.owen)
    judge(scene, scene.alice)


def verifies_what_they_approved(scene):
    send(scene.round, "L1.1", by=scene.owen)
    approve(scene)
    scene.plan.organisation.posts.get(name=POST).holders.all().delete()
    claimed(scene, scene.owen)
    judge(scene, scene.dora)


def verifies_what_they_offered(scene):
    scene.dora = scene.adam
    claimed(scene, scene.owen)
    judge(scene, scene.adam)


def closes_what_they_claimed(scene):
    scene.dora = scene.owen
    claimed(scene, scene.owen)
    judge(scene, scene.rita)
    close_action(scene.action, decision=CLOSED, by=scene.owen, at=NOW)


def closes_several(scene):
    scene.dora = scene.owen
    claimed(scene, scene.owen)
    judge(scene, scene.rita)
    close_actions([scene.action], decision=CLOSED, by=scene.owen, at=NOW)


def checks_the_embedding_of_what_they_own(scene):
    claimed(scene, scene.owen)
    judge(scene, scene.rita)
    closure = close_action(scene.action, decision=CLOSED._replace(embedding_months=1), by=scene.alice, at=NOW)
    check_embedding(closure, embedded=True, words="Seen.", by=scene.dora, at=NOW)


# Assurance -------------------------------------------------------------------------------------------------


def ends_what_they_answer_for(scene):
    scene.holds(scene.dora, scene.review.ownerships.get().post.name)
    end_assurance(scene.review, forum="Cabinet", on=TODAY, words="Done with.", by=scene.dora, at=NOW)


# Papers ----------------------------------------------------------------------------------------------------


def reviews_what_they_drafted(scene):
    lock_round(scene.round, by=scene.alice, at=NOW)
    publish_round(scene.round, by=scene.alice, at=NOW)
    drafted = draft_edition(
        scene.round, kind="cabinet", audience="exempt", forum="Cabinet", forum_on=TODAY, by=scene.dora, at=NOW
    )
    drafted.refresh_from_db()
    review_edition(drafted, confirmed=drafted.no_comment_from, by=scene.dora, at=NOW)


# By the function that writes the judgement, everything that somebody may try.
ATTEMPTS: dict[str, list[Callable[..., None]]] = {
    "changes.deciding._write_decision": [
        *map(decides_own, ("approved", "refused", "deferred")),
        decides_what_was_asked_for_them,
        decides_an_agenda,
    ],
    "changes.by_hand._decide": [edits_by_hand_what_they_asked_for, edits_by_hand_what_was_asked_for_them],
    "rounds.returns.answering.approve_return": [
        approves_what_they_sent,
        approves_what_the_office_sent_for_them,
        approves_what_the_office_entered_from_their_spreadsheet,
        approves_what_was_sent_by_who_stands_in_for_them,
        approves_for_another_what_they_sent_as_owner,
    ],
    "evidence.verifying.verify": [
        verifies_as_owner,
        verifies_what_they_claimed,
        verifies_what_they_reported,
        verifies_what_they_approved,
        verifies_what_they_offered,
    ],
    "evidence.closing.close_action": [closes_what_they_claimed, closes_several],
    "evidence.closing.check_embedding": [checks_the_embedding_of_what_they_own],
    "editions.operations.review_edition": [reviews_what_they_drafted],
    "assurance.operations.end_assurance": [ends_what_they_answer_for],
}
# They write a column of the same name that judges nobody's work, or a row that is no judgement.
OTHERS = {
    "assurance.operations.change_schedule",  # its rhythm, not its end
    "imports.operations.decide",  # Import.decided_by
    "register.editing.plan.agree_by_opening",  # Plan.approved_by
    "register.editing.plan.approve_plan",
}


def test_each_column_that_names_an_account_is_known_as_a_judgement_or_as_none():
    assert columns_that_name_an_account() == JUDGING | ACTING


def test_each_function_that_writes_a_judgement_is_tried_here():
    assert writers_of_judgements() == set(ATTEMPTS) | OTHERS


# They are let go on with the rest, and what is their own is not judged.
QUIET = {decides_an_agenda, *ATTEMPTS["changes.by_hand._decide"]}


@pytest.mark.parametrize("writer", ATTEMPTS)
def test_who_judges_their_own_work_is_refused_and_judges_nothing(writer, scene, papers_store):
    for attempt in ATTEMPTS[writer]:
        tried, before = copy(scene), transaction.savepoint()
        tried.action = scene.plan.actions.get(ref="L1.1")
        said = (
            nullcontext() if attempt in QUIET else pytest.raises(OwnWorkError, match="somebody else has to")
        )
        with said:
            attempt(tried)
        own = JUDGING - (
            {"rounds.ActionReturn.approved_by"} if attempt is verifies_what_they_approved else set()
        )

        assert [column for column in own if judged_by(column, tried.dora)] == [], attempt.__name__
        transaction.savepoint_rollback(before)


def judged_by(column: str, user) -> bool:
    label, name = column.rsplit(".", 1)
    rows = apps.get_model(label)._default_manager.filter(**{name: user})
    return (rows.exclude(forum="") if label == "assurance.Schedule" else rows).exists()
