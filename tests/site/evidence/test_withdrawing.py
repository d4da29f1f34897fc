"""What somebody offered is withdrawn, assigned to a measure, and kept and published as the office says."""

import html
from datetime import date

import pytest

from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import (
    RefusedEvidenceError,
    assign_measure,
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


def test_what_was_offered_for_the_action_as_a_whole_is_assigned_to_a_measure_once(
    crews, offered, owen, rita, client_of
):
    evidence = offer_evidence(crews, offer=note(words="The rota of the drills."), by=owen, at=NOW)
    address = f"/plans/{crews.plan.slug}/actions/{crews.number}/evidence/{evidence.pk}/measure/"

    page = client_of(owen).post(address, {"measure": DRILLED}, follow=True).content.decode()

    assert f"is evidence of “{DRILLED}”" in html.unescape(page)
    assert [len(item.evidence) for item in closure_facts([crews])[crews.pk].items] == [1, 2]
    claim_complete(crews, actual_on=FINISHED_ON, words="", by=owen, at=NOW)
    verify(crews, judgements=[Judgement(DRILLED, "accepted", "", 0)], by=rita, at=NOW)
    with pytest.raises(RefusedEvidenceError, match="judged this evidence for its measure"):
        assign_measure(evidence, measure=TRAINED, by=owen, at=NOW)
