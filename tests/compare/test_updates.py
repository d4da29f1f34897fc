"""Which updates are new, changed, taken out or copied."""

from followthrough.compare import compare
from followthrough.plan.document import Status
from tests.compare.plans import action, compared, kinds, plan, update

TITLE = "Rewrite the register of assets"
SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def test_a_text_of_a_new_period_is_new() -> None:
    old = action("A1", TITLE, update("Begun.", period=SEPTEMBER))
    new = action("A1", TITLE, update("Begun.", period=SEPTEMBER), update("Half done.", period=OCTOBER))
    (change,) = compared(old, new)

    assert (change.field, change.kind, change.old, change.new, change.named) == (
        "update", "added", None, "Half done.", OCTOBER,
    )  # fmt: skip


def test_a_text_of_a_new_period_that_repeats_the_one_before_is_copied() -> None:
    old = action("A1", TITLE, update("Work has “begun”.", period=SEPTEMBER))
    new = action("A1", TITLE, update('Work has "begun"', period=OCTOBER))

    assert kinds(compared(old, new)) == [("update", "copied")]


def test_the_words_of_a_finished_action_may_stand() -> None:
    old = action("A1", TITLE, update("Published in May.", Status.COMPLETE, SEPTEMBER))
    new = action("A1", TITLE, update("Published in May.", Status.COMPLETE, OCTOBER))

    assert compared(old, new) == []


def test_without_periods_the_same_text_is_unchanged_and_not_copied() -> None:
    old = action("A1", TITLE, update("Work has begun ."))

    assert compared(old, action("A1", TITLE, update("Work has begun."))) == []


def test_a_text_told_anew_has_changed() -> None:
    old = action("A1", TITLE, update("Begun.", period=SEPTEMBER))
    new = action("A1", TITLE, update("Begun in May.", period=SEPTEMBER))

    assert kinds(compared(old, new)) == [("update", "changed")]


def test_a_text_taken_out_of_a_period_that_others_report_on_is_removed() -> None:
    other = action("B2", "Report on grants", update("Sent.", period=SEPTEMBER))
    old = plan(action("A1", TITLE, update("Begun.", period=SEPTEMBER)), other)

    comparison = compare(old, plan(action("A1", TITLE), other))

    assert kinds(comparison.pairs[0].changes) == [("update", "removed")]


def test_a_period_that_is_no_longer_shown_takes_nothing_back() -> None:
    old = action("A1", TITLE, update("Begun.", period=SEPTEMBER))
    comparison = compare(plan(old), plan(action("A1", TITLE, update("Half done.", period=OCTOBER))))

    assert kinds(comparison.pairs[0].changes) == [("update", "added")]
    assert comparison.dropped_periods == [SEPTEMBER]
    assert comparison.new_periods == [OCTOBER]


def test_a_text_without_a_period_answers_to_the_latest_text_of_the_other_version() -> None:
    dated = action("A1", TITLE, update("Begun.", period=SEPTEMBER))

    assert compared(action("A1", TITLE, update("Begun.")), dated) == []
    assert compared(dated, action("A1", TITLE, update("Begun."))) == []
    assert kinds(compared(action("A1", TITLE, update("Planned.")), dated)) == [("update", "changed")]
