"""What was said last and asks for another date is offered: in the list of changes and on the return."""

import pytest
from django.urls import reverse

from followthrough.site.changes.models import ChangeRequest
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import ActionReturn
from tests.site.rounds.answers import return_for

WORDS = "Scaffolding is late. Change control to change date to March 2023."


@pytest.fixture
def speaking(opened, owen, holds) -> ActionReturn:
    """The return for L1.1, whose last update asks for another date, asked of Owen."""
    holds(owen)
    asked = return_for(opened, "L1.1")
    last = asked.action.updates.order_by("position").last()
    type(last).objects.filter(pk=last.pk).update(text=WORDS)
    Plan.objects.filter(pk=opened.plan.pk).update(state=Plan.State.APPROVED)
    return asked


def list_of_changes(client, speaking) -> str:
    return client.get(reverse("changes", args=[speaking.round.plan.slug])).content.decode()


def test_the_list_of_changes_counts_and_quotes_it(speaking, alice, client_of):
    page = list_of_changes(client_of(alice), speaking)

    assert "1 update speaks of a change that nobody has requested" in page
    assert "“Change control to change date to March 2023.”" in page
    assert "Draft a request" in page


def test_what_is_asked_for_is_no_longer_offered(speaking, owen, alice, client_of):
    boxes = {"done": "Eight.", "forecast_text": "March 2023", "status": "on_track", "reason": "Nearly there."}
    move = {"move_date": "on", "move_reason": "Scaffolding.", "move_effect": "One roof less."}
    client_of(owen).post(speaking.get_absolute_url(), {"press": "send", "version": 0, **boxes, **move})

    assert ChangeRequest.objects.count() == 1
    assert "speaks of a change" not in list_of_changes(client_of(alice), speaking)


def test_the_return_offers_to_put_it_in_its_boxes_and_saves_nothing(speaking, owen, client_of):
    client, path = client_of(owen), speaking.get_absolute_url()
    assert "It asks for another date, March 2023" in client.get(path).content.decode()

    form = client.get(path, {"draft": "yes"}).context["form"]
    assert form["forecast_text"].value() == "March 2023"
    assert form["move_date"].value() is True
    assert "change date to March 2023" in form["move_reason"].value()
    assert return_for(speaking.round, "L1.1").version == 0
    assert not ChangeRequest.objects.exists()
