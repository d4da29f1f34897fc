"""What an action's page derives from its dates."""

from datetime import date

import pytest

from followthrough.plan.when import read_when
from followthrough.rules.slippage import Slippage
from followthrough.site.register.derived import derived_of, late_in_words
from followthrough.site.register.document.rows import plain
from followthrough.site.register.models import Action

DAY = date(2022, 11, 30)


def action_with(library, **dates: str) -> Action:
    """A new action of the plan, open, with these dates and no updates."""
    number = library.actions.count() + 1
    action = Action(
        plan=library, number=number, position=number, ref="L9.1", title="Mend the roof", kind="action"
    )
    action.due = library.actions.get(ref="L1.1").due
    for name, words in dates.items():
        setattr(action, name, plain(read_when(words)))
    if "start" in dates:
        action.start_earliest = read_when(dates["start"]).earliest
    action.save()
    return action


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (Slippage(-1, 0), ""),
        (Slippage(0.1, 0.9), "less than a month late"),
        (Slippage(1.2, 1.4), "1 month late"),
        (Slippage(-0.5, 3.1), "0 to 3 months late"),
        (Slippage(2, 4), "2 to 4 months late"),
    ],
)
def test_lateness_is_told_in_whole_months(late, words):
    assert late_in_words(late) == words


def test_how_late_it_is_counts_from_the_first_date_and_from_the_one_agreed_now(library):
    action = action_with(library, original_due="March 2023", due="May 2023")
    action.updates.create(position=0, period="2022-10", forecast=plain(read_when("July 2023")))

    derived = derived_of(action, day=DAY)

    assert derived.forecast is not None
    assert derived.forecast.text == "July 2023"
    assert derived.late == [
        "3 to 5 months late against the date that was approved first",
        "1 to 3 months late against the date agreed now",
    ]


def test_what_is_overdue_without_a_forecast_is_late_up_to_the_day(library):
    assert derived_of(action_with(library, due="30 September 2022"), day=DAY).late == [
        "2 months late against the date agreed now"
    ]


def test_a_date_that_was_moved_is_late_against_the_first_one_at_once(library):
    action = action_with(library, original_due="31 March 2023", due="31 March 2025")

    assert derived_of(action, day=DAY).late == ["24 months late against the date that was approved first"]


def test_the_status_that_the_dates_imply_is_told_where_it_says_another_lateness(library):
    action = action_with(library, due="30 June 2022")
    action.status = "on_track"

    assert derived_of(action, day=DAY).implied == "significant_slippage"
    assert derived_of(action, day=date(2022, 6, 1)).implied is None


def test_an_open_action_has_the_age_since_its_start(library):
    assert derived_of(action_with(library, start="1 May 2022"), day=DAY).age == "6 months since its start"
    assert derived_of(action_with(library, start="1 May 2023"), day=DAY).age == ""


def test_a_check_that_recurs_says_when_it_is_due_next(library):
    action = action_with(library, start="1 January 2022", due="Quarterly")

    assert derived_of(action, day=DAY).next_check == "January 2023"


def test_what_is_finished_is_neither_late_nor_old(library):
    action = action_with(library, start="1 May 2022", due="30 September 2022")
    action.status = "complete"

    derived = derived_of(action, day=DAY)

    assert (derived.late, derived.age, derived.next_check) == ([], "", "")
