"""The frame of a page that stands alone: its style is in it, it needs no script and fetches nothing."""

from collections.abc import Iterable
from importlib.resources import files

from followthrough.outputs.page.markup import Html, element


def page(*, title: str, skip: str, header: Html, main: Iterable[Html], footer: Html, style: str = "") -> str:
    """The whole page; `skip` is the link for those who go by keyboard past the header, and `style` is what it
    needs beyond the style of every page."""
    body = _body(skip, header, main, footer)
    return f"<!doctype html>\n{element('html', _head(title, style), body, lang='en-GB')}\n"


def section(name: str, heading: str, *content: Html | None) -> Html:
    """A section of a page, named by its heading; `name` is where links find it."""
    return element("section", element("h2", heading, id=name), *content, aria_labelledby=name)


def _head(title: str, more: str) -> Html:
    style = files("followthrough.outputs.page").joinpath("page.css").read_text(encoding="utf-8") + more
    return element(
        "head",
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
        element("style", Html(style)),
    )


def _body(skip: str, header: Html, main: Iterable[Html], footer: Html) -> Html:
    return element(
        "body",
        element("a", skip, href="#main", class_="skip"),
        header,
        element("main", *main, id="main", tabindex="-1"),
        footer,
    )
