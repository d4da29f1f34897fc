"""What a person says of the tables and cells of a file, and the corrections that this makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from followthrough.intake.corrections import place_as_json
from followthrough.intake.grid import Place
from followthrough.outputs.layout.action_text import text_of
from followthrough.plan.document import Action, Column, PlanDocument
from followthrough.plan.fields import FIELDS
from followthrough.site.imports.columns_read import NOTE, columns_of_values, words_of
from followthrough.site.imports.review import ActionReading
from followthrough.site.imports.tables_read import TableReading, rows_in_words

AS_READ = ""
_MOST_HEADS = 3
_LONGEST_CELL = 1_000
_LABEL_WORDS = 15
# How many lines the box of a cell has.
_LINES = {"text": 3, "people": 2, "people_and_date": 2}

Chosen = dict[str, Any]


class TablesForm(forms.Form):
    """For each table of a page what it is, which of its first rows are its headings, and where it ends."""

    def __init__(self, tables: Sequence[TableReading], choices: Mapping[str, Any], *args: Any) -> None:
        super().__init__(*args)
        self.tables = list(tables)
        self.known = list(choices.get("tables", []))
        for table in self.tables:
            known = self._known_of(table) or {}
            self.fields[f"use_{table.number}"] = forms.ChoiceField(
                label=_label("What it is", table),
                required=False,
                initial=known.get("use", AS_READ),
                choices=[
                    (AS_READ, f"As it was read: {table.became.lower()}"),
                    ("plan", "This is the plan"),
                    ("not_plan", "This is not the plan"),
                    *([("goes_on", "Its rows go on with the table above")] if table.number > 1 else []),
                ],
            )
            self.fields[f"header_{table.number}"] = forms.ChoiceField(
                label=_label("Its headings", table),
                required=False,
                initial=_as_choice(known["header"]) if known.get("header") else AS_READ,
                choices=[(AS_READ, f"As read: {table.headings}"), *_headers(table)],
            )
            self.fields[f"last_{table.number}"] = forms.IntegerField(
                label=_label("Its last row, if it ends before the others", table),
                required=False,
                min_value=1,
                max_value=table.seen.rows,
                initial=known.get("last"),
                error_messages={
                    "invalid": f"{table.name}: write the last row as a number.",
                    "min_value": f"{table.name}: rows are counted from 1.",
                    "max_value": f"{table.name} has {table.size}. Write a number up to that.",
                },
            )

    @property
    def rows(self) -> list[tuple[TableReading, list[forms.BoundField]]]:
        """Each table with its three boxes."""
        names = ("use", "header", "last")
        return [(table, [self[f"{name}_{table.number}"] for name in names]) for table in self.tables]

    def chosen(self) -> list[Chosen]:
        """What was said of all tables of the file: of those on this page now, of others before."""
        here = {str(place_as_json(table.seen.place)) for table in self.tables}
        others = [choice for choice in self.known if str(choice["at"]) not in here]
        said = [choice for table in self.tables if (choice := self._choice(table))]
        return [*others, *said]

    def _choice(self, table: TableReading) -> Chosen | None:
        use = self.cleaned_data[f"use_{table.number}"]
        header, last = self.cleaned_data[f"header_{table.number}"], self.cleaned_data[f"last_{table.number}"]
        if not (use or header or last):
            return None
        choice: Chosen = {"at": place_as_json(table.seen.place), "use": use or "plan"}
        rows = tuple(map(int, header.split(","))) if header else table.seen.header
        if header and rows:
            choice["header"] = {"above": rows[0], "rows": rows[1]}
        if rows and rows[1] and sum(rows) <= len(table.seen.first):
            choice["headings"] = table.seen.first[sum(rows) - 1]
        return choice | ({"last": last} if last else {})

    def _known_of(self, table: TableReading) -> Chosen | None:
        place = place_as_json(table.seen.place)
        return next((choice for choice in self.known if choice["at"] == place), None)


def _label(words: str, table: TableReading) -> SafeString:
    """The words of a box, and for those who hear them alone the table that it belongs to."""
    return format_html('{}<span class="govuk-visually-hidden">: {}</span>', words, table.name)


def _headers(table: TableReading) -> list[tuple[str, str]]:
    """What the headings can be: no row, or up to three of the first rows."""
    shown = len(table.seen.first)
    rows = [(above, count) for count in range(1, _MOST_HEADS + 1) for above in range(shown - count + 1)]
    found = [(f"{above},{count}", rows_in_words(above, count).capitalize()) for above, count in rows]
    return [("0,0", "It has no headings"), *found]


def _as_choice(header: Mapping[str, int]) -> str:
    return f"{header['above']},{header['rows']}"


@dataclass(frozen=True)
class Cell:
    """A cell of an action's row as it was read, with the words that its box goes by."""

    action: Action
    column: Column
    label: str
    hint: str = ""

    @property
    def place(self) -> dict[str, Any]:
        return place_as_json(Place.of(self.action.where))


def cells_of_action(document: PlanDocument, action: Action) -> list[Cell]:
    """The values of one action, a box for each column."""
    columns = [(column, words_of(column.field or NOTE)) for column in columns_of_values(document)]
    return [
        Cell(action, column, column.full_heading or name, "" if name == column.full_heading else name)
        for column, name in columns
    ]


def cells_of_column(column: Column, readings: Sequence[ActionReading]) -> list[Cell]:
    """The cells of one column that were doubtful, a box for each action, named by its ref and its words."""
    return [
        Cell(
            reading.action,
            column,
            " ".join(filter(None, (reading.action.ref, Truncator(reading.action.title).words(_LABEL_WORDS)))),
            " ".join(problem.message for problem in reading.problems),
        )
        for reading in readings
        if reading.action.where.row_first is not None
    ]


class CellsForm(forms.Form):
    """Cells as they were read, each to be put right."""

    def __init__(self, document: PlanDocument, cells: Sequence[Cell], *args: Any) -> None:
        super().__init__(*args)
        self.cells = {f"cell_{number}": cell for number, cell in enumerate(cells, 1)}
        for name, cell in self.cells.items():
            path = cell.column.field or NOTE
            kind = FIELDS[path if path in FIELDS else path.partition(":")[0]].kind
            self.fields[name] = forms.CharField(
                label=cell.label,
                help_text=cell.hint,
                required=False,
                max_length=_LONGEST_CELL,
                initial=text_of(cell.action, path, document.scheme or ()),
                widget=forms.Textarea(attrs={"rows": _LINES.get(kind, 1)}),
                error_messages={"max_length": f"Use {_LONGEST_CELL:,} letters or fewer."},
            )

    def chosen(self, known: Sequence[Chosen]) -> list[Chosen]:
        """The cells that were put right before, and those that are now."""
        now = [
            {"column": cell.column.field, "text": self.cleaned_data[name], "at": cell.place}
            for name, cell in self.cells.items()
            if _words(self.cleaned_data[name]) != _words(self.fields[name].initial)
        ]
        again = {(cell["column"], str(cell["at"])) for cell in now}
        return [*(cell for cell in known if (cell["column"], str(cell.get("at"))) not in again), *now]


def _words(text: str) -> str:
    return " ".join(text.split())


def cells_in_words(cells: Sequence[Chosen]) -> list[Chosen]:
    """The cells that were put right and were in the file, each with the name of its field and its number."""
    return [
        cell | {"name": words_of(cell["column"]), "number": number}
        for number, cell in enumerate(cells, 1)
        if cell.get("was") is not None
    ]
