"""An action and its parts that can't both be right."""

from followthrough.challenge.parents_and_parts import complete_with_open_parts, open_with_parts_finished
from tests.challenge.plans import action, found, update


def family(main: str | None, *parts: str | None, **fields):
    yield action(*([update(main)] if main else []), ref="A1.0", kind="main", **fields)
    for number, status in enumerate(parts, start=1):
        updates = [update(status)] if status else []
        yield action(*updates, ref=f"A1.{number}", parent="A1.0")


def test_complete_with_open_parts_names_them() -> None:
    (finding,) = found(complete_with_open_parts, *family("Complete", "On plan", "Complete", "Some delay"))

    assert finding.ref == "A1.0"
    assert finding.message == "Called complete, while A1.1 and A1.3 are open."
    assert finding.quote == "A1.1: On plan. A1.3: Some delay"


def test_one_open_part_is_said_in_the_singular() -> None:
    (finding,) = found(complete_with_open_parts, *family("Closed", "On plan"))

    assert finding.message == "Called closed, while A1.1 is open."


def test_parts_that_are_finished_silent_or_assurance_close_with_it() -> None:
    assert found(complete_with_open_parts, *family("Complete", "Complete", "N/A", None, "Superseded")) == []


def test_an_assurance_part_goes_on_after_the_work() -> None:
    main = action(update("Complete"), ref="A1.0")
    check = action(update("New action"), ref="A1.1", parent="A1.0", kind="assurance")

    assert found(complete_with_open_parts, main, check) == []


def test_open_with_all_parts_finished_is_worth_knowing() -> None:
    (finding,) = found(open_with_parts_finished, *family("On plan", "Complete", "Superseded"))

    assert finding.severity == "note"


def test_open_with_an_open_part_is_right() -> None:
    assert found(open_with_parts_finished, *family("On plan", "Complete", "Some delay")) == []


def test_a_main_action_that_leaves_its_state_to_its_parts_is_left_alone() -> None:
    assert found(open_with_parts_finished, *family("N/A", "Complete")) == []
    assert found(open_with_parts_finished, *family(None, "Complete")) == []


def test_what_is_ongoing_may_stay_open() -> None:
    assert found(open_with_parts_finished, *family("On plan", "Complete", due="Ongoing")) == []
