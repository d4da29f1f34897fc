"""What applying a plan makes, and what removing one leaves."""

from datetime import date
from time import process_time

import pytest
from django.db import IntegrityError, transaction

from followthrough.plan.document import Action as Promise
from followthrough.plan.document import Owner, PlanDocument, Source
from followthrough.plan.document import Update as Said
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.document.rows import folded
from followthrough.site.register.models import Action, Plan, Post
from followthrough.site.register.operations import apply, remove_plan
from followthrough.site.register.posts.holding import appoint
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(riverbank, alice):
    """A function that applies a document for Riverbank."""

    def apply_it(document: PlanDocument) -> Plan:
        return apply(document, organisation=riverbank, by=alice, at=NOW)

    return apply_it


def plan_of(*actions: Promise, **fields) -> PlanDocument:
    return PlanDocument(actions=list(actions), **fields)


def test_applying_leaves_one_event_that_says_who_what_and_how_much(applied):
    plan = applied(library_plan())

    event = Event.objects.get(plan_id=plan.pk)
    assert sentence(event) == (
        "Alice added the plan “Library recovery plan” with 6 actions from libraries.csv."
    )


def test_applying_is_all_or_nothing(riverbank, alice, monkeypatch):
    def fail(*named, **facts):
        raise RuntimeError("the event can't be written")

    monkeypatch.setattr("followthrough.site.register.operations.record_in", fail)
    with pytest.raises(RuntimeError):
        apply(library_plan(), organisation=riverbank, by=alice, at=NOW)

    assert not Plan.objects.exists()
    assert not Post.objects.exists()


def test_two_plans_of_one_title_have_two_addresses(applied):
    assert [applied(library_plan()).slug for _ in range(3)] == [
        "library-recovery-plan",
        "library-recovery-plan-2",
        "library-recovery-plan-3",
    ]


@pytest.mark.parametrize("title", [None, "", "????", "计划"])
def test_a_plan_whose_title_makes_no_address_is_called_plan(title, applied):
    assert applied(plan_of(title=title)).slug == "plan"


def test_a_plan_without_a_title_is_known_by_its_file(applied):
    source = Source(name="roads.docx", media_type="text/plain", sha256="0" * 64)

    assert str(applied(plan_of(source=source))) == "roads.docx"
    assert str(applied(plan_of())) == "Plan without a title"


def test_owners_spelt_alike_are_one_post_and_keep_their_spelling(applied):
    plan = applied(library_plan())

    assert Post.objects.filter(folded=folded("Head of Property")).count() == 1
    assert plan.actions.get(ref="L1.2").ownerships.get().name == "head of property"


def test_a_second_plan_finds_the_posts_of_the_first(applied):
    applied(library_plan())
    number = Post.objects.count()
    applied(library_plan())

    assert Post.objects.count() == number


def test_posts_of_two_organisations_are_apart(applied, hillside):
    applied(library_plan())
    apply(library_plan(), organisation=hillside, by=None, at=NOW)

    assert Post.objects.filter(folded=folded("Head of Property")).count() == 2


def test_an_owner_with_a_name_longer_than_its_column_is_kept(applied):
    name = "Director of " + "Very " * 100 + "Long Services"
    plan = applied(plan_of(Promise(title="x", owners=[Owner(role="Lead", name=name)])))

    assert plan.actions.get().ownerships.get().name == name


def test_a_parent_that_stands_twice_is_the_nearest_above(applied):
    plan = applied(
        plan_of(
            Promise(ref="A", title="first"),
            Promise(ref="A", title="second"),
            Promise(ref="A.1", parent="A", title="part"),
        )
    )

    assert plan.actions.get(ref="A.1").parent.title == "second"


def test_a_parent_below_is_found(applied):
    plan = applied(plan_of(Promise(ref="A.1", parent="A", title="part"), Promise(ref="A", title="whole")))

    assert plan.actions.get(ref="A.1").parent.ref == "A"
    assert plan.actions.get(ref="A.1").depth == 1


def test_parents_that_lead_round_in_a_ring_are_cut(applied):
    plan = applied(
        plan_of(
            Promise(ref="A", parent="C", title="a"),
            Promise(ref="B", parent="A", title="b"),
            Promise(ref="C", parent="B", title="c"),
            Promise(ref="D", parent="D", title="d"),
        )
    )

    assert plan.actions.filter(parent=None).count() == 2
    assert sorted(plan.actions.values_list("depth", flat=True)) == [0, 0, 1, 2]


