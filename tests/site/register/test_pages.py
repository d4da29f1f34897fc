"""What each page of a plan says, and whose it is."""

import json
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan

PAGES = ["plan", "actions", "checks", "about_plan"]


@pytest.fixture
def rita_reads(client_of, rita):
    """A function that gives the words of a page as Mary, a member, sees it."""
    client = client_of(rita)

    def read(name: str, *args, **asked) -> str:
        answer = client.get(reverse(name, args=args), asked)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def test_the_list_of_plans_counts_the_actions_of_each(library, rita_reads):
    page = rita_reads("plans")

    assert "Library recovery plan" in page
    assert f'href="/plans/{library.slug}/actions/?only=overdue">1</a>' in page


def test_an_empty_list_of_plans_says_what_to_do(alice, rita_reads, client_of):
    assert "The programme office can bring one in" in rita_reads("plans")
    assert "Import a plan" in client_of(alice).get(reverse("plans")).content.decode()


def test_the_overview_says_in_words_how_many_are_overdue(library, rita_reads):
    page = rita_reads("plan", library.slug)

    assert "1 is past its agreed date</a>" in page
    assert "5 rated actions; 1 more row left out: 1 heading." in page


def test_the_overview_counts_each_status_of_a_theme_in_the_plans_own_words(library, rita_reads):
    page = rita_reads("plan", library.slug)

    of_theme = f"/plans/{library.slug}/figures/?of="
    assert (
        f'data-label="Going well"><a class="quiet" href="{of_theme}state-on_track&amp;theme=Buildings">1</a>'
        in page
    )
    assert (
        f'data-label="Finished"><a class="quiet" href="{of_theme}state-complete&amp;theme=Readers">1</a>'
        in page
    )


def test_the_register_says_how_many_of_how_many(library, rita_reads):
    assert "6 actions" in rita_reads("actions", library.slug)
    assert "1 of 6 actions" in rita_reads("actions", library.slug, only="overdue")


def test_a_register_without_a_fitting_action_offers_them_all(library, rita_reads):
    page = rita_reads("actions", library.slug, q="swimming pool")

    assert "0 of 6 actions" in page
    assert "No action fits all of these filters" in page


def test_a_filter_that_is_not_understood_asks_for_nothing(library, rita_reads):
    page = rita_reads("actions", library.slug, theme="999", status="splendid", sort="mood", page="last")

    assert "6 actions" in page


def test_an_action_page_shows_its_owners_dates_updates_and_links_both_ways(library, rita_reads):
    survey = rita_reads("action", library.slug, 2)

    assert "Cabinet Member for Culture" in survey
    assert "September 2022" in survey
    assert "Seven of nine done." in survey
    assert "Five of nine done." in survey
    assert "Waited for by" in survey
    assert "Depends on" in rita_reads("action", library.slug, 3)


def test_an_action_page_shows_the_status_that_its_dates_imply_and_how_late_it_is(library, rita_reads):
    page = rita_reads("action", library.slug, 2)

    assert "By its dates, " in page
    assert "Why they differ" in page
    assert page.count("late against the date agreed now") == 1


def test_an_action_that_is_not_rated_is_not_called_finished(riverbank, alice, rita_reads):
    unrated = Update(period="2022-10", status=Status.NOT_APPLICABLE)
    document = PlanDocument(title="Roads", actions=[Action(ref="R1", title="Mend roads", updates=[unrated])])
    plan = apply(document, organisation=riverbank, by=alice, at=NOW)

    page = rita_reads("action", plan.slug, 1)

    assert "It is not rated, so nothing is read from its dates." in page
    assert "once an action is finished" not in page


def test_an_action_page_shows_how_its_parts_stand(library, rita_reads):
    assert "parts:" in rita_reads("action", library.slug, 1)
    assert "parts:" not in rita_reads("action", library.slug, 2)


def test_an_action_page_shows_what_the_checks_doubt_about_that_action_alone(library, rita_reads):
    assert "Questions about this action" in rita_reads("action", library.slug, 2)
    assert "called on track" not in rita_reads("action", library.slug, 4)


