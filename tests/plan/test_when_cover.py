"""What a date hangs on, and which of several dates is in force."""

import pytest

from followthrough.plan.when import read_when


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("TBC aligned to the estates review", "the estates review"),
        ("TBC based on the chosen supplier", "the chosen supplier"),
        ("Autumn 2024 linked to the budget", "the budget"),
        ("To be agreed following publication of the survey", "publication of the survey"),
        ("Ongoing pending a decision of the Panel", "a decision of the Panel"),
        ("March 2025 subject to funding", "funding"),
        ("Subject to funding, March 2025", "funding"),
        ("March 2025 (dependent on the new system) in full", "the new system"),
        ("Each June throughout the pilot", "throughout the pilot"),
        ("Date to be set once the survey ends", "once the survey ends"),
        ("Following approval in March 2023", "approval in March 2023"),
        ("TBC (once the date is known it goes here)", None),
        ("after March 2025", None),
        ("throughout 2024/25", None),
        ("once a year", None),
    ],
)
def test_a_condition_is_kept_in_its_own_words(text: str, condition: str | None) -> None:
    assert read_when(text).condition == condition


def test_a_date_inside_a_condition_is_not_the_date_of_the_cell() -> None:
    when = read_when("Following approval in March 2023")

    assert (when.kind, when.earliest, when.latest) == ("tbc", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "31 March 2025 (revised from 31 December 2024)",
        "31 March 2025 (was 31 December 2024)",
        "31 March 2025 (previously December 2024)",
        "Original: December 2024 Revised: 31 March 2025",
        "December 2024 (revised to 31 March 2025)",
        "December 2024 now 31 March 2025",
        "December 2024 (original) 31 March 2025 (revised)",
        "Extended to 31 March 2025 from December 2024",
    ],
)
def test_the_date_in_force_is_read_where_a_former_one_stands_beside_it(text: str) -> None:
    assert str(read_when(text).latest) == "2025-03-31"
    assert read_when(text).kind == "day"


def test_a_date_called_former_is_read_where_there_is_no_other() -> None:
    assert str(read_when("Originally March 2025").latest) == "2025-03-31"
