"""The front door: what a date cell is read as, alone, in its column and beside its start."""

import csv
from datetime import date
from pathlib import Path

import pytest

from followthrough.plan.when import When, doubt_against_start, is_start_phrase, read_due, read_when

COLUMNS = ("kind", "earliest", "latest", "interval", "condition", "qualifier")
MANGLED_MONTHS = ("22-Dec", "22-Sep")
MANGLED_DAY = "Jul-05"


def read_as(text: str) -> str:
    """Kind, earliest and latest in one line; ".." where a side is open."""
    when = read_when(text)
    return f"{when.kind} {when.earliest or '..'} {when.latest or '..'}"


@pytest.fixture(scope="module")
def real_dates(corpus: Path) -> dict[str, dict[str, str]]:
    with (corpus / "dates.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["text"]: row for row in rows}


def test_every_real_date_is_read_as_a_careful_reader_does(real_dates: dict[str, dict[str, str]]) -> None:
    alone = real_dates.keys() - {*MANGLED_MONTHS, MANGLED_DAY}
    expected = {text: [real_dates[text][column] or "" for column in COLUMNS] for text in alone}

    read = {text: [str(getattr(read_when(text), column) or "") for column in COLUMNS] for text in alone}

    assert len(alone) > 100
    assert read == expected


@pytest.mark.parametrize("text", MANGLED_MONTHS)
def test_a_real_mangled_month_is_read_in_its_column(real_dates: dict[str, dict[str, str]], text: str) -> None:
    when = read_when(text, month_year_column=True)

    assert [when.kind, str(when.earliest), str(when.latest)] == [
        real_dates[text][column] for column in ("kind", "earliest", "latest")
    ]


@pytest.mark.parametrize("text", MANGLED_MONTHS)
def test_a_mangled_month_alone_has_no_date(text: str) -> None:
    assert read_when(text) == When(text=text, kind="other")


def test_a_month_and_year_alone_mean_what_they_say() -> None:
    assert read_as("Jul-05") == "month 2005-07-01 2005-07-31"


def test_a_day_that_became_a_month_years_before_its_start_is_no_date() -> None:
    assert read_due("Jul-05", start=read_when("Mar-22")) == When(text="Jul-05", kind="other")


@pytest.mark.parametrize(
    ("due", "start"),
    [
        ("Jul-05", None),  # nothing to doubt it by
        ("Jul-05", "TBC"),
        ("Jul-05", "May 2005"),
        ("Jul-20", "Mar-22"),  # before its start, by less than two years: a mistake of another kind
        ("July 2005", "Mar-22"),  # not written as a spreadsheet writes
        ("Aug-23", "Mar-22"),
    ],
)
def test_other_dues_stay_as_they_are_beside_their_start(due: str, start: str | None) -> None:
    when = read_when(due)

    assert doubt_against_start(when, read_when(start) if start else None) == when


def test_white_space_is_folded_and_the_words_kept() -> None:
    assert read_when("  by\u00a0the  3 rd\n March 2025 ").text == "by the 3 rd March 2025"


@pytest.mark.parametrize(
    "text", ["To commence in March 2025", "Starting January 2025", "From April 2024", "w.e.f. 1 April 2024"]
)
def test_a_beginning_without_an_end_is_a_start_phrase(text: str) -> None:
    assert is_start_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "March 2025",
        "From April 2024 to March 2025",
        "To begin in May 2024 and end by June 2024",
        "From April 2024 onwards",
        "Start of 2024",
        "Ongoing from April 2024",
        "Monthly from April 2024",
        "",
    ],
)
def test_an_end_or_a_state_is_no_start_phrase(text: str) -> None:
    assert not is_start_phrase(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TBC", "tbc .. .."),
        ("tba", "tbc .. .."),
        ("To be confirmed", "tbc .. .."),
        ("Not yet agreed", "tbc .. .."),
        ("Ongoing", "ongoing .. .."),
        ("on-going", "ongoing .. .."),
        ("BAU", "ongoing .. .."),
        ("Throughout the pilot", "ongoing .. .."),
        ("Completed", "complete .. .."),
        ("Done", "complete .. .."),
        ("In place", "complete .. .."),
        ("", "none .. .."),
        ("-", "none .. .."),
        ("x", "none .. .."),
        ("N/A", "none .. .."),
        ("dates", "none .. .."),
        ("Immediate", "other .. .."),
        ("In progress", "other .. .."),
        ("ASAP", "other .. .."),
        ("Within 3 months of approval", "other .. .."),
        ("Декабрь", "other .. .."),
    ],
)
def test_a_state_without_a_date_is_read_as_that_state(text: str, expected: str) -> None:
    assert read_as(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ongoing until March 2025", "ongoing .. 2025-03-31"),
        ("Rolling programme to the end of 2025", "ongoing .. 2025-12-31"),
        ("Ongoing from April 2024", "ongoing 2024-04-01 .."),
        ("April 2024 onwards", "ongoing 2024-04-01 .."),
        ("June 2024 - ongoing", "ongoing 2024-06-01 .."),
        ("Ongoing during 2024/25", "ongoing 2024-04-01 2025-03-31"),
        ("Ongoing (2024/25)", "ongoing 2024-04-01 2025-03-31"),
        ("April 2024 and then monthly", "recurring 2024-04-01 .."),
        ("Quarterly until March 2025", "recurring .. 2025-03-31"),
        ("Quarterly, April 2024 to March 2025", "recurring 2024-04-01 2025-03-31"),
        ("Completed March 2022", "complete 2022-03-01 2022-03-31"),
        ("Completed by March 2022", "complete 2022-03-01 2022-03-31"),
    ],
)
def test_a_date_beside_a_state_bounds_it(text: str, expected: str) -> None:
    assert read_as(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Within 3 months of 1 May 2025",
        "within three weeks of March 2025",
        "3 months after 1 May 2025",
        "Six weeks before 1 May 2025",
        "10 working days from the 1 May 2025",
    ],
)
def test_days_counted_from_a_date_are_no_date(text: str) -> None:
    assert read_as(text) == "other .. .."


