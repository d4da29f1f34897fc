"""Lets a template say what the register holds in words."""

from datetime import date
from typing import Any

from django import template

from followthrough.plan.calendar_words import day_in_words
from followthrough.site.register import words
from followthrough.site.register.models import Action

register = template.Library()
register.filter("day", day_in_words)
register.filter("place", words.where_in_words)
register.filter("reading", words.reading_of)
register.filter("period", words.period_in_words)
register.filter("field_words", words.field_in_words)


@register.filter
def at_key(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under a key that the template holds in a variable; nothing where there is none."""
    return mapping.get(key)


@register.filter
def is_overdue_on(action: Action, day: date) -> bool:
    return action.is_overdue(day)
