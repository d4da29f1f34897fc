"""What figures come to in sentences: none, one, several, all, with and without a round before."""

from datetime import timedelta

import pytest
from hypothesis import given

from followthrough.rules.figures import figures_of
from followthrough.site.rounds.figures.behind import Lists
from followthrough.site.rounds.figures.sentences import (
    nothing_but_silence,
    overview_sentences,
    plain,
    round_sentences,
)
from followthrough.site.rounds.figures.shown import states_in
from tests.rules.test_figures import DAY, Stand, stands

LABELS = {state.key: state.label for state in states_in(None)}
SIGNIFICANT, MEDIUM = "significant_slippage", "medium_slippage"


def lists_of(now, before=None, labels=LABELS) -> Lists:
    figures = figures_of(now, before, day=DAY, previous_period=None if before is None else "2022-10")
    return Lists(figures, now, labels, "/list/", "2022-11")


def of_round(now, before=None, *, imported=False, moved=0) -> list[str]:
    said = round_sentences(
        lists_of(now, before), is_imported=imported, dates_moved=moved, moved_address="#dates"
    )
    return [plain(sentence) for sentence in said]


def many(*statuses: str, **facts) -> list[Stand]:
    return [Stand(number, status, **facts) for number, status in enumerate(statuses, start=1)]


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ([], "No action is open."),
        (["complete"], "No action is open."),
        (["on_track"], "The one open action has not slipped."),
        ([MEDIUM], "The one open action has slipped, by one to two months."),
        (["on_track", "on_track"], "None of 2 open actions has slipped."),
        (["on_track", SIGNIFICANT], "1 of 2 open actions has slipped, significantly."),
        (["on_track", MEDIUM, MEDIUM], "2 of 3 open actions have slipped, all by one to two months."),
        (
            [MEDIUM, SIGNIFICANT],
            "All 2 open actions have slipped: 1 significantly and 1 by one to two months.",
        ),
    ],
)
def test_the_first_sentence_says_how_many_slipped(statuses, sentence):
    assert of_round(many(*statuses))[0] == sentence


def test_the_round_before_stands_beside():
    assert of_round(many(MEDIUM, "on_track"), many("on_track", "on_track"))[0].endswith(
        "In October 2022 it was none of 2."
    )
    assert of_round(many("on_track", "on_track"), many(MEDIUM, SIGNIFICANT))[0].endswith(
        "In October 2022 it was 2 of 2."
    )


def test_of_who_said_nothing_it_is_not_said_that_they_are_on_time():
    silent = [Stand(1, missing_return=True, asked=True), Stand(2)]

    assert of_round(silent)[0] == "None of 2 open actions says that it has slipped; 1 gave no return."


def test_words_of_the_plans_own_key_are_quoted():
    labels = LABELS | {SIGNIFICANT: "Off course"}

    assert plain(overview_sentences(lists_of(many(SIGNIFICANT, "on_track"), labels=labels))[0]) == (
        "1 of 2 open actions is slipping, “Off course”."
    )


def test_what_was_completed_and_closed_adds_up_to_what_is_finished():
    before = many("on_track", "on_track", "complete", "on_track")
    now = many("complete", "complete", "closed", "on_track")

    assert "2 were completed and 1 was closed, so that 3 of 4 rated actions are finished." in of_round(
        now, before
    )
    assert "Nothing was completed or closed since October 2022: 3 of 4 rated actions are finished." in (
        of_round(now, now)
    )
    assert "None of 1 rated action is finished." in of_round(many("on_track"))


def test_who_gave_no_return_is_counted_with_those_who_did_not_before():
    now = [
        Stand(1, missing_return=True, asked=True, missed_running=2),
        Stand(2, missing_return=True, asked=True, missed_running=1),
        Stand(3, "complete", missing_return=True, asked=True, missed_running=1),
        Stand(4, asked=True),
    ]

    assert of_round(now)[-1] == (
        "3 had no return, 1 of them for the second time running or longer; "
        "1 of these was complete before and stays so."
    )


def test_that_every_return_came_is_said_where_anybody_was_asked():
    asked = [Stand(1, asked=True)]

    assert of_round(asked)[-1] == "Every return came."
    assert "return" not in " ".join(of_round(asked, imported=True))
    assert "return" not in " ".join(of_round(many("on_track")))


def test_agreed_dates_that_moved_are_counted():
    assert of_round([Stand(1, asked=True)], moved=1)[-1] == "Every return came. 1 agreed date was moved."
    assert of_round(many("on_track"), moved=2)[-1] == "2 agreed dates were moved."


def test_who_slipped_significantly_without_a_new_date_is_named_while_they_are_few():
    late = {"days_overdue": 40}
    few = [Stand(1, SIGNIFICANT, ref="A1", title="Mend the roof", **late), Stand(2, SIGNIFICANT)]

    assert "1 of the 2 that slipped significantly has no new date: A1 Mend the roof." in of_round(few)
    assert "All 3 that slipped significantly have no new date." in of_round(many(*[SIGNIFICANT] * 3, **late))
    promised = many(SIGNIFICANT, forecast={"text": "May 2023"}, **late)
    assert not any("no new date" in sentence for sentence in of_round(promised))


def test_the_overview_says_who_is_late_whatever_they_say():
    now = [
        Stand(1, days_overdue=40, implied=MEDIUM),
        Stand(2, MEDIUM, days_overdue=40, implied=MEDIUM),
        Stand(3, due_latest=DAY + timedelta(1)),
    ]

    assert [plain(sentence) for sentence in overview_sentences(lists_of(now))] == [
        "1 of 3 open actions is slipping, by one to two months.",
        "2 are past their agreed date. By the dates 2 are slipping: 1 of them says On track.",
    ]
    assert plain(overview_sentences(lists_of(many("on_track")))[1]) == "None is past its agreed date."


def test_the_overview_says_who_has_not_answered_since():
    now = [Stand(1, missing_return=True), Stand(2)]

    assert plain(overview_sentences(lists_of(now))[-1]) == (
        "1 gave no return for November 2022 and has not answered since."
    )


def test_figures_of_nothing_but_silence_are_a_sentence():
    silent = [Stand(1, missing_return=True), Stand(2, missing_return=True)]

    assert nothing_but_silence(lists_of([*silent, Stand(3, "closed")])) == (
        "All 2 open actions have no return for November 2022; 1 is finished."
    )
    assert nothing_but_silence(lists_of([*silent, Stand(3)])) == ""


@given(now=stands(), before=stands())
def test_each_number_of_a_sentence_is_as_long_as_its_list(now, before):
    lists = lists_of(now, before)
    said = round_sentences(lists, is_imported=False, dates_moved=None, moved_address="")

    for part in (part for sentence in [*said, *overview_sentences(lists)] for part in sentence):
        first = part.text.split()[0] if part.text.split() else ""
        if part.address and first.isdigit():
            of = part.address.removeprefix("/list/?of=")
            assert lists.number(of) == int(first), part
