"""What is to be said of a workbook: what is hidden, what was not run, which formulas have no value."""

import re
from collections.abc import Iterable, Iterator
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from followthrough.intake.grid import Place, Said
from followthrough.intake.readers.excel_sheet import SheetPart
from followthrough.intake.readers.excel_workbook import SheetName
from followthrough.intake.readers.workbook_notes import NO_MACROS_RUN, said_hidden, said_hidden_sheet

_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$", re.IGNORECASE)
# A cell with a formula that no program has worked out: it has no value, or an empty one.
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]{0,200})>\s*<(?:\w+:)?f(?:\s[^>/]{0,200})?(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_MOST_NAMED = 5
# Excel writes this above a thread of comments, for those of its versions that know no threads.
_THREAD = re.compile(r"^\[Threaded comment\].*?\bComment:\s*", re.DOTALL)


def note_text(comment: str) -> str:
    """What a person wrote in a comment, without what Excel writes above it."""
    return _THREAD.sub("", comment.strip()).strip()


def hidden_parts(
    name: SheetName, sheet: SheetPart, rows: Iterable[int], columns: Iterable[int]
) -> Iterator[Said]:
    """That a sheet is hidden, and which of its `rows` and `columns` are; numbers begin at 1."""
    place = Place(sheet=name.title)
    if name.is_hidden:
        yield said_hidden_sheet(place)
    spans = sheet.hidden_columns
    hidden_columns = {it for it in columns if any(first <= it <= last for first, last in spans)}
    yield from said_hidden(place, sheet.hidden_rows.intersection(rows), hidden_columns)


def said_of_macros(package: ZipFile) -> Iterator[Said]:
    """That a file has macros and none was run; nothing where it has none."""
    if any(map(_MACROS.search, package.namelist())):
        yield NO_MACROS_RUN


def formulas_without_value(package: ZipFile) -> Iterator[Said]:
    """For each sheet the formulas whose value no program has put into the file yet."""
    for name, part in _sheet_parts(package).items():
        cells = [
            cell[1] for found in _WITHOUT_VALUE.findall(package.read(part)) if (cell := _CELL.search(found))
        ]
        if cells:
            yield _without_value(name, [cell.decode() for cell in cells])


def _without_value(sheet: str, cells: list[str]) -> Said:
    named = ", ".join(cells[:_MOST_NAMED]) + (" and others" if len(cells) > _MOST_NAMED else "")
    row = int(re.sub(r"\D", "", cells[0]))
    text = (
        f"The formula in {named} has no value in the file, so it was read as empty. "
        "Open the file in Excel, save it and read it again."
    )
    return Said("formula_without_value", text, Place(sheet=sheet, row=row), severity="warning")


def _sheet_parts(package: ZipFile) -> dict[str, str]:
    """The part of the package that holds each sheet, by the sheet's name."""
    links = fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for sheet in fromstring(package.read("xl/workbook.xml")).findall(".//{*}sheet"):
        relation = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        target = targets.get(relation, "")
        parts[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    there = set(package.namelist())
    return {name: part for name, part in parts.items() if part in there}
