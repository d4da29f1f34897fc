import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.plan.owners import fold_name, is_broad, is_unowned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Director – Estates", "Director-Estates"),
        ("Director of Law & Order", "Director - law and order"),
        ("AD – Estates", "Assistant Director of Estates"),
        ("Dept Leader", "Deputy Leader"),
        ("Strategic Lead: Estates", "Strategic Lead - Estates"),
        ("HОРЕ", "HOPE"),
    ],
)
def test_one_post_has_one_folded_name_however_it_is_spelled(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_other_posts_have_other_folded_names() -> None:
    names = ["Director of Estates", "Deputy Director of Estates", "Director of Housing", "Head of Estates"]

    assert len({fold_name(name) for name in names}) == len(names)


@given(st.text(max_size=30))
def test_a_folded_name_is_its_own_folded_name(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@pytest.mark.parametrize(
    "name", ["", " ", "-", "TBC", "tbc.", "N/A", "Vacant", "To be confirmed", "None", "XX", "?"]
)
def test_a_name_that_says_nobody_yet_is_no_owner(name: str) -> None:
    assert is_unowned(name)


@pytest.mark.parametrize(
    "name",
    [
        "ALL",
        "All directorates",
        "All Service Managers",
        "Everyone",
        "Council",
        "the Council",
        "Full Council",
        "Directors",
        "Estates Directorate",
        "Various officers",
        "Corporate",
    ],
)
def test_a_name_that_takes_in_everybody_is_broad(name: str) -> None:
    assert is_broad(name)
    assert not is_unowned(name)


@pytest.mark.parametrize(
    "name",
    [
        "Director of Estates",
        "Allan Green",
        "Leader of the Council",
        "Leadership Team",
        "Head of the Estates Department",
        "HR",
        "Chief Executive",
        "Audit Committee",
        "Assistant Directors - Estates and Housing",
    ],
)
def test_a_post_a_person_or_a_team_is_not_broad(name: str) -> None:
    assert not is_broad(name)
    assert not is_unowned(name)
