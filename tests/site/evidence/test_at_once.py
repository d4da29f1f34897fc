"""Two people press the button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followthrough.site.evidence.closing import close_action
from followthrough.site.evidence.models import Closure, Completion, Evidence, Verdict
from followthrough.site.evidence.offering import offer_evidence
from followthrough.site.evidence.verifying import RefusedClosureError, claim_complete, verify
from tests.site.cast import NOW
from tests.site.evidence.conftest import FINISHED_ON, TRAINED, note
from tests.site.evidence.test_closing import CLOSED
from tests.site.evidence.test_verifying import ACCEPT

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


def at_once(*presses) -> list:
    """What each press gave, all of them at the same moment; a refusal is given, not raised."""
    together = Barrier(len(presses))

    def run(press):
        together.wait()
        try:
            return press()
        except RefusedClosureError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(run, presses))


def test_of_two_offers_of_one_piece_of_evidence_at_once_one_stands(crews, owen):
    presses = [lambda: offer_evidence(crews, offer=note(TRAINED), by=owen, at=NOW)] * 2

    first, second = at_once(*presses)
    assert first == second
    assert Evidence.objects.count() == 1


def test_of_two_claims_verifications_and_closures_at_once_one_wins(offered, owen, rita, alice, adam):
    at_once(*[lambda: claim_complete(offered, actual_on=FINISHED_ON, by=owen, at=NOW)] * 2)
    assert Completion.objects.count() == 1

    refusing = [each._replace(outcome="refused", words="No names.") for each in ACCEPT]
    verified = at_once(
        lambda: verify(offered, judgements=ACCEPT, by=rita, at=NOW),
        lambda: verify(offered, judgements=refusing, by=adam, at=NOW),
    )
    assert sum(isinstance(each, RefusedClosureError) for each in verified) == 1
    assert Verdict.objects.count() == 2
    assert Verdict.objects.values("outcome").distinct().count() == 1

    Verdict.objects.update(outcome="accepted")
    closed = at_once(
        lambda: close_action(offered, decision=CLOSED, by=alice, at=NOW),
        lambda: close_action(offered, decision=CLOSED, by=adam, at=NOW),
    )
    assert sum(isinstance(each, RefusedClosureError) for each in closed) == 1
    assert Closure.objects.count() == 1
