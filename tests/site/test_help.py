"""The pages of help, and how one comes to them from where one is stuck."""

import pytest
from django.template.loader import get_template
from django.urls import get_resolver, reverse

from followthrough.site.help_pages import TOPICS
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan


@pytest.fixture
def library(riverbank, alice) -> Plan:
    return apply(library_plan(), organisation=riverbank, by=alice, at=NOW)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_has_a_page_that_leads_to_all_others(topic, client, db):
    page = client.get(reverse("help_topic", args=[topic])).content.decode()

    assert f'<h1 class="govuk-heading-l">{TOPICS[topic].title}</h1>' in page.replace("&#x27;", "'")
    assert all(reverse("help_topic", args=[other]) in page for other in TOPICS if other != topic)


def test_a_topic_that_there_is_not_is_not_found(client, db):
    assert client.get(reverse("help_topic", args=["weir"])).status_code == 404


def test_a_topic_helps_with_pages_that_there_are_and_each_page_has_one():
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    pages = [page for topic in TOPICS.values() for page in topic.pages]

    assert set(pages) <= known
    assert len(pages) == len(set(pages))
    assert all(get_template(f"help/{topic}.html") for topic in TOPICS)


@pytest.mark.parametrize(
    ("name", "of_plan", "topic"),
    [
        ("actions", True, "read"),
        ("checks", True, "questions"),
        ("edit_plan", True, "change-a-plan"),
        ("approve_plan", True, "first-weeks"),
        ("make_rounds", True, "run-a-round"),
        ("posts", False, "posts-and-people"),
        ("my_actions", False, "answer"),
        ("history", False, "change-a-plan"),
    ],
)
def test_the_foot_of_a_page_leads_to_help_with_it(library, alice, client_of, name, of_plan, topic):
    page = client_of(alice).get(reverse(name, args=[library.slug] if of_plan else [])).content.decode()

    assert f'href="{reverse("help_topic", args=[topic])}">Help with this page' in page


def test_a_page_without_a_topic_leads_to_all_help(client, db):
    assert (
        f'href="{reverse("help")}">Help with this page'
        in client.get(reverse("accessibility")).content.decode()
    )
