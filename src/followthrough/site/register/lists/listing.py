"""A register as its page shows it: the rows of one page, its filters, and the addresses that change them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from followthrough.site.register.conditions import PLAN_CONDITIONS
from followthrough.site.register.lists.columns import REF, TITLE, ListColumn, columns_named
from followthrough.site.register.lists.filtering import actions_under
from followthrough.site.register.lists.forms import ActionFilters
from followthrough.site.register.lists.rows import ListRow, list_rows, rows_of
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.words import status_labels

ROWS_A_PAGE = 50
# What of an address asks for no fewer actions.
NO_FILTERS = ("sort", "columns")
# The condition that rounds offer, for who owed a return to the last round and gave none.
NO_RETURN = "no_return"


@dataclass(frozen=True)
class Chip:
    """A filter that is on, in words, with the query that takes it off."""

    label: str
    query: str


@dataclass(frozen=True)
class Heading:
    """A column's heading; to sort by it: the query that does it, and how it is sorted now (for aria-sort).

    `query` None: there is no order by it.
    """

    name: str
    label: str
    query: str | None
    sorted: str


class Listing:
    """A plan's register as an address asks for it, a page of it at a time."""

    def __init__(self, plan: Plan, asked: Mapping[str, Any], *, day: date) -> None:
        self.plan, self.day = plan, day
        self.form = ActionFilters(asked, plan=plan)
        self.filters = self.form.asked
        self.columns = columns_named(self.filters.get("columns", []), plan)
        self.labels = status_labels(plan.scheme)
        self._page_asked = asked.get("page")

    @property
    def _column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    @cached_property
    def found(self) -> QuerySet[Action]:
        """All that is found, in order, with what the columns need."""
        return list_rows(self._found, columns=self._column_names)

    @property
    def _found(self) -> QuerySet[Action]:
        return actions_under(self.plan, self.filters, day=self.day)

    @cached_property
    def page(self) -> Page[Any]:
        """The page that is asked for, of the keys of actions; see `rows`."""
        keys = self._found.values_list("pk", flat=True)
        if any(name not in NO_FILTERS for name in self.filters):
            # A search takes long, and finds thousands of keys at most: it is made once, to count and to show.
            return Paginator(list(keys), ROWS_A_PAGE).get_page(self._page_asked)
        paginator = Paginator(keys, ROWS_A_PAGE)
        paginator.count = self.total
        return paginator.get_page(self._page_asked)

    @cached_property
    def rows(self) -> list[ListRow]:
        """The rows of the page."""
        keys = list(self.page)
        shown = list_rows(self.plan.actions.filter(pk__in=keys), columns=self._column_names)
        return self._rows_of(sorted(shown, key=lambda action: keys.index(action.pk)))

    @property
    def table(self) -> Iterator[tuple[ListRow, SafeString]]:
        """The rows of the page, each with the cells of its chosen columns."""
        for row in self.rows:
            cells = (column.drawn(row, self.labels, day=self.day) for column in self.columns)
            yield row, SafeString("".join(cells))

    def stretches(self, length: int) -> Iterator[list[ListRow]]:
        """The rows of all pages, so many at a time."""
        actions = self.found.iterator(chunk_size=length)
        while stretch := list(islice(actions, length)):
            yield self._rows_of(stretch)

    def _rows_of(self, actions: list[Action]) -> list[ListRow]:
        return rows_of(actions, self.plan, columns=self._column_names, day=self.day)

    @cached_property
    def total(self) -> int:
        """How many actions the plan has under no filter."""
        return self.form.offered.total

    @property
    def number_found(self) -> int:
        return self.page.paginator.count

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns) + 2

    @property
    def width_beside_ref(self) -> int:
        return self.width - 1

    @property
    def is_usual(self) -> bool:
        """Whether the columns are the usual ones, whose widths are known."""
        return not self.filters.get("columns")

    @property
    def is_of_one_place(self) -> bool:
        """Whether a filter names the theme, which its chip says already."""
        return bool(self.filters.get("theme"))

    @property
    def hidden_for_search(self) -> list[tuple[str, str]]:
        """The other filters, for the box that searches what they leave."""
        others = {name: value for name, value in self.filters.items() if name != "q"}
        lists = ((name, value if isinstance(value, list) else [value]) for name, value in others.items())
        return [(name, each) for name, values in lists for each in values]

    @property
    def downloads_query(self) -> str:
        return f"?{self.query_of_all}" if self.query_of_all else ""

    @cached_property
    def is_in_plan_order(self) -> bool:
        return not self.filters.get("sort")

    @cached_property
    def number_silent(self) -> int:
        """How many of those found by a status declared it before a round in which they gave no return.

        Figures count these as "No return", so that the status has fewer there.
        """
        is_said = NO_RETURN not in PLAN_CONDITIONS or NO_RETURN in self.filters.get("only", [])
        if not self.filters.get("status") or is_said:
            return 0
        return actions_under(self.plan, self._asked_of_silent, day=self.day).count()

    @property
    def query_of_silent(self) -> str:
        return urlencode(self._asked_of_silent, doseq=True)

    @property
    def _asked_of_silent(self) -> dict[str, Any]:
        only = dict.fromkeys([*self.filters.get("only", []), "open", NO_RETURN])
        return self.filters | {"only": list(only)}

    @cached_property
    def query(self) -> str:
        """The filters and the page as an address, so that the way back leads here again."""
        page = {"page": self.page.number} if self.page.number > 1 else {}
        return urlencode(self.filters | page, doseq=True)

    @cached_property
    def query_of_all(self) -> str:
        """The filters, columns and order as an address, whatever the page: what is exported and saved."""
        return urlencode(self.filters, doseq=True)

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on, order and columns aside."""
        return [
            Chip(self.form.label_of(name, value), self._query_without(name, value))
            for name, values in self.filters.items()
            if name not in NO_FILTERS
            for value in (values if isinstance(values, list) else [values])
        ]

    def _query_without(self, name: str, value: str) -> str:
        filters = dict(self.filters)
        values = filters.pop(name)
        if isinstance(values, list) and len(values) > 1:
            filters[name] = [other for other in values if other != value]
        return urlencode(filters, doseq=True)

    @property
    def query_without_filters(self) -> str:
        """The address of all actions in the same columns and order."""
        return urlencode(
            {name: self.filters[name] for name in NO_FILTERS if name in self.filters}, doseq=True
        )

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in (REF, TITLE, *self.columns)]

    def _heading(self, column: ListColumn) -> Heading:
        now, name = self.filters.get("sort", ""), column.sort
        if not name:
            return Heading(column.name, column.heading, None, "none")
        filters = {key: value for key, value in self.filters.items() if key != "sort"}
        wanted = f"-{name}" if now == name else name
        if column is REF and now == f"-{name}":
            wanted = ""  # the third press leads back to the order of the plan
        query = urlencode(filters | ({"sort": wanted} if wanted else {}), doseq=True)
        directions = {name: "ascending", f"-{name}": "descending"}
        return Heading(column.name, column.heading, query, directions.get(now, "none"))
