import pytest

from followthrough.plan.owners import is_broad, is_unowned, parts_of


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


@pytest.mark.parametrize(
    ("roles", "parts"),
    [
        (["Lead", "Cabinet lead"], ["accountable", "political"]),
        (
            ["Portfolio holder", "Responsible director", "Others involved"],
            ["political", "accountable", "supporting"],
        ),
        (["Director", "Who updates (if another)"], ["accountable", "update_owner"]),
        (["Who", "Who"], ["accountable", "accountable"]),
        (["Lead Member", "Support officer"], ["political", "accountable"]),
        (["Partner", "Partner"], ["accountable", "supporting"]),
        (["Executive Councillor"], ["political"]),
        (["Assistant Director"], ["accountable"]),
        ([], []),
    ],
)
def test_what_a_role_stands_for_is_known_by_its_words(roles: list[str], parts: list[str]) -> None:
    assert parts_of(roles) == parts
