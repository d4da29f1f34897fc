"""The tags of lists."""

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from followthrough.site.drawn import long_text, status_tag


def test_a_tag_says_its_word():
    tag = status_tag("on_track", "Going <well>")

    assert tag.startswith('<strong class="tag tag--on"><svg class="shape shape--on"')
    assert tag.endswith("Going &lt;well&gt;</strong>")


def test_a_long_text_is_folded_and_nothing_in_it_becomes_markup():
    drawn = long_text("a < b\n\n" * 60, clip=20, of="this <update>")

    assert '<p class="clipped__beginning">a &lt; b' in drawn
    assert '<div class="clipped__whole"><p>a &lt; b</p>' in drawn
    assert " of this &lt;update&gt;</span></summary>" in drawn


def test_of_a_very_long_text_the_first_pages_are_shown():
    assert "Of 9,000 letters the first 4,000 are shown; all are kept." in long_text(
        "a" * 9000, clip=9, of="it"
    )


def test_a_short_text_keeps_its_lines():
    assert long_text("a < b\nc", clip=150, of="it") == "a &lt; b<br>c"


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
