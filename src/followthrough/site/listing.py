"""Template tags for lists: pages that keep the rest of the address, statuses, long texts, choices."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page

from followthrough.site import drawn

register = template.Library()

register.filter(drawn.options)
register.simple_tag(drawn.status_tag)
register.simple_tag(drawn.long_text)
register.simple_tag(drawn.boxes)


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
