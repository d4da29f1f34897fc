"""CSV that Excel opens rightly and safely."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.outputs.plan.as_csv import harmless, to_csv
from followthrough.plan.document import Action, Column, PlanDocument
from tests.outputs.plans import small_plan


def rows(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_excel_is_told_the_encoding():
    assert to_csv(small_plan()).startswith(b"\xef\xbb\xbf")


def test_there_is_one_header_and_one_row_an_action():
    header, main, action = rows(to_csv(small_plan()))

    assert header[2] == "Ref"
    assert [main[2], action[2]] == ["W.A1.0", "W.A1.1"]


def test_a_heading_that_is_only_a_month_says_of_what():
    layout = [Column(heading="May", group="Change control", field="change_control")]

    assert "Change control (May)" in rows(to_csv(small_plan(layout=layout)))[0]


def test_line_breaks_stay_inside_their_cell():
    assert "Director of Works\nDirector of Place" in rows(to_csv(small_plan()))[2]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@me", "\t=1", "\r=1"])
def test_what_could_be_a_formula_is_made_harmless(text):
    assert f"'{text}" == harmless(text)


def test_a_formula_in_a_heading_or_a_cell_is_made_harmless():
    plan = small_plan()
    plan.actions[1].title = "=HYPERLINK(1)"

    assert "'=HYPERLINK(1)" in rows(to_csv(plan))[2]


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",))))
def test_no_cell_begins_like_a_formula_and_none_loses_a_letter(title):
    cell = rows(to_csv(PlanDocument(actions=[Action(ref="1", title=title)])))[1][1]

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert title in (cell, cell.removeprefix("'"))
