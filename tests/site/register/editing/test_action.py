"""Adding and editing actions by hand."""

import html

import pytest
from django.urls import reverse

from followthrough.plan.fields import FIELDS, IN_WORDS
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.editing.edits import ReasonWantedError
from followthrough.site.register.editing.places import RingError, set_parent
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.models import Action, Plan
from tests.site.cast import NOW

NEW = {"title": "Open on Sundays", "ref": "L5.0", "kind": "action", "due_date": "Spring 2023", "version": "0"}


def action_of(plan: Plan, ref: str) -> Action:
    return plan.actions.get(ref=ref)


def form_of(client, plan: Plan, number: int, part: str) -> dict[str, str]:
    """What the boxes of a page hold."""
    form = client.get(address(plan, number, part)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def address(plan: Plan, number: int, part: str) -> str:
    return reverse("edit_action", args=[plan.slug, number, part])


def edited(client, plan, named, part, **boxes) -> str:
    """Send a page of an action with some boxes changed; the text of the page that follows."""
    number = action_of(plan, named).number
    sent = {**form_of(client, plan, number, part), **boxes}
    answer = client.post(address(plan, number, part), sent, follow=True)
    return html.unescape(answer.content.decode())


def last_sentence() -> str:
    return sentence(Event.objects.order_by("pk").last())


def test_an_action_is_added_with_its_owners_and_its_date_read_back(library, alice, client_of):
    sent = {**NEW, "accountable": "Libraries Manager\nHead of Roads", "supporting": "Mayor"}

    answer = client_of(alice).post(reverse("add_action", args=[library.slug]), sent, follow=True)

    action = action_of(library, "L5.0")
    assert (action.number, action.position) == (7, 7)
    assert [(owner.part, owner.name) for owner in action.ownerships.order_by("position")] == [
        ("accountable", "Libraries Manager"),
        ("accountable", "Head of Roads"),
        ("supporting", "Mayor"),
    ]
    assert "We read the due date as March to May 2023." in html.unescape(answer.content.decode())
    assert last_sentence() == "Alice added the action “L5.0 Open on Sundays”."


def test_an_action_under_another_stands_after_its_last_part_and_where_it_stands(library, alice, client_of):
    client_of(alice).post(reverse("add_action", args=[library.slug]), {**NEW, "part_of": "L1.0"})

    action, parent = action_of(library, "L5.0"), action_of(library, "L1.0")
    refs = list(library.actions.order_by("position").values_list("ref", flat=True))
    assert (action.parent, action.parent_ref, action.depth) == (parent, "L1.0", parent.depth + 1)
    assert action.theme == parent.theme
    assert refs[refs.index("L5.0") - 1] in {"L1.0", "L1.1", "L1.2"}
    assert as_document(library).actions[refs.index("L5.0")].parent == "L1.0"


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        ({"title": " "}, "Say what is promised."),
        ({"ref": "L2.0"}, "“L2.0” is the ref of"),
        ({"due_date": "31/02/2023"}, "We can't read “31/02/2023” as a date."),
        (
            {"start_date": "June 2023", "due_date": "May 2023"},
            "“May 2023” ends before the start, “June 2023”.",
        ),
        ({"part_of": "Z9"}, "No action of this plan has the ref “Z9”."),
        ({"part_of": f"row {'9' * 25}"}, f"No action of this plan has the ref “row {'9' * 25}”."),
    ],
)
def test_what_is_wrong_with_a_new_action_is_said(library, alice, client_of, boxes, message):
    page = client_of(alice).post(reverse("add_action", args=[library.slug]), {**NEW, **boxes})

    assert html.unescape(page.content.decode()).count(message) == 2, "in the summary and at its box"
    assert library.actions.count() == 6


@pytest.mark.parametrize("part", ["facts", "owners", "place", "measures", "links"])
@pytest.mark.parametrize("number", range(1, 7))
def test_a_page_sent_as_it_was_changes_nothing(library, alice, client_of, part, number):
    before, events = as_document(library), Event.objects.count()
    client = client_of(alice)

    answer = client.post(address(library, number, part), form_of(client, library, number, part))

    assert answer.status_code == 302
    assert as_document(library) == before
    assert Event.objects.count() == events


def test_an_edit_is_kept_field_by_field_with_old_and_new(library, alice, client_of):
    boxes = {"due_date": "May 2023", "tags": "buildings, urgent", "reason": "The builder is late."}
    first = action_of(library, "L1.1").due
    edited(client_of(alice), library, "L1.1", "facts", **boxes)

    event = Event.objects.order_by("pk").last()
    assert event.details["changes"] == [
        {"field": "Due date", "old": event.details["changes"][0]["old"], "new": "May 2023"},
        {"field": "Tags", "old": "", "new": "buildings, urgent"},
    ]
    action = action_of(library, "L1.1")
    assert (action.due_kind, action.due_latest.isoformat()) == ("month", "2023-05-31")
    assert action.original_due == first, "in a draft, too"


