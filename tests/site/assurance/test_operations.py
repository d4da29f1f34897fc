"""Recording what fell due, changing the rhythm, ending it: what each keeps and refuses."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from followthrough.challenge import check
from followthrough.site.assurance.feeds import feed_of, occurrences_in, token_of
from followthrough.site.assurance.models import OccurrenceRecord
from followthrough.site.assurance.operations import (
    AssuranceError,
    change_schedule,
    end_assurance,
    make_calendar,
    record_occurrence,
    withdraw_calendar,
    word_levels,
)
from followthrough.site.assurance.timetable import missed_now, timetable
from followthrough.site.history.models import Event
from followthrough.site.people.models import Membership
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.posts.holding import appoint
from tests.site.assurance.conftest import DECEMBER, JUNE, SEPTEMBER
from tests.site.cast import NOW, TODAY


def done(action, due_on, *, by, **changed):
    given = {
        "outcome": "done",
        "on": date(2022, 11, 3),
        "level": "reasonable",
        "evidence": "Six people can, all named.",
        "link": "",
        "seen": 0,
    }
    return record_occurrence(action, due_on=due_on, by=by, at=NOW, **(given | changed))


def states(action):
    return {each.due_on: each.state for each in timetable([action], last=DECEMBER, day=TODAY)}


def test_what_was_missed_counts_until_a_time_is_done_late(safe_review, alice):
    assert states(safe_review) == {JUNE: "missed", SEPTEMBER: "missed", DECEMBER: "due"}
    assert len(missed_now([safe_review], day=TODAY)[safe_review.pk]) == 2

    done(safe_review, SEPTEMBER, by=alice)

    assert states(safe_review) == {JUNE: "missed", SEPTEMBER: "done_late", DECEMBER: "due"}
    assert missed_now([safe_review], day=TODAY) == {}
    assert (
        "done on 3 November 2022, with reasonable assurance" in Event.objects.latest("pk").details["outcome"]
    )


def test_the_checks_say_what_was_missed_and_the_document_has_it(controls, safe_review, alice):
    def codes():
        kept = {each.code for each in controls.kept_findings.filter(action=safe_review)}
        found = {each.code for each in check(as_document(controls), TODAY) if each.ref == "C1"}
        assert kept == found
        return kept

    done(safe_review, JUNE, by=alice)
    assert "occurrence_missed" in codes()

    done(safe_review, SEPTEMBER, by=alice)
    assert "occurrence_missed" not in codes()
    assert as_document(controls).actions[0].occurrences[0].level == "Reasonable"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": None}, "Enter the day on which it was done."),
        ({"on": TODAY + timedelta(days=1)}, "1 December 2022 has not come yet."),
        ({"level": ""}, "Choose the level of assurance"),
        ({"evidence": " "}, "Say what shows that it was done"),
        ({"outcome": "missed", "evidence": ""}, "Say why it was missed."),
        ({"seen": 77}, "Somebody recorded this one meanwhile."),
    ],
)
def test_what_lacks_something_is_refused_with_a_sentence(safe_review, alice, changed, sentence):
    with pytest.raises(AssuranceError, match=sentence):
        done(safe_review, SEPTEMBER, by=alice, **changed)

    assert not OccurrenceRecord.objects.exists()


def test_a_day_on_which_nothing_falls_due_is_refused(safe_review, alice):
    with pytest.raises(AssuranceError, match="Nothing of this action falls due on 1 October 2022"):
        done(safe_review, date(2022, 10, 1), by=alice)


def test_a_correction_is_a_record_more_and_no_record_ever_changes(safe_review, alice):
    first = done(safe_review, SEPTEMBER, by=alice)
    done(safe_review, SEPTEMBER, by=alice, outcome="missed", evidence="It was another safe.", seen=first.pk)

    assert states(safe_review)[SEPTEMBER] == "missed"
    assert OccurrenceRecord.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        OccurrenceRecord.objects.update(evidence="")


def test_a_new_rhythm_leaves_what_fell_due_before(safe_review, alice):
    change_schedule(
        safe_review,
        rule="FREQ=MONTHLY",
        words="monthly",
        counted_from=TODAY,
        from_on=date(2022, 11, 1),
        reason="The auditor asked.",
        by=alice,
        at=NOW,
    )

    assert list(states(safe_review)) == [JUNE, SEPTEMBER, date(2022, 11, 30), DECEMBER]


@pytest.mark.parametrize("rule", ["", "FREQ=MONTHLY;COUNT=2", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rhythm_that_never_comes_or_ends_by_itself_is_refused(safe_review, alice, rule):
    with pytest.raises(AssuranceError, match="never falls due"):
        change_schedule(
            safe_review,
            rule=rule,
            words="odd",
            counted_from=TODAY,
            from_on=TODAY,
            reason="Why",
            by=alice,
            at=NOW,
        )


def test_it_ends_by_a_decision_and_falls_due_no_more(safe_review, alice):
    end_assurance(safe_review, forum="Audit Committee", on=TODAY, words="The safe is sold.", by=alice, at=NOW)
    safe_review.refresh_from_db()

    assert safe_review.status == "closed"
    assert states(safe_review) == {}
    assert "Ended by Audit Committee on 30 November 2022" in safe_review.updates.last().text
    with pytest.raises(AssuranceError, match="has ended already"):
        end_assurance(safe_review, forum="Cabinet", on=TODAY, words="Again.", by=alice, at=NOW)


def test_nobody_ends_an_assurance_action_that_they_answer_for(safe_review, alice):
    post = safe_review.ownerships.get().post
    appoint(post, user=alice, from_on=TODAY, by=None, at=NOW)

    with pytest.raises(OwnWorkError, match="You answer for this action"):
        end_assurance(safe_review, forum="Cabinet", on=TODAY, words="Done with.", by=alice, at=NOW)


def test_levels_are_said_in_the_words_of_the_organisation(safe_review, riverbank, alice):
    word_levels(riverbank, words={"reasonable": "Moderate"}, by=alice, at=NOW)
    done(safe_review, SEPTEMBER, by=alice)

    (row,) = timetable([safe_review], first=SEPTEMBER, last=SEPTEMBER, day=TODAY)
    assert (row.level, row.level_words) == ("reasonable", "Moderate")


def test_a_calendar_shows_what_its_person_may_see_until_it_is_withdrawn(
    safe_review, controls, riverbank, hillside, owen, dora
):
    appoint(safe_review.ownerships.get().post, user=owen, from_on=TODAY, by=None, at=NOW)
    token = token_of(make_calendar(owen, organisation=riverbank, at=NOW))

    assert {each.due_on for each in occurrences_in(feed_of(token), day=TODAY)} >= {SEPTEMBER, DECEMBER}
    assert feed_of(token[:-1]) is None
    assert feed_of("made-up") is None

    second = token_of(make_calendar(owen, organisation=riverbank, at=NOW))
    assert feed_of(token) is None
    Membership.objects.filter(user=owen).update(role="member")
    assert feed_of(second) is None
    Membership.objects.filter(user=owen).update(role="update_owner")
    withdraw_calendar(owen, organisation=riverbank, at=NOW)
    assert feed_of(second) is None
