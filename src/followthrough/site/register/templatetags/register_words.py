"""Lets a template say what the register holds in words."""

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString

from followthrough.plan.when.days_in_words import day_in_words
from followthrough.rules.silence import Silence
from followthrough.site.register import drawn, words
from followthrough.site.register.judging import day_judged_of, has_day, judged_in_words
from followthrough.site.register.levels import level_in_sentence, level_word, level_words
from followthrough.site.register.models import Action, Plan

register = template.Library()
register.filter("day", day_in_words)
register.filter("place", words.where_in_words)
register.filter("reading", words.reading_of)
register.filter("period", words.period_in_words)
register.filter("level", level_word)
register.filter("level_in_sentence", level_in_sentence)
register.filter("day_judged", day_judged_of)
register.filter("judged", judged_in_words)
register.filter("has_day", has_day)
register.filter("field_words", words.field_in_words)
register.filter("facts_in_words", words.facts_in_words)
register.simple_tag(drawn.owners_of)
register.simple_tag(drawn.due_of)
register.simple_tag(drawn.status_of)
register.simple_tag(drawn.clipped)
register.simple_tag(drawn.status_in_sentence)


@register.filter
def at_key(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under a key that the template holds in a variable; nothing where there is none."""
    return mapping.get(key)


@register.simple_tag
def status_of_plan(action: Action, silence: Silence | None = None) -> SafeString:
    """The status of an action beside those of other plans, in the words of its own; of a silent one that."""
    labels = words.status_labels(action.plan.scheme)
    return drawn.status_of_row(action.status, labels, silence=silence, implied=None)


@register.filter
def is_overdue_on(action: Action, day: date) -> bool:
    return action.is_overdue(day)


@register.filter
def words_of_levels(plan: Plan) -> list[str]:
    """What the plan calls a theme, a workstream and an action."""
    return list(level_words(plan).values())


@register.filter
def measures_with_figures(action: Action) -> list[tuple[str, dict[str, str]]]:
    """Each measure of success with its baseline, target and latest figure, as far as they are known."""
    known = [*action.measured, *({} for _ in action.measures)]
    return list(zip(action.measures, known, strict=False))


@register.filter
def number_and_version(action: Action) -> str:
    """What a bulk edit sends of an action: which it is, and how it was when it was seen."""
    return f"{action.number}:{action.version}"
