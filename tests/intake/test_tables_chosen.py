"""A person says which table is the plan, which rows head it, and what stands in a cell."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followthrough.intake.corrections import CellChoice, Corrections, TableChoice, Use, corrections_in
from followthrough.intake.grid import Place, UnreadableFileError
from followthrough.intake.read import FileReading, read_bytes, read_for_review
from tests.intake.layouts import lay_out

# Headings in words that nobody knows, below a title and a blank line.
FOREIGN = """Pond works,,,

Wat,Wer,Wanneer,Stand
Dredge the pond,Head of Parks,March 2023,On track
Mend the sluice,Parks Manager,1/2/23,Not started
"""
PLAN = """Ref,Action,Owner,Due date,Status
1,Dredge the pond,Head of Parks,March 2023,On track
2,Mend the sluice,Parks Manager,May 2023,Not started
"""


def review(text: str, *tables: TableChoice, cells: tuple[CellChoice, ...] = ()) -> FileReading:
    return read_for_review(text.encode(), "pond.csv", Corrections({}, tables, cells))


def chosen(text: str, use: Use = "plan", header: tuple[int, int] | None = None) -> TableChoice:
    """The first table of a file, chosen."""
    [first, *_] = review(text).tables
    headings = tuple(first.first[sum(header) - 1]) if header and header[1] else ()
    return TableChoice(first.place, use, header, headings)


def titles(read: FileReading) -> list[str]:
    assert read.plan
    return [action.title for action in read.plan.actions]


def test_a_file_without_a_plan_shows_the_tables_that_it_has() -> None:
    read = review(FOREIGN)

    assert read.plan is None
    assert read.refusal.startswith("No table of actions was found in pond.csv.")
    [table] = read.tables
    assert (table.place, table.rows, table.header, table.taken_for) == (Place(row=3), 3, None, "not_used")
    assert table.first[0] == ["Wat", "Wer", "Wanneer", "Stand"]


def test_a_file_with_nothing_like_a_table_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFileError, match="No table of actions was found"):
        review("Dear all,\nthe pond is to be dredged.\n")


def test_a_table_under_headings_that_nobody_knows_becomes_the_plan() -> None:
    read = review(FOREIGN, chosen(FOREIGN, header=(0, 1)))

    assert read.plan
    assert titles(read) == ["Dredge the pond", "Mend the sluice"]
    assert [column.field for column in read.plan.layout] == ["title", "owner:Wer", "due", "status"]
    assert (read.tables[0].taken_for, read.tables[0].use, read.tables[0].header) == ("plan", "plan", (0, 1))


def test_a_table_without_headings_has_its_columns_numbered() -> None:
    rows = "Dredge the pond,Head of Parks,March 2023\nMend the sluice,Parks Manager,May 2023\n"
    read = review(rows, chosen(rows, header=(0, 0)))

    assert read.plan
    assert titles(read) == ["Dredge the pond", "Mend the sluice"]
    assert [column.heading for column in read.plan.layout] == ["Column 1", "Column 2", "Column 3"]


def test_rows_below_the_last_of_a_table_give_no_action_and_keep_their_words() -> None:
    both = PLAN + "3,Pay for pumps,North Supplies,March 2023,On track\n"
    [table] = review(both).tables

    read = review(both, TableChoice(table.place, "plan", last=3))

    assert read.plan
    assert titles(read) == ["Dredge the pond", "Mend the sluice"]
    assert "North Supplies" in {remark.text for remark in read.plan.remarks}


def test_a_table_that_is_not_the_plan_gives_no_action_and_keeps_its_words() -> None:
    page = (
        b"<!DOCTYPE html><table><tr><th>Ref<th>Action<th>Owner<th>Due<tr><td>1<td>Mend the sluice<td>Parks"
        b" Manager<td>May 2023</table><p>Costs</p><table><tr><th>Item<th>Price<th>Supplier<tr><td>Buy a pump"
        b"<td>120<td>North Supplies<tr><td>Lay the pipe<td>30<td>South Supplies</table>"
    )
    plan, prices = read_for_review(page, "pond.html", Corrections()).tables

    choices = [TableChoice(plan.place, "not_plan"), TableChoice(prices.place, "plan", (0, 1))]
    read = read_for_review(page, "pond.html", Corrections({}, choices))

    assert read.plan
    assert titles(read) == ["Buy a pump", "Lay the pipe"]
    assert [table.taken_for for table in read.tables] == ["not_used", "plan"]
    assert "Mend the sluice" in {remark.text for remark in read.plan.remarks}


def test_no_table_being_the_plan_shows_them_again_and_why() -> None:
    read = review(PLAN, TableChoice(Place(row=1), "not_plan"))

    assert read.plan is None
    assert read.tables[0].why == "A person said so."


def test_rows_of_another_table_go_on_with_the_one_above() -> None:
    both = PLAN + "\nRef,Price,Supplier,Ordered,State\n3,Clear the reeds,Head of Parks,June 2023,On track\n"
    read = review(both)

    joined = review(both, TableChoice(read.tables[-1].place, "goes_on"))

    assert "Clear the reeds" in titles(joined)


def test_what_was_chosen_holds_in_another_version_with_more_above_it() -> None:
    table = FOREIGN.partition("\n\n")[2]
    later = f"Pond works,,,\nSecond version,,,\n\nAlways bring boots,and,a,map\n{table}"

    read = review(later, chosen(FOREIGN, header=(0, 1)))

    assert titles(read) == ["Dredge the pond", "Mend the sluice"]


def test_a_cell_put_right_is_read_and_the_words_of_the_file_are_kept() -> None:
    cell = CellChoice("Due date", "6 June 2023", at=Place(row=3))
    read = review(PLAN, cells=(cell,))

    assert read.plan
    due = read.plan.actions[1].due
    assert due is not None
    assert (due.text, due.edtf) == ("6 June 2023", "2023-06-06")
    assert "May 2023" in {remark.text for remark in read.plan.remarks}
    assert read.plan.actions[1].original_due is None
    assert read.cells == [replace(cell, was="May 2023", ref="2")]


def test_a_cell_put_right_holds_in_another_version_while_the_file_says_the_same() -> None:
    known = CellChoice("Due date", "6 June 2023", ref="2", was="May 2023")
    moved = PLAN.replace("1,Dredge", "0,Survey the pond,Head of Parks,May 2023,Complete\n1,Dredge")
    settled = moved.replace("Parks Manager,May 2023", "Parks Manager,July 2023")

    for text, due in ((moved, "6 June 2023"), (settled, "July 2023")):
        read = review(text, cells=(known,))
        assert read.plan
        assert [action.due.text for action in read.plan.actions if action.due][-1] == due


@given(st.integers(0, 400))
@example(seed=347)  # a page prints the headings again, in the midst of a cell
@settings(max_examples=12, deadline=None)
def test_choosing_what_was_found_changes_nothing(seed: int) -> None:
    layout = lay_out(seed, actions=slice(12))
    found = read_for_review(layout.content, layout.name, Corrections())
    same = [
        TableChoice(table.place, "plan", table.header) for table in found.tables if table.taken_for == "plan"
    ]

    again = read_for_review(layout.content, layout.name, Corrections({}, same))

    assert same
    assert titles(again) == titles(found)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ([], "the file"),
        ({"colours": {}}, "colours"),
        ({"columns": {"Owner": "colour"}}, "No column of a plan can hold 'colour'"),
        ({"tables": [{"at": {"row": 1}, "use": "perhaps"}]}, "tables.0.use"),
        ({"tables": [{"at": {"row": 1}, "use": "plan", "header": {"above": 0, "rows": 9}}]}, "header.rows"),
    ],
)
def test_what_are_no_corrections_is_said_with_its_place(stored: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        corrections_in(stored)


def test_corrections_are_told_as_json() -> None:
    stored = {
        "columns": {"Wanneer": "due"},
        "tables": [{"at": {"row": 3}, "use": "plan", "header": {"above": 0, "rows": 1}}],
        "cells": [{"column": "Wanneer", "text": "2 January 2023", "at": {"row": 5}}],
    }
    plan = read_bytes(FOREIGN.encode(), "pond.csv", corrections_in(stored))

    assert plan.actions[1].due
    assert plan.actions[1].due.edtf == "2023-01-02"
