"""How pages say dates, places, fields and statuses."""

import pytest

from followthrough.site.register.words import (
    field_in_words,
    period_in_words,
    reading_of,
    status_labels,
    where_in_words,
)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "reading"),
    [
        ("Autumn 2022", "2022-09-01", "2022-11-30", "September to November 2022"),
        ("22-Dec", "2022-12-01", "2022-12-31", "December 2022"),
        ("by 5/9/22", "2022-09-05", "2022-09-05", "5 September 2022"),
        ("mid March 2023", "2023-03-11", "2023-03-20", "11 to 20 March 2023"),
        ("September 2022", "2022-09-01", "2022-09-30", ""),
        ("Sep-22", "2022-09-01", "2022-09-30", ""),
        ("5 September 2022", "2022-09-05", "2022-09-05", ""),
        ("TBC", None, None, ""),
    ],
)
def test_a_date_is_explained_where_its_own_words_do_not_say_the_same(text, earliest, latest, reading):
    assert reading_of({"text": text, "kind": "other", "earliest": earliest, "latest": latest}) == reading


def test_no_date_needs_no_explaining():
    assert reading_of(None) == ""


def test_a_month_is_said_in_full():
    assert period_in_words("2022-10") == "October 2022"
    assert period_in_words(None) == "No month given"


def test_a_place_names_what_a_person_needs_to_find_the_cell():
    where = {"sheet": "Roads", "row_first": 4, "row_last": 6, "column": "By when"}

    assert where_in_words(where) == "sheet Roads, rows 4 to 6, column “By when”"
    assert where_in_words({}) == ""
    assert where_in_words(None) == ""


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("due", "Due date"),
        ("owner:Director Lead", "Owner (Director Lead)"),
        ("status:2022-10", "Status (October 2022)"),
        ("status:2022-13", "Status (2022-13)"),
        ("risk:rating", "Risk (rating)"),
        ("something_new", "Something new"),
        (None, "Not understood: kept as a note"),
    ],
)
def test_a_column_says_what_it_became(field, words):
    assert field_in_words(field) == words


def test_statuses_are_called_as_the_plan_calls_them_and_plainly_where_it_does_not():
    labels = status_labels([{"label": "Going well", "status": "on_track"}, {"label": "Grey", "status": None}])

    assert labels["on_track"] == "Going well"
    assert labels["complete"] == "Complete"


def test_of_two_labels_for_one_status_the_first_is_used():
    entries = [{"label": "Green", "status": "on_track"}, {"label": "Amber", "status": "on_track"}]

    assert status_labels(entries)["on_track"] == "Green"
