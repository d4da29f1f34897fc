"""Complete is claimed with a day and evidence; somebody else verifies it, measure by measure."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from followthrough.plan.document import Status
from followthrough.rules.calendars import monthly
from followthrough.site.evidence.models import Completion, Verdict
from followthrough.site.evidence.offering import offer_evidence
from followthrough.site.evidence.queries import ItemState, closure_facts, closure_lacks
from followthrough.site.evidence.verifying import (
    Judgement,
    RefusedClosureError,
    StaleVerdictError,
    claim_complete,
    verify,
    wipe_sign_off,
    wipe_sign_offs_of,
)
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.rounds.operations import make_rounds, open_round
from tests.site.cast import NOW, TODAY
from tests.site.evidence.conftest import DRILLED, FINISHED_ON, TRAINED, note
from tests.site.rounds.answers import FINE, send

pytestmark = pytest.mark.django_db
ACCEPT = [Judgement(measure, "accepted", "", 0) for measure in (TRAINED, DRILLED)]


@pytest.fixture
def claimed(offered, owen):
    claim_complete(offered, actual_on=FINISHED_ON, by=owen, at=NOW)
    offered.refresh_from_db()
    return offered


def states(action) -> list[ItemState]:
    return [item.state for item in closure_facts([action])[action.pk].items]


def test_a_claim_sets_the_status_and_what_waits_is_to_verify(claimed, owen):
    assert claimed.status == Status.COMPLETE
    assert states(claimed) == [ItemState.TO_VERIFY] * 2
    assert closure_lacks([claimed]) == {claimed.pk: []}
    last = sentence(Event.objects.order_by("pk").last())
    assert last == "Owen said that “F1 Train the crews” was finished on 14 November 2022."

    claim_complete(claimed, actual_on=FINISHED_ON, by=owen, at=NOW)

    assert Completion.objects.count() == 1


def test_what_lacks_evidence_can_not_be_claimed(crews, owen):
    offer_evidence(crews, offer=note(TRAINED), by=owen, at=NOW)

    with pytest.raises(RefusedClosureError, match=rf"Offer this first: evidence of “{DRILLED}”\."):
        claim_complete(crews, actual_on=FINISHED_ON, by=owen, at=NOW)

    assert not Completion.objects.exists()


def test_a_day_to_come_a_heading_and_an_assurance_action_are_refused(offered, owen):
    with pytest.raises(RefusedClosureError, match="1 December 2022 has not come yet"):
        claim_complete(offered, actual_on=TODAY + timedelta(days=1), by=owen, at=NOW)
    for kind, why in [("heading", "nothing to finish"), ("assurance", "recurs and is never complete")]:
        type(offered).objects.update(kind=kind)
        with pytest.raises(RefusedClosureError, match=why):
            claim_complete(offered, actual_on=FINISHED_ON, by=owen, at=NOW)


def test_what_is_refused_is_lacking_until_something_new_comes(claimed, rita, owen):
    later, words = NOW + timedelta(hours=1), "The list has no names."
    verify(claimed, judgements=[ACCEPT[0], Judgement(DRILLED, "refused", words, 0)], by=rita, at=NOW)

    assert states(claimed) == [ItemState.ACCEPTED, ItemState.REFUSED]
    assert closure_lacks([claimed]) == {claimed.pk: [f"other evidence of “{DRILLED}”: The list has no names"]}

    offer_evidence(claimed, offer=note(DRILLED, "The list with names."), by=owen, at=later)
    assert states(claimed) == [ItemState.ACCEPTED, ItemState.TO_VERIFY]

    verify(claimed, judgements=[Judgement(DRILLED, "accepted", "", 1)], by=rita, at=later)
    assert closure_facts([claimed])[claimed.pk].is_verified
    said = sentence(Event.objects.filter(type="completion.verified").order_by("pk").first())
    assert said == (
        f"Rita verified “F1 Train the crews”: Accepted: {TRAINED}; "
        f"Refused: {DRILLED} (The list has no names.)."
    )


def test_who_has_a_part_in_the_action_does_not_verify_it(claimed, owen, dora, alice):
    with pytest.raises(OwnWorkError, match="You own this action, so somebody else has to verify it"):
        verify(claimed, judgements=ACCEPT, by=owen, at=NOW)
    set_decided_status(claimed, status=Status.COMPLETE, words="Done.", by=dora, at=NOW)
    with pytest.raises(OwnWorkError, match="You said how this action stands"):
        verify(claimed, judgements=ACCEPT, by=dora, at=NOW)
    offer_evidence(claimed, offer=note(TRAINED, "Another list."), by=alice, at=NOW)
    with pytest.raises(OwnWorkError, match="You offered evidence for this action"):
        verify(claimed, judgements=ACCEPT, by=alice, at=NOW)

    assert not Verdict.objects.exists()


def test_the_database_too_refuses_who_verifies_their_own_claim(claimed, owen):
    completion = Completion.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(
            completion=completion, number=1, outcome="accepted", claimed_by=owen, by=owen, at=NOW
        )


def test_of_two_verifiers_who_saw_the_same_the_second_is_told(claimed, rita, alice):
    verify(claimed, judgements=ACCEPT[:1], by=rita, at=NOW)

    with pytest.raises(StaleVerdictError, match="Rita has verified this since you opened the page"):
        verify(claimed, judgements=ACCEPT, by=alice, at=NOW)

    assert Verdict.objects.count() == 1


@pytest.mark.parametrize(
    ("judgement", "why"),
    [
        (Judgement(TRAINED, "more", " ", 0), "Say what is missing"),
        (Judgement("Gone", "accepted", "", 0), "The measures of success have changed"),
    ],
)
def test_a_refusal_without_a_word_and_a_measure_that_has_gone_change_nothing(judgement, why, claimed, rita):
    with pytest.raises(RefusedClosureError, match=why):
        verify(claimed, judgements=[ACCEPT[1], judgement], by=rita, at=NOW)

    assert not Verdict.objects.exists()


def test_a_status_that_changes_wipes_what_was_signed_off_and_says_so(claimed, rita, owen):
    verify(claimed, judgements=ACCEPT, by=rita, at=NOW)
    later = NOW + timedelta(days=1)

    assert not wipe_sign_off(claimed, status=Status.COMPLETE, by=owen, at=later)
    assert wipe_sign_off(claimed, status=Status.ON_TRACK, by=owen, at=later)

    facts = closure_facts([claimed])[claimed.pk]
    assert not facts.is_verified
    assert facts.wiped.ended_because == "The status was set to On track."
    assert Verdict.objects.count() == 2
    assert sentence(Event.objects.order_by("pk").last()) == (
        "Owen set the status of “F1 Train the crews” to On track: "
        "what was claimed and verified of it no longer counts."
    )


def test_what_changed_the_status_without_saying_so_wipes_it_all_the_same(claimed, rita, owen):
    verify(claimed, judgements=ACCEPT, by=rita, at=NOW)
    for hours, status in enumerate([Status.ON_TRACK, Status.COMPLETE], start=1):
        set_decided_status(claimed, status=status, words="x", by=owen, at=NOW + timedelta(hours=hours))

    facts = closure_facts([claimed])[claimed.pk]
    assert facts.completion is None
    assert facts.lacks == ["the day on which it was finished"]


def test_a_return_that_takes_complete_back_wipes_the_sign_off(offered, ferries, owen, alice):
    round_ = make_rounds(ferries, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0]
    open_round(round_, by=alice, at=NOW)
    claim_complete(offered, actual_on=FINISHED_ON, by=owen, at=NOW)

    send(round_, "F1", by=owen, answer=FINE)

    assert Completion.objects.get().ended_because == "The status was set to On track."
    assert Event.objects.filter(type="completion.wiped").exists()


def test_a_file_that_takes_complete_back_wipes_it_too(claimed, ferries, alice):
    wipe_sign_offs_of(ferries, by=alice, at=NOW)
    assert Completion.objects.get().ended_at is None

    ferries.actions.filter(pk=claimed.pk).update(status=Status.ON_TRACK)
    wipe_sign_offs_of(ferries, by=alice, at=NOW)

    assert Completion.objects.get().ended_because == "A file set the status to On track."
    assert Event.objects.filter(type="completion.wiped").count() == 1
