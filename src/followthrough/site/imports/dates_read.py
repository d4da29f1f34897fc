"""Whether the day or the month stands first in the dates of a file, where somebody may have to say it."""

from dataclasses import dataclass

from followthrough.intake.report import (
    DATE_ORDER_MIXED,
    DATE_ORDER_UNKNOWN,
    DATES_EXCHANGED,
    DATES_MONTH_FIRST,
)
from followthrough.outputs.layout.action_text import reader_of
from followthrough.plan.document import PlanDocument, Problem
from followthrough.plan.fields import FIELDS
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.plan.when.order import order_of
from followthrough.plan.when.reading import read_when

# What is said of the order of dates; the first that is there is what a person is asked.
OF_ALL_DATES = (DATES_MONTH_FIRST, DATE_ORDER_MIXED, DATES_EXCHANGED, DATE_ORDER_UNKNOWN)
DAY, MONTH = "day", "month"
_EXAMPLE = "03/04/2027"


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
    by_code = {each.code: each for each in reversed(document.problems)}
    said = next((by_code[code] for code in OF_ALL_DATES if code in by_code), None)
    if said is None and chosen is None:
        return None
    order = MONTH if said and said.code == DATES_MONTH_FIRST else DAY
    is_doubted = said is not None and said.code != DATE_ORDER_UNKNOWN
    return DatesReading(chosen or order, _example(document, said), is_doubted)


def _example(document: PlanDocument, said: Problem | None) -> str:
    """A date of the columns that are meant that can be both, else one that has the month first."""
    heading = said.where.column if said else None
    dates = {
        column.field: column.numbered_heading
        for column in document.layout
        if column.field and FIELDS.get(column.field.partition(":")[0], FIELDS["note"]).kind == "date"
    }
    meant = [path for path, name in dates.items() if heading in (None, name)]
    read = [reader_of(path, document.scheme or ()) for path in meant or dates]
    found = order_of(text_of(action) for text_of in read for action in document.actions)
    return found.either or found.a_month_first or _EXAMPLE
