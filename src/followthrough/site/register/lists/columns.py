"""The columns that a list of actions can have. Ref and action are always there; the others are chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from followthrough.outputs.layout.table import TableCell
from followthrough.plan.fields import FIELDS, IN_WORDS
from followthrough.site.drawn import long_text
from followthrough.site.register.drawn import due_of, owners_of, said_of, status_of_row
from followthrough.site.register.facts import when_of
from followthrough.site.register.levels import level_word
from followthrough.site.register.lists.rows import ListRow
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.words import period_in_words

Labels = Mapping[str, str]
# How many letters of a long text stand open on a page.
_OPEN = 150


@dataclass(frozen=True)
class ListColumn:
    """A column: its name in an address, its heading, the name of the order by it ("": none), its cells.

    `draw` draws on a page what its cell says there beside its words, or in place of them.
    """

    name: str
    heading: str
    sort: str
    cell: Callable[[ListRow, Labels], TableCell]
    draw: Callable[[ListRow, Labels, date], SafeString] | None = None

    def drawn(self, row: ListRow, labels: Labels, *, day: date) -> SafeString:
        """Its cell in a row of a table on a page."""
        text = self.cell(row, labels).text
        if not text:
            return format_html('<td class="register__{}"></td>', self.name)
        return format_html(
            '<td class="register__{}" data-label="{}">{}</td>',
            self.name,
            self.heading,
            self.draw(row, labels, day) if self.draw else long_text(text, clip=_OPEN, of=self.heading),
        )


def _words(read: Callable[[ListRow], str | None]) -> Callable[[ListRow, Labels], TableCell]:
    return lambda row, labels: TableCell(read(row) or "")


def _date(read: Callable[[Action], Any]) -> Callable[[ListRow, Labels], TableCell]:
    def cell(row: ListRow, labels: Labels) -> TableCell:
        when = when_of(read(row.action))
        return TableCell(when.text if when else "", None, when)

    return cell


def _owners(row: ListRow) -> str:
    names = "\n".join(owner.name for owner in row.owners)
    return names or ("No owner" if row.action.is_open else "")


def _due(row: ListRow, labels: Labels) -> TableCell:
    action = row.action
    if action.due:
        return _date(lambda action: action.due)(row, labels)
    dated = "\n".join(f"{each['title']}: {each['due']['text']}" for each in action.milestones)
    return TableCell(dated or ("No date" if action.is_open else ""))


def _moved(row: ListRow) -> str:
    return ". ".join(filter(None, [row.moved.words, row.moved.decided])) if row.moved else ""


def _status(row: ListRow, labels: Labels) -> TableCell:
    if row.action.kind == "heading":
        return TableCell("")
    return TableCell(labels[row.action.status] if row.action.status else "No status")


def _forecast(row: ListRow, labels: Labels) -> TableCell:
    return TableCell(row.forecast.text if row.forecast else "", None, row.forecast)


def _draw_update(row: ListRow, labels: Labels, day: date) -> SafeString:
    """The update, begun with its month: an old one is how silence is seen."""
    return said_of(row.words, row.action.ref, day=day) if row.words else SafeString("")


def _draw_status(row: ListRow, labels: Labels, day: date) -> SafeString:
    return status_of_row(row.action.status, labels, silence=row.silence, implied=row.implied)


COLUMNS = [
    ListColumn("theme", "Theme", "theme", _words(lambda row: str(row.action.theme or ""))),
    ListColumn(
        "workstream", "Workstream", "workstream", _words(lambda row: str(row.action.workstream or ""))
    ),
    ListColumn("kind", "Kind", "kind", _words(lambda row: row.action.get_kind_display())),
    ListColumn(
        "owners",
        "Owners",
        "owner",
        _words(_owners),
        lambda row, labels, day: owners_of(row.owners, row.action),
    ),
    ListColumn("start", "Start", "start", _date(lambda action: action.start)),
    ListColumn("original", "Original due date", "original", _date(lambda action: action.original_due)),
    ListColumn("due", "Due", "due", _due, lambda row, labels, day: due_of(row.action, day, row.moved)),
    ListColumn("moved", "Due date moved", "", _words(_moved)),
    ListColumn("forecast", "Forecast", "forecast", _forecast),
    ListColumn("status", "Status", "status", _status, _draw_status),
    ListColumn(
        "silence",
        "Returns missing",
        "",
        _words(lambda row: capfirst(row.silence.missing_in_words) if row.silence else ""),
    ),
    ListColumn(
        "implied",
        "Status by the dates",
        "",
        lambda row, labels: TableCell(labels[row.implied] if row.implied else ""),
    ),
    *(ListColumn(name, FIELDS[name].label, name, _words(attrgetter(f"action.{name}"))) for name in IN_WORDS),
    ListColumn("risk", "Risk", "risk", _words(lambda row: (row.action.risk or {}).get("rating"))),
    ListColumn("measures", "Measures of success", "", _words(lambda row: "\n".join(row.action.measures))),
    ListColumn("tags", "Tags", "tags", _words(lambda row: ", ".join(t.name for t in row.action.tags.all()))),
    ListColumn(
        "said",
        "Last said for",
        "said",
        _words(lambda row: period_in_words(row.words.period) if row.words else ""),
    ),
    ListColumn(
        "update",
        "Latest update",
        "",
        _words(lambda row: row.words.text if row.words else ""),
        _draw_update,
    ),
]
LEVELS_SHOWN = ("theme", "workstream")
USUAL = ["owners", "due", "status", "update"]
REF = ListColumn("ref", "Ref", "ref", _words(lambda row: row.action.ref))
TITLE = ListColumn("title", "Action", "title", _words(lambda row: row.action.title))


def columns_of(plan: Plan) -> list[ListColumn]:
    """All columns in the order that lists have, those of levels headed with the plan's own words."""
    return [
        replace(column, heading=level_word(plan, column.name)) if column.name in LEVELS_SHOWN else column
        for column in COLUMNS
    ]


def columns_named(names: list[str], plan: Plan) -> list[ListColumn]:
    """The columns of these names, likewise; the usual ones where none is named."""
    asked = names or USUAL
    return [column for column in columns_of(plan) if column.name in asked]
