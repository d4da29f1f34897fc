"""Lets a template say an event: `{{ event|sentence }}`, and what it changed in each of several."""

from django import template

from followthrough.site.history.changed import changes_of_several
from followthrough.site.history.sentences import sentence

register = template.Library()
register.filter("sentence", sentence)
register.filter("changes_of_several", changes_of_several)
