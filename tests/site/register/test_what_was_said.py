"""What was said of an action, round by round."""

import pytest

from followthrough.site.register.what_was_said import said_of_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(library):
    """An action of which something was said in six months."""
    action = library.actions.get(ref="L1.1")
    action.updates.all().delete()
    for month in range(1, 7):
        action.updates.create(position=month, period=f"2022-0{month}", text=f"Month {month}")
    return action


def test_a_round_without_a_return_is_an_entry_of_its_own_among_the_others(survey):
    said = said_of_action(survey, ["2022-07"])

    assert [entry.period for entry in said.whole] == ["2022-07", "2022-06", "2022-05"]
    assert said.whole[0].update is None
    assert said.whole[0].last_word == "June 2022"


def test_two_entries_stand_whole_three_are_short_and_the_rest_is_folded(survey):
    said = said_of_action(survey, [])

    assert [len(part) for part in (said.whole, said.short, said.folded)] == [2, 3, 1]
    assert [entry.period for entry in said.folded] == ["2022-01"]


def test_where_nothing_was_ever_said_a_missing_round_says_so(survey):
    survey.updates.all().delete()

    assert said_of_action(survey, ["2022-07"]).entries[0].last_word == ""


def test_a_reason_that_the_words_give_already_is_said_once(survey, alice, client_of):
    update = survey.updates.get(position=6)
    update.text, update.reason = "Ready.\nWhy this status: One roof is small.", "One roof is small."
    update.save()
    client = client_of(alice)

    assert "Why it differs" not in client.get(survey.get_absolute_url()).content.decode()
    update.text = "Ready."
    update.save()
    assert "Why it differs: “One roof is small.”" in client.get(survey.get_absolute_url()).content.decode()
