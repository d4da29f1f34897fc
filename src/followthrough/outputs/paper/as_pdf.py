"""A paper as a PDF that a screen reader can follow (tagged, PDF/UA-1)."""

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import typst

from followthrough.outputs.paper.content import Paper, PaperTable
from followthrough.outputs.plan.pdf_letters import STANDARD, names_of_missing, typefaces

# The narrowest share of a page that a column of words gets, in letters.
_LEAST, _MOST = 6, 40


def paper_as_pdf(paper: Paper) -> bytes:
    """The bytes of a PDF. A sign that the typefaces don't have is written by its name in brackets."""
    template = files("followthrough.outputs.paper").joinpath("paper.typ").read_bytes()
    day = paper.day
    return typst.compile(
        template,
        sys_inputs={"paper": json.dumps(_printable(_content_of(paper)))},
        font_paths=typefaces(),
        pdf_standards=STANDARD,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _content_of(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "author": paper.author,
        "facts": list(paper.facts),
        "sentences": list(paper.sentences),
        "tables": [_table(table) for table in (paper.table_of_figures, *paper.printed_tables)],
        "notes": list(paper.notes),
    }


def _table(table: PaperTable) -> dict[str, Any]:
    longest = [
        max([len(words), *(len(str(row[at])) for row in table.rows)])
        for at, words in enumerate(table.headings)
    ]
    return {
        "heading": table.heading,
        "note": table.note,
        "empty": table.empty,
        "headings": list(table.headings),
        "widths": [min(max(letters, _LEAST), _MOST) for letters in longest],
        "rows": [[str(cell) for cell in row] for row in table.rows],
        "numbers": [all(isinstance(row[at], int) for row in table.rows) for at in range(len(table.headings))],
    }


def _printable(content: dict[str, Any]) -> dict[str, Any]:
    """The same with every sign that can't be printed in words."""
    missing = str.maketrans(names_of_missing(_texts(content)))

    def said(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(missing)
        if isinstance(value, list):
            return [said(each) for each in value]
        return {key: said(each) for key, each in value.items()} if isinstance(value, dict) else value

    printable: dict[str, Any] = said(content)
    return printable


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]
