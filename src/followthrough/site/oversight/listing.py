"""The table of an overseer: what of it is asked for, in which order, and as CSV."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from followthrough.outputs.plan.as_csv import harmless
from followthrough.site.oversight.queries import STATES, Overseen

SHOWN = {
    "": "All",
    "silent": "Nothing published for a quarter",
    "past": "With actions past their agreed date",
    "first": "With actions late on their first date",
}
# By what the table is sorted: each number by its size, the rest by its letters or its day.
SORTS: dict[str, Callable[[Overseen], Any]] = {
    "body": lambda each: (each.consent.body.casefold(), each.title.casefold()),
    "published": lambda each: each.last_published and each.last_published.timestamp(),
    "total": lambda each: each.total,
    **{name: (lambda each, name=name: each.counts[name]) for name in STATES},  # type: ignore[misc]
}
HEADINGS = {
    "body": "Organisation and plan",
    "published": "Newest edition",
    "total": "Actions",
    **{name: state.heading for name, state in STATES.items()},
}


@dataclass(frozen=True)
class Heading:
    """A heading of the table: its order now, and the address that turns it."""

    label: str
    sorted: str
    query: str
    is_number: bool


class OverseenList:
    """The plans that an address asks for: `q` has words, `show` is one of SHOWN, `sort` one of SORTS."""

    def __init__(self, rows: list[Overseen], asked: Mapping[str, str]) -> None:
        self.number_in_all = len(rows)
        self.words = asked.get("q", "").strip()[:200]
        self.show = asked.get("show", "") if asked.get("show", "") in SHOWN else ""
        wanted = asked.get("sort", "")
        self.sort, self.is_down = wanted.removeprefix("-"), wanted.startswith("-")
        if self.sort not in SORTS:
            self.sort, self.is_down = "body", False
        self.rows = self._sorted([each for each in rows if self._fits(each)])

    def _fits(self, each: Overseen) -> bool:
        name = f"{each.consent.body} {each.title}".casefold()
        has_words = all(word in name for word in self.words.casefold().split())
        fits = {"": True, "silent": each.is_silent}.get(self.show)
        return has_words and bool(each.counts[self.show] if fits is None else fits)

    def _sorted(self, rows: list[Overseen]) -> list[Overseen]:
        """What has nothing to sort by stands last, whichever way."""
        key = SORTS[self.sort]
        known = [each for each in rows if key(each) is not None]
        return sorted(known, key=key, reverse=self.is_down) + [each for each in rows if key(each) is None]

    @property
    def query(self) -> str:
        """What this list is asked by."""
        sort = f"-{self.sort}" if self.is_down else self.sort
        return self._query("" if sort == "body" else sort)

    def _query(self, sort: str) -> str:
        parts = {"q": self.words, "show": self.show, "sort": sort}
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(name, label) for name, label in HEADINGS.items()]

    def _heading(self, name: str, label: str) -> Heading:
        is_number = name not in ("body", "published")
        if name != self.sort:  # numbers begin with the greatest, which is what one looks for
            return Heading(label, "none", self._query(f"-{name}" if is_number else name), is_number)
        turned = name if self.is_down else f"-{name}"
        return Heading(label, "descending" if self.is_down else "ascending", self._query(turned), is_number)

    def as_csv(self) -> bytes:
        """The rows with what each edition says of itself, as CSV that a spreadsheet opens."""
        stream = StringIO()
        writer = csv.writer(stream)
        facts = ["organisation", "plan", "paper", "period", "edition", "published", "figures_at"]
        counts = [name.replace("-", "_") for name in STATES]
        writer.writerow([*facts, "last_published", "silent_for_a_quarter", "actions", *counts])
        for each in self.rows:
            edition, last = each.edition, each.last_published
            said = (
                [edition.name, edition.period, edition.issue, edition.published_at, edition.day]
                if edition
                else [None] * 5
            )
            numbers = [each.total, *each.counts.values()]
            cells = [each.consent.body, each.title, *said, last, "yes" if each.is_silent else "no", *numbers]
            writer.writerow([_cell(value) for value in cells])
        return stream.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if hasattr(value, "date"):
        return value.date().isoformat()
    return harmless(value) if isinstance(value, str) else value
