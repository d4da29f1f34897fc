"""Markup in flattened cells, and what only looks like markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.values.markup import read_cell

LONG = "The board met in June and went through the whole register of contracts with the auditors."


@pytest.mark.parametrize(
    "text",
    [
        "<5% of budget",
        "<25% and >80%",
        "a < b > c",
        "x <y> z",
        "AT&T",
        "R&D; then more",
        "&c",
        "a &lt",
        "< b>",
    ],
)
def test_what_is_no_known_tag_stays(text: str) -> None:
    assert read_cell(text).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<u>Target</u> Date", "Target Date"),
        ("<p>July 2024</p>", "July 2024"),
        ('<span style="color:red">Late</span>', "Late"),
        ("<STRONG>All</STRONG> staff", "All staff"),
        ("25<sup>th</sup> June", "25th June"),
        ("Parks &amp; Markets", "Parks & Markets"),
        ("Mayor&#8217;s office", "Mayor’s office"),
        ("10&nbsp;% more", "10 % more"),
        ("  two\tblanks  ", "two blanks"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_known_tags_and_entities_are_read(raw: str, text: str) -> None:
    assert read_cell(raw).text == text


@pytest.mark.parametrize(
    "raw",
    [
        "<p>One.</p> <p>Two.</p>",
        "One.<br>Two.",
        "One.<br/>Two.",
        "<div>One.</div><div>Two.</div>",
        "One.\nTwo.",
    ],
)
def test_paragraphs_are_parted_by_a_line_break(raw: str) -> None:
    assert read_cell(raw).text == f"One.{PARAGRAPH}Two."


def test_the_items_of_a_list_are_lines_with_bullets() -> None:
    assert read_cell("<ul><li>one</li><li>two</li></ul>").text == f"• one{PARAGRAPH}• two"


def test_italics_at_a_paragraph_s_end_begin_a_line() -> None:
    raw = "<p>Delayed to July. <i>Note: no meeting in June.</i></p>"

    assert read_cell(raw).text == f"Delayed to July.{PARAGRAPH}Note: no meeting in June."


def test_italics_in_the_middle_of_a_sentence_are_plain() -> None:
    assert read_cell("The <i>whole</i> board met.").text == "The whole board met."


@pytest.mark.parametrize(
    "raw", ["<b>All of it</b>", "<p><strong>All of it</strong></p>", " <b>All of it</b> "]
)
def test_a_cell_all_in_bold_is_bold(raw: str) -> None:
    cell = read_cell(raw)

    assert (cell.text, cell.bold) == ("All of it", True)


@pytest.mark.parametrize("raw", ["<b>Part</b> of it", "<b>One</b> and <b>two</b>", "none"])
def test_a_cell_partly_in_bold_is_not(raw: str) -> None:
    assert not read_cell(raw).bold


def test_two_blanks_in_prose_are_a_lost_paragraph() -> None:
    assert read_cell(f"{LONG}  {LONG}").text == f"{LONG}{PARAGRAPH}{LONG}"


def test_two_blanks_in_a_short_cell_are_a_blank() -> None:
    assert read_cell("Head  of Parks").text == "Head of Parks"


@given(st.text(alphabet=st.sampled_from('<>/&;#=" \nbpiulxab15%'), max_size=60))
def test_no_cell_raises_and_no_digit_or_sign_of_per_cent_is_lost(raw: str) -> None:
    text = read_cell(raw).text
    outside = re.sub(r"<[^<>]*>|&[^;]*;", "", raw)

    assert all(text.count(mark) >= outside.count(mark) for mark in "15%")


@given(st.text(max_size=200))
def test_any_text_is_read(raw: str) -> None:
    assert read_cell(raw).text == read_cell(raw).text.strip()
