"""The forms of a date with its year, and what the words beside them make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.when import read_when
from followthrough.plan.when.dates import find_dates
from followthrough.plan.when.forms import ANY_FORM, FORMS
from followthrough.plan.when.words import pattern, plain

DAYS = (
    "31/03/2025 | 31.3.25 | 31-03-2025 | 31/3/25 | 2025-03-31 | 2025/03/31 | "
    "2025-03-31 00:00:00 | 31 March 2025 | 31st March 2025 | 31 st March 2025 | "
    "31st of March 2025 | 31 Mar 25 | 31-Mar-25 | 31-Mar-2025 | March 31, 2025 | "
    "March 31st 2025 | Monday 31st March 2025 | Mon, 31 March, 2025 | 31 March '25 | "
    "31 March ’25 | 31\u00a0March\u20112025"
)
MONTHS = (
    "September 2022 | Sept 2022 | Sep 22 | Sep-22 | Sept. 2022 | Sept.2022 | "
    "SEPTEMBER 2022 | Sep'22 | September, 2022 | September of 2022 | Setpember 2022 | "
    "Septmber 2022 | 09/2022 | 2022-09 | Sep22 | September 2022/23"
)


def found_in(text: str) -> list[tuple[str, str]]:
    """Each date of a text: its words, and its first and last day in short."""
    flat = plain(text)
    return [
        (text[date.start : date.end], f"{date.span.first}/{date.span.last}" if date.span else "unreadable")
        for date in find_dates(flat)
    ]


def assert_whole(text: str, days: str) -> None:
    assert found_in(text) == [(text, days)]


@pytest.mark.parametrize("text", DAYS.split(" | "))
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert_whole(text, "2025-03-31/2025-03-31")


@pytest.mark.parametrize("text", MONTHS.split(" | "))
def test_a_month_is_the_whole_month_however_it_is_written(text: str) -> None:
    assert_whole(text, "2022-09-01/2022-09-30")


def test_a_month_of_a_financial_year_falls_into_it() -> None:
    assert_whole("March 2022/23", "2023-03-01/2023-03-31")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Q1 2020/21", "2020-04-01/2020-06-30"),
        ("Quarter 4 2020/21", "2021-01-01/2021-03-31"),
        ("3rd quarter of 2020/21", "2020-10-01/2020-12-31"),
        ("December quarter 2024", "2024-10-01/2024-12-31"),
        ("March quarter of 2025", "2025-01-01/2025-03-31"),
        ("3 rd quarter of 2020/21", "2020-10-01/2020-12-31"),
        ("third quarter of the financial year 2020-21", "2020-10-01/2020-12-31"),
        ("Q3 (2020/21)", "2020-10-01/2020-12-31"),
        ("2020/21 Q3", "2020-10-01/2020-12-31"),
        ("Q1-Q3 2020/21", "2020-04-01/2020-12-31"),
        ("Q3 2022", "2022-07-01/2022-09-30"),
        ("2022 Q3", "2022-07-01/2022-09-30"),
        ("Q1 FY23", "2022-04-01/2023-06-30"),
        ("first half of 2024/25", "2024-04-01/2024-09-30"),
        ("H2 2025", "2025-07-01/2025-12-31"),
    ],
)
def test_a_quarter_is_financial_only_where_its_year_is(text: str, days: str) -> None:
    assert_whole(text, days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Spring 2023", "2023-03-01/2023-05-31"),
        ("summer 23", "2023-06-01/2023-08-31"),
        ("Autumn 2023", "2023-09-01/2023-11-30"),
        ("Winter 2023", "2023-12-01/2024-02-29"),
        ("Winter 2022/23", "2022-12-01/2023-02-28"),
        ("Autumn/Winter 2025", "2025-09-01/2026-02-28"),
        ("Winter/Spring 2025", "2024-12-01/2025-05-31"),
        ("Autumn term 2024", "2024-09-01/2024-12-31"),
        ("Early 2022", "2022-01-01/2022-04-30"),
        ("Mid-2022", "2022-05-01/2022-08-31"),
        ("Late 2022", "2022-09-01/2022-12-31"),
        ("End of 2022", "2022-09-01/2022-12-31"),
        ("mid to late 2022", "2022-05-01/2022-12-31"),
        ("early in 2022", "2022-01-01/2022-04-30"),
    ],
)
def test_a_season_is_three_months_and_a_part_of_a_year_four(text: str, days: str) -> None:
    assert_whole(text, days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024/25", "2024-04-01/2025-03-31"),
        ("2024-25", "2024-04-01/2025-03-31"),
        ("24/25", "2024-04-01/2025-03-31"),
        ("2024/2025", "2024-04-01/2025-03-31"),
        ("financial year 2024/25", "2024-04-01/2025-03-31"),
        ("FY 2023", "2022-04-01/2024-03-31"),
        ("2024/25 financial year", "2024-04-01/2025-03-31"),
        ("academic year 2024/25", "2024-09-01/2025-08-31"),
        ("2024/25 municipal year", "2024-05-01/2025-05-31"),
        ("2022-2025", "2022-01-01/2025-12-31"),
        ("end of financial year 2024/25", "2025-03-01/2025-03-31"),
        ("year end 2024/25", "2025-03-01/2025-03-31"),
        ("early 2024/25", "2024-04-01/2024-07-31"),
    ],
)
def test_a_year_begins_when_its_make_says(text: str, days: str) -> None:
    assert_whole(text, days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("end of autumn term 2024", "2024-12-01/2024-12-31"),
        ("early March 2025", "2025-03-01/2025-03-10"),
        ("mid-March 2025", "2025-03-11/2025-03-20"),
        ("end of March 2025", "2025-03-21/2025-03-31"),
        ("beginning of February 2025", "2025-02-01/2025-02-10"),
        ("late February 2025", "2025-02-21/2025-02-28"),
        ("end of Q2 2024/25", "2024-09-01/2024-09-30"),
        ("late autumn 2025", "2025-11-01/2025-11-30"),
        ("w/c 3 March 2025", "2025-03-03/2025-03-09"),
        ("week commencing 3rd March 2025", "2025-03-03/2025-03-09"),
        ("week ending 7 March 2025", "2025-03-01/2025-03-07"),
    ],
)
def test_the_words_before_a_date_name_a_part_or_a_week_of_it(text: str, days: str) -> None:
    assert_whole(text, days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("April 2024 – March 2025", "2024-04-01/2025-03-31"),
        ("from April 2024 to March 2025", "2024-04-01/2025-03-31"),
        ("between 1 May 2024 and 3 May 2024", "2024-05-01/2024-05-03"),
        ("March/April 2025", "2025-03-01/2025-04-30"),
        ("Jan - Mar 2025", "2025-01-01/2025-03-31"),
        ("Jan, Feb and Mar 2025", "2025-01-01/2025-03-31"),
        ("Nov - Jan 2026", "2025-11-01/2026-01-31"),
        ("Oct-24 - Feb-25", "2024-10-01/2025-02-28"),
        ("1-5 March 2025", "2025-03-01/2025-03-05"),
        ("30 June - 2 July 2025", "2025-06-30/2025-07-02"),
        ("30 December to 2 January 2026", "2025-12-30/2026-01-02"),
        ("Late 2022 or early 2023", "2022-09-01/2023-04-30"),
    ],
)
def test_two_dates_joined_are_one_range(text: str, days: str) -> None:
    assert_whole(text, days)


def test_dates_that_nothing_joins_stay_apart() -> None:
    found = found_in("March 2025 May 2025, June 2025")

    assert [words for words, _ in found] == ["March 2025", "May 2025", "June 2025"]


def test_a_range_never_runs_backwards() -> None:
    assert [words for words, _ in found_in("May 2025 to March 2025")] == ["May 2025", "March 2025"]


@pytest.mark.parametrize(
    "text", ["31 June 2024", "99/99/2024", "February 30 2023", "0/1/2024", "Summer 2022/23"]
)
def test_a_date_that_no_calendar_has_is_unreadable_whole(text: str) -> None:
    assert found_in(text) == [(text, "unreadable")]


@pytest.mark.parametrize(
    "text",
    [
        "22-Dec",
        "31 March",
        "Q4",
        "£2023",
        "2023.5",
        "2023%",
        "20234",
        "action 17",
        "1.2.3.4",
        "12 months",
        "2020s",
    ],
)
def test_a_number_or_a_month_alone_is_no_date(text: str) -> None:
    assert found_in(text) == []


def test_the_number_of_a_phase_is_not_a_day() -> None:
    assert [words for words, _ in found_in("Phase 2 March 2025")] == ["March 2025"]


def test_only_four_digits_with_nothing_beside_them_are_a_bare_year() -> None:
    found = find_dates("2023 and early 2024 and 2024/25 and May 2023")

    assert [date.is_bare for date in found] == [True, False, False, False]


_PIECES = st.sampled_from(
    "12 31st 3rd 2025 25 '25 2024/25 24-25 Q2 q1 first quarter half h2 the of in for - / . , ( ) to and "
    "March Mar Sept autumn spring term academic school year financial fy Mon 2025-03-31 09/2022 1.3 %".split()
)


@given(st.lists(_PIECES, max_size=8).map(" ".join), st.lists(_PIECES, max_size=4).map("".join))
def test_no_form_stands_where_none_was_looked_for(spaced: str, joined: str) -> None:
    text = plain(f"{spaced} {joined}")
    for start in range(len(text)):
        if any(pattern(form.source).match(text, start) for form in FORMS):
            assert pattern(ANY_FORM).match(text, start)


@pytest.mark.parametrize(
    "text",
    "W14 2027 | 2027-W14 | 2027W14 | Week 14, 2027 | Wk 14 2027 | week 14 of 2027 | KW 14 2027 | CW14/2027 | "
    "2027, week 14".split(" | "),
)
def test_a_week_of_the_year_is_its_seven_days(text: str) -> None:
    assert_whole(text, "2027-04-05/2027-04-11")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-03-30T23:00:00.000Z", "2027-03-31"),
        ("2027-03-27T23:00:00Z", "2027-03-27"),
        ("2026-10-24T23:00:00Z", "2026-10-25"),
        ("2026-12-31T23:00:00Z", "2026-12-31"),
        ("2026-06-30T16:00:00Z", "2026-06-30"),
    ],
)
def test_the_last_hour_of_a_summers_day_by_greenwich_is_the_next_day(moment: str, day: str) -> None:
    assert_whole(moment, f"{day}/{day}")


@pytest.mark.parametrize("text", "20270331 | 20270331T0900 | 1806451200000 | 1806447600000".split(" | "))
def test_a_day_as_programs_keep_it_is_that_day(text: str) -> None:
    assert_whole(text, "2027-03-31/2027-03-31")


@pytest.mark.parametrize(
    "text",
    "T3 2027 | Sprint 4 2027 | Q5 2027 | 2027 10 05 | 2027 2nd half | 40 of 2027 | Autumn 2 2027 | "
    "6 czerwca 2027 | 20271301 | Meeting 7, 2027".split(" | "),
)
def test_a_number_beside_a_year_that_no_form_knows_is_not_the_whole_year(text: str) -> None:
    assert read_when(text).kind == "other"


@pytest.mark.parametrize("text", "été 2027 | fin 2027 | czerwiec 2027 | with 2027 money".split(" | "))
def test_a_word_before_a_year_that_no_form_knows_is_not_the_whole_year(text: str) -> None:
    assert read_when(text).kind == "other"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("marzo de 2027", "2027-03-01/2027-03-31"),
        ("31 de marzo de 2027", "2027-03-31/2027-03-31"),
        ("31. März 2027", "2027-03-31/2027-03-31"),
        ("Ende Dezember 2027", "2027-12-01/2027-12-31"),
        ("6 juin 2027", "2027-06-06/2027-06-06"),
        ("2º trimestre de 2027", "2027-04-01/2027-06-30"),
        ("1. Quartal 2027", "2027-01-01/2027-03-31"),
        ("Mawrth 2027 / March 2027", "2027-03-01/2027-03-31"),
        ("Fall 2027", "2027-09-01/2027-11-30"),
    ],
)
def test_a_month_or_quarter_in_a_neighbours_language_is_the_same(text: str, days: str) -> None:
    when = read_when(text)

    assert f"{when.earliest}/{when.latest}" == days
    assert when.kind != "range"


@pytest.mark.parametrize(
    "text",
    "Phase 2 2027 | 4 sites by 2027 | 5% in 2027 | Budget 2027 | 2027 (2 sites) | 1. 2027".split(" | "),
)
def test_a_number_of_something_else_leaves_the_year_whole(text: str) -> None:
    assert read_when(text).kind == "year"
