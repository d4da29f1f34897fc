"""Dates inside running text, and cells that hold more than one."""

import pytest

from followthrough.plan.when.text import find_whens, read_milestones


def found_in(text: str) -> list[str]:
    """The words of each date, cut from the text by its place."""
    return [text[found.start : found.end] for found in find_whens(text)]


def labelled(text: str) -> list[tuple[str, str]]:
    return [(label, when.text) for label, when in read_milestones(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Head of Estates Rolling to March 2026 Head of Audit June 2025",
            ["Rolling to March 2026", "June 2025"],
        ),
        (
            "Chief Officer September 2023 Clerk March 2024 May 2024",
            ["September 2023", "March 2024", "May 2024"],
        ),
        ("Rolling programme to March 2024", ["Rolling programme to March 2024"]),
        ("Head of Estates Ongoing", ["Ongoing"]),
        ("Head of Estates Monthly Head of Audit Quarterly", ["Monthly", "Quarterly"]),
        ("Treasurer - ongoing", ["ongoing"]),
        ("Treasurer TBC", ["TBC"]),
        ("Clerk from April 2024 to March 2025 Treasurer", ["from April 2024 to March 2025"]),
    ],
)
def test_dates_and_posts_in_one_cell_are_told_apart(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drafted on 28/9/22 and sent by end of June 2025.", ["28/9/22", "by end of June 2025"]),
        ("Due October 2023 and annually thereafter.", ["October 2023 and annually thereafter"]),
        (
            "Now 31 March 2025 (revised from 31 December 2024).",
            ["31 March 2025 (revised from 31 December 2024)"],
        ),
        ("Paid from Quarterly reviews, TBC 2023, then Spring 2024 TBC.", ["TBC 2023", "Spring 2024 TBC"]),
        ("The work is ongoing until March 2025.", ["ongoing until March 2025"]),
        ("It goes to members in 2024 or by 2025.", ["2024", "by 2025"]),
        ("Status (September 22)", ["September 22"]),
        ("Returns are due each June.", ["each June"]),
        ("A report early in 2021 and again in mid-2022.", ["early in 2021", "mid-2022"]),
    ],
)
def test_each_date_in_running_text_is_as_long_as_it_reaches(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The team met in May and 20 people came; may 20 more come.",
        "The monthly meetings are ongoing and the annual report is regular reading.",
        "Continuous improvement, Annual Report and Regular checks go on.",
        "See action 17, page 22-23, section 4.1.12 and version 2.10.22.",
        "It costs £2023 for 2024 people, or 5% of all.",
        "The May 22 members voted.",
        "Due on 31 June 2024, as it says.",
        "",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_a_date_in_running_text_is_read_like_a_cell() -> None:
    (found,) = find_whens("We expect it by  end of\nMarch 2025, all told.")

    assert found.when.text == "by end of March 2025"
    assert (found.when.qualifier, str(found.when.latest)) == ("by", "2025-03-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Scoping November 2022 Training December 2022",
            [("Scoping", "November 2022"), ("Training", "December 2022")],
        ),
        (
            "July 2020 - first draft agreed January 2021 – in full use",
            [("first draft agreed", "July 2020"), ("in full use", "January 2021")],
        ),
        ("a) October 2023 b) March 2024", [("a)", "October 2023"), ("b)", "March 2024")]),
        ("Phase 1: June 2024; Phase 2: March 2025", [("Phase 1", "June 2024"), ("Phase 2", "March 2025")]),
        ("Phase 1 2024 Phase 2 2025", [("Phase 1", "2024"), ("Phase 2", "2025")]),
        ("June 2024 (draft), March 2025 (final)", [("draft", "June 2024"), ("final", "March 2025")]),
        (
            "Draft by June 2024, final by end of March 2025",
            [("Draft", "by June 2024"), ("final", "by end of March 2025")],
        ),
        ("September 2023 March 2024", [("", "September 2023"), ("", "March 2024")]),
    ],
)
def test_the_labelled_dates_of_a_cell_are_its_milestones(text: str, expected: list[tuple[str, str]]) -> None:
    assert labelled(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "March 2025",
        "April 2024 – March 2025",
        "31 March 2025 (revised from 31 December 2024)",
        "Original: December 2024 Revised: March 2025",
        "Draft 31 June 2024 Final May 2025",
        "TBC",
        "",
    ],
)
def test_a_cell_without_two_dates_in_force_has_no_milestones(text: str) -> None:
    assert read_milestones(text) == []
