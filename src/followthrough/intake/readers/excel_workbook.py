"""A workbook's package taken apart: its sheets, the strings and looks of their cells, comments, macros."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import NamedTuple
from zipfile import ZipFile

from lxml.etree import _Element as Element

from followthrough.intake.readers.excel_sheet import SheetPart, read_sheet, read_strings, spot_of
from followthrough.intake.readers.excel_styles import Look, read_styles, theme_colours
from followthrough.intake.readers.package import root_of

_WORKBOOK = "xl/workbook.xml"
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_YES = ("1", "true", "on")
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$", re.IGNORECASE)
# A cell with a formula that no program has worked out: it has no value, or an empty one.
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]{0,200})>\s*<(?:\w+:)?f(?:\s[^>/]{0,200})?(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
# Excel writes this above a thread of comments, for those of its versions that know no threads.
_THREAD = re.compile(r"^\[Threaded comment\].*?\bComment:\s*", re.DOTALL)


class SheetName(NamedTuple):
    """A sheet that a workbook lists, and the part of the package that holds it."""

    title: str
    is_hidden: bool
    part: str


@dataclass(frozen=True)
class Workbook:
    """What the sheets of one workbook share. `counts_from_1904`: its days are counted from another one."""

    package: ZipFile
    sheets: list[SheetName]
    strings: list[str]
    looks: list[Look]
    counts_from_1904: bool

    def read(self, sheet: SheetName) -> SheetPart:
        """The cells of a sheet. Raises what lxml and zipfile raise, and ValueError, for a damaged part."""
        with closing(self.package.open(sheet.part)) as stream:
            return read_sheet(stream)

    @property
    def has_macros(self) -> bool:
        """Whether the file holds programs, which are never run."""
        return any(map(_MACROS.search, self.package.namelist()))

    def without_value(self, sheet: SheetName) -> list[str]:
        """The names of the cells whose formula no program has worked out yet."""
        found = map(_CELL.search, _WITHOUT_VALUE.findall(self.package.read(sheet.part)))
        return [cell[1].decode() for cell in found if cell]

    def comments_on(self, sheet: SheetName) -> list[tuple[int, str]]:
        """The row and the text of each comment on a cell, in reading order, without what Excel adds to it."""
        parts = [part for kind, part in _relations(self.package, sheet.part).values() if kind == "comments"]
        found = [_comments(_root(self.package, part)) for part in parts if part in self.package.namelist()]
        in_order = sorted(comment for comments in found for comment in comments)
        bare = ((row, _THREAD.sub("", text.strip()).strip()) for (row, _), text in in_order)
        return [(row, text) for row, text in bare if text]


def open_workbook(package: ZipFile) -> Workbook:
    """A workbook by its package. Raises what lxml and zipfile raise, and ValueError, where it is damaged."""
    there = set(package.namelist())
    root = _root(package, _WORKBOOK)
    relations = _relations(package, _WORKBOOK)
    if not relations:
        raise ValueError("a workbook without its sheets")
    parts = {kind: part for kind, part in relations.values() if part in there}
    theme = theme_colours(package.read(parts["theme"]) if "theme" in parts else None)
    settings = root.find("{*}workbookPr")
    return Workbook(
        package,
        sheets=[sheet for sheet in _sheets(root, relations) if sheet.part in there],
        strings=_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else [],
        looks=read_styles(_root(package, parts["styles"]), theme) if "styles" in parts else [],
        counts_from_1904=settings is not None and settings.get("date1904") in _YES,
    )


def _root(package: ZipFile, part: str) -> Element:
    return root_of(package.read(part))


def _relations(package: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part names in others: by the name, the last word of its kind, and the part."""
    folder, _, file = part.rpartition("/")
    listing = f"{folder}/_rels/{file}.rels"
    if listing not in package.namelist():
        return {}
    return {
        relation.get("Id", ""): (
            relation.get("Type", "").rpartition("/")[2],
            _absolute(part, relation.get("Target", "")),
        )
        for relation in _root(package, listing)
    }


def _absolute(part: str, target: str) -> str:
    return target[1:] if target.startswith("/") else normpath(join(dirname(part), target))


def _sheets(root: Element, relations: dict[str, tuple[str, str]]) -> Iterator[SheetName]:
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        name = next((sheet.get(kind, "") for kind in _RELATION if kind in sheet.attrib), "")
        kind, part = relations.get(name, ("", ""))
        if kind == "worksheet":
            is_hidden = sheet.get("state", "visible") != "visible"
            yield SheetName(sheet.get("name", ""), is_hidden, part)


def _strings(package: ZipFile, part: str) -> list[str]:
    with closing(package.open(part)) as stream:
        return read_strings(stream)


def _comments(root: Element) -> Iterator[tuple[tuple[int, int], str]]:
    for comment in root.iterfind("{*}commentList/{*}comment"):
        text = comment.find("{*}text")
        if text is not None:
            yield spot_of(comment.get("ref", "")), _text_within(text)


def _text_within(element: Element) -> str:
    """The text of a string, of runs or whole; how it is pronounced, which some say too, is left out."""
    main = element.tag[: element.tag.index("}") + 1]
    runs = (part.find(f"{main}t") if part.tag == f"{main}r" else part for part in element)
    return "".join(run.text or "" for run in runs if run is not None and run.tag == f"{main}t")
