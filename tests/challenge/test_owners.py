"""No owner, or everybody."""

import pytest

from followthrough.challenge.owners import no_owner, owner_too_broad
from followthrough.plan.document import Owner
from followthrough.plan.when import read_when
from tests.challenge.plans import action, found, refs, update


def owned_by(*names: str, ref: str | None = "A1"):
    return action(update("On plan"), owners=[Owner(role="Lead", name=name) for name in names], ref=ref)


def test_an_open_action_without_an_owner_must_be_settled() -> None:
    findings = found(no_owner, owned_by(), owned_by("Head of Estates", ref="A2"))

    assert refs(findings) == ["A1"]
    assert findings[0].severity == "error"


def test_an_owner_to_be_confirmed_is_none() -> None:
    (finding,) = found(no_owner, owned_by("TBC"))

    assert finding.quote == "Lead: TBC"


def test_a_finished_action_needs_no_owner() -> None:
    done = action(update("Complete"), owners=[])

    assert found(no_owner, done, owned_by("Head of Estates", ref="A2")) == []


def test_a_part_that_declares_nothing_is_answered_for_by_its_parent() -> None:
    paragraph = action(owners=[], due=None, ref="A1a", parent="A1")

    assert found(no_owner, owned_by("Head of Estates"), paragraph) == []


def test_an_action_without_a_ref_that_declares_nothing_is_no_part_of_another_without_one() -> None:
    bare = action(owners=[], due=None, ref=None, title="Count the culverts")
    below = action(owners=[], due=None, ref=None, title="Walk each culvert", parent="Count the culverts")

    [finding] = found(no_owner, owned_by("Head of Estates", ref=None), bare, below)

    assert finding.title == "Count the culverts"


@pytest.mark.parametrize("declared", [{"updates": [update("On plan")]}, {"due": read_when("May 2027")}])
def test_a_part_that_declares_something_answers_for_itself(declared: dict[str, object]) -> None:
    part = action(owners=[], due=None, ref="A1a", parent="A1").model_copy(update=declared)

    assert refs(found(no_owner, owned_by("Head of Estates"), part)) == ["A1a"]


def test_a_plan_that_names_no_owner_is_told_so_once() -> None:
    (finding,) = found(no_owner, owned_by(), owned_by(ref="A2"))

    assert finding.ref is None
    assert finding.title == "Recovery plan"


@pytest.mark.parametrize("name", ["ALL", "All directorates", "Finance Department"])
def test_everybody_and_a_whole_department_are_too_broad(name: str) -> None:
    assert refs(found(owner_too_broad, owned_by(name))) == ["A1"]


@pytest.mark.parametrize("names", [("FIN", "HR"), ("Head of Estates",), ("ALL", "Head of Estates"), ()])
def test_codes_and_posts_are_owners(names: tuple[str, ...]) -> None:
    assert found(owner_too_broad, owned_by(*names)) == []
