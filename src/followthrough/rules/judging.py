"""The one day that a plan is judged by: what is overdue, late and doubtful is counted to it everywhere."""

from datetime import date

# What is judged by it has all its dates ahead, so nothing in it is late: the day of a plan of which nobody
# knows the day.
NO_DAY = date(1900, 1, 1)


def day_judged(*, as_at: date | None, is_run: bool, today: date, asked: date | None = None) -> date:
    """The day to judge a plan by; the reasons are in docs/decisions/0030.

    `as_at` is the day that the plan's file speaks for. It holds while the plan is as the file told it, and
    where there is none nothing is late (NO_DAY); once the plan `is_run`, a round of it having been opened,
    its owners answer for today. `asked` is a day that somebody asks for, and comes before all.
    """
    if asked is not None:
        return asked
    return today if is_run else as_at or NO_DAY
