"""Nobody judges their own work: each rule by itself."""

import pytest

from followthrough.site.register.duties import (
    OwnWorkError,
    refuse_approving_own_return,
    refuse_closing_own_claim,
    refuse_deciding_own_request,
    refuse_verifying_own_work,
)


def test_nobody_decides_what_they_asked_for(alice, dora):
    with pytest.raises(OwnWorkError, match="You made this request, so somebody else has to decide it"):
        refuse_deciding_own_request(by=alice, asked_by=alice, is_for_them=False)
    with pytest.raises(OwnWorkError, match="made on your behalf, so somebody else has to decide it"):
        refuse_deciding_own_request(by=dora, asked_by=alice, is_for_them=True)

    refuse_deciding_own_request(by=dora, asked_by=alice, is_for_them=False)
    refuse_deciding_own_request(by=dora, asked_by=None, is_for_them=False)


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
