"""Complete with nothing but "complete" said."""

import pytest

from followthrough.challenge.bare_complete import complete_without_evidence
from followthrough.plan.document import Note
from tests.challenge.plans import action, found, update


@pytest.mark.parametrize(
    "text", [None, "", "Complete", "complete.", "Action now completed", "Complete (JB 12.10.26)", "N/A"]
)
def test_a_claim_with_no_words_of_its_own_is_asked(text: str | None) -> None:
    (finding,) = found(complete_without_evidence, action(update("Complete", text)))

    assert finding.severity == "warning"


def test_closed_is_a_claim_too() -> None:
    (finding,) = found(complete_without_evidence, action(update("Closed", "closed")))

    assert finding.message.startswith("Called closed")


@pytest.mark.parametrize(
    "text", ["Completed: all 40 sites were surveyed.", "Approved by the board on 3 March."]
)
def test_a_claim_with_words_is_left_alone(text: str) -> None:
    assert found(complete_without_evidence, action(update("Complete", text))) == []


def test_an_open_action_claims_nothing() -> None:
    assert found(complete_without_evidence, action(update("On plan", "Complete"))) == []


def test_words_of_an_earlier_claim_make_it_worth_knowing() -> None:
    before = update("Complete", "All 40 sites were surveyed.", period="2026-09")

    (finding,) = found(complete_without_evidence, action(before, update("Complete", "Complete")))

    assert finding.severity == "note"
    assert "All 40 sites were surveyed." in finding.settles


def test_words_said_before_the_claim_are_no_evidence_of_it() -> None:
    before = update("On plan", "Half of the sites were surveyed.", period="2026-09")

    (finding,) = found(complete_without_evidence, action(before, update("Complete", "Complete")))

    assert finding.severity == "warning"


def test_an_earlier_as_above_tells_nothing() -> None:
    silent = action(update("Complete", "As above", period="2026-09"), update("Complete", "Complete"))

    (finding,) = found(complete_without_evidence, silent)

    assert finding.severity == "warning"


def test_a_note_of_what_was_delivered_tells() -> None:
    told = action(
        update("Complete"), notes=[Note(heading="Activity delivered", text="All 40 sites surveyed.")]
    )

    assert found(complete_without_evidence, told) == []


def test_only_the_latest_round_counts() -> None:
    reopened = action(update("Complete", "Complete", period="2026-09"), update("On plan", "Reopened."))

    assert found(complete_without_evidence, reopened) == []