@pytest.mark.parametrize(
    "text",
    [
        "Easter 2025",
        "Before Easter 2025",
        "By Christmas 2025",
        "Whitsun 2025",
        "Easter holidays 2025",
        "May half term 2025",
    ],
)
def test_the_year_of_a_feast_or_a_holiday_is_no_date(text: str) -> None:
    assert read_as(text) == "other .. .."


def test_a_month_beside_a_feast_is_its_date() -> None:
    assert read_as("Before Easter (April 2025)") == "month 2025-04-01 2025-04-30"
    assert read_as("After Easter 2025") == "tbc .. .."


@pytest.mark.parametrize("text", ["To be completed by March 2023", "Complete by March 2023"])
def test_an_order_to_complete_is_not_a_claim_of_completion(text: str) -> None:
    assert read_as(text) == "month 2023-03-01 2023-03-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before March 2025", "range .. 2025-02-28"),
        ("not before March 2025", "range 2025-03-01 .."),
        ("Not before 1 May 2025", "range 2025-05-01 .."),
        ("no earlier than 1 May 2025", "range 2025-05-01 .."),
        ("Not until 1 May 2025", "range 2025-05-01 .."),
        ("on or after 1 May 2025", "range 2025-05-01 .."),
        ("on or before 1 May 2025", "day 2025-05-01 2025-05-01"),
        ("not after 1 May 2025", "day 2025-05-01 2025-05-01"),
        ("Not before 1 May 2025 and no later than 30 June 2025", "range 2025-05-01 2025-06-30"),
        ("First two weeks of May 2025", "month 2025-05-01 2025-05-31"),
        ("Within 2025", "year 2025-01-01 2025-12-31"),
        ("before the end of March 2025", "range 2025-03-21 2025-03-31"),
        ("after March 2025", "range 2025-04-01 .."),
        ("until the spring of 2025", "range .. 2025-05-31"),
        ("Draft March 2025, final June 2025", "range 2025-03-01 2025-06-30"),
        ("March 2025 or April 2025", "range 2025-03-01 2025-04-30"),
    ],
)
def test_the_words_beside_a_date_move_its_bounds(text: str, expected: str) -> None:
    assert read_as(text) == expected


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("by March 2025", "by"),
        ("No later than 31 March 2025", "by"),
        ("before the end of March 2025", "by"),
        ("on or before 1 May 2025", "by"),
        ("not after 1 May 2025", "by"),
        ("not before 1 May 2025", None),
        ("Est. March 2025", "estimated"),
        ("March 2025 (approx)", "estimated"),
        ("Provisionally March 2025", "provisional"),
        ("March 2025?", "provisional"),
        ("March 2025", None),
        ("In March 2025", None),
    ],
)
def test_a_date_keeps_how_surely_it_is_said(text: str, qualifier: str | None) -> None:
    assert read_when(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("5 December 2022", "2022-12-05"),
        ("December 2022", "2022-12"),
        ("2022", "2022"),
        ("Spring 2022", "2022-21"),
        ("Winter 2022", "2022-24"),
        ("Q3 2022", "2022-35"),
        ("Q3 2022/23", "2022-36"),
        ("2022/23", "2022-04/2023-03"),
        ("Early 2022", "2022-01/2022-04"),
        ("November - December 2022", "2022-11/2022-12"),
        ("1-5 March 2025", "2025-03-01/2025-03-05"),
        ("Est. December 2022", "2022-12~"),
        ("Provisionally April to May 2024", "2024-04?/2024-05?"),
        ("Summer 2024 (TBC)", "2024-22?"),
        ("Ongoing until March 2025", "../2025-03"),
        ("Monthly from April 2024", "2024-04/.."),
        ("Ongoing", None),
        ("TBC", None),
    ],
)
def test_the_edtf_form_says_the_same(text: str, edtf: str | None) -> None:
    assert read_when(text).edtf == edtf


def test_a_long_story_is_no_date_cell() -> None:
    story = "The team works month by month, and the monthly report is ongoing work for all of us. "

    assert read_when(story * 2).kind == "other"
    assert read_when("March 2025 " + "and so on " * 50).kind == "other"


def test_a_state_far_into_a_sentence_is_not_what_the_cell_says() -> None:
    assert read_when("The first drafts have now all gone to the monthly panel").kind == "other"
    assert read_when("The whole of this work is still ongoing").kind == "other"
    assert read_when("Reports go out monthly").kind == "recurring"


def test_a_day_is_never_invented() -> None:
    for text in (
        "31 March",
        "March",
        "Spring",
        "Q4",
        "next year",
        "12 months",
        "31 June 2024",
        "45 March 2025",
    ):
        when = read_when(text)
        assert (text, when.kind, when.earliest, when.latest) == (text, "other", None, None)


def test_the_day_stands_before_the_month() -> None:
    assert read_when("03/04/2023").earliest == date(2023, 4, 3)
    assert read_when("12/31/2023").kind == "other"


def test_a_year_and_a_month_parted_by_a_slash_are_a_month_where_they_can_be_no_financial_year() -> None:
    kinds = [read_when(text).kind for text in ("2021/06", "2022/12", "2005/06", "2021/22")]

    assert kinds == ["month", "month", "year", "year"]
