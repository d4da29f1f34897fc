"""What the template of the PDF is given: a plan's tables with their widths, as plain values for JSON."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from followthrough.outputs.layout.sheet_sizes import row_height
from followthrough.outputs.layout.side_tables import (
    REMARKS,
    SideTable,
    key_tables,
    recommendation_table,
    title_lines,
)
from followthrough.outputs.layout.status_colours import rrggbb_of, text_colour_on
from followthrough.outputs.layout.table import Table, TableCell, TableRow
from followthrough.outputs.layout.table_bands import Band, band_of, bands_of
from followthrough.outputs.layout.theme_tables import theme_tables_of, whole_of
from followthrough.outputs.plan.pdf_letters import names_of_missing
from followthrough.outputs.word.pages import MARGIN, Page, Widths, fitted, page_for
from followthrough.plan.document import UNTITLED, Column, PlanDocument

Content = dict[str, Any]
# Points. A plan that is too wide for its page at the first size is set in a smaller one before it is cut.
_SIZES = (8.5, 7.5, 7.0)
# Centimetres that a letter takes at the first of them, on average: the typeface is a narrow one.
_LETTER = 0.15
# In parts of the size: how wide letters are, bold, at most of their kind.
_NARROW, _WIDE, _CAPITAL, _USUAL = 0.37, 0.9, 0.64, 0.56
_KINDS = ((frozenset("fijlrtI.,:;'()|!-"), _NARROW), (frozenset("mwMW@%—"), _WIDE))
_POINTS_A_CENTIMETRE = 72 / 2.54
# Centimetres beside the words of a cell.
_BESIDE = 0.2
# Points: a row as high as this may go on overleaf, a lower one stays whole.
_HIGH = 160
_WORDS = re.compile(r"(\S+)")
# A line may end after these inside a word.
_BREAKS = re.compile(r"(?<=[-–—/])")


class _Sheet(NamedTuple):
    """What every table of a document shares: its page, and what stands for letters that can't be printed."""

    page: Page
    size: float
    in_place_of: dict[int, str]

    def clean(self, text: str) -> str:
        return text.translate(self.in_place_of)

    def lines(self, text: str, width: float) -> list[list[str]]:
        """The lines of a text, each cut so that every other piece is a word too long for the width."""
        return [_pieces(line, width, self.size) for line in self.clean(text).split("\n")]


def content_of(plan: PlanDocument) -> Content:
    """The whole plan for the template: title, page, tables, remarks. Lengths are in centimetres."""
    themes = theme_tables_of(plan)
    whole = whole_of(themes)
    widths = Widths.of(whole)
    page = page_for(widths)
    size, bands = _set(whole, widths, page)
    sheet = _Sheet(page, size, _in_place_of(plan))
    tables = [_side_table(side, sheet) for side in key_tables(plan)]
    for theme, table in themes:
        for number, band in enumerate(bands):
            name = f"{theme or 'Actions'}, continued" if number else theme
            shown = fitted(widths.of_columns(band), sheet.page)
            tables.append(_table(name, band_of(table, band), shown, sheet))
    recommendations = recommendation_table(plan)
    tables += [_side_table(recommendations, sheet)] if recommendations else []
    remarks = [sheet.lines(remark.text, sheet.page.room) for remark in plan.remarks]
    return {
        "is_titled": bool(plan.title),
        "title": sheet.clean(plan.title or UNTITLED),
        "authors": [sheet.clean(plan.organisation)] if plan.organisation else [],
        "subtitles": [sheet.clean(line) for line in title_lines(plan)[1 if plan.title else 0 :]],
        "size": size,
        "page": {"width": sheet.page.width, "height": sheet.page.height, "margin": MARGIN},
        "tables": [table for table in tables if table["rows"]],
        "remarks": {"heading": REMARKS, "words": remarks},
    }


def _set(table: Table, widths: Widths, page: Page) -> tuple[float, list[Band]]:
    """The largest size at which the columns stand side by side, else the first; and the bands they make."""
    tried = [(size, bands_of(table, widths.least, _letters(page, size))) for size in _SIZES]
    return next((each for each in tried if len(each[1]) == 1), tried[0])


def _letters(page: Page, size: float) -> float:
    return page.room / _LETTER * _SIZES[0] / size


def _in_place_of(plan: PlanDocument) -> dict[int, str]:
    return str.maketrans(names_of_missing(_texts(plan.model_dump())))


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _side_table(side: SideTable, sheet: _Sheet) -> Content:
    columns = tuple(Column(heading=heading) for heading in side.columns)
    table = Table(columns, tuple(TableRow(tuple(row), is_main=False) for row in side.rows))
    widths = Widths.of(table)
    wanted = [width * _LETTER for width in widths.wanted]
    shown = wanted if sum(wanted) <= sheet.page.room else fitted(widths, sheet.page)
    return _table(side.heading, table, shown, sheet)


def _table(name: str | None, table: Table, widths: Sequence[float], sheet: _Sheet) -> Content:
    groups = table.groups if table.has_groups else []
    return {
        "name": name and sheet.clean(name),
        "widths": widths,
        "groups": [
            {"words": sheet.lines(group.text, sheet.page.room), "width": group.width} for group in groups
        ],
        "headings": [
            sheet.lines(column.heading, width) for column, width in zip(table.columns, widths, strict=True)
        ],
        "rows": [_row(row, widths, sheet) for row in table.rows],
    }


def _row(row: TableRow, widths: Sequence[float], sheet: _Sheet) -> Content:
    height = row_height((cell.text for cell in row.cells), [width / _LETTER for width in widths])
    return {
        "is_main": row.is_main,
        "is_high": height > _HIGH,
        "cells": [_cell(cell, width, sheet) for cell, width in zip(row.cells, widths, strict=True)],
    }


def _cell(cell: TableCell, width: float, sheet: _Sheet) -> Content:
    fill = rrggbb_of(cell.colour)
    ink = text_colour_on(fill) if fill else None
    return {"lines": sheet.lines(cell.text, width), "fill": fill, "ink": ink}


def _pieces(line: str, width: float, size: float) -> list[str]:
    """The line cut into what fits and what does not, in turn, beginning with what fits."""
    room = (width - _BESIDE) * _POINTS_A_CENTIMETRE / size
    parts = groupby(_WORDS.split(line.strip()), key=lambda part: _is_wider(part, room))
    return ["".join(texts) for _, texts in parts]


def _is_wider(word: str, room: float) -> bool:
    return max(map(_length, _BREAKS.split(word))) > room


def _length(word: str) -> float:
    """How wide a word is at most, in parts of the size of its letters."""
    return sum(map(_width, word))


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    kinds = (width for letters, width in _KINDS if letter in letters)
    return next(kinds, _USUAL if letter.islower() else _CAPITAL)
