"""A report as a PDF that a screen reader can follow (tagged, PDF/UA-1)."""

import json
from collections.abc import Iterator
from typing import Any

from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.plan.pdf_letters import names_of_missing
from followthrough.outputs.report.blocks import (
    Block,
    Cell,
    Figure,
    Lettered,
    Line,
    Quote,
    Report,
    Section,
    Table,
    leads_to_table,
)
from followthrough.outputs.report.raster import svg_on_paper, width_on_paper
from followthrough.outputs.report.typesetting import typeset, typeset_apart
from followthrough.outputs.report.widths import fit

# Centimetres between the margins, upright and across.
_ROOM, _ROOM_ACROSS = 16.6, 26.1
# Letters: a row that holds more may go on overleaf, a shorter one stays whole.
_HIGH = 900
# Letters of content, those of some 700 actions: the engine keeps what it has set, 0.2 MB an action,
# so that what is longer is set by a process that ends with it.
_LONG = 400_000


def to_pdf(report: Report) -> bytes:
    """The bytes of a PDF. A sign that the typefaces don't have is written by its name in brackets."""
    content = json.dumps(_printable(_content_of(report)))
    return typeset(content, report.day) if len(content) < _LONG else typeset_apart(content, report.day)


def _content_of(report: Report) -> dict[str, Any]:
    numbers = iter(range(1, len(report.sections) + 1))
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "author": report.body,
        "running": report.running,
        "foot": report.subtitle,
        "is_short": report.is_short,
        "colour": report.colour,
        "logo": list(report.logo),
        "logo_alt": f"Logo of {report.body}".strip(),
        "opening": len(report.opening),
        "cover": [list(row) for row in report.cover],
        "headline": [{"lead": line.lead, "text": line.text} for line in report.headline],
        "sections": [
            _section(section, str(next(numbers)) if section.has_number else "") for section in report.sections
        ],
    }


def _section(section: Section, number: str) -> dict[str, Any]:
    paragraphs = iter(range(1, len(section.blocks) + 1))
    room = _ROOM_ACROSS if section.is_appendix else _ROOM
    return {
        "number": number,
        "heading": section.heading,
        "is_appendix": section.is_appendix,
        "starts_page": section.starts_page,
        "blocks": [
            _block(block, number, paragraphs, room) | {"leads": leads_to_table(section, at)}
            for at, block in enumerate(section.blocks)
        ],
    }


def _block(block: Block, number: str, paragraphs: Iterator[int], room: float) -> dict[str, Any]:
    if isinstance(block, Figure):
        return {
            "kind": "figure",
            "caption": block.caption,
            "svg": svg_on_paper(block.picture),
            "alt": block.picture.finding,
            "width": width_on_paper(block.picture, room),
        }
    if isinstance(block, Quote):
        return {"kind": "quote", "text": block.text, "who": block.who}
    if isinstance(block, Table) and block.rows:
        return _table(block.on_paper or block, room)
    at = f"{number}.{next(paragraphs)}" if number else ""
    if isinstance(block, Lettered):
        items = [{"lead": item.lead, "text": item.text} for item in block.items]
        return {"kind": "lettered", "number": at, "text": block.stem, "items": items}
    line = Line(block.empty) if isinstance(block, Table) else block
    return {"kind": "line", "number": at, "lead": line.lead, "text": line.text, "marked": line.to_be_written}


def _table(table: Table, room: float) -> dict[str, Any]:
    widths, size, is_wide = fit(table, room)
    if is_wide and room < _ROOM_ACROSS:
        widths, size, _ = fit(table, _ROOM_ACROSS)
    return {
        "kind": "table",
        "is_wide": is_wide and room < _ROOM_ACROSS,
        "caption": table.caption,
        "widths": widths,
        "size": size,
        "headings": list(table.headings),
        "numeric": [table.is_numeric(at) for at in range(len(table.headings))],
        "has_total": table.has_total,
        "whole": len(table.rows) <= 4 or (table.has_total and len(table.rows) <= 12),
        "high": [at for at, row in enumerate(table.rows) if sum(len(each.words) for each in row) > _HIGH],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> str | list[str | None]:
    """Its words; with what stands in bold before them and the colours where it has any."""
    if not cell.lead and not cell.fill:
        return cell.text
    return [cell.lead, cell.text, cell.fill, text_colour_on(cell.fill) if cell.fill else None]


def _printable(content: dict[str, Any]) -> dict[str, Any]:
    """The same with every sign that can't be printed in words; pictures among it, which are text too."""
    missing = str.maketrans(names_of_missing(_texts(content)))

    def printable(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(missing)
        if isinstance(value, list):
            return [printable(each) for each in value]
        return {key: printable(each) for key, each in value.items()} if isinstance(value, dict) else value

    found: dict[str, Any] = printable(content)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
