"""Text files as the reader of text sees them."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from followthrough.intake.grid import PARAGRAPH, Gap, Item, Line, Place, Row, UnreadableFileError
from followthrough.intake.proposals.text_columns import find_delimiter, read_text
from followthrough.intake.readers.text import decode


def cells(items: list[Item]) -> list[list[str]]:
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


@pytest.mark.parametrize(
    "content",
    [
        "Café – £5\n".encode(),
        codecs.BOM_UTF8 + "Café – £5\n".encode(),
        "Café – £5\r\n".encode("cp1252"),
        "Café – £5\r".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Café – £5\n".encode("utf-16-be"),
        "Café – £5\n".encode("utf-16-le"),
        "Café – £5\n".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "cp1252", "utf-16", "utf-16-be with mark", "utf-16-le", "utf-16-be"],
)
def test_every_encoding_that_councils_send_is_the_same_text(content: bytes) -> None:
    assert decode(content) == "Café – £5\n"


def test_a_zero_in_the_middle_of_text_says_that_it_is_no_text() -> None:
    with pytest.raises(UnreadableFileError, match="neither text nor"):
        decode(b"Ref\tAction\x00\x01")


def test_a_late_zero_is_dropped() -> None:
    assert "\x00" not in decode(b"a" * 5000 + b"\x00b")


def test_what_steers_a_terminal_is_no_text_and_what_ends_a_line_is() -> None:
    assert decode("a\x1b[31m\x07b\x7f\x9bc\td\x0be\x85f".encode()) == "a [31m b  c\td\x0be\x85f"


def test_a_late_zero_is_dropped_from_text_of_no_known_encoding_too() -> None:
    assert decode(b"x" * 5_000 + b"\x81\x00y") == "x" * 5_000 + "\ufffd y"


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_the_delimiter_is_what_parts_most_lines(delimiter: str) -> None:
    lines = [
        delimiter.join(line)
        for line in (("Ref", "Action", "Owner"), ("1", "Do it", "All"), ("2", "Go", "Me"))
    ]

    assert find_delimiter("\n".join(lines)) == delimiter


def test_prose_with_commas_has_no_delimiter() -> None:
    assert find_delimiter("The plan, as agreed, is here.\nRead it\nand say.\nNothing more\n") is None


KEY = "\nKey to the status\nG - Done and checked\nA - Begun\nR - Late, and not begun\nB - Closed\n"


def test_a_short_table_above_a_longer_key_has_a_delimiter() -> None:
    text = f"Ref,Task,Lead,Target,Status\n1,Mend the swing,Parks,1 May 2025,G\n{KEY}"

    assert find_delimiter(text) == ","
    assert cells(read_text(text.encode()))[:2] == [
        ["Ref", "Task", "Lead", "Target", "Status"],
        ["1", "Mend the swing", "Parks", "1 May 2025", "G"],
    ]


def test_headings_in_prose_without_a_row_below_have_no_delimiter() -> None:
    prose = "We keep a ref, an action, an owner, a due date and a status.\nNothing more.\nRead on.\n"

    assert find_delimiter(prose) is None


@pytest.mark.parametrize(
    "rule", ["|---|---|---|", "| :--- | ---: | :-: |", "+-----+-----+-----+", "|===|===|===|"]
)
def test_a_line_drawn_between_rows_is_no_row(rule: str) -> None:
    text = f"{rule}\n| Ref | Action | Owner |\n{rule}\n| 1 | Mow the lawn | All |\n{rule}\n"

    items = read_text(text.encode())

    assert cells(items) == [["", "Ref", "Action", "Owner", ""], ["", "1", "Mow the lawn", "All", ""]]
    assert [item.place.row for item in items if isinstance(item, Row)] == [2, 4]


def test_a_row_of_dashes_that_stand_for_nothing_is_a_row() -> None:
    assert cells(read_text(b"Ref,Action,Owner\n-,-,-\n"))[1] == ["-", "-", "-"]


def test_a_tab_anywhere_is_the_delimiter_whatever_commas_there_are() -> None:
    assert find_delimiter("a, b, c\nd, e, f\n1\t2") == "\t"


@pytest.mark.parametrize("spare", ["", ",", ",,,"])
def test_spare_commas_at_the_ends_of_lines_are_no_columns(spare: str) -> None:
    text = f"Ref,Action,Owner\n1,Do it,All{spare}\n2,Go on,Me{spare[:1]}\n3,Stop,You\n"

    assert find_delimiter(text) == ","


def test_rows_lines_and_gaps_keep_the_number_of_their_line() -> None:
    items = read_text(b"Our plan\n\nRef\tAction\n1\tDo it\n\t\n")

    assert [(type(item), item.place.row) for item in items] == [
        (Line, 1), (Gap, 2), (Row, 3), (Row, 4), (Gap, 5), (Gap, 6),
    ]  # fmt: skip


def test_rows_may_be_ragged() -> None:
    assert cells(read_text(b"Ref\tAction\tOwner\n1\tDo it\n2\tGo\tMe\tand more\n")) == [
        ["Ref", "Action", "Owner"],
        ["1", "Do it"],
        ["2", "Go", "Me", "and more"],
    ]


def test_a_quoted_cell_of_csv_may_hold_commas_and_lines() -> None:
    items = read_text(b'Ref,Action\n1,"Plan, then\ndo it"\n2,Go\n')

    assert cells(items)[1:] == [["1", f"Plan, then{PARAGRAPH}do it"], ["2", "Go"]]
    assert [item.place for item in items[:3]] == [Place(row=1), Place(row=2), Place(row=4)]


def test_a_quoted_cell_between_tabs_may_hold_lines() -> None:
    assert cells(read_text(b'Ref\tAction\n1\t"Plan\ndo it"\n'))[1] == ["1", f"Plan{PARAGRAPH}do it"]


def test_an_inch_mark_between_tabs_is_no_quotation() -> None:
    assert cells(read_text(b'Ref\tAction\n1\tFit a 5" pipe\n2\tGo\n')) == [
        ["Ref", "Action"], ["1", 'Fit a 5" pipe'], ["2", "Go"],
    ]  # fmt: skip


def test_a_cell_longer_than_the_csv_module_allows_is_read() -> None:
    long = "word " * 40_000

    assert len(cells(read_text(f'Ref,Action\n1,"{long}"\n2,Go\n'.encode()))[1][1]) == len(long.strip())


@pytest.mark.parametrize(("raw", "level"), [("# Plan", 1), ("### Part", 3), ("Plan", None)])
def test_marks_of_a_heading_give_its_level(raw: str, level: int | None) -> None:
    (line,) = read_text(raw.encode())

    assert isinstance(line, Line)
    assert (line.level, line.text) == (level, raw.lstrip("# "))


def test_number_signs_without_a_blank_are_text() -> None:
    assert read_text(b"#1 priority") == [Line("#1 priority", Place(row=1))]


@given(st.binary(max_size=300))
@example(b"\x00")
@example(b'a,b\n"c')
@example(b"\xff\xfe\x00")
def test_any_bytes_are_items_or_no_text(content: bytes) -> None:
    with suppress(UnreadableFileError):
        assert all(isinstance(item, Row | Line | Gap) for item in read_text(content))


def test_a_cell_between_tabs_is_read_without_the_quotes_that_a_spreadsheet_puts_around_it() -> None:
    [row] = read_text('"Train ""repair first"" staff, soon"\t"Open" doors\t"Late"'.encode("utf-16"))

    assert [cell.text for cell in row.cells] == ['Train "repair first" staff, soon', '"Open" doors', '"Late"']


def test_headings_that_run_over_two_lines_of_a_lined_up_text_are_whole() -> None:
    text = (
        "No.  Action        Officer        Target date  Date         Comments\n"
        "     required      responsible                 completed\n"
        "1    Net the       Works Lead     30/06/2026   12/06/2026   Net bought\n"
        "     storm drain\n"
        "2    Fit rails     Deputy         31/07/2026                Rails ordered\n"
    )

    assert cells(read_text(text.encode()))[:3] == [
        ["No.", "Action required", "Officer responsible", "Target date", "Date completed", "Comments"],
        ["1", "Net the", "Works Lead", "30/06/2026", "12/06/2026", "Net bought"],
        ["", "storm drain", "", "", "", ""],
    ]


def test_headings_are_whole_where_only_their_lower_line_names_columns() -> None:
    text = (
        "Actions of the harbour\n\n"
        "Ref  Agreed        Priority  Responsible    Original     Current\n"
        "     Management              Officer        Target Date  Position\n"
        "     Action\n"
        "C1   Net the       High      Works Lead     31 May 2026  Net bought\n"
        "     storm drain\n"
        "C2   Fit rails     Low       Deputy         1 June 2026  Rails ordered\n"
    )

    assert cells(read_text(text.encode()))[:2] == [
        ["Ref", "Agreed Management Action", "Priority", "Responsible Officer", "Original Target Date",
         "Current Position"],
        ["C1", "Net the", "High", "Works Lead", "31 May 2026", "Net bought"],
    ]  # fmt: skip


def test_the_rest_of_a_cell_below_headings_is_no_part_of_them() -> None:
    text = (
        "No.  Action        Officer        Target date  Comments\n"
        "     as in 2025    of the quay                 see below\n"
        "1    Net the       Works Lead     30/06/2026   Net bought\n"
    )

    assert cells(read_text(text.encode()))[0] == ["No.", "Action", "Officer", "Target date", "Comments"]
