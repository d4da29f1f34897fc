"""Approval by the director lead: what waits, as it was shown, and sent back with a comment."""

import pytest
from django.urls import reverse

from followthrough.site.people.roles import Role
from followthrough.site.rounds.leavers.operations import delegate
from followthrough.site.rounds.models import ActionReturn
from tests.site.cast import NOW, TODAY, person
from tests.site.rounds.answers import LATE, return_for, send

PAGE = "approvals"


@pytest.fixture
def approving(opened, dora, holds):
    """The open round of a plan that wants approval; Dora answers for two of its actions."""
    opened.plan.approval_wanted = True
    opened.plan.save()
    holds(dora)
    return opened


@pytest.fixture
def sent(approving, owen) -> list[ActionReturn]:
    return [send(approving, ref, by=owen) for ref in ("L1.1", "L1.2")]


def approve(client, chosen, *returns):
    shown = [f"{of.pk}.{of.version}" for of in returns]
    return client.post(reverse("approve_returns"), {"approve": chosen, "shown": shown})


def states(round_) -> dict[str, str]:
    return dict(round_.returns.filter(action__ref__in=["L1.1", "L1.2"]).values_list("action__ref", "state"))


def send_back_path(of: ActionReturn) -> str:
    return reverse("send_return_back", args=[of.round.plan.slug, of.round.period, of.action.number])


def test_what_was_sent_waits_beside_what_was_said_before_and_what_the_dates_say(sent, dora, client_of):
    page = client_of(dora).get(reverse(PAGE)).content.decode()

    assert "2 returns wait for you." in page
    assert "Eight of nine done." in page
    assert "Seven of nine done." in page
    assert "We read this as January 2023, 4 months later than agreed." in page


def test_one_is_approved_and_the_others_wait(approving, sent, dora, client_of):
    approve(client_of(dora), sent[0].pk, *sent)

    assert states(approving) == {"L1.1": "approved", "L1.2": "sent"}
    assert return_for(approving, "L1.1").approved_by == dora


def test_all_that_were_shown_are_approved_at_once(approving, sent, dora, client_of):
    client = client_of(dora)
    approve(client, "all", *sent)

    assert states(approving) == {"L1.1": "approved", "L1.2": "approved"}
    assert "2 returns approved." in client.get(reverse(PAGE)).content.decode()


def test_approving_twice_counts_once(approving, sent, dora, client_of):
    for _ in range(2):
        approve(client_of(dora), "all", *sent)

    assert states(approving) == {"L1.1": "approved", "L1.2": "approved"}


def test_what_changed_after_the_page_was_shown_is_not_approved(approving, sent, owen, dora, client_of):
    send(approving, "L1.1", by=owen, answer=LATE._replace(done="Nothing at all."))
    client = client_of(dora)
    approve(client, "all", *sent)

    assert states(approving) == {"L1.1": "sent", "L1.2": "approved"}
    assert "was changed after this page was shown" in client.get(reverse(PAGE)).content.decode()


def test_a_return_is_sent_back_with_a_comment(approving, sent, dora, client_of):
    client, of = client_of(dora), sent[0]
    empty = client.post(send_back_path(of), {"version": 1, "comment": " "})
    client.post(send_back_path(of), {"version": 1, "comment": "Which two are left?"})

    assert "Say what should be different." in empty.content.decode()
    assert return_for(approving, "L1.1").comment == "Which two are left?"


def test_sending_back_what_changed_meanwhile_says_so_and_keeps_the_comment(
    approving, sent, owen, dora, client_of
):
    send(approving, "L1.1", by=owen, answer=LATE._replace(done="Nothing at all."))
    answer = client_of(dora).post(send_back_path(sent[0]), {"version": 1, "comment": "Which two?"})
    page = answer.content.decode()

    assert "was changed after this page was shown" in page
    assert "Which two?</textarea>" in page


def test_a_director_sees_what_is_not_in_and_who_owes_it(approving, dora, client_of):
    page = client_of(dora).get(reverse(PAGE)).content.decode()

    assert '2 are <a class="govuk-link" href="#not-in">not in yet</a>' in page
    assert "Head of Property" in page


def test_a_plan_that_wants_no_approval_asks_for_none(opened, owen, dora, holds, client_of):
    holds(dora)
    send(opened, "L1.1", by=owen)

    assert "No return waits for your approval." in client_of(dora).get(reverse(PAGE)).content.decode()


def test_a_director_of_other_actions_can_neither_see_nor_approve_them(approving, sent, riverbank, client_of):
    other = client_of(person("Dan", riverbank, Role.DIRECTOR_LEAD))
    approve(other, "all", *sent)

    assert "No return waits" in other.get(reverse(PAGE)).content.decode()
    assert other.get(send_back_path(sent[0])).status_code == 404
    assert states(approving) == {"L1.1": "sent", "L1.2": "sent"}


def test_a_director_who_stands_in_approves_for_the_one_who_is_away(
    approving, sent, dora, riverbank, client_of
):
    dan = person("Dan", riverbank, Role.DIRECTOR_LEAD)
    delegate(organisation=riverbank, from_user=dora, to_user=dan, from_on=TODAY, to_on=TODAY, by=dora, at=NOW)
    approve(client_of(dan), "all", *sent)

    assert return_for(approving, "L1.1").approved_by == dan


@pytest.mark.parametrize("shown", [[], ["x"], ["1.x"], ["99.1"], ["9" * 25 + ".1"], ["9" * 5000 + ".1"]])
def test_what_is_no_return_of_ours_approves_nothing(sent, dora, client_of, shown):
    client = client_of(dora)
    client.post(reverse("approve_returns"), {"approve": "all", "shown": shown})

    assert "Nothing was approved" in client.get(reverse(PAGE)).content.decode()


def test_the_number_of_queries_does_not_grow_with_what_waits(
    approving, owen, dora, client_of, django_assert_max_num_queries
):
    client = client_of(dora)
    for ref in ("L1.1", "L1.2"):
        send(approving, ref, by=owen)
        with django_assert_max_num_queries(12):
            client.get(reverse(PAGE))
