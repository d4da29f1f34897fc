"""What the cells of lists hold."""

from datetime import date

import pytest

from followthrough.site.register.drawn import clipped, due_of, owners_of, status_of
from followthrough.site.register.models import Action, Ownership

DAY = date(2022, 11, 14)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "No owner"),
        (["Head of <HR>"], '<span class="register__owner">Head of &lt;HR&gt;</span>'),
        (["A", "B"], '<span class="register__owner">A</span><span class="register__owner">B</span>'),
        (
            ["A", "B", "C"],
            '<span class="register__owner">A</span> <span class="meta">and 2 others</span>',
        ),
    ],
)
def test_of_more_than_two_owners_the_first_is_named(names, words):
    assert owners_of([Ownership(name=name) for name in names], Action(kind="action")) == words


def test_nobody_has_to_own_what_is_finished():
    assert owners_of([], Action(kind="action", status="complete")) == ""


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Action(kind="action", due={"text": "<June>"}), "&lt;June&gt;"),
        (
            Action(kind="action", due={"text": "June"}, due_latest=date(2022, 6, 30)),
            'June<strong class="sub late">Overdue</strong>',
        ),
        (
            Action(kind="action", milestones=[{"title": "First", "due": {"text": "May"}}]),
            '<span class="register__owner">First: May</span>',
        ),
        (Action(kind="action"), "No date"),
        (Action(kind="heading"), ""),
    ],
)
def test_a_due_date_stands_in_the_words_of_the_plan(action, words):
    assert due_of(action, DAY) == words


def test_a_status_has_the_words_of_the_plan():
    assert ">As &lt;planned&gt;</strong>" in status_of("on_track", {"on_track": "As <planned>"})
    assert status_of(None, {}) == '<span class="no-status">No status</span>'


def test_of_a_long_update_the_beginning_stands_open():
    drawn = clipped("a < b\n\n" * 2000, None)

    assert drawn.startswith('<div class="update-cell update-cell--long"><p>a &lt; b')
    assert " of the update of this action</span>" in drawn
    assert "More" not in clipped("a\nb", "1.1")
