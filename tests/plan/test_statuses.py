from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.statuses import (
    DEFAULT_SCHEME,
    FINISHED,
    LABELS,
    OPEN,
    is_status_text,
    read_status,
    scheme_entry_for,
    status_of_definition,
)

WORDED = [
    SchemeEntry(label="On course", status=Status.ON_TRACK),
    SchemeEntry(label="Medium concern", status=Status.MEDIUM_SLIPPAGE, colour="Amber"),
    SchemeEntry(label="Serious issues / delay", status=Status.SIGNIFICANT_SLIPPAGE),
    SchemeEntry(label="Complete", status=Status.COMPLETE),
    SchemeEntry(label="Closed", status=Status.CLOSED),
]
INSPECTORATE = [
    SchemeEntry(label="Green", status=Status.COMPLETE),
    SchemeEntry(label="Amber", status=Status.ON_TRACK),
    SchemeEntry(label="Red", status=Status.NOT_STARTED),
]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete", Status.COMPLETE),
        ("Completed", Status.COMPLETE),
        ("DONE", Status.COMPLETE),
        ("Achieved", Status.COMPLETE),
        ("Implemented", Status.COMPLETE),
        ("Pending sign off", Status.COMPLETE),
        ("On time", Status.ON_TRACK),
        ("Completed on time", Status.COMPLETE),
        ("Not on time", None),
        ("Closed", Status.CLOSED),
        ("Signed off", Status.CLOSED),
        ("Verified", Status.CLOSED),
        ("Complete and verified", Status.CLOSED),
        ("On track", Status.ON_TRACK),
        ("On-target", Status.ON_TRACK),
        ("Achieved or on target", Status.ON_TRACK),
        ("In progress", Status.IN_PROGRESS),
        ("Under way", Status.IN_PROGRESS),
        ("Started", Status.IN_PROGRESS),
        ("Partially complete", Status.IN_PROGRESS),
        ("Implemented in some respects", Status.IN_PROGRESS),
        ("Met in part", Status.IN_PROGRESS),
        ("Fully implemented", Status.COMPLETE),
        ("Initiated", Status.IN_PROGRESS),
        ("Not initiated", Status.NOT_STARTED),
        ("Submitted for closure", Status.COMPLETE),
        ("Request to close (Superseded)", Status.SUPERSEDED),
        ("Incomplete", Status.IN_PROGRESS),
        ("Ongoing", Status.ONGOING),
        ("Continuous", Status.ONGOING),
        ("Business as usual", Status.ONGOING),
        ("Delayed", Status.MEDIUM_SLIPPAGE),
        ("Behind schedule", Status.MEDIUM_SLIPPAGE),
        ("At risk", Status.MEDIUM_SLIPPAGE),
        ("One month behind", Status.MEDIUM_SLIPPAGE),
        ("Over one month behind", Status.SIGNIFICANT_SLIPPAGE),
        ("Off track", Status.SIGNIFICANT_SLIPPAGE),
        ("Not on track", Status.SIGNIFICANT_SLIPPAGE),
        ("Overdue", Status.SIGNIFICANT_SLIPPAGE),
        ("Not started", Status.NOT_STARTED),
        ("Yet to start", Status.NOT_STARTED),
        ("Not yet started", Status.NOT_STARTED),
        ("Outstanding", Status.NOT_STARTED),
        ("Not yet", Status.NOT_STARTED),
        ("Working on it", Status.IN_PROGRESS),
        ("In review", Status.IN_PROGRESS),
        ("Stuck", Status.SIGNIFICANT_SLIPPAGE),
        ("Not due to start", Status.NOT_DUE),
        ("Not yet due", Status.NOT_DUE),
        ("Action on hold", Status.ON_HOLD),
        ("Paused", Status.ON_HOLD),
        ("Deferred", Status.ON_HOLD),
        ("New action added", Status.NEW),
        ("Assurance action", Status.ASSURANCE),
        ("Duplicate", Status.DUPLICATE),
        ("Linked to another action", Status.DUPLICATE),
        ("Superseded", Status.SUPERSEDED),
        ("Merged with 4", Status.SUPERSEDED),
        ("Withdrawn", Status.CANCELLED),
        ("No longer required", Status.CANCELLED),
        ("N/A", Status.NOT_APPLICABLE),
        ("n/a", Status.NOT_APPLICABLE),
        ("Not applicable", Status.NOT_APPLICABLE),
        ("100%", Status.COMPLETE),
        ("0%", Status.NOT_STARTED),
        ("60% complete", Status.IN_PROGRESS),
        ("Green", Status.ON_TRACK),
        ("Amber", Status.MEDIUM_SLIPPAGE),
        ("Red", Status.SIGNIFICANT_SLIPPAGE),
        ("Blue", Status.COMPLETE),
        ("RAG: Green", Status.ON_TRACK),
        ("Red - not started", Status.NOT_STARTED),
        (" Status: in progress ", Status.IN_PROGRESS),
    ],
)
def test_the_words_of_the_field_are_understood_without_a_key(text: str, status: Status) -> None:
    assert read_status(text) is status


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-",
        "G",
        "C",
        "Yes",
        "TBC",
        "High",
        "Dec 2025",
        "Met with the board",
        "To be completed",
        "Complete the review",
        "New policy",
        "140%",
    ],
)
def test_what_is_no_status_is_not_guessed(text: str) -> None:
    assert read_status(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("on  COURSE", "On course"),
        ("On course - no slippage", "On course"),
        ("Medium", "Medium concern"),
        ("Serious issues / actual or projected delay", "Serious issues / delay"),
        ("Compelte", "Complete"),
        ("Amber", "Medium concern"),
    ],
)
def test_a_cell_names_an_entry_of_the_key_by_its_words_their_beginning_likeness_or_colour(
    text: str, label: str
) -> None:
    entry = scheme_entry_for(text, WORDED)

    assert entry
    assert entry.label == label
    assert read_status(text, WORDED) is entry.status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Incomplete", Status.IN_PROGRESS),
        ("Not closed", Status.IN_PROGRESS),
        ("Nearly complete", Status.IN_PROGRESS),
    ],
)
def test_a_word_that_denies_is_not_like_the_word_that_claims(text: str, status: Status) -> None:
    assert scheme_entry_for(text, WORDED) is None
    assert read_status(text, WORDED) is status


