"""Lets pages of the register, which know no changes, show those that wait."""

from django import template

from followthrough.compare.word_differences import Stretch, word_differences
from followthrough.plan.periods import is_period, words_of
from followthrough.site.changes import queries
from followthrough.site.changes.models import ChangeRequest

# The facts of an action that its page gives a row each: what is asked of one stands in it.
WITH_A_ROW = {
    "due", "original_due", "start", "milestone", "owners", "measure", "answer", "change_control",
}  # fmt: skip

register = template.Library()
register.simple_tag(queries.number_waiting, name="number_of_changes_waiting")
register.simple_tag(queries.changes_asked_of, name="changes_asked_of")


@register.filter
def differences(change: ChangeRequest) -> list[Stretch]:
    """Both texts of a change as one, each stretch with what became of it."""
    return word_differences(change.old_words, change.new_words)


@register.filter
def named_in_words(named: str) -> str:
    """Which of several a change is about: a period as people say it, all else as it is."""
    return words_of(named) if is_period(named) else named


@register.filter
def without_a_row(asked: dict[str, list[ChangeRequest]]) -> list[list[ChangeRequest]]:
    """Of the changes asked of an action, those of fields without a row on its page."""
    return [changes for field, changes in asked.items() if field not in WITH_A_ROW]
