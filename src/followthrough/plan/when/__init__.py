"""Time as plans write it: fuzzy dates, periods, months, and days in words. `reading` is its front door."""

from followthrough.plan.when.reading import (
    When,
    doubt_against_start,
    is_start_phrase,
    kind_of,
    read_due,
    read_when,
)

__all__ = ["When", "doubt_against_start", "is_start_phrase", "kind_of", "read_due", "read_when"]
