"""Links to actions that do not exist."""

from followthrough.challenge.dangling_links import link_to_nothing
from followthrough.plan.document import Link
from tests.challenge.plans import action, found


def test_a_link_to_no_action_of_the_plan_is_found_with_its_words() -> None:
    lost = action(links=[Link(to="A9", kind="see", text="see A9")])

    (finding,) = found(link_to_nothing, lost)

    assert finding.message == "It points to A9, which is not in this plan."
    assert finding.quote == "see A9"


def test_the_same_target_is_said_once() -> None:
    links = [Link(to="A9", kind="see", text="see A9"), Link(to="A9", kind="depends_on", text="awaits A9")]

    assert len(found(link_to_nothing, action(links=links))) == 1


def test_a_link_to_an_action_of_the_plan_is_right() -> None:
    there = action(links=[Link(to="A2", kind="see", text="see A2")])

    assert found(link_to_nothing, there, action(ref="A2")) == []
