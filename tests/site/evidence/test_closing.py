"""An action ends by a decision; it is looked at again, and it can be re-opened."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.rules.calendars import monthly
from followthrough.site.evidence.closing import (
    Decision,
    check_embedding,
    close_action,
    close_actions,
    reopen_action,
)
from followthrough.site.evidence.models import Closure
from followthrough.site.evidence.queries import (
    actions_in,
    closed_between,
    closure_facts,
    closure_lacks,
    embedding_checks_due,
    facts_to_verify,
)
from followthrough.site.evidence.verifying import RefusedClosureError, claim_complete, verify
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.editing.decided_status import set_decided_status
from followthrough.site.register.lists.filtering import actions_under
from followthrough.site.rounds.figures.behind import Lists
from followthrough.site.rounds.figures.queries import figures_today
from followthrough.site.rounds.figures.report import finished_in_words
from followthrough.site.rounds.figures.sentences import round_sentences
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from tests.site.cast import NOW, TODAY
from tests.site.evidence.conftest import FINISHED_ON
from tests.site.evidence.test_pages import words
from tests.site.evidence.test_verifying import ACCEPT

pytestmark = pytest.mark.django_db
CLOSED = Decision(end="closed", forum="Audit Committee", on=date(2022, 11, 28), minute="12")


@pytest.fixture
def verified(offered, owen, rita):
    claim_complete(offered, actual_on=FINISHED_ON, by=owen, at=NOW)
    verify(offered, judgements=ACCEPT, by=rita, at=NOW)
    offered.refresh_from_db()
    return offered


def refs_under(plan, name: str) -> list[str]:
    return [action.ref for action in actions_under(plan, {"only": [name]}, day=TODAY)]


def test_a_committee_closes_what_was_verified(verified, alice):
    closure = close_action(verified, decision=CLOSED, by=alice, at=NOW)

    verified.refresh_from_db()
    assert verified.status == Status.CLOSED
    assert verified.latest_words.text == "Closed: Audit Committee, 28 November 2022, minute 12."
    assert closure.evidence_tested
    assert closure_lacks([verified]) == {}


def test_what_is_not_verified_is_not_closed(offered, owen, alice, ferries):
    with pytest.raises(RefusedClosureError, match="F1 does not say Complete"):
        close_action(offered, decision=CLOSED, by=alice, at=NOW)
    claim_complete(offered, actual_on=FINISHED_ON, by=owen, at=NOW)
    with pytest.raises(RefusedClosureError, match="before a verifier has accepted"):
        close_action(offered, decision=CLOSED, by=alice, at=NOW)
    gangways = ferries.actions.get(ref="F2")
    with pytest.raises(RefusedClosureError, match=r"F2 can't be closed\. It lacks the day on which"):
        close_actions([gangways], decision=CLOSED, by=alice, at=NOW)

    assert not Closure.objects.exists()


def test_a_meeting_closes_all_of_its_list_or_none(verified, ferries, alice):
    gangways = ferries.actions.get(ref="F2")

    with pytest.raises(RefusedClosureError):
        close_actions([verified, gangways], decision=CLOSED, by=alice, at=NOW)

    assert not Closure.objects.exists()
    assert len(close_actions([verified], decision=CLOSED, by=alice, at=NOW)) == 1


def test_who_said_that_it_is_finished_does_not_close_it(verified, owen):
    with pytest.raises(OwnWorkError, match="somebody else has to close it"):
        close_action(verified, decision=CLOSED, by=owen, at=NOW)


def test_the_database_too_knows_that_closed_is_tested(verified, alice):
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.create(
            action=verified, end="closed", forum="x", on=TODAY, evidence_tested=False, by=alice, at=NOW
        )


@pytest.mark.parametrize(
    ("end", "more", "status", "words"),
    [
        ("superseded", "to_action", "superseded", "Superseded by F3 Paint the lifebelts: "),
        ("duplicate", "to_action", "duplicate", "Duplicate of F3 Paint the lifebelts: "),
        ("not_adopted", None, "cancelled", "Not adopted: "),
        ("risk_accepted", "accepted_by", "cancelled", "Risk accepted by Chief Executive: "),
        ("no_longer_warranted", None, "cancelled", "No longer warranted: "),
        ("carried_forward", "to_plan", "cancelled", "Carried forward to Ferry safety plan: "),
    ],
)
def test_other_ends_are_told_apart_and_need_a_reason(end, more, status, words, ferries, crews, alice):
    given = {
        "to_action": ferries.actions.get(ref="F3"), "accepted_by": "Chief Executive", "to_plan": ferries
    }  # fmt: skip
    bare = CLOSED._replace(end=end)
    with pytest.raises(RefusedClosureError, match=r"Say why it ends\."):
        close_action(crews, decision=bare, by=alice, at=NOW)
    reasoned = bare._replace(words="The piers were sold.")
    if more:
        with pytest.raises(RefusedClosureError):
            close_action(crews, decision=reasoned, by=alice, at=NOW)
        reasoned = reasoned._replace(**{more: given[more]})

    close_action(crews, decision=reasoned, by=alice, at=NOW)

    crews.refresh_from_db()
    assert crews.status == status
    assert crews.latest_words.text == (
        f"{words}Audit Committee, 28 November 2022, minute 12. The piers were sold."
    )
    with pytest.raises(RefusedClosureError, match="has ended already: Audit Committee, 28 November"):
        close_action(crews, decision=reasoned, by=alice, at=NOW)


def test_a_meeting_to_come_and_one_without_a_name_are_refused(verified, alice):
    for odd, why in [(CLOSED._replace(on=TODAY + timedelta(days=1)), "has not come yet"),
                     (CLOSED._replace(forum=" "), "Say which forum decided")]:  # fmt: skip
        with pytest.raises(RefusedClosureError, match=why):
            close_action(verified, decision=odd, by=alice, at=NOW)


def test_an_embedding_check_comes_due_by_itself_and_is_made_once(verified, ferries, alice, rita, owen):
    closure = close_action(verified, decision=CLOSED._replace(embedding_months=6), by=alice, at=NOW)
    due = date(2023, 5, 28)
    mine = actions_in(ferries.organisation)

    assert closure.embedding_due_on == due
    assert not embedding_checks_due(mine, day=due - timedelta(days=1))
    assert list(embedding_checks_due(mine, day=due)) == [closure]

    with pytest.raises(OwnWorkError):
        check_embedding(closure, embedded=True, words="It works.", by=owen, at=NOW)
    with pytest.raises(RefusedClosureError, match="Say what you saw"):
        check_embedding(closure, embedded=True, words=" ", by=rita, at=NOW)
    check_embedding(closure, embedded=False, words="Two crews are new.", by=rita, at=NOW)

    assert not embedding_checks_due(mine, day=due)
    with pytest.raises(RefusedClosureError, match="Rita has made this check already"):
        check_embedding(closure, embedded=True, words="It works.", by=rita, at=NOW)


def test_re_opening_wants_a_reason_and_takes_the_sign_off_with_it(verified, alice):
    with pytest.raises(RefusedClosureError, match="is not closed"):
        reopen_action(verified, reason="x", by=alice, at=NOW)
    close_action(verified, decision=CLOSED, by=alice, at=NOW)
    with pytest.raises(RefusedClosureError, match="Say why"):
        reopen_action(verified, reason=" ", by=alice, at=NOW)

    reopen_action(verified, reason="The list was false.", by=alice, at=NOW)

    verified.refresh_from_db()
    facts = closure_facts([verified])[verified.pk]
    assert verified.status == Status.IN_PROGRESS
    assert facts.completion is None
    assert facts.closure is None
    assert facts.earlier[0].reopened_because == "The list was false."


def test_filters_tell_complete_to_verify_and_closed_with_and_without_tests(verified, ferries, alice):
    assert refs_under(ferries, "complete_not_closed") == ["F1", "F2"]
    assert refs_under(ferries, "to_verify") == []

    close_action(verified, decision=CLOSED, by=alice, at=NOW)
    ferries.actions.filter(ref="F3").update(status="closed")

    assert refs_under(ferries, "complete_not_closed") == ["F2"]
    assert refs_under(ferries, "closed_tested") == ["F1"]
    assert refs_under(ferries, "closed_untested") == ["F3"]


def test_what_closed_between_two_days_is_told_to_reports(verified, ferries, alice):
    close_action(verified, decision=CLOSED, by=alice, at=NOW)

    (closed,) = closed_between(ferries, CLOSED.on, CLOSED.on)
    assert (closed.ref, closed.forum, closed.on, closed.minute) == ("F1", *CLOSED[1:4])
    assert closed.evidence_tested
    assert closed.end == "Closed"
    assert closed_between(ferries, TODAY, TODAY) == []


def test_how_actions_stand_takes_as_many_questions_for_many(verified, ferries, django_assert_num_queries):
    several = list(ferries.actions.all())

    for actions in ([verified], several):
        with django_assert_num_queries(6):
            closure_facts(actions)
    with django_assert_num_queries(7):
        facts_to_verify(ferries.actions.all())


def test_figures_count_what_is_closed_with_evidence_tested_apart(verified, ferries, alice):
    close_action(verified, decision=CLOSED, by=alice, at=NOW)
    set_decided_status(ferries.actions.get(ref="F2"), status=Status.CLOSED, words="x", by=alice, at=NOW)

    standings, figures = figures_today(ferries, day=TODAY)
    lists = Lists(figures, standings, {}, "/figures/", "")

    assert {one.ref: one.evidence_tested for one in standings} == {"F1": True, "F2": False, "F3": None}
    assert lists.number("closed_tested") == lists.number("closed_untested") == 1
    assert finished_in_words(lists) == "0 complete, 2 closed (1 with evidence tested)"
    sentences = round_sentences(lists, is_imported=False, dates_moved=0, moved_address="")
    said = "".join(part.text for sentence in sentences for part in sentence)
    assert "1 is closed with evidence tested, 1 without." in said

    round_ = make_rounds(ferries, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0]
    for step in (open_round, lock_round):
        step(round_, by=alice, at=NOW)
    published = publish_round(round_, by=alice, at=NOW)
    reopen_action(verified, reason="The list was false.", by=alice, at=NOW)
    assert published.standings.get(ref="F1").evidence_tested


def test_whether_what_it_was_for_was_achieved_is_said_beside_that_it_is_closed(verified, alice, client_of):
    office, address = client_of(alice), reverse("close_action", args=[verified.plan.slug, verified.number])
    box = {"end": "closed", "forum": "Audit Committee", "on": "28 November 2022"}
    assert "Choose whether what the action was for was achieved." in words(office.post(address, box))
    assert "Say what was not achieved." in words(office.post(address, box | {"achieved": "in_part"}))
    assert not Closure.objects.exists()

    said = {"achieved": "in_part", "achieved_words": "Two piers still drill without a boat"}
    page = words(office.post(address, box | said, follow=True))

    assert "What it was for was achieved in part: Two piers still drill without a boat." in page
    (closed,) = closed_between(verified.plan, TODAY - timedelta(days=9), TODAY)
    assert closed.achieved == "In part: Two piers still drill without a boat"


def test_a_closure_of_which_nobody_said_it_says_so(verified, alice, client_of):
    close_action(verified, decision=CLOSED, by=alice, at=NOW)

    page = words(client_of(alice).get(verified.get_absolute_url()))

    assert "Whether what it was for was achieved was not said." in page
