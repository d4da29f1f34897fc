"""My actions: what is owed by when, where to start, and what comes next."""

from datetime import date

import pytest
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import monthly
from followthrough.site.register.models import Update
from followthrough.site.register.operations import apply
from followthrough.site.rounds.leavers.operations import delegate
from followthrough.site.rounds.operations import make_rounds, open_round
from followthrough.site.rounds.returns.answering import save_draft, send_back
from followthrough.site.rounds.returns.page import my_returns, turns_of
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.answers import return_for, send

PAGE = "my_actions"


@pytest.fixture
def mine(opened, owen, holds):
    """Owen holds the post that is asked about two actions."""
    holds(owen)
    return opened


def page_of(client) -> str:
    return client.get(reverse(PAGE)).content.decode()


def test_the_headline_says_how_many_are_due_by_when(mine, owen, client_of):
    assert "2 updates are due by Friday 2 December 2022." in page_of(client_of(owen))


@pytest.mark.parametrize(
    ("day", "sent", "headline"),
    [
        (date(2022, 12, 2), [], "2 updates are due by Friday 2 December 2022."),
        (date(2022, 12, 3), [], "2 updates are late: due by Friday 2 December 2022."),
        (date(2022, 12, 3), ["L1.1"], "1 update is late: due by Friday 2 December 2022."),
        (date(2022, 12, 3), ["L1.1", "L1.2"], "Everything that was asked of you is in. Thank you."),
    ],
)
def test_the_headline_follows_the_day_and_what_is_in(mine, owen, riverbank, day, sent, headline):
    for ref in sent:
        send(mine, ref, by=owen)

    assert my_returns(owen, riverbank, day=day).headline(day) == headline


def test_it_starts_at_the_first_that_is_not_done(mine, owen, riverbank):
    send(mine, "L1.1", by=owen)

    assert my_returns(owen, riverbank, day=TODAY).first == return_for(mine, "L1.2")


def test_the_next_comes_after_the_one_that_was_sent_and_then_from_the_beginning(mine, owen, riverbank):
    turns = turns_of(owen, riverbank, day=TODAY)
    first, second = return_for(mine, "L1.1"), return_for(mine, "L1.2")

    assert (turns.next_after(first), turns.next_after(second)) == (second.pk, first.pk)


def test_a_return_that_was_sent_back_shows_the_comment_and_is_owed(mine, owen, dora, client_of):
    sent = send(mine, "L1.1", by=owen)
    send_back(sent, comment="Which two are left?", version=sent.version, by=dora, at=NOW)
    page = page_of(client_of(owen))

    assert "“Which two are left?”" in page
    assert page.index("Sent back to you") < page.index("L1.1") < page.index("To be sent") < page.index("L1.2")


def test_what_is_sent_stands_last_and_folded(mine, owen, client_of):
    send(mine, "L1.1", by=owen)
    page = page_of(client_of(owen))

    assert page.index("L1.2") < page.index("Sent: 1 of 2") < page.index("L1.1")
    assert "<details" in page
    assert " open>" not in page


def test_what_was_sent_back_is_where_to_start(mine, owen, dora, riverbank):
    sent = send(mine, "L1.2", by=owen)
    send_back(sent, comment="To how many firms?", version=sent.version, by=dora, at=NOW)

    assert my_returns(owen, riverbank, day=TODAY).first == sent


def test_a_draft_is_shown_as_one(mine, owen, client_of):
    save_draft(return_for(mine, "L1.1"), answer=Answer(done="Half"), version=0, by=owen, at=NOW)

    assert ">Draft</strong>" in page_of(client_of(owen))


def test_what_a_file_has_told_is_not_owed(mine, owen, client_of):
    action = return_for(mine, "L1.1").action
    Update.objects.create(action=action, position=9, period="2022-11", status=Status.COMPLETE)
    page = page_of(client_of(owen))

    assert "In, by a file" in page
    assert 'To be sent <span class="section__count">1 of 2</span>' in page


def test_returns_of_several_plans_stand_in_one_list(mine, owen, alice, riverbank, client_of):
    other = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    open_round(make_rounds(other, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0], by=alice, at=NOW)

    assert 'To be sent <span class="section__count">4 of 4</span>' in page_of(client_of(owen))


def test_somebody_who_is_asked_for_nothing_is_told_when_the_next_round_opens(november, owen, client_of):
    page = page_of(client_of(owen))

    assert "No round asks you for an update at present." in page
    assert f"opens on {november.opens_on:%A %-d %B %Y}." in page


def test_the_navigation_counts_what_is_owed(mine, owen, client_of):
    def owed() -> int:
        places = client_of(owen).get(reverse(PAGE)).context["navigation"]
        return next(place["waiting"] for place in places if place["label"] == "My actions")

    before = owed()
    send(mine, "L1.1", by=owen)

    assert (before, owed()) == (2, 1)


def test_whoever_answers_for_another_sees_their_actions_while_it_lasts(mine, owen, dora, riverbank):
    delegate(
        organisation=riverbank, from_user=owen, to_user=dora, from_on=TODAY, to_on=TODAY, by=owen, at=NOW
    )

    assert len(my_returns(dora, riverbank, day=TODAY).to_do) == 2
    assert my_returns(dora, riverbank, day=date(2022, 12, 1)).to_do == []


def test_the_number_of_queries_does_not_grow_with_the_plans(
    mine, owen, alice, riverbank, client_of, django_assert_num_queries
):
    client = client_of(owen)
    with django_assert_num_queries(6):  # session, account, membership, the list, what is kept, the count
        page_of(client)
    other = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    open_round(make_rounds(other, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0], by=alice, at=NOW)
    with django_assert_num_queries(6):
        page_of(client)


def test_a_return_belongs_to_my_actions_in_the_navigation(mine, owen, client_of):
    of = return_for(mine, "L1.1")
    places = client_of(owen).get(of.get_absolute_url()).context["navigation"]

    assert [place["label"] for place in places if place["is_in"]] == ["My actions"]
