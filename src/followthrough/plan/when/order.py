"""Whether the day or the month stands first in dates of numbers, as the dates around them tell."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_NUMBERS = re.compile(
    r"(?<![\d./-])(?P<a>\d\d?)(?P<by>[./-])(?P<b>\d\d?)(?P=by)(?:(?:19|20)\d\d|\d\d)(?![\d./-])"
)
_ISO = re.compile(r"(?<![\d./-])(?:19|20)\d\d-\d\d-(?P<day>\d\d)(?!\d)")
_MONTHS = 12
# So many days up to the twelfth, and none after it, are no accident beside months that stand first.
_FEW = 2


class Order(NamedTuple):
    """What the dates of numbers in some cells tell: how many can only have the day first, how many only the
    month, and one of each kind with one that can be both."""

    day_first: int = 0
    month_first: int = 0
    a_month_first: str | None = None
    either: str | None = None
    is_half_turned: bool = False

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
    days = months = iso = late = 0
    a_month_first = either = None
    for text in texts:
        for found in _NUMBERS.finditer(text):
            first, second = int(found["a"]), int(found["b"])
            days += first > _MONTHS >= second
            if second > _MONTHS >= first:
                months += 1
                a_month_first = a_month_first or found[0]
            elif first != second and max(first, second) <= _MONTHS:
                either = either or found[0]
        for found in _ISO.finditer(text):
            iso += 1
            late += int(found["day"]) > _MONTHS
    # A spreadsheet that puts the day first turns what it can of dates with the month first, and no more.
    year_first = bool(months) and either is None and not days and iso >= _FEW and not late
    return Order(days, months, a_month_first, either, year_first)


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
