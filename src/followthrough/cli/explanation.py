"""How a file was read, for a terminal: each stage with its scores and the terms that made them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_TAKEN_FOR = {
    "plan": "the plan",
    "key": "a key",
    "recommendations": "recommendations",
    "not_used": "not used",
}
_LONGEST_ROW = 60


def render(explanation: dict[str, Any], console: "Console") -> None:
    """Print what `explain` found."""
    for line in _lines(explanation):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _lines(explanation: dict[str, Any]) -> Iterator[str]:
    yield f"{explanation['file']}: {explanation['actions']} actions"
    if explanation["refusal"]:
        yield explanation["refusal"]
    for number, table in enumerate(explanation["tables"], 1):
        yield from _table(number, table)
    for name, key in (("Title", "title"), ("Body", "organisation"), ("Day", "as_at")):
        yield ""
        yield f"{name}, what could be it:" if explanation[key] else f"{name}: nothing was found."
        for each in explanation[key]:
            yield f"  {each['points']:>5}  {each['text']}  ({each['reason']})"


def _table(number: int, table: dict[str, Any]) -> Iterator[str]:
    place = ", ".join(f"{name} {value}" for name, value in table["place"].items())
    yield ""
    yield f"Table {number} ({place}; {table['rows']} rows): {_TAKEN_FOR[table['taken_for']]}. {table['why']}"
    yield "  Is a row one of headings?"
    for row in table["headers"]:
        mark = "*" if row["is_header"] else " "
        yield f"  {mark} {row['chance']:.2f}  row {row['row']}: {row['words']}"
        yield f"          {_terms(row)}"
    if "columns" not in table:
        return
    yield f"  Is it a plan? {table['plan_chance']:.2f}: {_terms(table, 'plan_terms')}"
    yield "  What are its columns?"
    for column in table["columns"]:
        read_as = column["read_as"] or "nothing"
        yield (
            f"    “{column['heading']}” was read as {read_as}: {column['best']} {column['chance']:.2f}, "
            f"then {column['second']} {column['second_chance']:.2f}"
        )
        yield f"          {_terms(column)}"
    kinds = table.get("row_kinds", [])
    yield f"  What are its rows? {_counts(kinds)}"
    for row in kinds:
        page = f"page {row['page']}, " if row["page"] else ""
        yield f"    {page}row {row['row']}: {row['kind']}{_likely(row)}: {row['words'][:_LONGEST_ROW]}"


def _likely(row: dict[str, Any]) -> str:
    """How likely a row is what it was read as, where that was weighed, and what it could be instead."""
    chance = "" if row["chance"] is None else f" {row['chance']:.2f}"
    return f"{chance}, then {row['other']}" if chance and row["other"] else chance


def _terms(stage: dict[str, Any], key: str = "terms") -> str:
    return ", ".join(f"{name} {value:+.2f}" for name, value in stage[key])


def _counts(kinds: list[dict[str, Any]]) -> str:
    names = dict.fromkeys(row["kind"] for row in kinds)
    counts = {name: sum(row["kind"] == name for row in kinds) for name in names}
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "None was read."
