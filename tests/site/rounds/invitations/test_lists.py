"""A list of posts and people is read as somebody has it."""

import pytest

from followthrough.site.rounds.invitations.lists import ListRow, name_in, rows_of_cells, rows_of_text

WANTED = ("Head of Property", "Sam Lee", "sam.lee@riverbank.example")


@pytest.mark.parametrize(
    "line",
    [
        "Head of Property\tSam Lee\tsam.lee@riverbank.example",
        "Head of Property; Sam Lee; sam.lee@riverbank.example",
        "Head of Property, Sam Lee, Sam.Lee@riverbank.example",
        "Head of Property\tSam Lee <sam.lee@riverbank.example>",
        "Head of Property; Sam Lee <sam.lee@riverbank.example>",
        "sam.lee@riverbank.example\tHead of Property\tSam Lee",
        '"Head of Property", "Sam Lee", sam.lee@riverbank.example',
    ],
)
def test_a_line_gives_post_name_and_address_however_it_is_parted(line):
    assert rows_of_text(line) == [ListRow(1, *WANTED)]


def test_a_header_row_says_which_column_is_which():
    text = "E-mail\tPerson\tPost title\nsam.lee@riverbank.example\tSam Lee\tHead of Property"

    assert rows_of_text(text) == [ListRow(2, *WANTED)]


def test_a_list_without_names_is_read_too():
    assert rows_of_text("Head of Property\tsam.lee@riverbank.example") == [
        ListRow(1, "Head of Property", "", "sam.lee@riverbank.example")
    ]
    assert rows_of_text("Head of Property sam.lee@riverbank.example") == [
        ListRow(1, "Head of Property", "", "sam.lee@riverbank.example")
    ]


def test_rows_keep_their_numbers_and_blank_ones_are_passed_over():
    rows = rows_of_cells([["Post", "Name", "E-mail"], ["", "", ""], [*WANTED], ["Chief Officer", "", ""]])

    assert rows == [ListRow(3, *WANTED), ListRow(4, "Chief Officer", "", "")]


def test_a_name_is_made_of_an_address():
    assert name_in("sam.lee-jones@riverbank.example") == "Sam Lee Jones"
