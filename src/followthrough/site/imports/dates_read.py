"""Whether the day or the month stands first in the dates of a file, where somebody may have to say it."""

import re
from dataclasses import dataclass

from followthrough.plan.document import PlanDocument
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.plan.when.reading import read_when

DATE_ORDER, ORDER_UNKNOWN = "date_order", "date_order_unknown"
DAY, MONTH = "day", "month"
_NUMBERS = re.compile(r"“(\d\d?[./-]\d\d?[./-]\d{2,4})”")
_EXAMPLE = "03/04/2027"
_READ_MONTH_FIRST = "with the month first"


@dataclass(frozen=True)
class DatesReading:
    """The order that was read or chosen, a date that can be both, and whether somebody has to look."""

    order: str
    example: str
    is_doubted: bool

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Both readings, each with the day that it makes of the example, the one that was taken first."""
        words = [(DAY, "The day"), (MONTH, "The month")]
        said = [(order, f"{name}: {self.example} is {self._day(order)}") for order, name in words]
        return said if self.order == DAY else said[::-1]

    def _day(self, order: str) -> str:
        day = read_when(self.example, month_first=order == MONTH).earliest
        return day_in_words(day) if day else "no day"


def dates_of(document: PlanDocument, chosen: str | None) -> DatesReading | None:
    """What can be said of the dates of a file; None where they leave nothing open."""
    said = next((each for each in document.problems if each.code in (DATE_ORDER, ORDER_UNKNOWN)), None)
    if said is None and chosen is None:
        return None
    found = _NUMBERS.search(said.message) if said else None
    order = MONTH if said and _READ_MONTH_FIRST in said.message else DAY
    is_doubted = said is not None and said.code == DATE_ORDER
    return DatesReading(chosen or order, found[1] if found else _EXAMPLE, is_doubted)
