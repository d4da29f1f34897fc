"""A report as JSON: every figure, name and sentence that its pages print."""

import json
from typing import Any

from followthrough.outputs.report.blocks import Block, Figure, Lettered, Line, Quote, Report, Table


def to_json(report: Report) -> bytes:
    """The report as one object, indented, in UTF-8."""
    content = {
        "format": "followthrough-report",
        "version": 1,
        "kind": report.kind,
        "title": report.title,
        "subtitle": report.subtitle,
        "body": report.body,
        "as_at": report.day.isoformat(),
        "cover": [{"name": name, "text": text} for name, text in report.cover],
        "headline": [_line(line) for line in report.headline],
        "figures": report.figures,
        "sections": [
            {"heading": each.heading, "blocks": [_block(block) for block in each.blocks]}
            for each in report.sections
        ],
        "to_be_written": report.to_be_written,
        "actions": list(report.data),
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _line(line: Line) -> dict[str, Any]:
    computed = {"computed": line.computed} if line.computed else {}
    return {"lead": line.lead, "text": line.text, **computed}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"kind": "line", **_line(block)}
    if isinstance(block, Lettered):
        return {"kind": "lettered", "stem": block.stem, "items": [_line(item) for item in block.items]}
    if isinstance(block, Quote):
        return {"kind": "quote", "text": block.text, "who": block.who}
    if isinstance(block, Figure):
        picture = block.picture
        return {
            "kind": "figure", "caption": block.caption, "finding": picture.finding,
            "headings": list(picture.headings), "rows": [list(row) for row in picture.rows],
        }  # fmt: skip
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "name": table.name,
        "caption": table.caption,
        "headings": list(table.headings),
        "rows": [[cell.words if cell.number is None else cell.number for cell in row] for row in table.rows],
        "empty": table.empty,
    }
