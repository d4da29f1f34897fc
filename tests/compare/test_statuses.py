"""What became of a status."""

import pytest

from followthrough.plan.document import Action, Status, Update
from tests.compare.plans import action, compared, kinds, update

TITLE = "Rewrite the register of assets"


def with_status(status: Status | None, period: str | None = None) -> Action:
    return action("A1", TITLE, update(None, status, period))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (None, Status.ON_TRACK, "added"),
        (Status.ON_TRACK, None, "removed"),
        (Status.IN_PROGRESS, Status.ON_TRACK, "changed"),
        (Status.ON_TRACK, Status.COMPLETE, "completed"),
        (None, Status.COMPLETE, "completed"),
        (Status.COMPLETE, Status.ON_TRACK, "reopened"),
        (Status.COMPLETE, Status.CLOSED, "changed"),
    ],
)
def test_a_status_comes_goes_changes_completes_and_reopens(
    old: Status | None, new: Status | None, kind: str
) -> None:
    (change,) = compared(with_status(old), with_status(new))

    assert (change.field, change.kind) == ("status", kind)
    assert (change.old_status, change.new_status) == (old, new)


def test_the_latest_status_of_each_version_counts() -> None:
    old = action("A1", TITLE, update(None, Status.ON_TRACK, "2026-09"))
    new = action("A1", TITLE, update(None, Status.COMPLETE, "2026-10"), *old.updates)

    assert kinds(compared(old, new)) == [("status", "completed")]


def test_the_same_status_in_other_words_is_no_change() -> None:
    old = action("A1", TITLE, Update(status=Status.ON_TRACK, status_text="Green"))

    assert compared(old, with_status(Status.ON_TRACK)) == []


def test_a_word_that_no_key_knows_is_compared_as_a_word() -> None:
    old, new = (action("A1", TITLE, Update(status_text=words)) for words in ("Mauve", "Teal"))

    assert [(change.kind, change.old, change.new) for change in compared(old, new)] == [
        ("changed", "Mauve", "Teal")
    ]


def test_a_status_of_an_earlier_period_told_anew_is_said() -> None:
    october = update(None, Status.ON_TRACK, "2026-10")
    old = action("A1", TITLE, update(None, Status.ON_TRACK, "2026-09"), october)
    new = action("A1", TITLE, update(None, Status.IN_PROGRESS, "2026-09"), october)
    (change,) = compared(old, new)

    assert (change.field, change.named, change.old, change.new) == (
        "earlier_status", "2026-09", "On track", "In progress",
    )  # fmt: skip


def test_the_last_status_told_anew_once_another_period_follows_is_said() -> None:
    old = action("A1", TITLE, update(None, Status.ON_TRACK, "2026-09"))
    told_anew = update(None, Status.IN_PROGRESS, "2026-09")
    new = action("A1", TITLE, told_anew, update(None, Status.ON_TRACK, "2026-10"))

    assert kinds(compared(old, new)) == [("earlier_status", "changed")]
