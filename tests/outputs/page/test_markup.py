"""Markup that can't forget to escape."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from followthrough.outputs.page.markup import Html, element, joined


class Reader(HTMLParser):
    """Keeps the tags, attributes and text that a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet=st.characters(exclude_characters="\r\x00", codec="utf-8")))
def test_any_text_is_text_and_nothing_else(text: str) -> None:
    read = Reader(element("p", text, title=text))

    assert read.tags == ["p"]
    assert read.text == text
    assert read.attributes == [("title", text)]


def test_markup_stays_markup_and_none_is_nothing() -> None:
    assert element("p", None, element("b", "x"), Html("<br>"), " & ") == "<p><b>x</b><br> &amp; </p>"


def test_names_of_attributes_are_as_html_has_them() -> None:
    assert (
        element("a", "x", class_="c", aria_hidden="true", id=None) == '<a class="c" aria-hidden="true">x</a>'
    )


def test_joined_text_is_escaped() -> None:
    assert joined(["<", Html("<b>"), None]) == "&lt;<b>"
