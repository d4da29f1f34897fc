"""Updates that repeat the round before."""

import pytest

from followthrough.challenge.copied_update import update_copied
from tests.challenge.plans import action, found, update

LONG = "The survey of the northern sites is under way and the contractor has been on site for three weeks."


def two_rounds(before: str | None, now: str | None, statuses: tuple[str, str] = ("On plan", "On plan")):
    return action(update(statuses[0], before, period="2026-09"), update(statuses[1], now))


@pytest.mark.parametrize(
    "now", [LONG, LONG.upper(), f"  {LONG}  ", f"JB 12/10/26: {LONG}", f"{LONG} (JB 12.10.26)"]
)
def test_the_same_words_are_found(now: str) -> None:
    (finding,) = found(update_copied, two_rounds(LONG, now))

    assert finding.severity == "warning"
    assert finding.message == "The update of October 2026 repeats September 2026 word for word."
    assert finding.quote == now


def test_another_status_makes_the_words_no_newer() -> None:
    assert len(found(update_copied, two_rounds(LONG, LONG, ("On plan", "Some delay")))) == 1


def test_what_was_finished_already_may_repeat_itself() -> None:
    (finding,) = found(update_copied, two_rounds(LONG, LONG, ("Complete", "Complete")))

    assert finding.severity == "note"


def test_a_near_copy_is_worth_knowing() -> None:
    (finding,) = found(update_copied, two_rounds(LONG, LONG.replace("three", "four")))

    assert finding.severity == "note"
    assert "almost" in finding.message


def test_one_word_changed_in_a_short_text_may_be_the_news() -> None:
    assert found(update_copied, two_rounds("Survey due in June.", "Survey due in July.")) == []


def test_words_added_are_news() -> None:
    assert found(update_copied, two_rounds(LONG, f"{LONG} It ends next week with the depot.")) == []


@pytest.mark.parametrize("text", [None, "", "Not due to start", "N/A", "Complete", "On track", "New action"])
def test_blanks_and_bare_status_words_are_no_updates(text: str | None) -> None:
    assert found(update_copied, two_rounds(text, text)) == []


def test_the_age_of_the_words_is_said() -> None:
    months = ["2026-07", "2026-08", "2026-09", "2026-10"]
    stale = action(
        *(update("On plan", LONG if month > "2026-07" else "Begun.", period=month) for month in months)
    )

    (finding,) = found(update_copied, stale)

    assert finding.message.endswith("the same words have stood for 3 rounds.")


def test_a_copy_stays_one_while_nothing_newer_is_said_of_the_action() -> None:
    silent = action(update("On plan", LONG, period="2026-08"), update("On plan", LONG, period="2026-09"))
    heard = action(update("On plan", "Begun."), ref="A2")

    assert found(update_copied, silent, heard) == found(update_copied, silent)
    assert len(found(update_copied, silent)) == 1