def test_a_chain_of_a_thousand_actions_is_taken_in_without_delay(applied):
    began = process_time()
    chain = [Promise(ref=f"A{at}", parent=f"A{at + 1}", title="x") for at in range(1000)]

    plan = applied(plan_of(*chain))

    assert plan.actions.get(ref="A0").depth == 999
    assert process_time() - began < 10


def test_the_status_of_an_action_is_the_one_last_declared(applied):
    plan = applied(
        plan_of(
            Promise(
                title="x",
                updates=[
                    Said(period="2022-10", text="Nothing new."),
                    Said(period="2022-09", status="on_track"),
                    Said(period="2022-08", status="complete"),
                ],
            )
        )
    )

    action = plan.actions.get()
    assert action.status == "on_track"
    assert action.latest_update.text == "Nothing new."


def test_the_latest_words_may_be_older_than_the_latest_update(applied):
    updates = [Said(period="2022-09", text="Half done."), Said(period="2022-10", status="on_track")]
    action = applied(plan_of(Promise(title="x", updates=updates))).actions.get()

    assert action.latest_update.period == "2022-10"
    assert action.latest_words.text == "Half done."


def test_a_link_knows_its_action_and_a_dangling_one_only_its_ref(applied):
    plan = applied(library_plan())

    link = plan.actions.get(ref="L1.2").links.get()
    assert link.to.ref == "L1.1"


@pytest.mark.parametrize(
    ("kind", "status", "is_overdue"),
    [
        ("action", None, True),
        ("action", "on_track", True),
        ("main", "not_applicable", False),
        ("action", "complete", False),
        ("action", "closed", False),
        ("heading", None, False),
    ],
)
def test_only_what_is_open_can_be_overdue(kind, status, is_overdue):
    action = Action(kind=kind, status=status, due_latest=date(2022, 10, 31))

    assert action.is_overdue(date(2022, 11, 1)) is is_overdue


def test_an_action_is_not_overdue_on_its_last_day():
    action = Action(kind="action", due_latest=date(2022, 10, 31))

    assert not action.is_overdue(date(2022, 10, 31))


def test_removing_a_plan_takes_all_of_it_but_its_history(applied, alice):
    plan = applied(library_plan())
    number = plan.pk
    remove_plan(plan, by=alice, at=NOW)

    assert not Plan.objects.exists()
    assert not Action.objects.exists()
    assert not Post.objects.exists()
    assert [event.type for event in Event.objects.filter(plan_id=number)] == [
        "plan.import_undone",
        "plan.imported",
    ]


def test_removing_a_plan_leaves_the_posts_that_own_something_else(applied, alice):
    kept, removed = applied(library_plan()), applied(library_plan())
    remove_plan(removed, by=alice, at=NOW)

    assert kept.actions.get(ref="L1.0").ownerships.get().post.name == "Head of Property"


def test_removing_a_plan_leaves_the_posts_that_somebody_holds_and_those_of_no_plan(applied, alice):
    removed = applied(library_plan())
    other = Post.objects.create(organisation=removed.organisation, name="Chief Ranger", folded="chief ranger")
    held = Post.objects.get(name="Head of Property")
    appoint(held, user=alice, from_on=NOW.date(), by=None, at=NOW)
    remove_plan(removed, by=alice, at=NOW)

    assert set(Post.objects.all()) == {held, other}
    assert held.holders.get().user == alice


@pytest.mark.parametrize(
    ("one", "other"),
    [("😀", "—"), ("\u202e\u200b", "???"), ("Head " * 60 + "of Roads", "Head " * 60 + "of Parks")],
)
def test_names_of_signs_alone_and_names_alike_for_long_are_posts_of_their_own(one, other):
    assert folded(one) != folded(other)
    assert len(folded(one)) <= 200


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: Action.objects.filter(plan=plan).update(number=1),
        lambda plan: Action.objects.filter(plan=plan, number=1).update(
            parent_id=plan.actions.get(number=1).pk
        ),
        lambda plan: plan.themes.update(position=0),
        lambda plan: plan.workstreams.create(position=0, title="Once more"),
        lambda plan: Post.objects.create(
            organisation=plan.organisation, name="Head of property", folded=folded("Head of Property")
        ),
        lambda plan: Plan.objects.create(
            organisation=plan.organisation, slug=plan.slug, created_at=NOW, changed_at=NOW
        ),
    ],
    ids=["number twice", "own parent", "theme twice", "workstream twice", "post twice", "slug twice"],
)
def test_the_database_refuses_rows_that_contradict_each_other(change, applied):
    plan = applied(library_plan())

    with pytest.raises(IntegrityError), transaction.atomic():
        change(plan)
