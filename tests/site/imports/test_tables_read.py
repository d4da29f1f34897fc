"""What the review says of the tables of a file."""

from followthrough.intake.looking import TableSeen
from followthrough.site.imports.tables_read import tables_of


def seen(**place: object) -> TableSeen:
    facts = {"rows": 8, "first": [], "taken_for": "plan", "why": ""}
    return TableSeen.model_validate(facts | place)


def test_a_table_says_where_it_stands_and_what_it_was_taken_for():
    tables = [
        seen(table=1, page=3, last_page=9),
        seen(sheet="Log", row=3, last_row=40, taken_for="not_used"),
        seen(sheet="Open", row=3, last_sheet="Closed", last_row=9),
        seen(taken_for="key"),
    ]

    assert [(table.name, table.became) for table in tables_of(tables)] == [
        ("Table 1, pages 3 to 9", "The plan"),
        ("Sheet “Log”, rows 3 to 40", "Not used"),
        ("Sheet “Open” from row 3, to sheet “Closed”, row 9", "The plan"),
        ("Table 4", "A key"),
    ]


def test_the_rows_of_its_headings_are_said():
    headers = [None, (2, 1), (1, 2), (0, 0)]

    assert [table.headings for table in tables_of([seen(header=each) for each in headers])] == [
        "none were found", "row 3", "rows 2 to 3", "none",
    ]  # fmt: skip
