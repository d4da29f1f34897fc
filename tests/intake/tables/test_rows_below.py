"""A text right below each row becomes a column, where all of them open with the same words."""

from followthrough.intake.grid import Cell, Place, Row
from followthrough.intake.tables.rows_below import with_rows_below_as_columns


def test_the_text_below_each_row_that_opens_with_the_same_words_is_a_column() -> None:
    def told(name: str, text: str) -> str:
        return f"Say how you are going to come into line with {name}:\n {text}"

    rows = [("Standard", "Judgment")]
    for name, text in (("Standard 3: Staff", "Employ two more."), ("Standard 8: Fire", "Mend the doors.")):
        rows += [(name, "Not met"), (told(name, text), "")]
    items = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]

    laid = [row for row in with_rows_below_as_columns(items) if isinstance(row, Row)]

    assert [[cell.text for cell in row.cells] for row in laid] == [
        ["Standard", "Judgment", "Say how you are going to come into line with Standard"],
        ["Standard 3: Staff", "Not met", "Employ two more."],
        ["Standard 8: Fire", "Not met", "Mend the doors."],
    ]


def test_rows_of_one_cell_that_say_different_things_stay_rows() -> None:
    rows = [
        ("Ref", "Action"),
        ("1", "Mend it"),
        ("It leaks.", ""),
        ("2", "Paint it"),
        ("The wall is bare.", ""),
    ]
    items = [Row(tuple(map(Cell, row)), Place(row=at, table=1)) for at, row in enumerate(rows, 1)]

    assert list(with_rows_below_as_columns(items)) == items
