"""Statuses that the plan's own key does not define."""

import pytest

from followthrough.challenge.unknown_status import status_not_in_key
from tests.challenge.plans import KEY, action, found, update


@pytest.mark.parametrize("status", ["Awaiting purdah", "New action added", "On hold"])
def test_a_word_that_the_key_lacks_is_worth_knowing(status: str) -> None:
    (finding,) = found(status_not_in_key, action(update(status)), scheme=KEY)

    assert finding.severity == "note"
    assert finding.quote == status


@pytest.mark.parametrize(
    "status", ["On plan", "on plan", "Some delay - of 1 to 2 months", "Complete", "Compelte"]
)
def test_a_word_of_the_key_may_be_written_out_or_misspelt(status: str) -> None:
    assert found(status_not_in_key, action(update(status)), scheme=KEY) == []


def test_a_plan_without_a_key_is_left_alone() -> None:
    assert found(status_not_in_key, action(update("Awaiting purdah"))) == []
