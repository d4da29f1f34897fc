"""What a careful reader finds in the largest plan of the corpus, the checks find too."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from followthrough.challenge import Finding, check
from followthrough.intake.read import read_file

DAY = date(2022, 10, 31)


@pytest.fixture(scope="module")
def findings(corpus: Path) -> list[Finding]:
    (seed,) = (corpus / "seeds").glob("002_*")
    return check(read_file(seed), DAY)


def test_the_bare_claims_of_completion_are_found(findings: list[Finding]) -> None:
    bare = [finding for finding in findings if finding.code == "complete_without_evidence"]
    asked = Counter(finding.message.split(",")[0] for finding in bare if finding.severity == "warning")

    assert asked == {"Called complete in October 2022": 72, "Called closed in October 2022": 1}
    assert len(bare) == 81


def test_the_stale_updates_are_found(findings: list[Finding]) -> None:
    exact = [item for item in findings if item.code == "update_copied" and "word for word." in item.message]

    assert len([item for item in exact if "almost" not in item.message]) == 16


def test_on_track_past_due_is_found_in_both_rounds(findings: list[Finding]) -> None:
    weights = Counter(finding.severity for finding in findings if finding.code == "on_track_past_due")

    assert weights == {"error": 3, "note": 2}


def test_no_rule_fails_and_few_findings_are_left_to_explain(findings: list[Finding]) -> None:
    counts = Counter(finding.code for finding in findings)

    assert counts["rule_failed"] == 0
    assert counts["duplicate_ref"] == 2
    assert counts["update_points_elsewhere"] == 4
    assert counts["slippage_understated"] == 5
    assert counts["due_date_passed"] == 12
