"""Between bringing a plan in and its first round the office sees what is to be done and what opening asks."""

import re

import pytest
from django.urls import reverse

from followthrough.rules.calendars import monthly
from followthrough.site import clock
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.rounds.control.opening import opening_of
from followthrough.site.rounds.operations import make_rounds, open_round
from followthrough.site.rounds.what_next import steps_to_the_first_round
from tests.site.cast import NOW, TODAY
from tests.site.rounds.conftest import NOVEMBER


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def states(plan) -> dict[str, str]:
    plan.refresh_from_db()
    return {task.label: task.state for task in steps_to_the_first_round(plan)}


def overview(client, plan) -> str:
    return client.get(reverse("plan", args=[plan.slug])).content.decode()


def test_each_step_says_how_it_stands_and_the_list_goes_when_the_round_is_open(
    library, alice, owen, holds, client_of
):
    office = client_of(alice)
    assert "What next" in overview(office, library)
    assert states(library)["Agree the plan"] == "Draft"
    assert states(library)["Open the round"] == "Set the rhythm first"
    assert "to fill" in states(library)["Say who holds the posts"]

    for post in library.organisation.posts.all():
        holds(owen, post.name)
    approve_plan(library, by=alice, at=NOW)
    (round_,) = make_rounds(library, days=monthly(NOVEMBER, NOVEMBER), by=alice, at=NOW)

    now = states(library)
    assert (now["Say who holds the posts"], now["Agree the plan"], now["Set the rhythm"]) == ("Done",) * 3
    assert now["Open the round"] == "Ready"

    open_round(round_, by=alice, at=NOW)

    assert states(library) == {}
    assert "What next" not in overview(office, library)


def test_who_doesnt_run_rounds_sees_no_list(library, owen, client_of):
    assert "What next" not in overview(client_of(owen), library)


def test_opening_says_first_what_it_asks_of_whom(november, alice, client_of, holds, owen):
    holds(owen, "Head of Property")
    opening = opening_of(november, day=TODAY)
    address = reverse("open_round", args=[november.plan.slug, november.period])

    page = re.sub(r"\s+", " ", client_of(alice).get(address).content.decode())

    assert opening.people == 1
    assert f"It asks for {opening.returns} returns of {opening.posts} posts and 1 person" in page
    assert f"no one to ask ({opening.asked_of_nobody} return" in page
    assert "Name them now" in page
    assert "Open all the same" in page
    client_of(alice).post(address)
    november.refresh_from_db()
    missing_by_nobody = opening.asked_of_nobody + opening.without_owner
    assert november.returns.count() == opening.returns
    assert missing_by_nobody < opening.returns


def test_with_everybody_named_it_just_opens(november, alice, client_of, holds, owen):
    for post in november.plan.organisation.posts.all():
        holds(owen, post.name)

    page = client_of(alice).get(reverse("open_round", args=[november.plan.slug, november.period]))

    assert "Open the round</button>" in page.content.decode()
    assert "no one to ask" not in page.content.decode()
