"""What cells look like, whatever their heading says."""

import pytest

from followthrough.intake.tables.cells import fit, kinds_of, profile

PROSE = "The register was reviewed by the service and reported to the board in the summer."
COLUMNS = {
    "date": ["March 2025", "30/06/2025", "TBC", "Ongoing", "Summer 2025"],
    "ref": ["A1.1", "A1.2", "A1.3", "A2.1", "A2.2"],
    "owner": [
        "Head of Parks",
        "Chief Executive",
        "Director of Finance",
        "Head of Parks",
        "Monitoring Officer",
    ],
    "status": ["On track", "Complete", "On track", "Delayed", "Not started"],
    "prose": [PROSE, PROSE[4:], PROSE[13:], PROSE.lower(), PROSE + PROSE],
    "yes": ["Yes", "No", "Yes", "Y", "N"],
    "group": ["Culture", "Culture", "Culture", "Money", "Money"],
}


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
    cells = profile(COLUMNS["group"])

    assert cells.distinct == 2 / 5
    assert cells.repeats == 3 / 5
    assert profile([]).filled == 0


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("due", "date"),
        ("ref", "ref"),
        ("owner", "owner"),
        ("status", "status"),
        ("title", "prose"),
        ("change_control", "yes"),
        ("theme", "group"),
    ],
)
def test_cells_suit_their_own_field_best(field: str, kind: str) -> None:
    fits = {name: fit(field, profile(texts)) for name, texts in COLUMNS.items()}

    assert max(fits, key=lambda name: fits[name]) == kind
    assert fits[kind] > 0.3


@pytest.mark.parametrize(
    ("field", "kind"), [("due", "prose"), ("status", "date"), ("owner", "date"), ("ref", "prose")]
)
def test_cells_of_another_kind_contradict_a_field(field: str, kind: str) -> None:
    assert fit(field, profile(COLUMNS[kind])) <= -0.4


def test_an_empty_column_says_nothing_of_any_field() -> None:
    assert fit("due", profile(["", "N/A"])) == 0


def test_notes_may_hold_anything() -> None:
    assert {fit("note", profile(texts)) for texts in COLUMNS.values()} == {0}
