"""Two people decide the same request at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followthrough.site.changes.deciding import decide
from followthrough.site.changes.errors import AlreadyDecidedError
from followthrough.site.history.models import Event
from tests.site.cast import NOW
from tests.site.changes.conftest import ask, redate
from tests.site.changes.test_deciding import BOARD, NO, YES

pytestmark = [
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"
    ),
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("second", [YES, NO])
def test_of_two_decisions_at_once_one_wins_and_the_other_is_told(second, agreed, owen, alice, adam):
    request, together = ask(redate(agreed, "L1.1", "June 2023"), owen), Barrier(2)

    def press(decision, by):
        together.wait()
        try:
            return decide(request, decision=decision, meeting=BOARD, by=by, at=NOW).state
        except AlreadyDecidedError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(press, [YES, second], [alice, adam]))
    request.refresh_from_db()
    (won,) = (each for each in found if isinstance(each, str))

    assert request.state == won
    assert agreed.actions.get(ref="L1.1").due["text"] == (
        "June 2023" if won == "approved" else "September 2022"
    )
    assert Event.objects.filter(type__in=["changes.approved", "changes.refused"]).count() == 1
