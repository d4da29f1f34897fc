"""The pages of a next version: which plan it is one of, what differs, what is asked, what came in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.imports.models import Import
from followthrough.site.imports.operations import undo
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.imports.files import POND
from tests.site.imports.next_versions import import_of, next_version_taken_in, with_action
from tests.site.register.plan_documents import library_plan, month

pytestmark = pytest.mark.django_db

EARLIER = NOW - timedelta(days=30)


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=EARLIER)


@pytest.fixture
def client(client_of, alice):
    return client_of(alice)


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def page_of(client, read: Import, **asked: str) -> str:
    return words(client.get(reverse("next_version", args=[read.pk]), asked))


def form_of(answer) -> dict[str, str]:
    """What the page's form holds before anybody answers."""
    form = answer.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def take_in(client, read: Import, **answers: str):
    address = reverse("next_version", args=[read.pk])
    return client.post(address, form_of(client.get(address)) | answers, follow=True)


def changed_version() -> PlanDocument:
    """One date moved, one update more, one action new, one gone."""
    plan = with_action("L1.2", due=month(2023, 6))
    told = Update(period="2022-11", status=Status.COMPLETE, status_text="Finished", text="All nine done.")
    actions = [
        action.model_copy(update={"updates": [*action.updates, told]}) if action.ref == "L1.1" else action
        for action in plan.actions
        if action.ref != "L3.0"
    ]
    new = Action(ref="L5.0", title="Buy two vans", owners=[Owner(role="Lead", name="Head of Fleet")])
    return plan.model_copy(update={"actions": [*actions, new]})


def test_the_page_begins_with_how_many_are_new_gone_changed_and_unchanged(client, library, alice):
    read = import_of(changed_version(), by=alice, into=library)

    page = page_of(client, read)

    for number, what in [(1, "new"), (1, "gone"), (2, "changed"), (3, "unchanged")]:
        assert f'<span class="figures__number">{number}</span> {what}' in page
    assert "1 new action and 1 update come in." in page
    assert "1 change request waits for a decision." in page
    assert "New months: November 2022." in page


def test_what_comes_in_and_what_is_asked_for_are_told_apart(client, library, alice):
    page = page_of(client, import_of(changed_version(), by=alice, into=library))

    date, update = page.index("June 2023"), page.index("All nine done.")
    assert "Change request" in page[date : date + 300]
    assert "Comes in" in page[update : update + 300]


def test_taking_it_in_shows_what_came_in(client, library, alice):
    read = import_of(changed_version(), by=alice, into=library)

    page = words(take_in(client, read))

    assert "is added to “Library recovery plan”" in page
    assert '<h1 class="govuk-heading-xl">What came in</h1>' in page
    assert library.actions.filter(ref="L5.0").exists()
    assert ChangeRequest.objects.get().new_words == "June 2023"
    assert "Left as it is" in page
    assert ">Before</th>" in page


def test_what_becomes_of_an_action_that_is_gone_is_asked(client, library, alice):
    read = import_of(changed_version(), by=alice, into=library)
    assert "1 action is not in this file" in page_of(client, read)

    page = words(take_in(client, read, gone_4="merged"))

    assert '<a class="govuk-link" href="#gone"><span class="figures__number">1</span> gone</a>' in page
    gone = page.index('id="gone"')
    assert "Requested: Merge it into another action" in page[gone : gone + 400]
    assert ChangeRequest.objects.get(kind="merge").action.ref == "L3.0"


def test_a_question_without_an_answer_is_said_beside_it(client, library, alice):
    other = Action(ref="L3.0", theme="Readers", title="Buy two vans")
    plan = library_plan()
    actions = [other if action.ref == "L3.0" else action for action in plan.actions]
    read = import_of(plan.model_copy(update={"actions": actions}), by=alice, into=library)

    unanswered = words(take_in(client, read))
    assert "has the ref of another text. Is it the same action?" in unanswered
    assert "Say which action L3.0 is." in unanswered
    assert not library.actions.filter(title="Buy two vans").exists()

    take_in(client, read, same_4="new")
    assert library.actions.filter(title="Buy two vans").exists()


def test_two_actions_can_not_be_the_next_version_of_one(client, riverbank, alice):
    halls = [Action(title=f"Repair the roof of the {side} hall") for side in ("north", "south")]
    plan = apply(PlanDocument(title="Halls", actions=halls), organisation=riverbank, by=alice, at=EARLIER)
    roofs = [Action(title=f"Repair the roof of the {side} hall") for side in ("nouth", "sorth")]
    read = import_of(PlanDocument(title="Halls", actions=roofs), by=alice, into=plan)

    page = words(take_in(client, read, same_0="1", same_1="1"))

    assert "You chose this action for another one too." in page
    assert plan.actions.count() == 2


