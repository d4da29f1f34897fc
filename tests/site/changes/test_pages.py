"""Where the changes that wait are shown: the list, the overview, beside the field of an action."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.when import read_when
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import ask_for_changes
from followthrough.site.register.document.rows import plain
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


def date_asked(plan: Plan, ref: str = "L1.1", words: str = "June 2023") -> ChangeRequest:
    return ChangeRequest(
        action=plan.actions.get(ref=ref),
        kind=ChangeRequest.Kind.DATE,
        field="due",
        old=plain(read_when("March 2023")),
        new=plain(read_when(words)),
        old_words="March 2023",
        new_words=words,
    )


def title_asked(plan: Plan) -> ChangeRequest:
    return ChangeRequest(
        action=plan.actions.get(ref="L2.0"),
        kind=ChangeRequest.Kind.WORDING,
        field="title",
        old="Agree opening hours with each parish",
        new="Agree opening hours with every parish",
        old_words="Agree opening hours with each parish",
        new_words="Agree opening hours with every parish",
        from_file="November.xlsx",
    )


@pytest.fixture
def asked(library, alice) -> list[ChangeRequest]:
    return ask_for_changes(
        plan=library, changes=[date_asked(library), title_asked(library)], by=alice, at=LATER
    )


@pytest.fixture
def rita_reads(client_of, rita):
    """A function that gives the words of a page as Mary, a member, sees it."""

    def read(name: str, *args, **query) -> str:
        answer = client_of(rita).get(reverse(name, args=args), query)
        assert answer.status_code == 200
        return " ".join(strip_tags(answer.content.decode()).split())

    return read


def test_asking_moves_the_plan_and_asking_again_asks_for_nothing(library, asked, alice):
    library.refresh_from_db()
    assert library.changed_at == LATER

    again = ask_for_changes(plan=library, changes=[date_asked(library)], by=alice, at=LATER)

    assert again == []
    assert ChangeRequest.objects.count() == 2


def test_another_date_for_the_same_action_is_another_change(library, asked, alice):
    ask_for_changes(plan=library, changes=[date_asked(library, words="July 2023")], by=alice, at=LATER)

    assert library.change_requests.filter(field="due").count() == 2


def test_a_change_of_a_date_without_an_action_is_refused_by_the_database(library, alice):
    change = date_asked(library)
    change.action, change.plan, change.asked_at = None, library, NOW

    with pytest.raises(IntegrityError), transaction.atomic():
        change.save()


def test_the_list_has_each_change_with_both_sides(library, asked, rita_reads):
    page = rita_reads("changes", library.slug)

    assert "2 change requests wait. What was agreed stays as it is until they are decided." in page
    assert "June 2023" in page
    assert "opening hours with (taken out: each )(new: every )parish" in page
    assert "November.xlsx" in page


def test_the_list_can_show_one_kind(library, asked, rita_reads):
    page = rita_reads("changes", library.slug, kind="date")

    assert "Showing 1 of 2." in page
    assert "parish" not in page


def test_a_kind_that_is_none_shows_all(library, asked, rita_reads):
    assert "Agree opening hours" in rita_reads("changes", library.slug, kind="x")


def test_a_plan_without_changes_says_so(library, rita_reads):
    assert "No change waits for a decision." in rita_reads("changes", library.slug)
    assert "wait for a decision" not in rita_reads("plan", library.slug)


def test_only_what_is_past_its_date_counts_there_as_asking_for_a_new_one(library, alice, rita_reads):
    ask_for_changes(plan=library, changes=[date_asked(library, "L1.2")], by=alice, at=LATER)
    assert "for a new date" not in rita_reads("plan", library.slug)

    ask_for_changes(plan=library, changes=[date_asked(library)], by=alice, at=LATER)

    assert "1 asks for a new date" in rita_reads("plan", library.slug)


def test_the_overview_says_how_many_wait(library, asked, rita_reads):
    page = rita_reads("plan", library.slug)

    assert "2 wait for a decision" in page


def test_a_change_stands_beside_the_field_of_its_action(library, asked, rita_reads):
    page = rita_reads("action", library.slug, library.actions.get(ref="L1.1").number)

    assert "Change request CR 1 June 2023" in page
    assert "Asked on 1 December 2022 by Alice. Nobody has decided it yet." in page


def test_a_change_of_the_wording_stands_above(library, asked, rita_reads):
    page = rita_reads("action", library.slug, library.actions.get(ref="L2.0").number)

    assert page.index("Agree opening hours with every parish") < page.index("Owner last said")


def test_the_number_of_queries_does_not_grow_with_the_changes(
    riverbank, alice, client_of, rita, django_assert_max_num_queries
):
    def plan_with(number: int) -> Plan:
        actions = [Action(ref=f"A{at}", title=f"Mend bridge {at}") for at in range(number)]
        plan = apply(
            PlanDocument(title=f"Bridges {number}", actions=actions), organisation=riverbank, by=alice, at=NOW
        )
        changes = [date_asked(plan, f"A{at}") for at in range(number)]
        ask_for_changes(plan=plan, changes=changes, by=alice, at=LATER)
        return plan

    client, few, many = client_of(rita), plan_with(2), plan_with(60)
    with django_assert_max_num_queries(15) as for_few:
        client.get(reverse("changes", args=[few.slug]))
    with django_assert_max_num_queries(len(for_few)):
        client.get(reverse("changes", args=[many.slug]))
