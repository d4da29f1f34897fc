"""The pages of risks: the register with its matrix, the forms, the file, the command, the first page."""

import json
import re

import pytest
from click.testing import CliRunner
from django.urls import reverse

from followthrough.cli import main
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.register.posts.holding import appoint
from followthrough.site.risks.models import PlanRisk
from tests.site.cast import NOW, TODAY
from tests.site.register.plan_documents import library_plan

RISK = {
    "title": "The roofs fail",
    "cause": "Old felt",
    "event": "A storm",
    "effect": "Branches close",
    "controls": "=HYPERLINK()",
    "owner": "",
    "review_on": "1 November 2022",
    "refs": "l1.1, L1.2",
    "version": "0",
}
SCORES = {"current_0": "4", "current_likelihood": "3", "target_0": "2", "target_likelihood": "2"}


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.fixture
def risk(library, alice, client_of) -> PlanRisk:
    """A risk that the office added and scored on its pages; no review date is left after scoring."""
    client = client_of(alice)
    client.post(reverse("add_risk", args=[library.slug]), RISK)
    client.post(reverse("assess_risk", args=[library.slug, 1]), SCORES | {"review_on": "1 November 2022"})
    return library.risks.get()


def text_of(answer) -> str:
    return answer.content.decode()


def test_each_number_of_the_matrix_leads_to_its_list(library, risk, alice, client_of):
    client = client_of(alice)
    page = text_of(client.get(reverse("risks", args=[library.slug])))

    (query,) = re.findall(r'href="[^"]*\?(impact=[^"]*)"', page)
    listed = text_of(client.get(f"{reverse('risks', args=[library.slug])}?{query.replace('&amp;', '&')}"))
    empty = text_of(client.get(f"{reverse('risks', args=[library.slug])}?impact=1&likelihood=1"))

    assert "The roofs fail" in listed
    assert "Showing 1 of 1" in listed
    assert "The roofs fail" not in empty
    assert [action.ref for action in risk.actions.order_by("position")] == ["L1.1", "L1.2"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Say what the risk is."),
        ({"refs": "L9.9"}, "No action of this plan has the ref “L9.9”."),
        ({"review_on": "soon"}, "is no day"),
        ({"owner": "999999"}, "Select a valid choice"),
    ],
)
def test_a_risk_that_lacks_something_gets_a_sentence(library, alice, client_of, changed, sentence):
    answer = client_of(alice).post(reverse("add_risk", args=[library.slug]), RISK | changed)

    assert sentence in text_of(answer)
    assert not PlanRisk.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"current_likelihood": ""}, "Current: score how likely it is."),
        ({"target_0": ""}, "Target: score at least one kind of impact."),
        ({"inherent_0": "1", "inherent_likelihood": "1"}, "be graver than without them"),
    ],
)
def test_scores_that_lack_something_get_a_sentence(risk, alice, client_of, changed, sentence):
    address = reverse("assess_risk", args=[risk.plan.slug, 1])

    assert sentence in text_of(client_of(alice).post(address, SCORES | changed))
    assert risk.assessments.count() == 1


def test_who_holds_the_post_of_a_risk_scores_it_and_others_do_not(risk, library, owen, client_of):
    address = reverse("assess_risk", args=[library.slug, 1])
    assert client_of(owen).get(address).status_code == 403

    risk.owner = library.organisation.posts.get(name="Head of Property")
    risk.save()
    appoint(risk.owner, user=owen, from_on=TODAY, by=None, at=NOW)
    assert client_of(owen).post(address, SCORES).status_code == 302


def test_the_first_page_of_the_office_leads_to_what_is_past_its_review(risk, alice, client_of):
    page = text_of(client_of(alice).get("/"))

    assert "Risk is past its review date" in page
    assert f"{reverse('risks', args=[risk.plan.slug])}?state=past_review" in page


def test_the_risk_of_an_action_stands_beside_its_facts(risk, library, alice, client_of):
    client = client_of(alice)
    action = library.actions.get(ref="L1.1")
    client.post(reverse("score_action_risk", args=[library.slug, action.number]), SCORES)

    page = text_of(client.get(action.get_absolute_url()))

    assert "4 × 3 = 12" in page
    assert "R1 The roofs fail" in page


def test_the_register_as_a_file_and_on_the_command_line(risk, library, alice, client_of):
    file = client_of(alice).get(reverse("download_risks", args=[library.slug])).content.decode()
    answer = CliRunner().invoke(main, ["risks", library.slug, "--format", "json"])
    (listed,) = json.loads(answer.output)

    assert "R1,The roofs fail" in file
    assert "'=HYPERLINK()" in file
    assert (listed["current"]["product"], listed["current"]["rating"]) == (12, "high")
    assert listed["is_past_review"] is True
    assert "R1" in CliRunner().invoke(main, ["risks", library.slug]).output


def test_thresholds_that_do_not_rise_get_a_sentence(riverbank, alice, client_of):
    form = {"size": "4", "medium": "9", "high": "8", "very_high": "", "likelihood": "", "name_0": "Money"}

    page = text_of(client_of(alice).post(reverse("risk_matrix"), form))

    assert "must rise from low to high, between 2 and 16." in page


def test_the_register_asks_as_much_however_many_risks_there_are(
    risk, library, alice, client_of, django_assert_max_num_queries
):
    client = client_of(alice)
    for number in range(2, 6):
        client.post(reverse("add_risk", args=[library.slug]), RISK | {"title": f"Risk {number}"})

    with django_assert_max_num_queries(16):
        client.get(reverse("risks", args=[library.slug]))