def test_the_way_back_from_an_action_keeps_the_filters(library, rita_reads):
    page = rita_reads("action", library.slug, 2, only="overdue", sort="due")

    assert f"/plans/{library.slug}/actions/?only=overdue&amp;sort=due" in page


def test_an_action_tells_its_history_to_those_who_may_read_it(library, client_of, rita, owen):
    address = reverse("action", args=[library.slug, 2])

    assert "Alice added the plan" in client_of(rita).get(address).content.decode()
    assert "Alice added the plan" not in client_of(owen).get(address).content.decode()


def test_the_checks_are_as_at_the_day_that_the_plan_speaks_for(library, rita_reads):
    page = rita_reads("checks", library.slug)

    assert "As at 31 October 2022" in page
    assert "L1.1" in page


def test_the_checks_can_be_made_as_at_another_day(library, rita_reads):
    assert "As at 1 January 2022" in rita_reads("checks", library.slug, as_at="2022-01-01")
    assert "As at 31 October 2022" in rita_reads("checks", library.slug, as_at="2022-13-45")


def test_the_page_about_a_plan_keeps_its_key_remarks_and_problems(library, rita_reads):
    page = rita_reads("about_plan", library.slug)

    assert "No slip of a month or more" in page
    assert "Printed for the October committee" in page
    assert "is not a date" in page


def test_the_words_left_over_of_a_long_file_are_paged(library, client_of, rita):
    library.remarks = [{"text": f"Minute {number}. {'It was said. ' * 500}"} for number in range(3000)]
    library.problems = [{"code": "odd", "severity": "note", "message": "Odd."}] * 3000
    library.save()
    answer = client_of(rita).get(reverse("about_plan", args=[library.slug]), {"page": "2"})

    page = answer.content.decode()
    assert "51 to 100 of 3,000 pieces of text" in page
    assert "These are 50 of 3,000." in page
    assert len(page) < 500_000


def test_the_download_is_the_plan_document(library, client_of, rita):
    answer = client_of(rita).get(reverse("download_plan", args=[library.slug, "json"]))

    assert PlanDocument.model_validate(json.loads(answer.content)) == library_plan()
    assert answer["Content-Disposition"] == f'attachment; filename="{library.slug}.json"'


@pytest.mark.parametrize("name", PAGES)
def test_another_organisations_plan_is_not_there(name, library, client_of, charlie):
    assert client_of(charlie).get(reverse(name, args=[library.slug])).status_code == 404


def test_another_organisations_action_is_not_there(library, client_of, charlie):
    assert client_of(charlie).get(reverse("action", args=[library.slug, 2])).status_code == 404


@pytest.mark.parametrize("number", [99, 2**70])
def test_an_action_that_is_not_there_is_not_found(number, library, client_of, rita):
    assert client_of(rita).get(reverse("action", args=[library.slug, number])).status_code == 404


def many_actions(number: int) -> PlanDocument:
    """A copy of the library plan with this many actions more."""
    document = library_plan()
    more = [
        Action(
            ref=f"M{index}", title=f"Mend window {index}", owners=[Owner(role="Lead", name=f"Post {index}")]
        )
        for index in range(number)
    ]
    return document.model_copy(update={"actions": [*document.actions, *more], "title": "Large"})


@pytest.mark.parametrize("name", [*PAGES, "action"])
def test_a_larger_plan_needs_no_more_queries(
    name, library, client_of, rita, django_assert_max_num_queries, riverbank
):
    large = apply(many_actions(60), organisation=riverbank, by=None, at=NOW)
    client = client_of(rita)

    def read(plan):
        cache.clear()
        client.get(reverse(name, args=[plan.slug, 2] if name == "action" else [plan.slug]))

    with django_assert_max_num_queries(30) as for_few:
        read(library)
    with django_assert_max_num_queries(len(for_few)):
        read(large)


def test_the_number_of_each_weight_leads_to_its_findings(library, rita_reads):
    page = rita_reads("checks", library.slug)
    of_one = rita_reads("checks", library.slug, weight="warning")
    number = int(re.search(r'weight=warning#findings"><b>(\d+)', page)[1])

    assert number
    assert f">{number} of " in of_one
    assert of_one.count('class="finding finding--warning"') == number
    assert 'class="finding finding--error"' not in of_one
