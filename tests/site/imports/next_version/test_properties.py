"""Whatever two versions of a plan say: no word is lost, nothing agreed is touched, all can be undone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.folding import same_words
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.imports.operations import undo
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.imports.next_versions import next_version_taken_in
from tests.site.register.plan_documents import actions, plan_documents

pytestmark = pytest.mark.django_db

HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
NOT_AGREED = {"updates", "notes", "priority", "risk", "links", "where"}


@st.composite
def versions(draw: st.DrawFn) -> tuple[PlanDocument, PlanDocument]:
    """A plan, and a next version that keeps some of its actions, changes some and adds some."""
    old = draw(plan_documents)
    kept = [action for action in old.actions if draw(st.booleans())]
    other = draw(actions)
    changed = [
        action.model_copy(update={field: getattr(other, field) for field in draw(_FIELDS)}) for action in kept
    ]
    return old, old.model_copy(update={"actions": changed + draw(st.lists(actions, max_size=2))})


_FIELDS = st.lists(
    st.sampled_from(["title", "due", "owners", "updates", "notes", "measures", "theme", "links", "kind"]),
    max_size=4,
)


def words(plan: PlanDocument) -> set[str]:
    return {same_words(update.text) for action in plan.actions for update in action.updates if update.text}


def agreed(action: Action) -> dict[str, object]:
    return action.model_dump(exclude=NOT_AGREED)


@pytest.fixture
def taken_in(riverbank, alice):
    """A function that takes a plan in and then its next version."""

    def take(old: PlanDocument, new: PlanDocument):
        plan = apply(old, organisation=riverbank, by=alice, at=NOW)
        return plan, next_version_taken_in(new, plan, by=alice)

    return take


@settings(max_examples=25, suppress_health_check=HEALTH, deadline=None)
@given(both=versions())
def test_every_word_of_both_versions_is_there_or_asked_for(both, taken_in):
    old, new = both
    plan, _ = taken_in(old, new)

    corrections = ChangeRequest.objects.filter(plan=plan, field="update").values_list("new", flat=True)
    asked = {same_words(update.get("text")) for update in corrections}
    assert words(old) | words(new) <= words(as_document(Plan.objects.get(pk=plan.pk))) | asked


@settings(max_examples=25, suppress_health_check=HEALTH, deadline=None)
@given(both=versions())
def test_what_was_agreed_of_every_action_is_as_it_was(both, taken_in):
    old, new = both
    plan, taken = taken_in(old, new)

    added = set(taken.next_version.added["action"])
    rows = Plan.objects.get(pk=plan.pk).actions.order_by("position")
    after = [
        action for action, row in zip(as_document(plan).actions, rows, strict=True) if row.pk not in added
    ]
    assert [agreed(action) for action in after] == [agreed(action) for action in old.actions]
    for was, now in zip(old.actions, after, strict=True):
        assert now.updates[: len(was.updates)] == was.updates


@settings(max_examples=25, suppress_health_check=HEALTH, deadline=None)
@given(both=versions())
def test_undoing_gives_the_plan_as_it_was_before(both, taken_in, alice):
    old, new = both
    plan, taken = taken_in(old, new)

    undo(taken, by=alice, at=NOW)

    assert as_document(Plan.objects.get(pk=plan.pk)) == old
    assert not ChangeRequest.objects.filter(plan=plan).exists()


@settings(max_examples=25, suppress_health_check=HEALTH, deadline=None)
@given(old=plan_documents, data=st.data())
def test_the_same_version_again_adds_no_word_and_asks_for_nothing(old, data, taken_in, alice):
    by_ref = {action.ref: action for action in old.actions}.values()
    named = [action.model_copy(update={"ref": f"R{at}"}) for at, action in enumerate(by_ref)]
    old = old.model_copy(update={"actions": named})
    other = data.draw(actions)
    new = old.model_copy(
        update={"actions": [a.model_copy(update={"updates": other.updates, "due": other.due}) for a in named]}
    )
    plan, _ = taken_in(old, new)
    before = as_document(Plan.objects.get(pk=plan.pk))
    asked = ChangeRequest.objects.filter(plan=plan).count()

    again = next_version_taken_in(new, plan, by=alice)

    assert not any(again.next_version.added.values())
    assert ChangeRequest.objects.filter(plan=plan).count() == asked
    assert as_document(Plan.objects.get(pk=plan.pk)) == before
