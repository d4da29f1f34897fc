"""How far due dates moved since they were first agreed, and how often."""

import pytest
from django.urls import reverse

from followthrough.plan.when import read_when
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.lists.filtering import actions_under
from followthrough.site.register.moved_dates import moved_in, moved_since_first, times_moved
from tests.site.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_a_later_date_has_slipped_and_an_earlier_one_came_forward():
    first, later = read_when("31 March 2026"), read_when("31 December 2026")

    slipped = moved_since_first(first, later, times=2)
    forward = moved_since_first(later, first, times=1)

    assert slipped is not None
    assert slipped.words == "+9 months, 2 moves"
    assert forward is not None
    assert forward.words == "−9 months, 1 move"


@pytest.mark.parametrize(
    ("first", "now"),
    [
        ("March 2026", "March 2026"),
        ("TBC", "May 2026"),
        ("31 March 2026", "March 2026"),
        ("March 2026", "13 March 2026"),
    ],
)
def test_what_stands_or_is_no_date_has_not_moved(first, now):
    assert moved_since_first(read_when(first), read_when(now), times=0) is None


def test_a_few_days_are_no_month_and_a_file_tells_one_move_at_least():
    moved = moved_since_first(read_when("3 March 2026"), read_when("9 March 2026"), times=0)

    assert moved is not None
    assert moved.words == "by days, 1 move"


def test_moves_are_counted_where_dates_were_edited_and_the_filters_find_them(library, client_of, alice, rita):
    action = library.actions.get(ref="L1.1")
    action.original_due = action.due
    action.save()
    for words in ("30 November 2022", "31 January 2023"):
        action.refresh_from_db()
        due = read_when(words).model_dump(mode="json", exclude_none=True)
        change_action(
            action, version=action.version, changes={"due": due}, reason="It came late.", by=alice, at=NOW
        )
    library.refresh_from_db()

    assert times_moved([action.pk])[action.pk] == 2
    assert moved_in(library)[action.number].times == 2
    for name in ("slipped", "moved_twice"):
        assert [each.ref for each in actions_under(library, {"only": [name]}, day=TODAY)] == ["L1.1"]
    listed = client_of(rita).get(reverse("actions", args=[library.slug]) + "?only=slipped").content.decode()
    assert "+4 months, 2 moves" in listed
