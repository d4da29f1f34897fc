"""Members see what was published and nothing else, wherever they look."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from followthrough.rules.calendars import monthly
from followthrough.site.register.lists.saving_views import save_view
from followthrough.site.register.models import Link, Ownership, Plan, Post, Update
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.rounds.letters.reminders import nudge
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.operations import (
    lock_round,
    make_rounds,
    open_round,
    publish_round,
    reopen_round,
)
from followthrough.site.rounds.past_rounds import rounds_from_periods
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.answers import send
from tests.site.test_permissions import names

MARK = "unpublishedzebra"


def publish(plan: Plan, period: str, *, by):
    round_ = make_rounds(plan, days=monthly(period, period), by=by, at=NOW)[0]
    for step in (open_round, lock_round, publish_round):
        step(round_, by=by, at=NOW)
    return round_


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.fixture
def marked(library, alice, owen) -> Plan:
    """A plan with a published round, in which all that isn't published holds a word to look for."""
    publish(library, "2022-11", by=alice)
    reopened = publish(library, "2022-12", by=alice)
    reopen_round(reopened, reason=f"Why {MARK}.", by=alice, at=NOW)
    round_ = open_round(
        make_rounds(library, days=monthly("2023-01", "2023-01"), by=alice, at=NOW)[0], by=alice, at=NOW
    )
    appoint(library.organisation.posts.first(), user=owen, from_on=TODAY, by=alice, at=NOW)
    send(round_, "L1.2", by=owen)
    nudge(round_, by=alice, at=NOW, note=f"Note {MARK}.")
    save_view(library, name=f"View {MARK}", query="only=overdue", is_shared=True, by=alice, at=NOW)
    mark_what_is_not_published(library)
    return library


def mark_what_is_not_published(plan: Plan) -> None:
    said = f"Said {MARK}"
    plan.actions.update(title=said, notes=[{"text": said}], measures=[said])
    Update.objects.update(text=said)
    Ownership.objects.update(name=said)
    Post.objects.update(name=said)
    Link.objects.update(text=said)
    plan.themes.update(title=said)
    plan.workstreams.update(title=said)
    ActionReturn.objects.update(done=said, next_steps=said, blocked=said, evidence=said)
    plan.organisation.notices.update(text=said, subject=said)
    archived = plan.actions.order_by("-position").first()
    plan.actions.filter(pk=archived.pk).update(
        archived_at=NOW, archived_by=plan.rounds.first().opened_by, archived_because=said
    )
    Plan.objects.filter(pk=plan.pk).update(remarks=[{"text": said}], organisation_text=said)


def every_get(plan: Plan) -> list[str]:
    """Each address of the site that can be made of the plan, its periods and its first numbers."""
    places = [
        [],
        [plan.slug],
        [plan.slug, 1],
        [plan.slug, "csv"],
        [plan.slug, "json"],
        [1],
        *([plan.slug, period] for period in ("2022-11", "2022-12", "2023-01")),
        *([plan.slug, period, 1] for period in ("2022-11", "2022-12", "2023-01")),
    ]
    found = []
    for name in set(names(get_resolver().url_patterns)):
        for place in places:
            try:
                found.append(reverse(name, args=place))
            except NoReverseMatch:
                continue
    return [
        *found,
        *(f"{address}?q=unpub&of=" for address in found if "search" in address or "actions" in address),
    ]


def walk(client: Client, first: list[str]) -> dict[str, str]:
    """What each address shows, and each that is linked from there."""
    seen: dict[str, str] = {}
    waiting = list(first)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = client.get(address, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen[address] = page = body.decode(errors="replace")
        for link in re.findall(r'href="(/[^"#]*)', page):
            path = urlsplit(unescape(link)).path
            if not path.startswith("/static/"):
                waiting.append(unescape(link))
    return seen


def test_a_member_finds_nothing_unpublished_at_any_address(marked, client_of, mary):
    seen = walk(client_of(mary), every_get(marked))

    assert [address for address, page in seen.items() if MARK in page] == []
    assert any("L1.2" in page for page in seen.values()), "what was published is there"


def test_the_same_walk_finds_it_where_somebody_works_on_the_plan(marked, client_of, rita):
    seen = walk(client_of(rita), [reverse("actions", args=[marked.slug]), reverse("rounds")])

    assert len([address for address, page in seen.items() if MARK in page]) > 10


def test_a_member_reads_the_last_published_round_as_the_plan(marked, client_of, mary):
    answer = client_of(mary).get(reverse("plan", args=[marked.slug]), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("edition", args=[marked.slug, "2022-12", 1])


def test_a_member_reads_an_action_round_by_round_as_published(marked, client_of, mary):
    page = client_of(mary).get(reverse("action", args=[marked.slug, 2]), follow=True).content.decode()

    assert "December 2022 round" in page
    assert "November 2022 round" in page
    assert "January 2023" not in page


def test_a_member_searches_what_was_published(marked, client_of, mary):
    title = marked.rounds.get(period="2022-12").publications.get().standings.get(ref="L1.2").title
    page = client_of(mary).get(reverse("search_plans"), {"q": title.split()[0]}, follow=True).content.decode()

    assert "L1.2" in page


def test_a_plan_without_a_published_round_says_so(library, client_of, mary):
    page = client_of(mary).get(reverse("plan", args=[library.slug]), follow=True).content.decode()

    assert "No round of this plan has been published." in page


def test_a_plan_is_kept_from_members_until_its_first_publication(library, client_of, mary, alice):
    Plan.objects.filter(pk=library.pk).update(kept_from_members=True)
    library.refresh_from_db()
    reader = client_of(mary)

    assert library.title not in reader.get("/", follow=True).content.decode()
    for name in ("plan", "actions", "plan_rounds"):
        assert reader.get(reverse(name, args=[library.slug]), follow=True).status_code == 404

    publish(library, "2022-11", by=alice)

    assert reader.get(reverse("plan", args=[library.slug]), follow=True).status_code == 200
    assert "let members see the plan" in client_of(alice).get(reverse("history")).content.decode()


def test_a_round_that_came_with_a_file_is_not_shown_to_members(library, client_of, mary, alice):
    rounds_from_periods(library, by=alice, at=NOW)

    assert client_of(mary).get(reverse("edition", args=[library.slug, "2022-10", 1])).status_code == 404
    assert "2022-10" not in client_of(mary).get(reverse("published_rounds")).content.decode()


def test_the_office_keeps_a_plan_from_members(library, client_of, alice):
    office = client_of(alice)
    form = office.get(reverse("change_plan", args=[library.slug])).context["form"]

    office.post(
        reverse("change_plan", args=[library.slug]),
        {
            **{name: value or "" for name, value in form.initial.items()},
            "approval_wanted": "",
            "seen": form["seen"].value(),
            "kept_from_members": "on",
        },
    )

    library.refresh_from_db()
    assert library.kept_from_members
