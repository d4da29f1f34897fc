"""Lets a template say an event: `{{ event|sentence }}`."""

from django import template

from followthrough.site.history.sentences import sentence

register = template.Library()
register.filter("sentence", sentence)
