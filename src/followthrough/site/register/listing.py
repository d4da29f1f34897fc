"""A register as its page shows it: the rows of one page, its filters, and the addresses that change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from followthrough.site.register.forms import ActionFilters
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import actions_under, with_rows_of_the_register

ROWS_A_PAGE = 50
HEADINGS = [("", "Ref"), ("title", "Action"), ("owner", "Owners"), ("due", "Due"), ("status", "Status")]


@dataclass(frozen=True)
class Chip:
    """A filter that is on, in words, with the query that takes it off."""

    label: str
    query: str


@dataclass(frozen=True)
class Heading:
    """A column to sort by: its words, the query that does it, and how it is sorted now (for aria-sort)."""

    label: str
    query: str
    sorted: str


class Listing:
    """One page of a plan's register, as the address asks for it."""

    def __init__(self, plan: Plan, asked: Mapping[str, Any], *, day: date) -> None:
        self.plan = plan
        self.form = ActionFilters(asked, plan=plan)
        self.filters = self.form.asked
        found = actions_under(plan, self.filters, day=day)
        self.page: Page[Any] = Paginator(with_rows_of_the_register(found), ROWS_A_PAGE).get_page(
            asked.get("page")
        )

    @property
    def number_found(self) -> int:
        return self.page.paginator.count

    @property
    def is_in_plan_order(self) -> bool:
        return not self.filters.get("sort")

    @property
    def query(self) -> str:
        """The filters and the page as an address, so that the way back leads here again."""
        page = {"page": self.page.number} if self.page.number > 1 else {}
        return urlencode(self.filters | page, doseq=True)

    @property
    def chips(self) -> list[Chip]:
        """The filters that are on, the order aside."""
        return [
            Chip(self._chip_label(name, value), self._query_without(name, value))
            for name, values in self.filters.items()
            if name != "sort"
            for value in (values if isinstance(values, list) else [values])
        ]

    def _chip_label(self, name: str, value: str) -> str:
        return f"Words: {value}" if name == "q" else self.form.label_of(name, value)

    def _query_without(self, name: str, value: str) -> str:
        kept = dict(self.filters)
        values = kept.pop(name)
        if isinstance(values, list) and len(values) > 1:
            kept[name] = [other for other in values if other != value]
        return urlencode(kept, doseq=True)

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(name, label) for name, label in HEADINGS]

    def _heading(self, name: str, label: str) -> Heading:
        now = self.filters.get("sort", "")
        kept = {key: value for key, value in self.filters.items() if key != "sort"}
        wanted = f"-{name}" if name and now == name else name
        query = urlencode(kept | ({"sort": wanted} if wanted else {}), doseq=True)
        directions = {name: "ascending", f"-{name}": "descending"}
        return Heading(label, query, directions.get(now, "none"))
