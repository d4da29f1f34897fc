"""Editing several actions at once: chosen, looked over, saved."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.action_events import events_of
from followthrough.site.register.editing.action import StaleEditError, change_action
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.editing.several import Wanted, edit_several
from followthrough.site.register.models import Plan
from tests.site.cast import NOW

ASKED = {"part": "accountable", "owners": "Head of Culture", "place": "as_it_is", "add_tags": "roof"}
WHY = {"reason": "New structure."}


def key(plan: Plan, ref: str) -> str:
    action = plan.actions.get(ref=ref)
    return f"{action.number}:{action.version}"


def chosen(plan: Plan, *refs: str) -> dict[str, list[str]]:
    return {"chosen": [key(plan, ref) for ref in refs]}


def address(plan: Plan, query: str = "") -> str:
    return reverse("edit_actions", args=[plan.slug]) + query


def test_what_would_change_is_shown_before_anything_is_saved(library, alice, client_of):
    page = client_of(alice).post(address(library), {**ASKED, **WHY, **chosen(library, "L1.1", "L2.0")})

    text = html.unescape(page.content.decode())
    assert "2 actions would change." in text
    assert text.count("Head of Culture") >= 2
    assert not library.actions.filter(ownerships__name="Head of Culture").exists()


def test_saving_changes_all_and_leaves_one_event_that_names_them(library, alice, client_of):
    sent = {**ASKED, **WHY, **chosen(library, "L1.1", "L2.0"), "save": "yes"}

    answer = client_of(alice).post(address(library, "?only=open"), sent)

    assert answer["Location"] == reverse("actions", args=[library.slug]) + "?only=open"
    changed = library.actions.filter(ownerships__name="Head of Culture", tags__name="roof")
    assert {action.ref for action in changed} == {"L1.1", "L2.0"}
    assert {action.version for action in changed} == {1}
    event = Event.objects.order_by("pk").last()
    assert sentence(event) == (
        "Alice changed owners, tags of 2 actions of “Library recovery plan”: L1.1, L2.0 "
        "(reason: New structure.)."
    )
    assert [change["action"].split()[0] for change in event.details["actions"]] == ["L1.1", "L2.0"]


def test_nothing_ticked_is_said(library, alice, client_of):
    page = client_of(alice).post(address(library), ASKED).content.decode()

    assert page.count("Tick the actions that are to change.") == 2


def test_nothing_asked_is_said(library, alice, client_of):
    sent = {"part": "accountable", "place": "as_it_is", **chosen(library, "L1.1")}
    page = client_of(alice).post(address(library), sent).content.decode()

    assert page.count("Say what is to change: owners, a place or tags.") == 2


def test_all_that_are_listed_can_be_chosen_at_once(library, alice, client_of):
    sent = {
        **ASKED,
        **WHY,
        "everything": "yes",
        "all": [key(library, "L1.1"), key(library, "L3.0")],
        "save": "yes",
    }
    client_of(alice).post(address(library), sent)

    assert library.actions.filter(tags__name="roof").count() == 2


def test_an_agreed_plan_wants_a_reason_for_owners_but_not_for_tags(library, alice, client_of):
    approve_plan(library, by=alice, at=NOW)
    client = client_of(alice)
    sent = {**ASKED, **chosen(library, "L1.1"), "save": "yes"}

    assert "Say why this changes." in client.post(address(library), sent).content.decode()
    assert client.post(address(library), {**sent, "reason": "New structure."}).status_code == 302
    edit_several(library, versions={1: 0}, wanted=Wanted(add_tags=["x"]), reason="", by=alice, at=NOW)
    assert library.actions.get(number=1).tags.get().name == "x"


def test_one_edited_meanwhile_stops_all_of_them(library, alice, client_of):
    sent = {**ASKED, **WHY, **chosen(library, "L1.1", "L2.0"), "save": "yes"}
    change_action(
        library.actions.get(ref="L2.0"),
        version=0,
        changes={"title": "Other"},
        reason="Clearer",
        by=alice,
        at=NOW,
    )

    page = client_of(alice).post(address(library), sent)

    assert "was edited meanwhile" in page.content.decode()
    assert not library.actions.filter(tags__name="roof").exists()
    with pytest.raises(StaleEditError):
        edit_several(library, versions={1: 7}, wanted=Wanted(add_tags=["x"]), reason="", by=alice, at=NOW)


def test_actions_move_to_another_theme_together(library, alice):
    theme = library.themes.last()
    numbers = list(library.actions.exclude(theme=theme).values_list("number", flat=True))

    wanted = Wanted(place=(theme, None))
    edit_several(library, versions=dict.fromkeys(numbers, 0), wanted=wanted, reason="", by=alice, at=NOW)

    assert not library.actions.exclude(theme=theme).exists()


def test_the_preview_takes_as_many_queries_for_many_as_for_few(library, alice, client_of):
    client = client_of(alice)

    def queries_for(*refs: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.post(address(library), {**ASKED, **WHY, **chosen(library, *refs)})
        return len(queries) - 1 * len(refs)  # `chosen` asks once for each

    queries_for("L1.1")
    assert queries_for("L1.1") == queries_for("L1.0", "L1.1", "L2.0", "L3.0")


def test_an_action_s_page_tells_what_was_done_to_it_and_not_to_others(library, alice, client_of):
    edit_several(
        library, versions={1: 0, 2: 0}, wanted=Wanted(add_tags=["roof"]), reason="", by=alice, at=NOW
    )
    edit_several(library, versions={3: 0}, wanted=Wanted(add_tags=["door"]), reason="", by=alice, at=NOW)

    def told(number: int) -> list[str]:
        return [sentence(event) for event in events_of(library.actions.get(number=number))]

    assert "changed tags of 2 actions" in told(1)[0]
    assert "added the plan" in told(1)[1]
    assert "changed tags of 1 action" in told(3)[0]
    assert len(told(1)) == len(told(3)) == 2
