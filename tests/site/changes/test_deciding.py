"""Requests are decided: what is approved is carried out, what is not changes nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from followthrough.plan.document import Recommendation, SchemeEntry, Status
from followthrough.plan.when import read_when
from followthrough.site.changes.deciding import Decision, Meeting, decide, decide_agenda
from followthrough.site.changes.errors import AlreadyDecidedError, CannotApplyError, ChangeError
from followthrough.site.changes.log import changes_between
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import withdraw_request
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.notices.models import Notice
from followthrough.site.register.document.rows import plain
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.editing.action import add_action, change_action
from followthrough.site.register.editing.archiving import archive_action, restore_action
from followthrough.site.register.editing.edits import ReasonWantedError
from followthrough.site.register.editing.plan import change_plan, change_recommendations, change_scheme
from followthrough.site.register.editing.themes import change_places
from followthrough.site.register.moved_dates import times_moved
from tests.site.cast import NOW, TODAY
from tests.site.changes.conftest import ask, redate, whole

pytestmark = pytest.mark.django_db

State, Kind = ChangeRequest.State, ChangeRequest.Kind
BOARD = Meeting("Improvement Board", TODAY, "Minute 14")
YES, NO = Decision(State.APPROVED), Decision(State.REFUSED, "Keep to the date.")


def approve(request, by, meeting=BOARD, decision=YES):
    return decide(request, decision=decision, meeting=meeting, by=by, at=NOW)


def sentences_of(request) -> list[str]:
    events = Event.objects.filter(subject_type="changes.changerequest", subject_id=str(request.pk))
    return [sentence(event) for event in events.order_by("pk")]


def test_what_is_approved_is_done_in_the_register_and_the_first_date_stays(agreed, owen, alice):
    request = approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice)
    action = agreed.actions.get(ref="L1.1")

    assert (action.due["text"], action.original_due["text"]) == ("June 2023", "September 2022")
    assert times_moved([action.pk])[action.pk] == 1
    assert (request.state, request.decided_in_words, request.applied_at) == (
        "approved", "Improvement Board, 30 November 2022", NOW,
    )  # fmt: skip
    assert sentences_of(request) == [
        "Alice noted that “CR 1: Due date of L1.1 Survey the roofs of all nine branches” is approved"
        " (Improvement Board, 30 November 2022, minute Minute 14)."
    ]


def test_what_is_refused_or_deferred_changes_nothing_and_a_deferred_one_can_be_decided_later(
    agreed, owen, alice
):
    refused = approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice, decision=NO)
    later = Decision(State.DEFERRED, until=date(2023, 1, 10))
    deferred = approve(ask(redate(agreed, "L1.0", "July 2023"), owen), alice, decision=later)

    assert agreed.actions.get(ref="L1.1").due["text"] == "September 2022"
    assert agreed.actions.get(ref="L1.0").due["text"] == "March 2023"
    assert (refused.state, deferred.state, deferred.deferred_until) == (
        "refused", "deferred", date(2023, 1, 10),
    )  # fmt: skip
    assert approve(deferred, alice).state == "approved"
    assert agreed.actions.get(ref="L1.0").due["text"] == "July 2023"


def test_what_is_approved_with_changes_is_done_as_it_was_agreed(agreed, owen, alice):
    may = Decision(State.APPROVED, agreed=plain(read_when("May 2023")), agreed_words="May 2023")
    request = approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice, decision=may)

    assert agreed.actions.get(ref="L1.1").due["text"] == "May 2023"
    assert (request.new_words, request.comes_to) == ("June 2023", "May 2023")


def test_nobody_decides_what_they_asked_for_nor_lets_the_database_that(agreed, alice):
    request = ask(redate(agreed, "L1.1", "June 2023"), alice)

    with pytest.raises(OwnWorkError):
        approve(request, alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.filter(pk=request.pk).update(
            state="approved", decided_by=alice, decided_at=NOW, decided_on=TODAY
        )
    assert agreed.actions.get(ref="L1.1").due["text"] == "September 2022"


def test_who_approves_twice_reads_that_it_is_approved_and_nothing_changes(agreed, owen, alice, adam):
    request = approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice)

    with pytest.raises(AlreadyDecidedError, match="CR 1 is approved already by Improvement Board, 30"):
        approve(request, adam, decision=NO)
    with pytest.raises(AlreadyDecidedError):
        withdraw_request(request, reason="", by=owen, at=NOW)
    assert ChangeRequest.objects.get().state == "approved"


def test_what_changed_meanwhile_is_asked_again_and_not_overwritten(agreed, owen, alice, adam):
    request = ask(redate(agreed, "L1.1", "June 2023"), owen)
    action = agreed.actions.get(ref="L1.1")
    change_action(
        action, version=0, changes={"due": plain(read_when("May 2023"))}, reason="Board", by=adam, at=NOW
    )

    again = approve(request, alice)

    assert (again.state, again.old_words, again.new_words) == ("asked", "May 2023", "June 2023")
    assert agreed.actions.get(ref="L1.1").due["text"] == "May 2023"
    assert "waits for a decision again: the register says “May 2023” by now" in sentences_of(again)[-1]
    assert approve(again, alice).state == "approved"


def test_a_decision_of_tomorrow_is_refused(agreed, owen, alice):
    with pytest.raises(ChangeError, match="1 December 2022 has not come yet"):
        approve(
            ask(redate(agreed, "L1.1", "June 2023"), owen), alice, Meeting("Board", TODAY + timedelta(days=1))
        )


def test_a_meeting_decides_what_it_can_and_says_what_it_could_not(agreed, owen, alice):
    first, second = ask(redate(agreed, "L1.1", "June 2023"), owen), ask(redate(agreed, "L2.0", "2024"), alice)
    first_date = ChangeRequest(
        action=agreed.actions.get(ref="L1.2"), kind=Kind.DATE, field="original_due",
        old=None, new=plain(read_when("May 2022")), new_words="May 2022", origin="import",
    )  # fmt: skip
    agreed.actions.filter(ref="L1.2").update(original_due=plain(read_when("January 2023")))
    first_date.old = plain(read_when("January 2023"))
    third = ask(first_date, owen)

    outcome = decide_agenda(
        agreed, decisions={each.number: YES for each in (first, second, third)}, meeting=BOARD, by=alice,
        at=NOW,
    )  # fmt: skip

    assert outcome.decided == [first]
    assert [(request, why) for request, why in outcome.refused] == [
        (second, "You made this request, so somebody else has to decide it."),
        (
            third,
            "The date that was agreed first never changes. Refuse this request, and ask for another due"
            " date.",
        ),
    ]


@pytest.mark.parametrize(
    ("ref", "kind", "new", "status"),
    [
        ("L1.1", Kind.HOLD, {}, "on_hold"),
        ("L1.1", Kind.WITHDRAW, {}, "cancelled"),
        ("L2.0", Kind.REOPEN, {}, "in_progress"),
        ("L2.0", Kind.ASSURANCE, {"due": plain(read_when("quarterly"))}, "assurance"),
        ("L1.1", Kind.DUPLICATE, {}, "duplicate"),
        ("L1.1", Kind.INCORPORATE, {}, "superseded"),
        ("L1.1", Kind.MERGE, {"title": "Ask readers, and survey the roofs"}, "superseded"),
        ("L1.1", Kind.SPLIT, {"titles": ["Survey five branches", "Survey four branches"]}, "superseded"),
    ],
)
def test_each_kind_about_a_whole_action_gives_its_status(ref, kind, new, status, agreed, owen, alice):
    change = whole(agreed, ref, kind, new=new, other=agreed.actions.get(ref="L3.0"))
    approve(ask(change, owen), alice)
    action = agreed.actions.get(ref=ref)

    assert action.status == status
    assert action.latest_update.text.startswith("CR 1, Improvement Board, 30 November 2022: The board")
    if kind == Kind.ASSURANCE:
        assert (action.kind, action.due["recurrence"][:5]) == ("assurance", "FREQ=")
    if kind == Kind.MERGE:
        assert agreed.actions.get(ref="L3.0").title == "Ask readers, and survey the roofs"
    if kind == Kind.SPLIT:
        parts = agreed.actions.filter(ref__in=["L1.1a", "L1.1b"])
        assert [(part.title, part.due["text"]) for part in parts] == [
            ("Survey five branches", "September 2022"),
            ("Survey four branches", "September 2022"),
        ]
        assert [link.to for link in action.links.all()] == list(parts)


def test_an_action_goes_neither_into_itself_nor_its_parts_nor_back(agreed, owen, alice):
    into_part = whole(agreed, "L1.0", Kind.INCORPORATE, other=agreed.actions.get(ref="L1.2"))
    with pytest.raises(CannotApplyError, match="into itself or into one of its own parts"):
        approve(ask(into_part, owen), alice)

    there = whole(agreed, "L2.0", Kind.INCORPORATE, other=agreed.actions.get(ref="L3.0"))
    approve(ask(there, owen), alice)
    back = whole(agreed, "L3.0", Kind.INCORPORATE, other=agreed.actions.get(ref="L2.0"))
    with pytest.raises(CannotApplyError, match="went into this one before"):
        approve(ask(back, owen), alice)


def test_a_new_action_is_added_when_it_is_approved(agreed, owen, alice):
    new = {"title": "Open on Sundays", "due": "May 2023", "owner": "Libraries Manager", "under": 1}
    change = ChangeRequest(
        plan=agreed, kind=Kind.NEW, field="action", new=new, new_words="New: Open on Sundays", reason="Asked."
    )
    request = approve(ask(change, owen), alice)

    assert (request.action.title, request.action.parent.ref) == ("Open on Sundays", "L1.0")
    assert request.action.due["text"] == "May 2023"


def test_owners_measures_and_milestones_are_changed_as_they_were_agreed(agreed, owen, alice):
    action = agreed.actions.get(ref="L1.2")
    wanted = {
        "owners": [{"role": "Lead", "name": "Head of Roads"}],
        "measure": ["Every branch is dry"],
        "milestone": [{"title": "Tender out", "due": plain(read_when("April 2023"))}],
    }
    for field, new in wanted.items():
        old = {"owners": [{"role": "Lead", "name": "head of property"}], "milestone": action.milestones}
        change = ChangeRequest(
            action=action, kind=Kind.OTHER, field=field, old=old.get(field), new=new, new_words=str(new)
        )
        approve(ask(change, owen), alice)
    action.refresh_from_db()

    assert [owner.name for owner in action.ownerships.all()] == ["Head of Roads"]
    assert action.measures == ["Every branch is dry"]
    assert action.milestones[0]["due"]["text"] == "April 2023"


def test_a_part_that_moves_within_the_main_action_is_recorded_at_once_and_told(agreed, owen, holds, dora):
    holds(dora, "Head of Property")
    request = ask(redate(agreed, "L1.1", "February 2023"), owen)

    assert (request.state, request.rule, request.decided_by) == ("recorded", "part_moves_within", None)
    assert agreed.actions.get(ref="L1.1").due["text"] == "February 2023"
    letter = Notice.objects.get()
    assert letter.to == dora
    assert "By the rules of the plan it needs no decision." in letter.text
    assert "L1.2 depends on it and is due January 2023, before the new date." in letter.text


def test_who_asked_and_who_waits_for_the_action_are_told_what_was_decided(agreed, owen, alice, holds, dora):
    holds(dora, "Head of Property")
    approve(ask(redate(agreed, "L1.1", "June 2023"), owen), alice)

    assert {notice.to for notice in Notice.objects.all()} == {owen, dora}
    text = Notice.objects.get(to=owen).text
    assert "CR 1 is approved: Improvement Board, 30 November 2022." in text
    assert "Due date: from “September 2022” to “June 2023”." in text


def test_an_edit_by_hand_decides_what_somebody_else_asked_for(agreed, owen, alice):
    request = ask(redate(agreed, "L1.1", "June 2023"), owen)
    edit = {"due": plain(read_when("June 2023"))}
    change_action(agreed.actions.get(ref="L1.1"), version=0, changes=edit, reason="Agreed", by=alice, at=NOW)
    request.refresh_from_db()

    assert (request.state, request.decided_by, request.forum) == (
        "approved", alice, "Edited by hand, as asked",
    )  # fmt: skip


def test_an_edit_by_hand_that_nobody_asked_for_is_recorded_as_one(agreed, alice, owen):
    own = ask(redate(agreed, "L1.1", "June 2023"), alice)
    edit = {"due": plain(read_when("June 2023")), "title": "Survey all roofs"}
    with pytest.raises(ReasonWantedError):
        change_action(agreed.actions.get(ref="L1.1"), version=0, changes=edit, reason="", by=alice, at=NOW)
    change_action(agreed.actions.get(ref="L1.1"), version=0, changes=edit, reason="Agreed", by=alice, at=NOW)
    own.refresh_from_db()
    title = ChangeRequest.objects.get(field="title")

    assert (own.state, own.decided_by) == ("recorded", None)
    assert (title.number, title.state, title.reason) == (2, "recorded", "Agreed")
    assert title.decided_in_words == "Edited by hand"


def test_what_is_withdrawn_stays_in_the_log(agreed, owen):
    request = withdraw_request(
        ask(redate(agreed, "L1.1", "June 2023"), owen), reason="It will do.", by=owen, at=NOW
    )

    assert request.state == "withdrawn"
    assert sentences_of(request) == [
        "Owen took back “CR 1: Due date of L1.1 Survey the roofs of all nine branches” (reason: It will do.)."
    ]


def test_what_is_added_archived_and_put_back_by_hand_is_recorded(agreed, alice):
    new = {"title": "Open on Sundays", "kind": "action"}
    action = add_action(agreed, changes=new, reason="Agreed", by=alice, at=NOW)
    archive_action(action, reason="Twice", by=alice, at=NOW)
    restore_action(action, reason="Not twice", by=alice, at=NOW)

    assert [(each.kind, each.new_words, each.state) for each in ChangeRequest.objects.order_by("pk")] == [
        ("new", "New: Open on Sundays", "recorded"),
        ("other", "Archived", "recorded"),
        ("other", "In the plan again", "recorded"),
    ]


def test_what_is_edited_by_hand_of_the_whole_plan_is_recorded_and_asks_for_no_decision(agreed, alice):
    theme = agreed.themes.first()
    change_scheme(
        agreed, scheme=[SchemeEntry(label="Fine", status=Status.ON_TRACK)], reason="Agreed", by=alice, at=NOW
    )
    change_recommendations(
        agreed,
        recommendations=[Recommendation(id="R1", text="Mend roofs")],
        reason="Agreed",
        by=alice,
        at=NOW,
    )
    change_plan(agreed, title="Roofs", level_words={}, approval_wanted=True, by=alice, at=NOW)
    change_places(
        agreed, themes={theme.pk: "Roofs first"}, workstreams={}, new_theme="", new_workstreams={},
        reason="Agreed", by=alice, at=NOW,
    )  # fmt: skip

    logged = changes_between(agreed)
    assert [(each.field, each.title, each.state, each.forum) for each in logged] == [
        ("Statuses", "The whole plan", "recorded", "Edited by hand"),
        ("Recommendation", "The whole plan", "recorded", "Edited by hand"),
        ("Title of the plan", "The whole plan", "recorded", "Edited by hand"),
        ("Theme", "The whole plan", "recorded", "Edited by hand"),
    ]
    assert (logged[2].old, logged[2].new) == ("Library recovery plan", "Roofs")
    assert (logged[3].old, logged[3].new, logged[3].reason) == (theme.title, "Roofs first", "Agreed")
