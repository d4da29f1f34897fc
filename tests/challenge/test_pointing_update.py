"""Updates that only point elsewhere."""

import pytest

from followthrough.challenge.pointing_update import update_points_elsewhere
from tests.challenge.plans import action, found, update


@pytest.mark.parametrize(
    "text",
    [
        "As above",
        "as above.",
        "Update as per last month.",
        "As per B2.1",
        "See action 17",
        "Please see update for the action below",
        "See above (JB 12.10.26)",
        "Refer to previous update",
        "Same as last period",
        "Connected to the action above",
        "Will follow B2.1",
        "As above under 1a. Peer review",
        "Covered by actions 3 and 4",
        "Update as per previous month's return",
        "As above under 1a, the peer review of last",
        "Ditto",
    ],
)
def test_words_that_only_point_are_found(text: str) -> None:
    (finding,) = found(update_points_elsewhere, action(update("On plan", text)))

    assert finding.quote == text
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Complete",
        "As agreed, the board met on 3 October and adopted the plan with two changes.",
        "See action 17: the survey ended on 3 October and found 12 sites in need of repair.",
        "As the survey ended early, work began.",
        "As part of phase 2 the last survey began",
        "As for the survey, it ended last week",
        "As at last month 40% done",
        "Included in the last budget",
        "See action 17 (completed on 3 May)",
        "As above under 1a, the peer review of last year",
        "Awaiting the report of the auditor",
        "No change",
    ],
)
def test_words_that_say_something_are_left_alone(text: str | None) -> None:
    assert found(update_points_elsewhere, action(update("On plan", text))) == []
