"""The change log as plain facts."""

from datetime import date, timedelta

import pytest

from followthrough.site.changes.deciding import Meeting
from followthrough.site.changes.log import changes_between, decided_changes
from tests.site.cast import TODAY
from tests.site.changes.conftest import ask, redate
from tests.site.changes.test_deciding import NO, approve

pytestmark = pytest.mark.django_db


def test_what_was_decided_between_two_days_is_told_with_who_where_and_how_far(agreed, owen, alice):
    before = Meeting("Board", TODAY - timedelta(days=30))
    approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice, before)
    approve(ask(redate(agreed, "L1.0", "July 2023"), owen), alice, decision=NO)
    ask(redate(agreed, "L2.0", "July 2023"), owen)

    (moved,) = decided_changes(agreed)

    assert (moved.name, moved.ref, moved.field, moved.old, moved.new) == (
        "CR 1", "L1.1", "Due date", "September 2022", "June 2023",
    )  # fmt: skip
    assert (moved.months, moved.decided, moved.decided_by, moved.asked_by) == (
        9.0, "Board, 31 October 2022", "Alice", "Owen",
    )  # fmt: skip
    assert [each.state for each in changes_between(agreed)] == ["approved", "refused", "asked"]
    assert [each.number for each in changes_between(agreed, date(2022, 11, 1), TODAY)] == [2, 3]
    assert [each.number for each in changes_between(agreed, states=["asked"])] == [3]
