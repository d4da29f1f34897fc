"""The tags of lists."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from followthrough.plan.document import Status
from followthrough.site.listing import status_colour


@pytest.mark.parametrize("status", [*Status, None, "no status of ours"])
def test_every_status_has_a_colour_and_an_unknown_one_is_grey(status):
    colour = status_colour(status)

    assert colour.startswith("govuk-tag--")
    assert status in set(Status) or colour == "govuk-tag--grey"


def test_a_tag_says_its_word():
    tag = render_to_string("partials/tag.html", {"status": "on_track", "label": "Going <well>"})

    assert tag.strip() == '<strong class="govuk-tag govuk-tag--green">Going &lt;well&gt;</strong>'


def pages(number: int, of: int, query: str = "") -> str:
    request = RequestFactory().get(f"/plans/{query}")
    page = Paginator(range(of * 10), 10).page(number)
    return render_to_string("partials/pagination.html", {"page": page, "request": request})


def test_pages_keep_the_filters_of_the_address():
    assert 'href="?theme=Roofs+%26+walls&amp;page=3"' in pages(2, 5, "?theme=Roofs+%26+walls&page=2")


def test_of_many_pages_the_middle_is_left_out():
    assert pages(10, 40).count("pagination__item--ellipses") == 2


def test_one_page_needs_no_pages():
    assert pages(1, 1).strip() == ""
