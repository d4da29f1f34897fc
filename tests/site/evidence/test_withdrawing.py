"""What somebody offered can be taken back by them; who keeps the plan says how it is kept and published."""

from datetime import date

import pytest

from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import (
    RefusedEvidenceError,
    offer_evidence,
    set_keeping,
    withdraw_evidence,
)
from followthrough.site.evidence.queries import ItemState, closure_facts
from followthrough.site.evidence.verifying import Judgement, claim_complete, verify
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from tests.site.cast import NOW
from tests.site.evidence.conftest import DRILLED, FINISHED_ON, TRAINED, note

pytestmark = pytest.mark.django_db


def test_who_offered_evidence_withdraws_it_and_it_stays_in_sight(crews, owen, client_of):
    evidence = offer_evidence(crews, offer=note(TRAINED), by=owen, at=NOW)

    place = [crews.plan.slug, crews.number, evidence.pk]
    page = (
        client_of(owen)
        .post(
            f"/plans/{place[0]}/actions/{place[1]}/evidence/{place[2]}/withdraw/",
            {"reason": "It is of another pier."},
            follow=True,
        )
        .content.decode()
    )

    assert "It is of another pier." in page
    assert "Withdrawn" in page
    assert closure_facts([crews])[crews.pk].items[0].state == ItemState.LACKING
    last = sentence(Event.objects.order_by("pk").last())
    assert last == f"Owen withdrew the evidence “{evidence.title}” (reason: It is of another pier.)."


def test_what_counts_is_not_withdrawn_by_another_without_a_reason_or_once_it_was_judged(
    crews, offered, owen, alice, rita
):
    evidence = Evidence.objects.get(measure=TRAINED)
    with pytest.raises(RefusedEvidenceError, match="Only who offered"):
        withdraw_evidence(evidence, reason="No.", by=alice, at=NOW)
    with pytest.raises(RefusedEvidenceError, match="Say why"):
        withdraw_evidence(evidence, reason=" ", by=owen, at=NOW)
    claim_complete(crews, actual_on=FINISHED_ON, words="", by=owen, at=NOW)
    verify(crews, judgements=[Judgement(TRAINED, "accepted", "", 0)], by=rita, at=NOW)
    with pytest.raises(RefusedEvidenceError, match="A verifier has judged this evidence"):
        withdraw_evidence(evidence, reason="Wrong list.", by=owen, at=NOW)

    withdraw_evidence(Evidence.objects.get(measure=DRILLED), reason="Wrong list.", by=owen, at=NOW)
    assert list(Evidence.objects.values_list("state", flat=True)) == ["offered", "withdrawn"]


def test_the_office_says_later_until_when_it_is_kept_and_that_it_is_exempt(crews, offered, alice, client_of):
    evidence = Evidence.objects.get(measure=TRAINED)
    address = f"/plans/{crews.plan.slug}/actions/{crews.number}/evidence/{evidence.pk}/keeping/"

    boxes = {"keep_until": "1 May 2029", "exempt_because": "It names people."}
    page = client_of(alice).post(address, boxes, follow=True).content.decode()

    evidence.refresh_from_db()
    assert (evidence.keep_until, evidence.is_exempt) == (date(2029, 5, 1), True)
    assert "Not to be published: It names people." in page
    set_keeping(evidence, keep_until=None, exempt_because="", by=alice, at=NOW)
    evidence.refresh_from_db()
    assert (evidence.keep_until, evidence.is_exempt, evidence.exempt_because) == (None, False, "")