@pytest.mark.parametrize(
    ("part", "boxes"),
    [
        ("facts", {"title": "Other words"}),
        ("facts", {"due_date": "May 2023"}),
        ("owners", {"accountable": "Somebody else"}),
    ],
)
def test_what_a_draft_promised_moves_only_with_a_reason(library, alice, client_of, part, boxes):
    before = as_document(library)
    client = client_of(alice)

    refused = edited(client, library, "L1.1", part, **boxes)

    assert refused.count("Say why this changes.") == 2, "in the summary and at its box"
    assert as_document(library) == before
    edited(client, library, "L1.1", part, **boxes, reason="It was misprinted.")
    assert last_sentence().endswith("(reason: It was misprinted.).")


def test_what_a_draft_did_not_say_is_filled_in_without_a_reason(library, alice, client_of):
    edited(client_of(alice), library, "L1.1", "owners", update_owner="Branch Manager")

    assert last_sentence().startswith("Alice changed “L1.1")


def test_what_is_agreed_moves_only_with_a_reason_and_keeps_its_first_date(library, alice, client_of):
    approve_plan(library, by=alice, at=NOW)
    client = client_of(alice)
    first = action_of(library, "L1.1").due

    refused = edited(client, library, "L1.1", "facts", due_date="May 2023")
    assert refused.count("Say why this changes.") == 2
    assert action_of(library, "L1.1").due == first

    edited(client, library, "L1.1", "facts", due_date="May 2023", reason="The builder is late.")
    assert action_of(library, "L1.1").original_due == first
    assert last_sentence().endswith("to “May 2023” (reason: The builder is late.).")


def test_the_operation_itself_refuses_an_agreed_change_without_a_reason(library, alice):
    approve_plan(library, by=alice, at=NOW)

    with pytest.raises(ReasonWantedError):
        change_action(
            action_of(library, "L1.1"), version=0, changes={"title": "Else"}, reason=" ", by=alice, at=NOW
        )


def test_tags_and_latest_figures_need_no_reason(library, alice):
    approve_plan(library, by=alice, at=NOW)

    saved = change_action(
        action_of(library, "L1.1"), version=0, changes={"tags": ["roof"]}, reason="", by=alice, at=NOW
    )

    assert [tag.name for tag in saved.tags.all()] == ["roof"]


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(library, alice, adam, client_of):
    client, number = client_of(alice), action_of(library, "L1.1").number
    seen = form_of(client, library, number, "facts")
    edited(client_of(adam), library, "L1.1", "facts", title="Adam's words", reason="Clearer")

    page = client.post(
        address(library, number, "facts"), {**seen, "title": "Alice's words", "reason": "Shorter"}
    )

    text = html.unescape(page.content.decode())
    assert page.status_code == 200
    assert "Adam edited this action meanwhile" in text
    assert text.count("Adam's words") >= 1
    assert text.count("Alice's words") >= 2, "in the box and beside the other text"
    assert action_of(library, "L1.1").title == "Adam's words"

    again = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    assert client.post(address(library, number, "facts"), again).status_code == 302
    assert action_of(library, "L1.1").title == "Alice's words"


