"""The labelled tables that weights are fitted on are whole, all invented, and known by one name each."""

import json
from collections import Counter
from pathlib import Path

import pytest

_FILES = sorted((Path(__file__).parent / "labelled").glob("*.jsonl"))
_KINDS = {"section", "action", "continuation", "narrative", "explanation", "total", "other"}
_FIELDS = {
    "ref", "title", "owner", "due", "original_due", "start", "completed_on", "status", "update", "forecast",
    "priority", "risk:rating", "risk:description", "measures", "evidence", "answers", "source", "theme",
    "workstream", "change_control", "cost", "note", "other",
}  # fmt: skip
_Table = dict[str, list[dict[str, str]]]


def _tables(path: Path) -> list[_Table]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_each_column_has_a_field_and_each_row_a_kind(path: Path) -> None:
    for table in _tables(path):
        assert {column["field"] for column in table["columns"]} <= _FIELDS, table["id"]
        assert {row["kind"] for row in table["rows"]} <= _KINDS, table["id"]
        assert all(len(row["cells"]) <= len(table["columns"]) for row in table["rows"]), table["id"]


def test_a_plan_names_what_is_promised_and_has_actions() -> None:
    for table in (table for path in _FILES for table in _tables(path)):
        if table.get("is_plan", True):
            assert [column["field"] for column in table["columns"]].count("title") >= 1, table["id"]
            assert any(row["kind"] == "action" for row in table["rows"]), table["id"]


def test_all_are_invented_and_have_names_of_their_own() -> None:
    tables = [table for path in _FILES for table in _tables(path)]
    assert all(table["invented"] for table in tables)
    assert max(Counter(str(table["id"]) for table in tables).values()) == 1
