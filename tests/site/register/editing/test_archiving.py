"""An action that is archived leaves the plan and loses nothing."""

import html

import pytest
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.editing.archiving import archive_action, restore_action
from followthrough.site.register.editing.edits import ReasonWantedError
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import counts_of
from tests.site.cast import NOW, TODAY


@pytest.fixture
def archived(library, alice) -> Plan:
    """The library plan, of which L1.0 with its two parts is archived."""
    archive_action(library.actions.get(ref="L1.0"), reason="Written twice.", by=alice, at=NOW)
    return library


def refs(plan: Plan) -> list[str | None]:
    return [action.ref for action in as_document(plan).actions]


def test_it_leaves_with_its_parts_and_the_history_says_why(library, alice):
    parts = {action.ref for action in library.actions.filter(parent__ref="L1.0")}

    archive_action(library.actions.get(ref="L1.0"), reason="Written twice.", by=alice, at=NOW)

    assert {"L1.0", *parts}.isdisjoint(refs(library))
    assert sentence(Event.objects.order_by("pk").last()).endswith(
        "archived “L1.0 " + library.actions.get(ref="L1.0").title + "” (reason: Written twice.)."
    )


def test_archiving_wants_a_reason(library, alice, client_of):
    action = library.actions.get(ref="L1.0")
    with pytest.raises(ReasonWantedError):
        archive_action(action, reason=" ", by=alice, at=NOW)

    page = client_of(alice).post(reverse("archive_action", args=[library.slug, action.number]))
    assert "Say why." in page.content.decode()


def test_it_is_counted_and_listed_no_more(archived, alice, client_of):
    left = archived.actions.filter(archived_at=None).count()
    page = client_of(alice).get(reverse("actions", args=[archived.slug])).content.decode()

    assert counts_of(archived, day=TODAY)["all"] == left
    assert f"{left} action" in page
    assert ">L1.0</a>" not in page


def test_its_page_stays_and_says_so(archived, alice, client_of):
    action = archived.actions.get(ref="L1.0")
    page = client_of(alice).get(action.get_absolute_url()).content.decode()

    assert "Archived on 30 November 2022 by Alice: Written twice." in html.unescape(page)


def test_it_stands_in_the_list_of_the_archived(archived, rita, client_of):
    page = client_of(rita).get(reverse("archived", args=[archived.slug])).content.decode()

    assert "L1.0" in page
    assert "Written twice." in page
    assert "Put back" not in page, "a reviewer reads alone"


def test_it_is_put_back_with_what_went_with_it(library, archived, alice, client_of):
    action = archived.actions.get(ref="L1.0")

    client_of(alice).post(
        reverse("archive_action", args=[archived.slug, action.number]), {"reason": "It was not."}
    )

    assert not archived.actions.exclude(archived_at=None).exists()
    assert Event.objects.order_by("pk").last().type == "action.restored"


def test_a_part_that_was_archived_before_stays_archived(library, alice):
    part, top = library.actions.get(ref="L1.1"), library.actions.get(ref="L1.0")
    archive_action(part, reason="Done elsewhere.", by=alice, at=NOW)
    archive_action(top, reason="Written twice.", by=alice, at=NOW.replace(hour=11))

    restore_action(top, reason="It was not.", by=alice, at=NOW.replace(hour=12))

    assert "L1.0" in refs(library)
    assert "L1.1" not in refs(library)


def test_archiving_twice_counts_once(library, alice):
    for _ in range(2):
        archive_action(library.actions.get(ref="L1.0"), reason="Written twice.", by=alice, at=NOW)

    assert Event.objects.filter(type="action.archived").count() == 1
