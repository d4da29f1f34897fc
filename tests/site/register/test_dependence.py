"""What hangs on what in the register: rings that are refused, float, who is put at risk, the pages."""

import pytest
from django.urls import reverse

from followthrough.challenge import check
from followthrough.plan.document import Action, Link, Owner, PlanDocument, SchemeEntry, Status, Update
from followthrough.plan.when import read_when
from followthrough.site.register.dependence import hanging_of
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.editing.action import change_action
from followthrough.site.register.editing.places import RingError
from followthrough.site.register.implied import numbers_that_differ
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW, TODAY

KEY = [
    SchemeEntry(label="On track", status=Status.ON_TRACK, definition="Slippage of less than 1 month"),
    SchemeEntry(
        label="Medium",
        status=Status.MEDIUM_SLIPPAGE,
        definition="Slippage of between 1-2 months, or a risk to dependencies",
    ),
    SchemeEntry(
        label="Significant",
        status=Status.SIGNIFICANT_SLIPPAGE,
        definition="Slippage of more than 2 months, or a critical milestone at risk",
    ),
]


def promised(ref, *, due, start=None, forecast=None, waits_for=None) -> Action:
    said = Update(period="2022-11", status=Status.ON_TRACK, status_text="On track", text="Going on.")
    if forecast:
        said.forecast = read_when(forecast)
    return Action(
        ref=ref,
        title=f"Action {ref}",
        owners=[Owner(role="Lead", name="Head of Works")],
        start=read_when(start) if start else None,
        due=read_when(due),
        updates=[said],
        links=[Link(to=waits_for, kind="depends_on", text=f"after {waits_for}")] if waits_for else [],
    )


def works_plan() -> PlanDocument:
    """W2 waits for W1, which slips by less than a month; W3 waits for W2."""
    document = PlanDocument(
        title="Works plan",
        scheme=KEY,
        actions=[
            promised("W1", due="31 December 2022", forecast="12 January 2023"),
            promised("W2", start="2 January 2023", due="March 2023", waits_for="W1"),
            promised("W3", due="June 2023", waits_for="W2"),
        ],
    )
    document.actions[1].updates[0].status = Status.NOT_DUE
    return document


@pytest.fixture
def works(riverbank, alice) -> Plan:
    return apply(works_plan(), organisation=riverbank, by=alice, at=NOW)


def links(*refs):
    return {"links": [("depends_on", ref, f"after {ref}") for ref in refs]}


def change(action, changes, *, by):
    return change_action(
        action, version=action.version, changes=changes, reason="The board asked.", by=by, at=NOW
    )


def by_ref(plan, ref):
    return plan.actions.select_related("plan", "theme", "workstream", "parent").get(ref=ref)


def test_a_link_that_closes_a_ring_is_refused_with_the_ring_named(works, alice):
    sentence = "W1 waits for W3, W3 waits for W2, W2 waits for W1"

    with pytest.raises(RingError, match=sentence):
        change(by_ref(works, "W1"), links("W3"), by=alice)

    assert not by_ref(works, "W1").links.exists()


def test_the_page_says_the_ring_and_saves_nothing(works, alice, client_of):
    address = reverse("edit_action", args=[works.slug, 1, "links"])
    form = {"version": "0", "reason": "", "number_of_rows": "1"}
    form |= {"link_0": "depends_on", "to_0": "W2", "words_0": "after W2"}

    page = client_of(alice).post(address, form).content.decode()

    assert "These would wait for each other in a ring: W1 waits for W2, W2 waits for W1." in page
    assert not by_ref(works, "W1").links.exists()


def test_float_stands_between_what_slips_and_what_waits(works):
    hanging = hanging_of(works, day=TODAY)

    assert [(wait.before.ref, wait.after.ref, wait.words) for wait in hanging.waits] == [
        ("W1", "W2", "10 days too late"),
        ("W2", "W3", "2 months to 4 months"),
    ]
    assert hanging.waits[0].at_risk == "dependant"
    assert hanging.waits[1].at_risk is None


def test_minor_slippage_that_hits_a_dependant_is_medium_and_a_critical_one_significant(works, alice):
    first, second = by_ref(works, "W1"), by_ref(works, "W2")

    def implied():
        found = check(as_document(works), TODAY)
        return {(each.code, each.ref) for each in found if each.code == "dependants_at_risk"}

    assert numbers_that_differ(works, day=TODAY) == [first.number]
    assert implied() == {("dependants_at_risk", "W1")}
    assert works.kept_findings.filter(code="dependants_at_risk", action=first).exists()

    change(second, {"critical": True}, by=alice)
    works.refresh_from_db()
    kept = works.kept_findings.get(code="dependants_at_risk", action=first)
    assert "the critical milestone W2 is at risk" in kept.finding["message"]
    assert "“Significant”" in kept.finding["message"]


def test_a_dependant_that_is_moved_puts_the_finding_about_its_predecessor_right(works, alice):
    second = by_ref(works, "W2")

    change(second, {"start": read_when("1 March 2023").model_dump(mode="json")}, by=alice)

    works.refresh_from_db()
    assert not works.kept_findings.filter(code="dependants_at_risk").exists()
    assert {each.code for each in check(as_document(works), TODAY)} & {"dependants_at_risk"} == set()


def test_a_ring_that_a_file_brings_is_found_and_its_words_stay(riverbank, alice):
    ring = [promised("W1", due="March 2023", waits_for="W2"), promised("W2", due="June 2023", waits_for="W1")]
    plan = apply(PlanDocument(title="Ring", actions=ring), organisation=riverbank, by=alice, at=NOW)

    found = {
        each.ref: each.message for each in check(as_document(plan), TODAY) if each.code == "dependence_ring"
    }

    assert set(found) == {"W1", "W2"}
    assert "W1 waits for W2, W2 waits for W1" in found["W1"]
    assert as_document(plan).actions[0].links[0].text == "after W2"


def test_the_pages_draw_it_with_a_table(works, alice, client_of, django_assert_max_num_queries):
    client = client_of(alice)
    address = reverse("dependencies", args=[works.slug])
    client.get(address)
    with django_assert_max_num_queries(12):
        page = client.get(address).content.decode()

    assert "2 actions wait for 2 others; 1 of these links is at risk." in page
    assert "10 days too late" in page
    assert 'aria-current="true">Timeline</a>' in page, "the tab from which one comes here"
    assert "W3" not in client.get(f"{address}?only=at_risk").content.decode().split("<table")[1]
    action = client.get(by_ref(works, "W1").get_absolute_url()).content.decode()
    assert "Its slippage puts at risk what waits for it" in action