def test_the_same_version_twice_says_that_nothing_is_new(client, library, alice):
    next_version_taken_in(with_action("L1.2", due=month(2023, 6)), library, by=alice, at=EARLIER)
    library.refresh_from_db()
    read = import_of(with_action("L1.2", due=month(2023, 6)), by=alice, into=library)

    page = page_of(client, read)

    assert "Nothing is new: the plan has all that this file says, or asks for it already." in page
    assert "Requested already" in page


def test_a_plan_that_changed_since_is_shown_anew(client, library, alice):
    read = import_of(changed_version(), by=alice, into=library)
    address = reverse("next_version", args=[read.pk])
    form = form_of(client.get(address))
    Plan.objects.filter(pk=library.pk).update(changed_at=NOW)

    page = words(client.post(address, form, follow=True))

    assert "The plan has changed since this page was made." in page
    assert not library.actions.filter(ref="L5.0").exists()


def test_an_older_file_says_so(client, library, alice):
    older = changed_version().model_copy(update={"as_at": library_plan().as_at - timedelta(days=90)})

    assert "This file is older than the plan." in page_of(client, import_of(older, by=alice, into=library))


def test_undoing_leads_back_to_the_plan_as_it_was(client, library, alice):
    read = import_of(changed_version(), by=alice, into=library)
    take_in(client, read)
    address = reverse("undo_import", args=[read.pk])
    assert "What this file added to the plan “Library recovery plan” goes again" in words(client.get(address))

    page = words(client.post(address, follow=True))

    assert "“Library recovery plan” is what it was before." in page
    assert not library.actions.filter(ref="L5.0").exists()


def test_what_came_in_is_not_shown_of_what_was_undone(client, library, alice):
    taken = next_version_taken_in(changed_version(), library, by=alice, at=NOW)
    undo(taken, by=alice, at=NOW)

    answer = client.get(reverse("next_version", args=[taken.pk]))

    assert answer["Location"] == reverse("import", args=[taken.pk])


def test_the_likeliest_plan_is_offered_first_and_none_is_chosen(client, library, riverbank, alice):
    apply(PlanDocument(title="A pond"), organisation=riverbank, by=alice, at=EARLIER)
    read = import_of(changed_version(), by=alice)

    review = words(client.get(reverse("import", args=[read.pk])))
    asked = words(client.get(reverse("which_plan", args=[read.pk])))

    assert "This looks like the next version of “Library recovery plan”." in review
    assert asked.index("A new plan") < asked.index("Library recovery plan”") < asked.index("“A pond”")
    assert "are the same, word for word." in asked
    assert " checked" not in asked


def test_choosing_the_plan_leads_to_what_changed_and_a_new_one_to_taking_it_in(client, library, alice):
    read = import_of(changed_version(), by=alice)
    address = reverse("which_plan", args=[read.pk])

    assert "Say whether it is a new plan or the next version of one." in words(client.post(address))
    assert client.post(address, {"plan": library.pk})["Location"] == reverse("next_version", args=[read.pk])
    assert client.post(address, {"plan": "new"})["Location"] == reverse("take_in", args=[read.pk])


def test_an_upload_can_be_the_next_version_from_the_start(client, library):
    client.post(reverse("import_plan"), {"text": POND.decode(), "into": library.pk})

    assert Import.objects.get().into == library
    to_take_in = client.get(reverse("take_in", args=[Import.objects.get().pk]))
    assert to_take_in["Location"].endswith("/next-version/")


def test_a_plan_of_another_organisation_is_not_offered(client, hillside, alice):
    theirs = apply(library_plan(), organisation=hillside, by=None, at=EARLIER)
    read = import_of(changed_version(), by=alice)

    answer = client.post(reverse("which_plan", args=[read.pk]), {"plan": theirs.pk})

    assert "Library recovery plan” </label>" not in words(answer)
    assert Import.objects.get().into is None


def plan_of(number: int, text: str) -> PlanDocument:
    actions = [
        Action(ref=f"A{at}", title=f"Mend bridge {at}", updates=[Update(period="2022-10", text=text)])
        for at in range(number)
    ]
    return PlanDocument(title=f"Bridges {number}", actions=actions)


def test_the_number_of_queries_does_not_grow_with_the_plan(
    client, riverbank, alice, django_assert_max_num_queries
):
    def read(number: int) -> Import:
        plan = apply(plan_of(number, "Begun."), organisation=riverbank, by=alice, at=EARLIER)
        return import_of(plan_of(number, "Done."), by=alice, into=plan)

    few, many = read(3), read(60)
    with django_assert_max_num_queries(25) as for_few:
        page_of(client, few)
    with django_assert_max_num_queries(len(for_few)):
        page_of(client, many)

    with django_assert_max_num_queries(105) as for_few:
        take_in(client, few)
    batches = 4  # rows are written some dozens at a time, those of changes with many columns fewer
    with django_assert_max_num_queries(len(for_few) + batches):
        take_in(client, many)
