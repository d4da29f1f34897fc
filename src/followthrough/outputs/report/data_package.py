"""A report as a data package (Frictionless): a CSV for each table, and what each of its columns holds."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from followthrough.outputs.report.as_csv import safe_for_sheets
from followthrough.outputs.report.blocks import Cell, Report, Table

_PROFILE = "tabular-data-package"
_WHOLE_PLAN = "all-actions"
# What each column of the table of all actions holds: the data dictionary.
ACTION_FIELDS: Mapping[str, tuple[str, str]] = {
    "ref": ("string", "The ref of the action in the plan, empty where it has none."),
    "title": ("string", "What is to be done."),
    "theme": ("string", "The theme that it belongs to."),
    "owner": ("string", "The post that answers for it in each round."),
    "director": ("string", "The post that is accountable for it."),
    "priority": ("string", "Its priority in the words of the plan."),
    "answers": ("string", "The recommendations that it answers, parted by semicolons."),
    "status": ("string", "Its status at the day of the figures, in the words of the plan."),
    "status_before": ("string", "Its status at the round before, empty where it was not there."),
    "first": ("string", "The date first agreed, in the words of the plan."),
    "first_day": ("date", "The last day that the date first agreed can mean."),
    "current": ("string", "The date agreed now, in the words of the plan."),
    "current_day": ("date", "The last day that the date agreed now can mean."),
    "expected": ("string", "When its owner expects it to be done, in the owner's words."),
    "expected_day": ("date", "The last day that this can mean."),
    "months_late": ("integer", "Whole months from the date agreed now to the one expected; under way only."),
    "months_late_on_first": ("integer", "The same from the date first agreed."),
    "no_return": ("boolean", "Whether a return was due for this round and did not come."),
    "update": ("string", "What was last said of it."),
}


def to_data_package(report: Report) -> bytes:
    """The bytes of a .zip file with `datapackage.json` and the CSVs that it describes."""
    files: dict[str, str] = {}
    resources = [_all_actions(report, files)] if report.data else []
    for at, table in enumerate((each for each in report.tables if each.rows), start=1):
        resources.append(_resource(f"{at:02}-{_slug(table.name)}", table, files))
    described = {
        "profile": _PROFILE,
        "name": _slug(f"{report.kind}-{report.day.isoformat()}"),
        "title": report.title,
        "description": " ".join(line.words for line in report.headline),
        "created": f"{report.day.isoformat()}T00:00:00Z",
        "contributors": [{"title": report.body, "role": "publisher"}] if report.body else [],
        "resources": resources,
    }
    described = {name: value for name, value in described.items() if value}
    files["datapackage.json"] = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    return _zipped(files, report)


def _all_actions(report: Report, files: dict[str, str]) -> dict[str, Any]:
    rows = [[_plain(action.get(name)) for name in ACTION_FIELDS] for action in report.data]
    files[f"{_WHOLE_PLAN}.csv"] = _csv(list(ACTION_FIELDS), rows)
    fields = [
        {"name": name, "type": kind, "description": words} for name, (kind, words) in ACTION_FIELDS.items()
    ]
    return _described(_WHOLE_PLAN, "Every action of the plan", fields)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return safe_for_sheets("; ".join(map(str, value)))
    return safe_for_sheets(value) if isinstance(value, str) else value


def _resource(name: str, table: Table, files: dict[str, str]) -> dict[str, Any]:
    """A table of the report: numbers as such where a column has nothing else, days beside their words."""
    columns: list[tuple[dict[str, Any], list[Any]]] = []
    for at, heading in enumerate(table.headings):
        cells = [row[at] for row in table.rows]
        is_number = all(each.number is not None for each in cells)
        values = [each.number if is_number else safe_for_sheets(each.words) for each in cells]
        kind = "integer" if is_number else "string"
        columns.append(({"name": heading, "type": kind}, values))
        if any(each.when for each in cells):
            words = f"The last day that “{heading}” can mean."
            described = {"name": f"{heading} (day)", "type": "date", "description": words}
            columns.append((described, [_day(each) for each in cells]))
    fields = _each_with_its_own_name([described for described, _ in columns])
    rows = list(zip(*(values for _, values in columns), strict=True))
    files[f"{name}.csv"] = _csv([each["name"] for each in fields], rows)
    return _described(name, table.caption, fields)


def _day(cell: Cell) -> str:
    day = cell.when.latest if cell.when else None
    return day.isoformat() if day else ""


def _each_with_its_own_name(fields: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two columns of one name can't be told apart by those who read them by name."""
    seen: dict[str, int] = {}
    named = []
    for each in fields:
        name = each["name"] or "Column"
        seen[name] = seen.get(name, 0) + 1
        named.append(each | {"name": name if seen[name] == 1 else f"{name} {seen[name]}"})
    return named


def _described(name: str, title: str, fields: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": list(fields), "missingValues": [""]},
    }


def _csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(headings)
    writer.writerows(rows)
    return stream.getvalue()


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "table"


def _zipped(files: Mapping[str, str], report: Report) -> bytes:
    """The same content gives the same bytes, so each part has the day of the figures."""
    stream, day = BytesIO(), report.day
    with ZipFile(stream, "w") as archive:
        for name in sorted(files, key=lambda each: (each != "datapackage.json", each)):
            part = ZipInfo(name, (min(max(day.year, 1980), 2107), day.month, day.day, 0, 0, 0))
            archive.writestr(part, files[name].encode(), ZIP_DEFLATED)
    return stream.getvalue()
