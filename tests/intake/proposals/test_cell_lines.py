"""Tables of which every cell stands on a line of its own, with cells missing and cells of several lines."""

import pytest

from followthrough.intake.grid import Item, Line, Row, Said
from followthrough.intake.proposals.cell_lines import read_cell_lines

HEADINGS = ["No", "What we will do", "Lead", "By when", "How it is going"]


def rows(items: list[Item] | None) -> list[list[str]]:
    return [[cell.text for cell in item.cells] for item in items or () if isinstance(item, Row)]


def said(items: list[Item] | None) -> list[str]:
    return [item.text for item in items or () if isinstance(item, Said)]


def test_a_missing_cell_leaves_its_place_empty_and_is_said() -> None:
    items = read_cell_lines([
        "Plan of the harbour", *HEADINGS,
        "1", "Dredge the inner basin", "Harbour Master", "30 June 2026", "On track",
        "2", "Renew the lights on the pier", "Chief Engineer", "On track",
        "3", "Agree the dues for next year", "Head of Finance", "31 March 2026", "Complete",
    ])  # fmt: skip

    assert rows(items)[2] == ["2", "Renew the lights on the pier", "Chief Engineer", "", "On track"]
    assert rows(items)[3] == [
        "3", "Agree the dues for next year", "Head of Finance", "31 March 2026", "Complete",
    ]  # fmt: skip
    assert Line("Plan of the harbour", items[1].place) in (items or [])
    assert "in 1 of 3 rows cells are missing or have several lines" in said(items)[0]


def test_a_second_paragraph_stays_in_the_cell_above() -> None:
    items = read_cell_lines([
        *HEADINGS,
        "1", "Dredge the inner basin, so that boats can come in at low water", "Harbour Master",
        "30 June 2026",
        "The contract was let in January and the dredger comes in April.",
        "The mud is to be taken to the old quarry, for which a licence was given.",
        "2", "Renew the lights on the pier and paint the rails below them", "Chief Engineer",
        "31 May 2026", "Two of nine lights are new; the others wait for parts.",
        "3", "Agree the dues for next year with those who moor here", "Head of Finance",
        "31 March 2026", "A paper went to the board in February and was agreed.",
    ])  # fmt: skip

    assert [row[0] for row in rows(items)] == ["No", "1", "2", "3"]
    assert rows(items)[1][4].count("\n") == 1


def test_headings_in_words_of_their_own_and_cells_parted_by_empty_lines() -> None:
    headings = ["Our promise", "Who leads", "To be done by", "State of play"]
    cells = [
        "Mend the roof of the market hall", "Property Manager", "October 2026", "Not started",
        "Open the square to stalls on Sundays", "Markets Officer", "May 2026", "On track",
        "Count visitors each week", "Markets Officer", "Ongoing", "Complete",
    ]  # fmt: skip
    lines = [part for text in [*headings, *cells] for part in (text, "")]

    items = read_cell_lines(lines)

    assert rows(items) == [headings, cells[:4], cells[4:8], cells[8:]]
    assert not said(items)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Councillor\n\nThank you for your letter.\n\nThe owner of the hall will write to you.\n\nYours",
        "Action\nOwner\nDate\n",
    ],
)
def test_a_letter_or_headings_alone_are_no_table(text: str) -> None:
    assert read_cell_lines(text.split("\n")) is None
