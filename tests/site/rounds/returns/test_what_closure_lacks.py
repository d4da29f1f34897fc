"""What is complete is asked only for what its closure lacks, and what has ended is asked for nothing."""

import pytest
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import Offer, offer_evidence
from followthrough.site.evidence.verifying import claim_complete
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.operations import asked_by
from followthrough.site.rounds.queries import owed_by
from followthrough.site.rounds.states import WrongStateError
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import return_for, send


@pytest.fixture
def complete(opened, owen, holds) -> ActionReturn:
    """The return for L2.0, which is complete, asked of Owen."""
    holds(owen, "Libraries Manager")
    return return_for(opened, "L2.0")


def bring_all(complete, by) -> None:
    """Offer evidence for each measure and claim that it is finished."""
    action = complete.action
    for measure in action.measures or [""]:
        note = Offer(Evidence.Form.NOTE, Evidence.Kind.TRAINING, "The parishes agreed.", measure)
        offer_evidence(action, offer=note, by=by, at=NOW)
    claim_complete(action, actual_on=TODAY, by=by, at=NOW)


def test_it_says_what_is_lacking_and_where_to_bring_it(complete, owen, client_of):
    page = client_of(owen).get(complete.get_absolute_url()).content.decode()

    assert "To be closed it still lacks:" in page
    assert "the day on which it was finished" in page
    place = [complete.round.plan.slug, complete.action.number]
    assert reverse("claim_finished", args=place) in page
    assert reverse("offer_evidence", args=place) in page


def test_once_nothing_is_lacking_the_next_round_does_not_ask(complete, owen, client_of):
    assert complete.action_id in asked_by(complete.round)
    bring_all(complete, owen)

    assert complete.action_id not in asked_by(complete.round)
    assert "Nothing is lacking from you" in client_of(owen).get(complete.get_absolute_url()).content.decode()


@pytest.fixture
def ended(opened, owen, alice, holds) -> ActionReturn:
    """The return for L1.1, which a decision ended while the round is open."""
    holds(owen)
    action = return_for(opened, "L1.1").action
    set_decided_status(action, status=Status.CANCELLED, words="The roof was sold.", by=alice, at=NOW)
    return return_for(opened, "L1.1")


def test_what_has_ended_is_owed_no_more(ended, owen, riverbank, client_of):
    assert ended not in owed_by(owen, riverbank, day=TODAY)
    assert "This action has ended, so nothing is asked of it." in (
        client_of(owen).get(ended.get_absolute_url()).content.decode()
    )


def test_an_update_does_not_open_it_again(ended, owen):
    with pytest.raises(WrongStateError, match="It can be re-opened"):
        send(ended.round, "L1.1", by=owen)

    ended.action.refresh_from_db()
    assert ended.action.status == Status.CANCELLED
