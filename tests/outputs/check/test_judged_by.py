"""Which day a check went by, in words."""

from datetime import date

from followthrough.outputs.check.judged_by import NO_DAY, judged_by
from followthrough.plan.document import Origin, PlanDocument

DAY = date(2026, 10, 31)


def test_the_day_stands_with_the_words_that_it_was_read_from() -> None:
    origin = Origin(field="as_at", text="Position at 31 October 2026", reason="The file says so.")
    plan = PlanDocument(as_at=DAY, origins=[origin])

    assert judged_by(plan, DAY) == "As at 31 October 2026. The file says so. “Position at 31 October 2026”"


def test_a_day_that_was_asked_for_stands_alone() -> None:
    origin = Origin(field="as_at", text="Position at 31 October 2026", reason="The file says so.")

    assert judged_by(PlanDocument(as_at=DAY, origins=[origin]), date(2026, 1, 1)) == "As at 1 January 2026"


def test_without_a_day_it_says_that_nothing_is_called_late() -> None:
    assert judged_by(PlanDocument(), None) == NO_DAY