def test_the_plans_own_key_is_believed_over_what_a_colour_usually_means() -> None:
    assert read_status("Green", INSPECTORATE) is Status.COMPLETE
    assert read_status("Amber", INSPECTORATE) is Status.ON_TRACK
    assert read_status("A", INSPECTORATE) is Status.ON_TRACK
    assert read_status("G", [SchemeEntry(label="Green - done", status=Status.COMPLETE)]) is Status.COMPLETE
    assert read_status("Red – governors asked why", INSPECTORATE) is Status.NOT_STARTED


def test_a_word_that_the_key_lacks_is_read_as_the_field_uses_it() -> None:
    assert read_status("On hold", WORDED) is Status.ON_HOLD
    assert scheme_entry_for("On hold", WORDED) is None


def test_a_short_form_of_two_entries_names_neither() -> None:
    two = [
        SchemeEntry(label="Late a little", status=Status.MEDIUM_SLIPPAGE),
        SchemeEntry(label="Late a lot", status=Status.SIGNIFICANT_SLIPPAGE),
    ]

    assert scheme_entry_for("Late", two) is None


@pytest.mark.parametrize(
    ("label", "definition", "status"),
    [
        ("Green", "Action complete", Status.COMPLETE),
        ("Blue", "Complete and independently checked", Status.CLOSED),
        ("Green", "Achieved, no more monitoring", Status.CLOSED),
        ("Amber", "On track", Status.ON_TRACK),
        ("Amber", "Under way", Status.IN_PROGRESS),
        ("Amber", "Slippage of between 1-2 months", Status.MEDIUM_SLIPPAGE),
        ("Amber", "More than one month but less than two months late", Status.MEDIUM_SLIPPAGE),
        ("Green", "In line with the date, or less than a month of slippage", Status.ON_TRACK),
        ("Amber", "Off target but action being taken", Status.MEDIUM_SLIPPAGE),
        ("Red", "Off target and no action agreed", Status.SIGNIFICANT_SLIPPAGE),
        ("Red", "Not started", Status.NOT_STARTED),
        ("Red", "Delayed by more than 2 months", Status.SIGNIFICANT_SLIPPAGE),
        ("Red", "Any slip that threatens a critical milestone", Status.SIGNIFICANT_SLIPPAGE),
        ("Red", "Behind schedule", Status.SIGNIFICANT_SLIPPAGE),
        ("R", "At risk, not on track", Status.SIGNIFICANT_SLIPPAGE),
        ("A", "Some slippage, but not by more than three months", Status.MEDIUM_SLIPPAGE),
        ("Grey", "Not due to start", Status.NOT_DUE),
        ("C", "Action completed", Status.COMPLETE),
        ("Amber", None, Status.MEDIUM_SLIPPAGE),
        ("Complete", "There is evidence that the action is complete", Status.CLOSED),
        ("Blue", "Complete, evidence not yet seen", Status.COMPLETE),
        ("Delivered", "Done, but to be checked by the office", Status.COMPLETE),
        ("Blue", "Completed, awaiting evidence", Status.COMPLETE),
        ("Blue", "Delivered and embedded, no evidence of slippage", Status.CLOSED),
        ("Medium progress", "One to two months late", Status.MEDIUM_SLIPPAGE),
        ("G", None, None),
        ("Z", "", None),
    ],
)
def test_an_entry_of_a_key_means_what_its_label_and_definition_say_together(
    label: str, definition: str | None, status: Status | None
) -> None:
    assert status_of_definition(label, definition) is status


