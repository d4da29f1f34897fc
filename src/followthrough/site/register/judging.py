"""The day that a plan of the register is judged by, for pages, lists, counts and checks alike.

`day_judged_of(plan)` is that day, to be said once on each page; `day_judged_in_sql(today)` the same in SQL,
where actions of several plans are counted at once. The policy is `rules.judging.day_judged`.
"""

from datetime import date

from django.db.models import Case, DateField, F, Value, When

from followthrough.plan.when.days_in_words import day_in_words
from followthrough.rules.judging import NO_DAY, day_judged
from followthrough.site import clock
from followthrough.site.register.models import Plan


def day_judged_of(plan: Plan, *, today: date | None = None) -> date:
    """The day that a plan is judged by; `today` where the caller is given a moment."""
    is_run = plan.first_round_at is not None
    return day_judged(as_at=plan.as_at, is_run=is_run, today=today or clock.today())


def day_judged_in_sql(today: date, *, plan: str = "") -> Case:
    """The same of each plan of a query; `plan` is the way to it, such as "plan__"."""
    is_run = When(**{f"{plan}first_round_at__isnull": False}, then=Value(today))
    has_day = When(**{f"{plan}as_at__isnull": False}, then=F(f"{plan}as_at"))
    return Case(is_run, has_day, default=Value(NO_DAY), output_field=DateField())


def has_day(day: date) -> bool:
    """Whether a day that a plan is judged by is one, and not that nobody knows it."""
    return day != NO_DAY


def judged_in_words(day: date, form: str = "") -> str:
    """How a page says the day: with its weekday where `form` asks for it. Without one it is a clause of its
    own, which has to stand alone."""
    if day == NO_DAY:
        return "the plan gives no day, so nothing is called late before its first round"
    return f"as at {f'{day:%A} ' if form == 'weekday' else ''}{day_in_words(day)}"


def day_or_none(day: date) -> str:
    """The day alone, or that nobody knows it."""
    return day_in_words(day) if has_day(day) else "no day given"


def day_drawn(day: date) -> date:
    """The day that a picture of dates marks: today where the plan is judged by none."""
    return clock.today() if day == NO_DAY else day
