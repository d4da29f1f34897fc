"""Refs that start again under each theme or recommendation."""

from followthrough.plan.document import Action
from followthrough.plan.scoped_refs import start_again, uses_of_refs


def actions(*refs: tuple[str | None, str]) -> list[Action]:
    return [Action(ref=ref, theme=theme, title="Mend it") for ref, theme in refs]


def test_numbers_that_start_again_under_each_theme_are_no_duplicates() -> None:
    plan = actions(("1", "Roads"), ("2", "Roads"), ("1", "Parks"), ("2", "Parks"))

    assert start_again(plan)
    assert uses_of_refs(plan) == [1, 1, 1, 1]


def test_under_one_theme_the_same_number_is_a_duplicate_still() -> None:
    plan = actions(
        ("1", "Roads"), ("2", "Roads"), ("3", "Roads"), ("1", "Parks"), ("2", "Parks"), ("3", "Parks")
    )

    assert uses_of_refs([*plan, *actions(("2", "Parks"))]) == [1, 1, 1, 1, 2, 1, 2]


def test_one_ref_in_two_themes_is_a_slip() -> None:
    assert uses_of_refs(actions(("1", "Roads"), ("2", "Roads"), ("1", "Parks"), ("3", "Parks"))) == [
        2,
        1,
        2,
        1,
    ]


def test_refs_that_say_more_than_a_number_do_not_start_again() -> None:
    plan = actions(("R.1", "Roads"), ("R.2", "Roads"), ("R.1", "Parks"), ("R.2", "Parks"), (None, "Parks"))

    assert uses_of_refs(plan) == [2, 2, 2, 2, 0]


def test_recommendations_scope_refs_too() -> None:
    plan = [
        Action(ref=ref, title="Mend it", answers=[answers])
        for answers in ("R1", "R2")
        for ref in ("a", "b", "c")
    ]

    assert uses_of_refs(plan) == [1] * 6
