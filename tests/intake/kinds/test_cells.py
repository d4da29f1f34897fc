"""What cells look like, whatever their heading says."""

import pytest

from followthrough.intake.kinds.cells import kinds_of, profile

PROSE = "The register was reviewed by the service and reported to the board in the summer."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("March 2025", "date"),
        ("Ongoing", "date"),
        ("GOV-03", "ref"),
        ("12", "ref"),
        ("Complete", "status"),
        ("yes", "yes_no"),
        ("Very high risk", "rating"),
        ("3", "rating"),
        ("Head of Parks", "owner"),
        ("Audit Committee", "owner"),
        ("A. Smith", "person"),
        (PROSE, "prose"),
    ],
)
def test_a_text_can_be_of_a_kind(text: str, kind: str) -> None:
    assert kind in kinds_of(text)


@pytest.mark.parametrize("text", ["Complete", "March 2025", "Yes", "A1.2", "High"])
def test_what_is_of_a_plainer_kind_is_no_owner(text: str) -> None:
    assert not kinds_of(text) & {"owner", "person"}


def test_a_text_can_be_of_several_kinds() -> None:
    assert {"ref", "rating"} <= kinds_of("3")


def test_cells_that_say_nothing_count_for_nothing() -> None:
    cells = profile(["", "N/A", "n/a", "TBC", "-", "x", "March 2025", "June 2025"])

    assert cells.filled == 2
    assert cells.share("date") == 1


def test_a_label_of_the_plan_s_own_key_is_a_status_though_it_is_a_letter() -> None:
    letters = ["W", "G", "W", "A"]

    assert profile(letters, frozenset("wga")).share("status") == 1
    assert profile(letters).share("status") == 0


def test_a_column_s_variety_is_measured() -> None:
    cells = profile(["Culture", "Culture", "Culture", "Money", "Money"])

    assert cells.distinct == 2 / 5
    assert cells.repeats == 3 / 5
    assert profile([]).filled == 0
