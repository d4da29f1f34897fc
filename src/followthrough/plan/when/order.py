"""Whether the day or the month stands first in dates of numbers, as the dates around them tell."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from followthrough.plan.when.months import MONTH_WORD

_NUMBERS = re.compile(
    r"(?<![\d./-])(?P<a>\d\d?)(?P<by>[./-])(?P<b>\d\d?)(?P=by)(?:(?:19|20)\d\d|\d\d)(?![\d./-])"
)
# Dates that no spreadsheet leaves as numbers alone: it takes them for days, and shows them in its own way.
_ISO = re.compile(r"(?<![\d./-])(?:19|20)\d\d-\d\d-(?P<day>\d\d)(?!\d)")
_IN_WORDS = re.compile(rf"(?P<day>\d\d?) {MONTH_WORD} (?:19|20)\d\d", re.IGNORECASE)
# What any of these has.
_MAY_BE_DATE = re.compile(r"\d[./ -]")
_MONTHS = 12
# So many days up to the twelfth, and none after it, are no accident beside dates that can but stay numbers.
_FEW, _FEW_IN_WORDS = 2, 3


class Order(NamedTuple):
    """What the dates of numbers in some cells tell: how many can only have the day first, how many only the
    month, one of the latter, and one that can be both. `beside_turned` is one that a spreadsheet could not
    take for a day, where it seems to have exchanged day and month in the others."""

    day_first: int = 0
    month_first: int = 0
    a_month_first: str | None = None
    either: str | None = None
    beside_turned: str | None = None

    @property
    def is_month_first(self) -> bool:
        """Whether the month stands first in some and the day in none."""
        return self.month_first > 0 and self.day_first == 0

    @property
    def is_mixed(self) -> bool:
        """Whether some can only have the month first and others only the day."""
        return self.month_first > 0 and self.day_first > 0


def order_of(texts: Iterable[str]) -> Order:
    """The order that the dates in some cells tell."""
    days = months = 0
    a_day_first = a_month_first = either = None
    taken: list[int] = []
    least = _FEW
    for numbers, others, in_words in map(_dates_in, filter(_MAY_BE_DATE.search, texts)):
        for first, second, date in numbers:
            if first > _MONTHS >= second:
                days += 1
                a_day_first = a_day_first or date
            elif second > _MONTHS >= first:
                months += 1
                a_month_first = a_month_first or date
            elif first != second and max(first, second) <= _MONTHS:
                either = either or date
        taken += [*others, *in_words]
        least = _FEW_IN_WORDS if in_words else least
    # A spreadsheet takes what it can of dates in another order than its own for days, and no more.
    is_half_turned = (
        either is None and bool(days) != bool(months) and len(taken) >= least and max(taken) <= _MONTHS
    )
    return Order(
        days, months, a_month_first, either, (a_month_first or a_day_first) if is_half_turned else None
    )


class _Dates(NamedTuple):
    """The dates in a text: those of numbers with the first two, the days of those that stay and of those in
    words."""

    numbers: tuple[tuple[int, int, str], ...]
    others: tuple[int, ...]
    in_words: tuple[int, ...]


@lru_cache(maxsize=4096)
def _dates_in(text: str) -> _Dates:
    return _Dates(
        tuple((int(found["a"]), int(found["b"]), found[0]) for found in _NUMBERS.finditer(text)),
        tuple(int(found["day"]) for found in _ISO.finditer(text)),
        tuple(int(found["day"]) for found in _IN_WORDS.finditer(text)),
    )


def together(orders: Sequence[Order]) -> Order:
    """The order that several columns tell together."""
    return Order(
        sum(order.day_first for order in orders),
        sum(order.month_first for order in orders),
        next((order.a_month_first for order in orders if order.a_month_first), None),
        next((order.either for order in orders if order.either), None),
    )


def with_day_first(text: str) -> str:
    """The same text with its dates of numbers turned round: 03/28/2027 as 28/03/2027."""
    return _NUMBERS.sub(_turned, text)


def _turned(found: re.Match[str]) -> str:
    begin, by = found["a"], found["by"]
    rest = found[0].split(by, 2)[2]
    return by.join((found["b"], begin, rest))