def test_our_own_key_is_read_back_as_it_was_written() -> None:
    read = [status_of_definition(entry.label, entry.definition) for entry in DEFAULT_SCHEME]

    assert read == [entry.status for entry in DEFAULT_SCHEME]


@pytest.mark.parametrize("status", list(Status))
def test_each_of_our_own_labels_is_read_back_as_its_status(status: Status) -> None:
    assert read_status(LABELS[status]) is status


@pytest.mark.parametrize("entry", DEFAULT_SCHEME, ids=lambda entry: entry.label)
def test_black_words_on_the_colours_of_our_own_key_can_be_read(entry: SchemeEntry) -> None:
    parts = [int(entry.colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert (luminance + 0.05) / 0.05 >= 7


@pytest.mark.parametrize(
    "text",
    [
        "Complete",
        "On track: no slippage",
        "Not due to start",
        "N/A",
        "Green",
        "75%",
        "Complete (June 2025)",
        "Medium progress - slippage of 1-2 months",
    ],
)
def test_a_cell_that_is_a_status_and_no_more_reads_as_one(text: str) -> None:
    assert is_status_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Complete the review of the code",
        "New action: publish the code",
        "Dec 2025",
        "Started a review with the staff of all three schools in May",
        "Head of Estates",
        "Complete: " + "the review was long " * 20,
    ],
)
def test_a_title_a_date_or_an_update_does_not(text: str) -> None:
    assert not is_status_text(text)


def test_a_status_is_open_or_finished_or_not_applicable() -> None:
    assert set(Status) - {Status.NOT_APPLICABLE} == OPEN | FINISHED
    assert not OPEN & FINISHED


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4))
def test_whatever_a_cell_says_its_own_label_in_the_key_is_found_first(text: str, labels: list[str]) -> None:
    scheme = [SchemeEntry(label=label, status=Status.ON_HOLD) for label in [*labels, text]]
    assume(any(character.isalnum() for character in text))

    assert read_status(text, scheme) is Status.ON_HOLD


@given(st.text(max_size=60))
def test_a_status_text_is_always_read(text: str) -> None:
    assert not is_status_text(text) or read_status(text)


