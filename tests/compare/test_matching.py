"""Which action of one version is which of the other."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.compare import compare
from followthrough.compare import matching as matching_module
from followthrough.compare.candidates import MOST_CANDIDATES
from followthrough.compare.matching import match_actions
from followthrough.plan.document import Action
from tests.compare.plans import action, pairs, plan

REGISTER = "Rewrite the register of assets"
TRAINING = "Train every manager in the new rules"
GRANTS = "Report to the committee on grants"


def matched(old: Sequence[Action], new: Sequence[Action]) -> list[tuple[str | None, str | None, str]]:
    return pairs(compare(plan(*old), plan(*new)))


def test_an_action_is_known_by_its_ref_though_its_words_were_edited() -> None:
    assert matched([action("A1", REGISTER)], [action("A1", f"{REGISTER} and publish it")]) == [
        ("A1", "A1", "ref")
    ]


def test_refs_are_the_same_in_either_case() -> None:
    assert matched([action("A1", REGISTER)], [action("a1", REGISTER)]) == [("A1", "a1", "ref")]


def test_a_plan_that_was_numbered_anew_is_followed_by_its_titles() -> None:
    old = [action("1", REGISTER), action("2", TRAINING)]
    new = [action("1", GRANTS), action("2", REGISTER), action("3", TRAINING)]

    comparison = compare(plan(*old), plan(*new))

    assert pairs(comparison) == [("1", "2", "likeness"), ("2", "3", "likeness")]
    assert [added.title for added in comparison.added] == [GRANTS]


def test_titles_that_are_alike_do_not_hide_that_a_plan_was_numbered_anew() -> None:
    parks, schools, roads = (
        f"Review the governance of {service}" for service in ("parks", "schools", "roads")
    )
    old = [action("1", schools), action("2", roads)]
    new = [action("1", parks), action("2", schools), action("3", roads)]

    assert matched(old, new) == [("1", "2", "likeness"), ("2", "3", "likeness")]


def test_without_refs_the_words_are_enough_though_they_were_edited() -> None:
    old = [action(None, REGISTER), action(None, TRAINING)]
    new = [action(None, TRAINING), action(None, "Rewrite the whole register of assets")]

    titles = [(pair.old.title, pair.new.title) for pair in compare(plan(*old), plan(*new)).pairs]

    assert titles == [(TRAINING, TRAINING), (REGISTER, "Rewrite the whole register of assets")]


def test_equal_titles_are_told_apart_by_their_owners() -> None:
    old = [action("1", REGISTER, owner="Head of Estates"), action("2", REGISTER, owner="Head of Parks")]
    new = [action("7", REGISTER, owner="Head of Parks"), action("8", REGISTER, owner="Head of Estates")]

    assert matched(old, new) == [("2", "7", "likeness"), ("1", "8", "likeness")]


def test_owners_tell_apart_what_was_edited_in_the_same_way() -> None:
    old = [action("1", REGISTER, owner="Head of Estates"), action("2", REGISTER, owner="Head of Parks")]
    edited = f"{REGISTER} now"
    new = [action("7", edited, owner="Head of Parks"), action("8", edited, owner="Head of Estates")]

    assert matched(old, new) == [("2", "7", "likeness"), ("1", "8", "likeness")]


def test_a_ref_used_twice_still_speaks_for_an_action() -> None:
    old = [action("A1", REGISTER), action("A1", TRAINING)]
    new = [action("B1", f"{REGISTER} now"), action("A1", f"{REGISTER} now")]

    assert matched(old, new) == [("A1", "A1", "ref")]


def test_two_actions_of_one_ref_are_paired_by_their_words() -> None:
    old = [action("A1", REGISTER), action("A1", TRAINING)]
    new = [action("A1", "Train every manager in the new finance rules"), action("A1", REGISTER)]

    titles = [
        (pair.old.title, pair.new.title, pair.matched_by) for pair in compare(plan(*old), plan(*new)).pairs
    ]

    assert titles == [(TRAINING, new[0].title, "ref"), (REGISTER, REGISTER, "ref")]


def test_actions_that_nothing_tells_apart_keep_their_order() -> None:
    old = [action(None, REGISTER), action(None, REGISTER)]

    assert match_actions(old, old).pairs.keys() == {(0, 0), (1, 1)}


def test_which_of_two_equal_actions_is_left_is_said_not_guessed() -> None:
    old = [action(None, REGISTER), action(None, REGISTER), action(None, GRANTS)]
    new = [action(None, REGISTER), action(None, GRANTS)]

    comparison = compare(plan(*old), plan(*new))

    assert [pair.new.title for pair in comparison.pairs] == [GRANTS]
    assert [(each.new.title, len(each.could_be)) for each in comparison.unsure] == [(REGISTER, 2)]
    assert (comparison.gone, comparison.added) == ((), ())
    assert len(comparison.unsure_old) == 2


def test_a_ref_with_other_words_is_paired_and_the_doubt_is_kept() -> None:
    assert matched([action("A1", REGISTER)], [action("A1", GRANTS)]) == [("A1", "A1", "ref_alone")]


def test_what_is_in_one_version_only_is_gone_or_new() -> None:
    comparison = compare(plan(action("A1", REGISTER)), plan(action("B7", GRANTS)))

    assert [gone.ref for gone in comparison.gone] == ["A1"]
    assert [added.ref for added in comparison.added] == ["B7"]
    assert comparison.pairs == ()


def test_three_words_of_a_long_title_do_not_make_it_the_same() -> None:
    old = [action(None, "Improvement plan refreshed")]
    new = [
        action(None, "Consult on how the improvement plan will be refreshed after the peer review in spring")
    ]

    assert matched(old, new) == []


titles = st.lists(
    st.sampled_from([REGISTER, TRAINING, GRANTS, "", "Rewrite the register of assets now"]), max_size=6
)
numbers = st.sampled_from([None, "1", "2", "3"])
versions = titles.flatmap(
    lambda some: st.tuples(*(st.builds(action, numbers, st.just(title)) for title in some)).map(list)
)


@given(versions, versions)
def test_every_action_has_exactly_one_fate(old: list[Action], new: list[Action]) -> None:
    comparison = compare(plan(*old), plan(*new))
    paired = len(comparison.pairs)

    assert paired + len(comparison.gone) + len(comparison.unsure_old) == len(old)
    assert paired + len(comparison.added) + len(comparison.unsure) == len(new)


@given(versions)
def test_a_plan_compared_with_itself_is_unchanged(actions: list[Action]) -> None:
    comparison = compare(plan(*actions), plan(*actions))

    assert comparison.unchanged == list(comparison.pairs)
    assert len(comparison.pairs) == len(actions)


def renumbered(number: int) -> tuple[list[Action], list[Action]]:
    """Plans without a common ref or title, of which each action is a little like many."""
    title = "Review the arrangements of service {} with the board of area {} in quarter {}"
    old = [action(f"A{n}", title.format(n, n % 7, n % 4)) for n in range(number)]
    return old, [action(f"B{n}", title.format(n, n % 7, n % 4) + " again") for n in range(number)]


def equal(number: int) -> tuple[list[Action], list[Action]]:
    """Plans of equal actions, one fewer in the new one."""
    return [action(None, REGISTER)] * number, [action(None, REGISTER)] * (number - 1)


@pytest.mark.parametrize("versions_of", [renumbered, equal])
def test_the_comparisons_grow_with_the_plan_and_not_with_its_square(versions_of, monkeypatch) -> None:
    made = []
    likeness = matching_module.title_likeness
    monkeypatch.setattr(matching_module, "title_likeness", lambda *two: made.append(two) or likeness(*two))
    counts = []
    for number in (50, 200, 800):
        made.clear()
        match_actions(*versions_of(number))
        counts.append(len(made) / number)

    assert counts[0] > 1
    assert max(counts) <= MOST_CANDIDATES + 1
