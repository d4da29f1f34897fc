"""A status that a decision sets."""

import pytest

from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.register.operations import apply
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said_for", "expected"), [("2022-09", "2022-11"), ("2023-01", "2023-01"), (None, None)]
)
def test_it_is_the_latest_that_is_said_and_nothing_is_overwritten(said_for, expected, riverbank, alice):
    said = Update(period=said_for, status=Status.ON_TRACK, text="All fits.")
    document = PlanDocument(title="Roads", actions=[Action(ref="R1", title="Mend", updates=[said])])
    action = apply(document, organisation=riverbank, by=alice, at=NOW).actions.get()

    set_decided_status(action, status=Status.ON_HOLD, words="Waits for the budget.", by=alice, at=NOW)

    action.refresh_from_db()
    assert (action.status, action.latest_update.status) == ("on_hold", "on_hold")
    assert [(row.period, row.text) for row in action.updates.all()] == [
        (said_for, "All fits."),
        (expected, "Waits for the budget."),
    ]
    assert sentence(Event.objects.order_by("pk").last()) == (
        "Alice noted a decision on “R1 Mend”: Status from “On track” to “On hold” "
        "(reason: Waits for the budget.)."
    )
