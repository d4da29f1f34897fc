"""The date cells of a record, and the problem that each doubtful one gives."""

import pytest

from followthrough.intake.grid import Place
from followthrough.intake.kinds.dates import Cut, DateColumn, Dates, read_dates
from followthrough.intake.report import Problems
from followthrough.plan.document import Problem

PLAIN = DateColumn("Due date", is_month_year=False)
SHORT = DateColumn("Due date", is_month_year=True)


def read(
    due: str, start: str = "", original: str = "", column: DateColumn = PLAIN
) -> tuple[Dates, list[Problem]]:
    problems = Problems()
    dates = read_dates(
        Cut(start, column),
        Cut(due, column),
        Cut(original, column),
        ref="A1",
        place=Place(row=7),
        problems=problems,
    )
    return dates, problems.found


@pytest.mark.parametrize(
    "text", ["March 2025", "31/03/2025", "TBC", "Ongoing", "Summer 2025", "Quarterly", ""]
)
def test_a_date_that_can_be_read_gives_no_problem(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize(
    ("due", "start", "column", "code", "severity"),
    [
        ("25-Dec", "", SHORT, "date_mangled", "warning"),
        ("Jul-05", "Mar-22", SHORT, "date_suspicious", "error"),
        ("purple", "", PLAIN, "date_unreadable", "warning"),
        ("x", "", PLAIN, "placeholder_text", "note"),
        ("Complete", "", PLAIN, "status_in_date_cell", "note"),
        ("In progress", "", PLAIN, "status_in_date_cell", "note"),
        ("March 2025", "June 2025", PLAIN, "due_before_start", "warning"),
    ],
)
def test_each_doubtful_date_is_said_with_value_place_and_column(
    due: str, start: str, column: DateColumn, code: str, severity: str
) -> None:
    (problem,) = read(due, start, column=column)[1]

    assert (problem.code, problem.severity, problem.ref) == (code, severity, "A1")
    assert f"“{due}”" in problem.message
    assert (problem.where.row_first, problem.where.column) == (7, "Due date")


def test_a_mangled_month_is_read_as_its_column_is_written() -> None:
    dates, _ = read("25-Dec", column=SHORT)

    assert dates.due
    assert (dates.due.kind, str(dates.due.latest)) == ("month", "2025-12-31")


def test_a_date_long_before_the_start_is_kept_as_text() -> None:
    dates, _ = read("Jul-05", "Mar-22", column=SHORT)

    assert dates.due
    assert (dates.due.text, dates.due.latest) == ("Jul-05", None)


def test_a_status_in_the_due_cell_is_handed_on() -> None:
    assert read("Complete")[0].status_words == "Complete"
    assert read("March 2025")[0].status_words is None


def test_to_commence_in_is_a_start_and_no_due_date() -> None:
    dates, said = read("To commence in June 2025")

    assert [problem.code for problem in said] == ["start_in_date_cell"]
    assert dates.due is None
    assert dates.start
    assert str(dates.start.latest) == "2025-06-30"


def test_to_commence_in_does_not_take_the_place_of_a_start() -> None:
    dates, _ = read("To commence in June 2025", start="May 2025")

    assert dates.start
    assert str(dates.start.latest) == "2025-05-31"
    assert dates.due


def test_labelled_dates_are_milestones() -> None:
    dates, _ = read("Draft March 2025 Final June 2025")

    assert [(point.title, str(point.due.latest)) for point in dates.milestones] == [
        ("Draft", "2025-03-31"),
        ("Final", "2025-06-30"),
    ]


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Was 1 May 2025 now 1 June 2025", "1 May 2025"),
        ("originally March 2025 then 1 June 2025", "March 2025"),
        ("June 2025 (originally end of March 2025)", "end of March 2025"),
        ("June 2025 (previously 2024/25)", "2024/25"),
        ("June 2025, was March/April 2025", "March/April 2025"),
    ],
)
def test_a_former_date_ends_before_the_one_in_force(text: str, former: str) -> None:
    dates, _ = read(text)

    assert dates.original_due
    assert dates.original_due.text == former
    assert dates.due
    assert str(dates.due.latest).startswith("2025-06")


def test_all_three_dates_are_kept_apart() -> None:
    dates, _ = read("June 2025", start="January 2025", original="March 2025")

    assert [when.text for when in (dates.start, dates.original_due, dates.due) if when] == [
        "January 2025", "March 2025", "June 2025",
    ]  # fmt: skip


def test_no_cell_no_date() -> None:
    problems = Problems()

    assert read_dates(None, None, None, ref=None, place=Place(row=1), problems=problems) == Dates()
    assert problems.found == []


@pytest.mark.parametrize(
    ("cells", "is_month_year"),
    [
        (["Dec-25", "Jan-26", "", "TBC"], True),
        (["Dec-25", "March 2025", "June 2025", "July 2025"], False),
        (["", ""], False),
        ([], False),
    ],
)
def test_a_column_is_of_short_months_where_many_cells_are(cells: list[str], is_month_year: bool) -> None:
    assert DateColumn.learn("Due", cells).is_month_year is is_month_year


def test_the_date_that_a_cell_was_moved_from_is_the_original_one() -> None:
    dates, _ = read("March 2025 (revised from October 2024)")

    assert dates.original_due is not None
    assert dates.original_due.text == "October 2024"


def test_an_original_date_of_its_own_column_is_believed_over_words_in_the_due_cell() -> None:
    dates, _ = read("March 2025 (was October 2024)", original="June 2024")

    assert dates.original_due is not None
    assert dates.original_due.text == "June 2024"


@pytest.mark.parametrize("cells", [("both", ""), ("", "both")], ids=["in the due cell", "in the start cell"])
@pytest.mark.parametrize(
    "text", ["Start Date: April 2025\n Completion: May 2026", "Start: April 2025; End date: May 2026"]
)
def test_a_cell_that_labels_start_and_end_is_both(text: str, cells: tuple[str, str]) -> None:
    due, start = (text if cell else "" for cell in cells)
    dates, said = read(due, start)

    assert dates.start
    assert dates.due
    assert (str(dates.start.earliest), str(dates.due.latest)) == ("2025-04-01", "2026-05-31")
    assert said == []
