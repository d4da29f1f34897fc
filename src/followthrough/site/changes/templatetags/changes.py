"""Lets pages of the register, which know no changes, show those that wait."""

from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from followthrough.challenge import Finding
from followthrough.compare.word_differences import Stretch, word_differences
from followthrough.plan.when.periods import is_period, words_of
from followthrough.site.changes import queries
from followthrough.site.changes.drafts import draft_of, is_answered
from followthrough.site.changes.log import CHANGED, LoggedChange
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.register.models import Action

# The facts of an action that its page gives a row each: what is asked of one stands in it.
WITH_A_ROW = {
    "due", "original_due", "start", "milestone", "owners", "measure", "answer", "change_control",
}  # fmt: skip

register = template.Library()
register.simple_tag(queries.number_waiting, name="number_of_changes_waiting")
register.simple_tag(queries.changes_asked_of, name="changes_asked_of")
register.simple_tag(queries.changes_decided_of, name="changes_decided_of")


_COLOURS = {"approved": "green", "recorded": "green", "refused": "red", "withdrawn": "grey"}


@register.simple_tag
def state_of_change(change: LoggedChange) -> SafeString:
    """The state of a change of the log: a colour and its word."""
    label = ChangeRequest.State(change.state).label
    colour = _COLOURS.get(change.state, "yellow")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, label)


@register.filter
def last_move(decided: list[ChangeRequest]) -> ChangeRequest | None:
    """Of what was decided of an action, the latest first, what moved its due date last."""
    moves = (each for each in decided if each.field == "due" and each.state in CHANGED)
    return next(moves, None)


# The questions that a new date answers, where it is agreed.
_ANSWERED_BY_A_DATE = {"on_track_past_due", "due_date_passed", "slippage_understated", "no_due_date"}


@register.filter
def draft_from_question(finding: Finding) -> str:
    """What the form of a new date is filled with from a question of the checks; empty for other questions."""
    if finding.code not in _ANSWERED_BY_A_DATE:
        return ""
    return urlencode({"origin": "question", "from_words": finding.message})


@register.simple_tag
def draft_from_update(action: Action, decided: list[ChangeRequest]) -> str:
    """What the form of a new date is filled with from the latest update, where that asks for another date and
    nobody has asked for it since; empty where it asks for none.
    """
    draft = draft_of(action)
    return draft.boxes if draft and not is_answered(draft, decided) else ""


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
