"""What could not be read safely: each problem names the value, its place and what to do; and what is said of
a file in which no actions can be read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from followthrough.intake.grid import Item, Line, Place, Row, Said
from followthrough.plan.document import Problem, Severity
from followthrough.plan.when.text import find_whens

_LONGEST_QUOTE = 80


@dataclass
class Problems:
    """The problems met so far, in the order in which they were met."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        place: Place,
        until: Place | None = None,
        column: str | None = None,
        ref: str | None = None,
    ) -> None:
        """Say a problem once, with its place."""
        where = place.where(column=column, until=until)
        self.found.append(Problem(code=code, severity=severity, message=message, ref=ref, where=where))


def quote(text: str) -> str:
    """A value as a message quotes it: on one line, and cut where it is long."""
    return f"“{shortened(text, _LONGEST_QUOTE)}”"


def shortened(text: str, longest: int) -> str:
    """A text on one line, of at most so many letters; one that is cut ends with dots."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


# The codes of what is said of the order of day and month in dates of numbers: a column was read with the
# month first; some of its dates have one order and some the other; a spreadsheet exchanged them in some; or
# nothing in the file tells it.
DATES_MONTH_FIRST, DATE_ORDER_MIXED = "dates_month_first", "date_order_mixed"
DATES_EXCHANGED, DATE_ORDER_UNKNOWN = "dates_exchanged", "date_order_unknown"
# The code of what a reader says where it saw actions and can't tell them apart.
NOT_SPLIT = "actions_not_split"
_SHOWN = 3
_ENTRY = re.compile(r"(?:\d{1,3}[.)]|[•*–-])\s+\S")
_LEAST_ENTRIES = 2


def sentence_for_no_table(name: str, items: Sequence[Item], said: Iterable[Said]) -> str:
    """The sentence for a file called `name` without a table of actions, with the first words of the file."""
    reasons = [each.text for each in said if each.code == NOT_SPLIT]
    reasons = reasons or list(_of_list(items))
    if reasons:
        return (
            f"{name} can't be split safely into actions, so nothing was added. {' '.join(reasons)} "
            "Copy the table itself, or save it as Word, Excel or CSV, and try again."
        )
    seen = ", ".join(map(quote, islice(_texts(items), _SHOWN)))
    return (
        f"No table of actions was found in {name}. Followthrough looks for a table with a row of headings, "
        "such as Ref, Action, Owner, Due date and Status. Check that it is the plan itself."
        + (f" What was read begins with {seen}." if seen else "")
    )


def _of_list(items: Sequence[Item]) -> Iterator[str]:
    """What is said of a list in running text that looks like actions; nothing where there is none."""
    entries = [item.text for item in items if isinstance(item, Line) and _ENTRY.match(item.text)]
    if len(entries) >= _LEAST_ENTRIES and sum(bool(find_whens(text)) for text in entries) * 2 >= len(entries):
        yield (
            f"It has a list of {len(entries)} entries with dates, which begins with {quote(entries[0])}. "
            "Which of their words are the action, its owner and its date is not certain."
        )


def _texts(items: Sequence[Item]) -> Iterator[str]:
    """Each line, and each row with its cells side by side."""
    for item in items:
        if isinstance(item, Line):
            yield item.text
        elif isinstance(item, Row) and (texts := item.texts):
            yield " | ".join(texts)
