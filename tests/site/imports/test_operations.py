"""Reading a file, taking it in, leaving it, undoing."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.imports import operations
from followthrough.site.imports.models import Import
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan, Post
from tests.site.cast import NOW
from tests.site.imports.files import POND, file_read
from tests.site.register.plan_documents import library_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(riverbank, alice) -> Import:
    """A file of two actions that Alice had read."""
    return file_read(POND, organisation=riverbank, by=alice)


@pytest.fixture
def taken_in(read, alice) -> Import:
    """The same file, taken in."""
    operations.take_in(read, title="The pond", by=alice, at=NOW)
    read.refresh_from_db()
    return read


def test_the_months_that_a_plan_tells_of_become_past_rounds(riverbank, alice):
    plan = library_plan()
    content = plan.model_dump_json().encode()
    read = file_read(content, organisation=riverbank, by=alice, name="libraries.json")

    taken = operations.take_in(read, title="Libraries", by=alice, at=NOW)

    assert [past.period for past in taken.rounds.order_by("period")] == ["2022-09", "2022-10"]


def test_the_character_of_number_nought_is_left_out_of_what_was_read(riverbank, alice):
    plan = {"title": "Pond", "actions": [{"title": "Plant\x00 reeds", "notes": [{"text": "\x00"}]}]}
    content = json.dumps(plan).encode()

    read = file_read(content, organisation=riverbank, by=alice, name="pond.json")

    assert read.plan_document.actions[0].title == "Plant reeds"


def test_a_file_is_kept_byte_for_byte_beside_what_was_read(read):
    read.refresh_from_db()

    assert bytes(read.content) == POND
    assert read.size == len(POND)
    assert read.plan_document.source.sha256 == read.sha256
    assert [action.title for action in read.plan_document.actions] == ["Dredge the pond", "Mend the sluice"]


def test_reading_makes_no_plan(read):
    assert read.state == "read"
    assert not Plan.objects.exists()


def test_a_file_in_which_nothing_could_be_read_says_why_and_is_not_kept(riverbank, alice):
    failed = file_read(b"%PDF-1.7", organisation=riverbank, by=alice, name="a.pdf")

    assert failed.state == "failed"
    assert failed.failure.startswith("The PDF is damaged")
    assert bytes(failed.content) == b""
    assert not Event.objects.exists()


def test_taking_in_makes_the_plan_under_the_name_given(read, alice):
    plan = operations.take_in(read, title="The pond", by=alice, at=NOW)

    assert as_document(plan) == read.plan_document.model_copy(update={"title": "The pond"})
    read.refresh_from_db()
    assert (read.state, read.plan, read.decided_by, read.decided_at) == ("taken_in", plan, alice, NOW)


def test_taking_in_twice_counts_once(read, alice):
    first = operations.take_in(read, title="The pond", by=alice, at=NOW)
    second = operations.take_in(read, title="The pond again", by=alice, at=NOW)

    assert first == second
    assert Plan.objects.count() == 1
    assert Event.objects.filter(type="plan.imported").count() == 1


def test_a_file_that_was_left_is_not_taken_in(read, alice):
    operations.leave(read, by=alice, at=NOW)

    with pytest.raises(operations.AlreadyDecidedError, match="was cancelled"):
        operations.take_in(read, title="The pond", by=alice, at=NOW)
    assert not Plan.objects.exists()


def test_leaving_twice_counts_once(read, alice):
    operations.leave(read, by=alice, at=NOW)
    operations.leave(read, by=alice, at=NOW)

    assert Event.objects.filter(type="import.left").count() == 1


def test_a_file_that_was_taken_in_can_not_be_left(taken_in, alice):
    with pytest.raises(operations.AlreadyDecidedError, match="added already"):
        operations.leave(taken_in, by=alice, at=NOW)


def test_undoing_takes_the_plan_out_and_keeps_the_file(taken_in, alice):
    operations.undo(taken_in, by=alice, at=NOW)

    taken_in.refresh_from_db()
    assert (taken_in.state, taken_in.plan, taken_in.undone_by) == ("undone", None, alice)
    assert bytes(taken_in.content) == POND
    assert not Plan.objects.exists()
    assert not Post.objects.exists()


def test_undoing_twice_counts_once(taken_in, alice):
    operations.undo(taken_in, by=alice, at=NOW)
    operations.undo(taken_in, by=alice, at=NOW)

    assert Event.objects.filter(type="plan.import_undone").count() == 1


def test_what_was_never_taken_in_can_not_be_undone(read, alice):
    with pytest.raises(operations.AlreadyDecidedError, match="has not been added"):
        operations.undo(read, by=alice, at=NOW)


def test_a_plan_that_was_built_on_stays(taken_in, alice):
    Plan.objects.update(changed_at=NOW + timedelta(minutes=1))

    with pytest.raises(operations.BuiltOnError, match="has changed since"):
        operations.undo(taken_in, by=alice, at=NOW)
    assert Plan.objects.count() == 1


def test_the_history_tells_each_step(taken_in, alice):
    operations.undo(taken_in, by=alice, at=NOW)

    assert [sentence(event) for event in Event.objects.order_by("pk")] == [
        "Alice had the file “pond.txt” read, to look at it before adding it.",
        "Alice added the plan “The pond” with 2 actions from pond.txt.",
        "Alice undid the import of the plan “The pond” with its 2 actions.",
    ]


@pytest.mark.parametrize(
    "contradiction",
    [
        {"decided_at": NOW},
        {"state": "left"},
        {"state": "undone"},
        {"state": "taken_in", "decided_at": NOW},
        {"undone_at": NOW},
    ],
)
def test_the_database_refuses_a_decision_half_told(contradiction, read):
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=read.pk).update(**contradiction)


def test_whoever_decides_is_kept_with_the_moment():
    pairs = {"decided_by": "decided_at", "undone_by": "undone_at"}
    constraints = {constraint.name for constraint in Import._meta.constraints}

    assert all(isinstance(Import._meta.get_field(at), models.DateTimeField) for at in pairs.values())
    assert {f"import_{at}_and_by" for at in pairs.values()} <= constraints