def test_sending_the_same_edit_twice_counts_once(library, alice, client_of):
    client, number = client_of(alice), action_of(library, "L1.1").number
    sent = {**form_of(client, library, number, "facts"), "title": "New words", "reason": "Clearer"}
    codes = [client.post(address(library, number, "facts"), sent).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Event.objects.filter(type="action.changed").count() == 1


def test_a_new_ref_follows_to_what_names_it(library, alice, client_of):
    edited(client_of(alice), library, "L1.1", "facts", ref="L1.9")

    document = as_document(library)
    links = [link.to for action in document.actions for link in action.links]
    assert "L1.9" in links
    assert "L1.1" not in links


def test_an_owner_who_stays_keeps_the_role_that_the_plan_gave(library, alice, client_of):
    before = action_of(library, "L1.1").ownerships.first()

    edited(client_of(alice), library, "L1.1", "owners", update_owner="Branch Manager")

    owners = list(action_of(library, "L1.1").ownerships.order_by("position"))
    assert (owners[0].name, owners[0].role) == (before.name, before.role)
    assert (owners[-1].name, owners[-1].role, owners[-1].part) == (
        "Branch Manager",
        "Update owner",
        "update_owner",
    )


def test_a_measure_has_its_figures_and_the_document_its_words(library, alice, client_of):
    boxes = {"measure_0": "Visits a week", "baseline_0": "200", "target_0": "400", "latest_0": "310"}

    page = edited(client_of(alice), library, "L2.0", "measures", **boxes)

    action = action_of(library, "L2.0")
    assert action.measured == [{"baseline": "200", "target": "400", "latest": "310"}]
    assert as_document(library).actions[action.position - 1].measures == ["Visits a week"]
    assert all(figure in page for figure in ("200", "400", "310"))


def test_measures_without_figures_leave_no_word_of_figures_in_the_history(library, alice, client_of):
    edited(client_of(alice), library, "L2.0", "measures", measure_0="Visits a week", measure_1="Loans")

    assert "Visits a week; Loans" in last_sentence()
    assert "figures" not in last_sentence()


def test_taking_a_measure_away_leaves_the_others_their_figures(library, alice):
    action = action_of(library, "L2.0")
    two = {"measures": [("One", "1", ""), ("Two", "2", "")], "latest": ["10", "20"]}
    saved = change_action(action, version=0, changes=two, reason="", by=alice, at=NOW)

    one = {"measures": [("Two", "2", "")], "latest": ["20"]}
    saved = change_action(saved, version=1, changes=one, reason="Not counted any more", by=alice, at=NOW)

    assert saved.measured == [{"baseline": "2", "latest": "20"}]


def test_a_link_to_no_action_is_refused_and_one_to_an_action_leads_there(library, alice, client_of):
    client = client_of(alice)
    boxes = {"link_0": "depends_on", "to_0": "Z9", "words_0": "after it"}
    assert "Link 1: no action of this plan has the ref “Z9”." in edited(
        client, library, "L3.0", "links", **boxes
    )

    edited(client, library, "L3.0", "links", **{**boxes, "to_0": "L2.0"})

    link = action_of(library, "L3.0").links.get()
    assert (link.kind, link.to.ref, link.text) == ("depends_on", "L2.0", "after it")


def test_an_action_moves_under_another_with_its_parts(library, alice, client_of):
    edited(client_of(alice), library, "L1.0", "place", part_of="L2.0")

    top, part = action_of(library, "L1.0"), action_of(library, "L1.1")
    assert (top.parent.ref, top.depth, part.depth) == ("L2.0", 1, 2)
    assert part.theme == action_of(library, "L2.0").theme
    refs = list(library.actions.order_by("position").values_list("ref", flat=True))
    assert refs.index("L2.0") < refs.index("L1.0") < refs.index("L1.1")


def test_an_action_can_not_stand_under_its_own_part(library, alice, client_of):
    page = edited(client_of(alice), library, "L1.0", "place", part_of="L1.1")

    assert "An action can't be part of itself or of one of its parts." in page
    with pytest.raises(RingError):
        set_parent(action_of(library, "L1.0"), action_of(library, "L1.1"))


def test_a_part_of_an_action_that_there_is_not_is_not_found(library, alice, client_of):
    assert client_of(alice).get(address(library, 1, "colour")).status_code == 404


def test_an_action_is_marked_as_not_to_be_published_and_found_by_it(library, alice, client_of):
    text = edited(client_of(alice), library, "L1.1", "facts", exempt_because="Legal advice, paragraph 5.")

    action = action_of(library, "L1.1")
    assert action.is_exempt
    assert "Legal advice, paragraph 5." in text
    listed = client_of(alice).get(reverse("actions", args=[library.slug]), {"only": "exempt"})
    assert "1 of 6" in listed.content.decode()
    edited(client_of(alice), library, "L1.1", "facts", exempt_because="")
    assert not action_of(library, "L1.1").is_exempt


@pytest.mark.parametrize("field", IN_WORDS)
def test_a_field_of_few_words_is_edited_and_shown_by_its_row_in_the_table(field, library, alice, client_of):
    client, label = client_of(alice), FIELDS[field].label

    page = edited(client, library, "L2.0", "facts", **{field: "Quite some", "reason": "The board said so"})
    listed = client.get(reverse("actions", args=[library.slug]), {"columns": [field], "sort": f"-{field}"})

    (kept,) = [action for action in as_document(library).actions if action.ref == "L2.0"]
    assert getattr(kept, field) == "Quite some"
    assert f"<dt>{label}</dt><dd>Quite some</dd>" in page
    assert label.lower() in last_sentence().lower()
    assert f'data-label="{label}">Quite some<' in html.unescape(listed.content.decode())
