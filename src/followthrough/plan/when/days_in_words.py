"""Days and windows of time in the words of a sentence ("31 October 2022", "June to August 2022")."""

from calendar import month_name, monthrange
from datetime import date

from followthrough.plan.when import When


def day_in_words(day: date) -> str:
    """A day as people write it: 31 October 2022."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def window_in_words(when: When) -> str:
    """The days that a date can mean, as short as they can be said; its own words where it has no days."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return when.text
    if is_whole_months(when):
        return _months_in_words(first, last)
    if first == last:
        return day_in_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def is_whole_months(when: When) -> bool:
    """Whether a window begins with the first day of a month and ends with the last of one."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return False
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _months_in_words(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{month_name[last.month]} {last.year}"
    if first.year != last.year:
        return f"{month_name[first.month]} {first.year} to {month_name[last.month]} {last.year}"
    if (first.month, last.month) == (1, 12):
        return str(last.year)
    return f"{month_name[first.month]} to {month_name[last.month]} {last.year}"
