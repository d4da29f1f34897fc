"""What a person says of the tables and cells of a file, and the corrections that this makes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from followthrough.intake.corrections import place_as_json
from followthrough.intake.grid import Place
from followthrough.outputs.layout.action_text import text_of
from followthrough.plan.document import Action, Column, PlanDocument
from followthrough.plan.fields import FIELDS
from followthrough.site.imports.columns_read import words_of
from followthrough.site.imports.tables_read import TableReading, rows_in_words

AS_READ = ""
_MOST_HEADS = 3
_LONGEST_CELL = 1_000
# What a person puts right is a value; a longer text is edited in the plan once it is added.
_VALUES = {"ref", "text", "group", "people", "date", "status", "rating", "yes_no"}
_NO_VALUES = {"measures", "answers", "risk:description"}
# How many lines the box of a cell has.
_LINES = {"text": 3, "people": 2}

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
                label=f"What table {table.number} is",
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
                label=f"The headings of table {table.number}",
                required=False,
                initial=_as_choice(known["header"]) if known.get("header") else AS_READ,
                choices=[(AS_READ, f"As read: {table.headings}"), *_headers(table)],
            )
            self.fields[f"last_{table.number}"] = forms.IntegerField(
                label=f"The last row of table {table.number}, if not all",
                required=False,
                min_value=1,
                max_value=table.seen.rows,
                initial=known.get("last"),
                error_messages={
                    "invalid": f"Write the last row of table {table.number} as a number.",
                    "min_value": f"The rows of table {table.number} are counted from 1.",
                    "max_value": f"Table {table.number} has {table.size}. Write a number up to that.",
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


def _headers(table: TableReading) -> list[tuple[str, str]]:
    """What the headings can be: no row, or up to three of the first rows."""
    shown = len(table.seen.first)
    rows = [(above, count) for count in range(1, _MOST_HEADS + 1) for above in range(shown - count + 1)]
    found = [(f"{above},{count}", rows_in_words(above, count).capitalize()) for above, count in rows]
    return [("0,0", "It has no headings"), *found]


def _as_choice(header: Mapping[str, int]) -> str:
    return f"{header['above']},{header['rows']}"


class CellsForm(forms.Form):
    """The values of one action as they were read, each to be put right."""

    def __init__(self, document: PlanDocument, action: Action, *args: Any) -> None:
        super().__init__(*args)
        self.action = action
        self.columns: dict[str, Column] = {}
        for number, column in enumerate(_columns_of_values(document), 1):
            path = column.field or ""
            kind = FIELDS[path if path in FIELDS else path.partition(":")[0]].kind
            name = f"cell_{number}"
            self.columns[name] = column
            self.fields[name] = forms.CharField(
                label=column.full_heading or words_of(path),
                help_text="" if words_of(path) == column.full_heading else words_of(path),
                required=False,
                max_length=_LONGEST_CELL,
                initial=text_of(action, path, document.scheme or ()),
                widget=forms.Textarea(attrs={"rows": _LINES.get(kind, 1)}),
                error_messages={"max_length": f"Use {_LONGEST_CELL:,} letters or fewer."},
            )

    @property
    def place(self) -> dict[str, Any]:
        return place_as_json(Place.of(self.action.where))

    def chosen(self, known: Sequence[Chosen]) -> list[Chosen]:
        """The cells that were put right before, and those that are now."""
        now = [
            {"column": column.field, "text": self.cleaned_data[name], "at": self.place}
            for name, column in self.columns.items()
            if _words(self.cleaned_data[name]) != _words(self.fields[name].initial)
        ]
        again = {(cell["column"], str(cell["at"])) for cell in now}
        return [*(cell for cell in known if (cell["column"], str(cell.get("at"))) not in again), *now]


def _columns_of_values(document: PlanDocument) -> list[Column]:
    """The columns that hold values, once a field."""
    found: dict[str, Column] = {}
    for column in document.layout:
        path = column.field or "note"
        field = FIELDS.get(path) or FIELDS.get(path.partition(":")[0])
        if field and field.kind in _VALUES and field.path not in _NO_VALUES:
            found.setdefault(path, column)
    return list(found.values())


def _words(text: str) -> str:
    return " ".join(text.split())


def cells_in_words(cells: Sequence[Chosen]) -> list[Chosen]:
    """The cells that were put right and were in the file, each with the name of its field."""
    return [cell | {"name": words_of(cell["column"])} for cell in cells if cell.get("was") is not None]
