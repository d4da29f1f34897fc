"""The pages of evidence and closure, from offering to closing and back."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from followthrough.site import clock
from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import Offer, offer_evidence
from followthrough.site.evidence.verifying import Judgement, claim_complete, verify
from tests.site.cast import NOW
from tests.site.evidence.conftest import DRILLED, TRAINED
from tests.site.evidence.files import PDF, upload

pytestmark = pytest.mark.django_db
FILE = Offer(form="file", kind="training", words="Who was trained when.", measure=TRAINED)


def words(answer) -> str:
    return unescape(" ".join(strip_tags(answer.content.decode()).split()))


def address(name: str, action, *more: object) -> str:
    return reverse(name, args=[action.plan.slug, action.number, *more])


def sent(client: Client, name: str, action, **boxes: object):
    return client.post(address(name, action), boxes)


def test_an_action_goes_from_evidence_to_closed_and_back(crews, owen, rita, alice, client_of):
    owner, reviewer, office = client_of(owen), client_of(rita), client_of(alice)
    offer = address("offer_evidence", crews)
    owner.post(f"{offer}?form=file", {"measure": 1, "file": upload(), "words": "Names.", "kind": "training"})
    figure = {"figure": "9 of 9", "on": "1 November 2022", "words": "Piers.", "kind": "figures"}
    owner.post(f"{offer}?form=figure", {"measure": 2, **figure})
    assert "2 of 2 measures of success have evidence" in words(owner.get(crews.get_absolute_url()))

    sent(owner, "claim_finished", crews, actual_on="14 November 2022")
    assert "2 measures wait for a verifier" in words(owner.get(crews.get_absolute_url()))
    assert "F1 Train the crews" in words(reviewer.get(reverse("to_verify")))

    judged = {"outcome_1": "accepted", "outcome_2": "refused", "seen_1": 0, "seen_2": 0}
    assert "Say what is missing" in words(sent(reviewer, "verify_action", crews, **judged))
    sent(reviewer, "verify_action", crews, **judged, words_2="No names of the piers.")
    page = words(owner.get(crews.get_absolute_url()))
    assert f"Before it can be closed it needs other evidence of “{DRILLED}”: No names of the piers." in page

    assert "can’t be closed yet" in words(office.get(address("close_action", crews)))


def test_the_file_is_given_as_an_attachment_that_runs_nothing(crews, owen, rita, client_of):
    evidence = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)

    answer = client_of(rita).get(address("evidence_file", crews, evidence.pk))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Training list.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_is_in_quarantine_deleted_or_gone_is_not_given_and_said(crews, owen, alice, client_of, store):
    evidence = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)
    office, file = client_of(alice), address("evidence_file", crews, evidence.pk)
    Evidence.objects.update(state="quarantined", found="Invented.Virus")
    refused = office.get(file)
    assert refused.status_code == 404
    assert "The virus scanner found Invented.Virus" in words(refused)
    assert "nobody is given it, and it counts for nothing" in words(office.get(crews.get_absolute_url()))

    Evidence.objects.update(state="offered", found="")
    office.post(address("delete_evidence_file", crews, evidence.pk), {"reason": "Past its day."})
    assert "Alice deleted" in words(office.get(file))


def test_ten_gigabytes_are_refused_before_they_are_read(crews, owen, client_of):
    client = client_of(owen)

    answer = client.generic(
        "POST", address("offer_evidence", crews), b"", "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10 * 1024**3),
    )  # fmt: skip

    assert answer.status_code == 413
    assert "The file is larger than 50 MB, so it was not added." in words(answer)
    assert not Evidence.objects.exists()


def test_a_form_from_elsewhere_offers_nothing(crews, owen):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owen)

    answer = client.post(address("offer_evidence", crews), {"file": upload(), "words": "x", "kind": "other"})

    assert answer.status_code == 403
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (upload("Report.pdf", b"<!DOCTYPE html>"), "“Report.pdf” is of a kind that can't be evidence here"),
        (upload("Report.pdf", b""), "The file is empty"),
    ],
)
def test_a_forbidden_file_is_said_beside_its_box_and_the_words_stay(file, why, crews, owen, client_of):
    answer = client_of(owen).post(
        address("offer_evidence", crews), {"measure": 1, "file": file, "words": "All names", "kind": "other"}
    )

    assert why in words(answer)
    assert "All names" in words(answer)
    assert not Evidence.objects.exists()


def test_who_owns_nothing_of_it_does_not_say_that_it_is_finished(crews, dora, client_of):
    answer = client_of(dora).get(address("claim_finished", crews))

    assert answer.status_code == 403
    assert "or the programme office for them" in words(answer)


@pytest.mark.parametrize(("who", "is_offered"), [("owen", True), ("alice", True), ("dora", False)])
def test_the_way_to_say_so_is_offered_to_those_who_may(who, is_offered, crews, request, client_of):
    page = client_of(request.getfixturevalue(who)).get(crews.get_absolute_url())

    assert ("Say on which day it was finished" in words(page)) == is_offered


def test_a_verifier_with_a_part_in_it_is_told_before_they_write(offered, owen, alice, client_of):
    claim_complete(offered, actual_on=date(2022, 11, 14), by=alice, at=NOW)

    page = words(client_of(alice).get(address("verify_action", offered)))

    assert "You said that this action is finished, so somebody else has to verify it." in page
    assert "Save what I say" not in page


def test_what_was_closed_elsewhere_says_so(ferries, alice, client_of):
    ferries.actions.filter(ref="F3").update(status="closed")

    page = words(client_of(alice).get(ferries.actions.get(ref="F3").get_absolute_url()))

    assert "No decision on it was recorded here, and no evidence of it was tested here." in page


def test_the_evidence_that_is_needed_is_said_beside_its_measure(crews, alice, client_of):
    sent(client_of(alice), "needed_evidence", crews, needed_1="The signed list", needed_2="")

    page = words(client_of(alice).get(crews.get_absolute_url()))

    assert "Will be shown by: The signed list" in page


def test_home_says_what_waits_for_a_verifier_an_owner_and_a_committee(
    offered, owen, rita, alice, client_of, monkeypatch
):
    def needs(user) -> str:
        return words(client_of(user).get(reverse("home")))

    claim_complete(offered, actual_on=date(2022, 11, 14), by=owen, at=NOW)
    assert "Action has evidence to verify" in needs(rita)
    assert "Action has evidence to verify" in needs(alice)

    refused = [Judgement(DRILLED, "refused", "No names.", 0), Judgement(TRAINED, "accepted", "", 0)]
    verify(offered, judgements=refused, by=rita, at=NOW)
    assert "Finished action needs other or more evidence" in needs(owen)

    verify(offered, judgements=[Judgement(DRILLED, "accepted", "", 1)], by=rita, at=NOW)
    assert "Action is verified and can be closed by a committee" in needs(alice)
    meeting = {"numbers": "1", "forum": "Cabinet", "on": "29 November 2022", "embedding_months": "3"}
    meeting["achieved"] = "yes"
    closed = client_of(alice).post(reverse("close_several", args=[offered.plan.slug]), meeting, follow=True)
    assert "1 action is closed." in words(closed)

    monkeypatch.setattr(clock, "today", lambda: date(2023, 2, 28))
    for user in (rita, alice, owen):
        assert "Embedding check is due" in needs(user)
    assert "An embedding check is due on 28 February 2023" in words(
        client_of(rita).get(offered.get_absolute_url())
    )
