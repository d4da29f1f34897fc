"""The life of a round: each step once, in order, with its event, all or nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Coalesce

from followthrough.rules.calendars import monthly
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.models import Action, Plan, Update
from followthrough.site.rounds.figures.queries import figures, publication_of, standings
from followthrough.site.rounds.models import ActionReturn, Publication, Round, Standing
from followthrough.site.rounds.operations import (
    change_days,
    lock_round,
    make_rounds,
    open_round,
    publish_round,
    reopen_round,
)
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.states import WrongStateError
from tests.site.cast import NOW, TODAY
from tests.site.rounds.answers import send

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=9)


def last_event() -> str:
    return sentence(Event.objects.order_by("-pk")[0])


@pytest.mark.parametrize("who", ["alice", None])
def test_a_draft_whose_round_is_opened_is_agreed_by_that(library, alice, who):
    by = alice if who else None
    (round_,) = make_rounds(library, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)

    for at in (LATER, LATER + timedelta(days=1)):
        open_round(round_, by=by, at=at)

    library.refresh_from_db()
    assert (library.state, library.approved_by, library.approved_at) == (Plan.State.APPROVED, by, LATER)
    event = Event.objects.get(type="plan.agreed_by_opening")
    name = "Alice" if who else "The system"
    assert sentence(event) == (
        f"{name} agreed the plan “Library recovery plan” by opening the November 2022 round."
    )


def test_opening_a_round_of_an_agreed_plan_leaves_it_as_it_was_agreed(library, alice):
    approve_plan(library, by=alice, at=NOW)
    (round_,) = make_rounds(library, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)

    open_round(round_, by=None, at=LATER)

    library.refresh_from_db()
    assert (library.approved_by, library.approved_at) == (alice, NOW)
    assert not Event.objects.filter(type="plan.agreed_by_opening").exists()


def published(round_: Round, by, at=NOW) -> Publication:
    lock_round(round_, by=by, at=at)
    return publish_round(round_, by=by, at=at)


def test_a_calendar_makes_a_round_of_each_period_once(library, alice):
    days = monthly("2022-11", "2022-12")
    first = make_rounds(library, days=days, by=alice, at=NOW)
    again = make_rounds(library, days=monthly("2022-11", "2023-01"), by=alice, at=NOW)

    assert [str(round_) for round_ in first] == ["November 2022 round", "December 2022 round"]
    assert [round_.period for round_ in again] == ["2023-01"]
    assert last_event() == "Alice set the days of 1 round of the plan “Library recovery plan”: January 2023."


def test_making_nothing_new_leaves_no_event(november, library, alice):
    events = Event.objects.count()

    assert make_rounds(library, days=monthly("2022-11", "2022-11"), by=alice, at=NOW) == []
    assert Event.objects.count() == events


def test_opening_asks_for_what_the_rules_say(opened):
    asked = {each.action.ref: each.because for each in opened.returns.select_related("action")}

    # The main action has no status of its own, and "Later work" is a heading.
    assert asked == {"L1.1": "open", "L1.2": "open", "L2.0": "complete", "L3.0": "open"}
    assert {each.state for each in opened.returns.all()} == {"not_started"}
    assert last_event() == "Alice opened the November 2022 round, which asks for 4 returns."


def test_opening_twice_counts_once(opened, alice):
    events = Event.objects.count()
    again = open_round(opened, by=alice, at=LATER)

    assert again.opened_at == NOW
    assert opened.returns.count() == 4
    assert Event.objects.count() == events


def test_a_command_opens_a_round_without_a_person(november):
    open_round(november, by=None, at=NOW)

    assert last_event() == "The system opened the November 2022 round, which asks for 4 returns."


def test_every_step_moves_the_day_on_which_the_plan_changed(november, library, alice):
    open_round(november, by=alice, at=LATER)

    assert Plan.objects.get().changed_at == LATER


def test_opening_is_all_or_nothing(november, alice, monkeypatch):
    def fail(*named, **facts):
        raise RuntimeError("the event can't be written")

    monkeypatch.setattr("followthrough.site.rounds.operations.record_in", fail)
    with pytest.raises(RuntimeError):
        open_round(november, by=alice, at=NOW)

    assert Round.objects.get().state == "planned"
    assert not ActionReturn.objects.exists()


def test_the_days_of_a_round_can_be_moved_until_it_is_locked(opened, alice):
    (days,) = monthly("2022-11", "2022-11")
    moved = days._replace(due_on=date(2022, 12, 5))
    change_days(opened, days=moved, by=alice, at=NOW)

    assert Round.objects.get().due_on == date(2022, 12, 5)
    assert last_event() == (
        "Alice moved the days of the November 2022 round: it opens on 23 November 2022, is due on"
        " 5 December 2022 and ends on 7 December 2022."
    )
    lock_round(opened, by=alice, at=NOW)
    with pytest.raises(WrongStateError):
        change_days(opened, days=days, by=alice, at=NOW)


def test_locking_says_how_many_are_missing(opened, alice, owen):
    send(opened, "L1.1", by=owen)
    lock_round(opened, by=alice, at=NOW)

    assert last_event() == "Alice locked the November 2022 round with 3 returns missing."


@pytest.mark.parametrize("step", [lock_round, publish_round])
def test_a_step_out_of_order_is_refused_with_a_sentence(step, november, alice):
    with pytest.raises(WrongStateError, match="The November 2022 round is planned"):
        step(november, by=alice, at=NOW)


def test_a_published_round_can_not_be_opened_or_locked(opened, alice):
    published(opened, alice)

    with pytest.raises(WrongStateError):
        open_round(opened, by=alice, at=NOW)
    with pytest.raises(WrongStateError):
        lock_round(opened, by=alice, at=NOW)


def test_publishing_freezes_how_every_action_stands(opened, alice, owen):
    send(opened, "L1.1", by=owen)
    publication = published(opened, alice)
    late = publication.standings.get(ref="L1.1")

    assert publication.day == TODAY
    assert publication.standings.count() == 6
    assert (late.status, late.implied) == ("significant_slippage", "significant_slippage")
    assert (late.is_overdue, late.days_overdue, late.missing_return) == (True, 61, False)
    assert late.text == "Eight of nine done.\nNext: The last branch in January"
    assert (late.by_text, late.forecast["text"]) == ("Owen", "January 2023")
    assert 3 < late.slip_current < 3.1
    assert [owner["part"] for owner in late.owners] == ["accountable", "political"]


def test_a_return_that_did_not_come_is_missing_in_every_figure(opened, alice, owen):
    send(opened, "L1.1", by=owen)
    published(opened, alice)
    found = figures(opened, day=TODAY)

    # The main action was not asked; what was claimed complete stays so.
    assert found.counts == {"no_status": 1, "significant_slippage": 1, "no_return": 2, "complete": 1}
    assert [each.ref for each in found.missing] == ["L1.2", "L2.0", "L3.0"]


def test_publishing_twice_counts_once(opened, alice):
    first = published(opened, alice)

    assert publish_round(opened, by=alice, at=LATER) == first
    assert Publication.objects.count() == 1


def test_a_round_published_after_midnight_in_summer_time_is_of_the_new_day(opened, alice):
    publication = published(opened, alice, datetime(2023, 6, 30, 23, 30, tzinfo=UTC))

    assert publication.day == date(2023, 7, 1)


def test_what_was_published_stays_whatever_happens_later(opened, alice, library):
    published(opened, alice)
    opened.refresh_from_db()
    was, counted = standings(opened, day=TODAY), figures(opened, day=TODAY)
    first_kept = Coalesce("original_due", "due")
    library.actions.update(
        title="Another", status="on_hold", due=None, due_latest=None, original_due=first_kept
    )
    Update.objects.update(text="Another", status="on_hold")
    Plan.objects.update(title="Another", scheme=None)

    now = standings(opened, day=LATER.date())
    values = [[row.__dict__ | {"_state": None} for row in rows] for rows in (was, now)]

    assert values[0] == values[1]
    assert figures(opened, day=LATER.date()) == counted
    assert publication_of(opened).title == "Library recovery plan"


def test_publishing_is_all_or_nothing(opened, alice, monkeypatch):
    def fail(*named, **facts):
        raise RuntimeError("the event can't be written")

    lock_round(opened, by=alice, at=NOW)
    monkeypatch.setattr("followthrough.site.rounds.operations.record_in", fail)
    with pytest.raises(RuntimeError):
        publish_round(opened, by=alice, at=NOW)

    assert Round.objects.get().state == "locked"
    assert not Standing.objects.exists()


def test_a_reopened_round_publishes_the_next_edition_beside_the_first(opened, alice, owen):
    first = published(opened, alice)
    reopen_round(opened, reason="Two returns came late", by=alice, at=LATER)
    assert last_event() == ("Alice reopened the November 2022 round and said why: “Two returns came late”.")

    send(opened, "L1.1", by=owen, at=LATER)
    second = published(opened, alice, LATER)

    assert (first.edition, second.edition) == (1, 2)
    assert first.standings.get(ref="L1.1").missing_return
    assert not second.standings.get(ref="L1.1").missing_return
    assert figures(Round.objects.get(), day=TODAY).day == LATER.date()


def test_reopening_asks_for_what_has_come_since(opened, library, alice):
    published(opened, alice)
    Action.objects.create(plan=library, number=7, position=7, kind="action", title="New since")
    reopen_round(opened, reason="An action was added", by=alice, at=LATER)

    assert opened.returns.count() == 5


def test_a_round_of_an_import_is_not_reopened(library, alice):
    (september, _) = rounds_from_periods(library, by=alice, at=NOW)

    with pytest.raises(WrongStateError, match="came with an import"):
        reopen_round(september, reason="Why not", by=alice, at=NOW)


def test_a_planned_round_is_not_reopened(november, alice):
    with pytest.raises(WrongStateError):
        reopen_round(november, reason="Why not", by=alice, at=NOW)


def test_the_next_round_is_measured_against_the_last_edition(opened, library, alice, owen):
    published(opened, alice)
    reopen_round(opened, reason="Late", by=alice, at=NOW)
    send(opened, "L1.2", by=owen)
    published(opened, alice)
    (december,) = make_rounds(library, days=monthly("2022-12", "2022-12"), by=alice, at=NOW)
    open_round(december, by=alice, at=LATER)
    found = figures(december, day=TODAY)

    assert found.previous_period == "2022-11"
    assert found.counts_before["on_track"] == 1
    assert [(each.ref, each.after) for each in found.moved] == [("L1.2", "no_return")]


def test_a_date_that_moves_between_rounds_is_counted(opened, library, alice):
    published(opened, alice)
    other = {"text": "June 2023", "kind": "month", "earliest": "2023-06-01", "latest": "2023-06-30"}
    library.actions.filter(ref="L1.1").update(due=other, due_latest=date(2023, 6, 30), original_due=F("due"))
    (december,) = make_rounds(library, days=monthly("2022-12", "2022-12"), by=alice, at=NOW)
    open_round(december, by=alice, at=LATER)
    redated = {each.ref: each.redated for each in standings(december, day=TODAY)}

    assert redated["L1.1"] == 1
    assert redated["L1.2"] == 0
