"""The day that a plan of the register is judged by, for pages, lists, counts and checks alike.

`day_judged_of(plan)` is that day, to be said once on each page; `day_judged_in_sql(today)` the same in SQL,
where actions of several plans are counted at once. The policy is `rules.judging.day_judged`.
"""

from datetime import date

from django.db.models import Case, DateField, F, Value, When

from followthrough.rules.judging import day_judged
from followthrough.site import clock
from followthrough.site.register.models import Plan


def day_judged_of(plan: Plan, *, today: date | None = None) -> date:
    """The day that a plan is judged by; `today` where the caller is given a moment."""
    is_run = plan.first_round_at is not None
    return day_judged(as_at=plan.as_at, is_run=is_run, today=today or clock.today())


def day_judged_in_sql(today: date, *, plan: str = "") -> Case:
    """The same of each plan of a query; `plan` is the way to it, such as "plan__"."""
    as_read = {f"{plan}first_round_at": None, f"{plan}as_at__isnull": False}
    return Case(When(**as_read, then=F(f"{plan}as_at")), default=Value(today), output_field=DateField())
