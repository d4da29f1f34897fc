"""Two people press the button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followthrough.site.register.models import Update
from followthrough.site.rounds.models import ActionReturn, Publication, ReturnVersion, Round
from followthrough.site.rounds.operations import lock_round, open_round, publish_round
from followthrough.site.rounds.returns.answering import StaleReturnError, send_return
from followthrough.site.rounds.states import WrongStateError
from tests.site.cast import NOW
from tests.site.rounds.answers import FINE, return_for

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
        except (StaleReturnError, WrongStateError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(run, presses))


def test_an_answer_sent_twice_at_once_is_one_update(opened, owen):
    of = return_for(opened, "L1.2")

    def press() -> ActionReturn:
        return send_return(of, answer=FINE, version=0, by=owen, at=NOW)

    first, second = at_once(press, press)

    assert first == second
    assert Update.objects.filter(period="2022-11").count() == 1
    assert ReturnVersion.objects.count() == 1


def test_of_two_answers_at_once_one_is_kept_and_the_other_is_shown_it(opened, owen, dora):
    of = return_for(opened, "L1.2")
    hers = FINE._replace(done="Two tenders were written.")
    found = at_once(
        lambda: send_return(of, answer=FINE, version=0, by=owen, at=NOW),
        lambda: send_return(of, answer=hers, version=0, by=dora, at=NOW),
    )
    (stale,) = (each for each in found if isinstance(each, StaleReturnError))

    assert Update.objects.filter(period="2022-11").count() == 1
    assert stale.saved.done == ActionReturn.objects.get(pk=of.pk).done


def test_an_answer_and_a_lock_at_once_leave_the_answer_in_or_refused(opened, owen, alice):
    of = return_for(opened, "L1.2")
    answered, _ = at_once(
        lambda: send_return(of, answer=FINE, version=0, by=owen, at=NOW),
        lambda: lock_round(opened, by=alice, at=NOW),
    )
    came_in = ActionReturn.objects.get(pk=of.pk).state == "sent"

    assert Round.objects.get().state == "locked"
    assert came_in is not isinstance(answered, WrongStateError)
    assert Update.objects.filter(period="2022-11").exists() is came_in


def test_a_round_opened_and_published_twice_at_once_is_so_once(november, alice):
    at_once(*[lambda: open_round(november, by=alice, at=NOW)] * 2)
    lock_round(november, by=alice, at=NOW)
    at_once(*[lambda: publish_round(november, by=alice, at=NOW)] * 2)

    assert ActionReturn.objects.count() == 4
    assert Publication.objects.count() == 1
