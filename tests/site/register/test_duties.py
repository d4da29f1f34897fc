"""Nobody judges their own work: each rule by itself, and each operation that it binds."""

import pytest

from followthrough.site.changes.deciding import Decision, Meeting, decide, decide_agenda
from followthrough.site.register.duties import (
    OwnWorkError,
    refuse_approving_own_return,
    refuse_closing_own_claim,
    refuse_deciding_own_request,
    refuse_verifying_own_work,
)
from tests.site.cast import NOW, TODAY
from tests.site.changes.conftest import agreed, ask, redate  # noqa: F401  -- pytest finds the fixture by its name


def test_nobody_decides_what_they_asked_for(alice, dora):
    with pytest.raises(OwnWorkError, match="somebody else has to decide it"):
        refuse_deciding_own_request(by=alice, asked_by=alice)

    refuse_deciding_own_request(by=dora, asked_by=alice)
    refuse_deciding_own_request(by=dora, asked_by=None)


def test_nobody_approves_what_they_sent_or_what_was_sent_for_them(alice, dora, owen):
    with pytest.raises(OwnWorkError, match="You sent this return"):
        refuse_approving_own_return(by=dora, sent_by=dora, sent_for=[])
    with pytest.raises(OwnWorkError, match="sent for you as its owner"):
        refuse_approving_own_return(by=dora, sent_by=alice, sent_for=[owen, dora])

    refuse_approving_own_return(by=dora, sent_by=owen, sent_for=[])


def test_who_has_a_part_in_an_action_does_not_verify_it_and_who_claimed_does_not_close_it(alice, dora):
    with pytest.raises(OwnWorkError, match="You own this action, so somebody else has to verify it"):
        refuse_verifying_own_work(by=alice, part="own this action")
    with pytest.raises(OwnWorkError, match="somebody else has to close it"):
        refuse_closing_own_claim(by=alice, claimed_by=alice)

    refuse_verifying_own_work(by=alice, part="")
    refuse_closing_own_claim(by=alice, claimed_by=dora)
    refuse_closing_own_claim(by=alice, claimed_by=None)


def test_no_decision_of_a_request_goes_round_it(agreed, alice):  # noqa: F811  -- the fixture
    request = ask(redate(agreed, "L1.1", "June 2023"), alice)
    for state in ("approved", "refused", "deferred"):
        with pytest.raises(OwnWorkError):
            decide(request, decision=Decision(state), meeting=Meeting("Board", TODAY), by=alice, at=NOW)
    outcome = decide_agenda(
        agreed, decisions={request.number: Decision("approved")}, meeting=Meeting("Board", TODAY), by=alice,
        at=NOW,
    )  # fmt: skip
    request.refresh_from_db()

    assert [each for each, _ in outcome.refused] == [request]
    assert request.state == "asked"
