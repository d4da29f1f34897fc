"""Template tags for lists: pages of a list that keep the rest of the address, and the colour of a status."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page

from followthrough.plan.document import Status

register = template.Library()

# Each of these tags has 4.5:1 between its word and its ground; the word says the status, not the colour.
COLOURS: dict[str, str] = {
    Status.NEW: "blue",
    Status.IN_PROGRESS: "blue",
    Status.ONGOING: "blue",
    Status.ON_TRACK: "green",
    Status.MEDIUM_SLIPPAGE: "yellow",
    Status.SIGNIFICANT_SLIPPAGE: "red",
    Status.ON_HOLD: "orange",
    Status.COMPLETE: "turquoise",
    Status.CLOSED: "turquoise",
    Status.ASSURANCE: "purple",
}


@register.filter
def status_colour(status: str | None) -> str:
    """The class that colours a tag; grey for what has no colour of its own."""
    # A StrEnum's member and its value are the same key.
    return f"govuk-tag--{COLOURS.get(status or '', 'grey')}"


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The page numbers to offer, with an ellipsis for those in between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def with_page(context: template.RequestContext, number: int) -> str:
    """The present address at another page, with its filters."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
