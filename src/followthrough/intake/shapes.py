"""A table without its texts: what its columns hold, what its rows became, and the shapes of its cells."""

import re
from typing import Any

from followthrough.intake.grid import Row
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.tables.cells import kinds_of
from followthrough.intake.tables.stretches import Stretch, row_as_shown

# So many rows show how a table is; a shape of more words shows no more.
_MOST_ROWS, _MOST_WORDS = 60, 40
_WORD, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")


def shape_of(stretch: Stretch, reading: TableReading | None) -> dict[str, Any]:
    """The shape in the form of a labelled table: `headers`, `columns` with their fields, `rows` with their
    kinds. The headings are the file's words; of the cells none is left."""
    above, heads = stretch.header or (0, 0)
    rows = stretch.rows[above + heads :][:_MOST_ROWS]
    headers = stretch.rows[above : above + heads]
    width = max((len(row.cells) for row in [*headers, *rows]), default=0)
    columns = {column.index: column for column in reading.columns} if reading else {}
    begins = {record.place for record in reading.records} if reading else set()
    return {
        "headers": [list(row_as_shown(row)) for row in headers],
        "columns": [
            {
                "heading": columns[at].heading if at in columns else "",
                "field": columns[at].field if at in columns else "other",
            }
            for at in range(width)
        ],
        "rows": [_row(row, "action" if row.place in begins else "other") for row in rows],
    }


def _row(row: Row, kind: str) -> dict[str, Any]:
    texts = [cell.text for cell in row.cells]
    return {
        "kind": kind,
        "cells": [shape_of_text(text) for text in texts],
        "kinds": [sorted(kinds_of(text)) if text else [] for text in texts],
    }


def shape_of_text(text: str) -> str:
    """A text with each word as x, or X where it has a capital, and each digit as 9: "X x X", "99/99/9999"."""
    words = " ".join(text.split()[:_MOST_WORDS])
    return _DIGIT.sub("9", _WORD.sub(lambda word: "x" if word[0].islower() else "X", words))