def test_the_statuses_of_the_large_seed_are_all_understood(corpus: Path) -> None:
    (seed,) = (corpus / "seeds").glob("002_*")
    rows = [line.split("\t") for line in seed.read_text().splitlines()]
    cells = [row[column].strip() for row in rows if len(row) >= 16 and "." in row[1] for column in (11, 13)]
    key = [row for row in rows[8:15] if len(row) == 3]
    scheme = [SchemeEntry(label=label, status=status_of_definition(label, told)) for label, told, _ in key]

    assert [entry.status for entry in scheme] == [
        Status.ON_TRACK,
        Status.MEDIUM_SLIPPAGE,
        Status.SIGNIFICANT_SLIPPAGE,
        Status.NOT_DUE,
        Status.COMPLETE,
        Status.CLOSED,
        Status.NOT_APPLICABLE,
    ]
    assert {cell for cell in cells if cell and not read_status(cell, scheme)} == set()
    assert {cell for cell in cells if cell and not scheme_entry_for(cell, scheme)} == {
        "Action on Hold",
        "Assurance Action",
        "Duplicate/ link to another action",
        "New Action Added",
    }


@pytest.mark.parametrize(
    ("symbol", "status"),
    [
        ("✓", Status.COMPLETE),
        ("✔\ufe0f", Status.COMPLETE),
        ("🟢", Status.ON_TRACK),
        ("🟡", Status.MEDIUM_SLIPPAGE),
        ("🔴", Status.SIGNIFICANT_SLIPPAGE),
        ("🔵", Status.COMPLETE),
        ("🔴 On track", Status.ON_TRACK),
        ("✗", None),
        ("●", None),
    ],
)
def test_a_symbol_without_words_is_a_status(symbol, status):
    assert read_status(symbol) is status


def test_a_cross_means_what_the_key_says():
    scheme = [SchemeEntry(label="✗", status=Status.NOT_STARTED), SchemeEntry(label="✓", status=Status.CLOSED)]

    assert [read_status(symbol, scheme) for symbol in "✗✔"] == [Status.NOT_STARTED, Status.CLOSED]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Not on course", Status.SIGNIFICANT_SLIPPAGE),
        ("Off course", Status.SIGNIFICANT_SLIPPAGE),
        ("On course", Status.ON_TRACK),
        ("To Do", Status.NOT_STARTED),
        ("Doing", Status.IN_PROGRESS),
        ("Closed - not implemented", Status.CANCELLED),
        ("Not yet implemented", Status.NOT_STARTED),
        ("Partly implemented", Status.IN_PROGRESS),
        ("Not corrected", Status.NOT_STARTED),
        ("Partially corrected", Status.IN_PROGRESS),
        ("Fully corrected", Status.COMPLETE),
        ("Not fully corrected", Status.IN_PROGRESS),
        ("Not valid or does not warrant further action", Status.CANCELLED),
        ("No further action", Status.CLOSED),
        ("No further action has been taken on the survey", None),
        ("Completed 12/03/2025", Status.COMPLETE),
    ],
)
def test_what_denies_is_not_read_as_what_it_denies(text: str, status: Status) -> None:
    assert read_status(text) is status


@pytest.mark.parametrize(
    ("label", "definition", "status"),
    [
        ("Orange", "Not on target by the agreed date", Status.MEDIUM_SLIPPAGE),
        ("Black", "Not on target, not achieved", Status.SIGNIFICANT_SLIPPAGE),
        ("Red", "Off course, with no agreed way back", Status.SIGNIFICANT_SLIPPAGE),
        ("R", "Seriously delayed or not started", Status.SIGNIFICANT_SLIPPAGE),
        ("Green", "On course", Status.ON_TRACK),
    ],
)
def test_a_definition_with_not_means_the_contrary(label: str, definition: str, status: Status) -> None:
    assert status_of_definition(label, definition) is status


@pytest.mark.parametrize(
    ("label", "definition", "status"),
    [
        ("Green", "Not achieved", Status.IN_PROGRESS),
        ("Green", "To be completed by March", Status.ON_TRACK),
        ("Blue", "Will be delivered late", Status.MEDIUM_SLIPPAGE),
        ("Amber", "No longer on course", Status.MEDIUM_SLIPPAGE),
        ("Green", "Not expected to meet its date", Status.SIGNIFICANT_SLIPPAGE),
        ("Amber", "Expected to meet its date", Status.ON_TRACK),
        ("Green", "Hardly begun", None),
    ],
)
def test_a_key_is_read_with_what_denies_in_it(label: str, definition: str, status: Status | None) -> None:
    entry = SchemeEntry(label=label, definition=definition, status=status_of_definition(label, definition))

    assert entry.status is status
    assert read_status(label, [entry]) is status
