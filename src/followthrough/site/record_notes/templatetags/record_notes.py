"""Lets an action's page, which knows no notes on the record, show those on it."""

from django import template

from followthrough.site.record_notes.models import RecordNote
from followthrough.site.register.models import Action

register = template.Library()
MOST_SHOWN = 10


@register.simple_tag
def record_notes_of(action: Action) -> list[RecordNote]:
    """The newest notes on an action."""
    return list(action.record_notes.select_related("by")[:MOST_SHOWN])
