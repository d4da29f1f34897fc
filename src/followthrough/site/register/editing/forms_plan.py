"""The forms about a whole plan."""

from typing import Any

from django import forms

from followthrough.site.register.editing.forms_seen import SeenForm
from followthrough.site.register.fields import line_field
from followthrough.site.register.levels import LEVELS, level_word
from followthrough.site.register.models import Plan

LONGEST_TITLE = 300
_SET = ("title", "approval_wanted", "kept_from_members")


def _title() -> Any:
    return line_field("Title of the plan", required="Enter a title.", max_length=LONGEST_TITLE)


class NewPlanForm(forms.Form):
    title = _title()


class PlanForm(SeenForm):
    """What is set for the whole of a plan."""

    title = _title()
    approval_wanted = forms.BooleanField(
        label="A director lead approves each return",
        help_text="A return then counts as approved when the accountable owner has agreed to it.",
        required=False,
    )

    kept_from_members = forms.BooleanField(
        label="Members don't see the plan yet",
        help_text="Publishing a round ends this. Members only ever see what was published.",
        required=False,
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(plan, name) for name in _SET}
        for level, usual in LEVELS.items():
            field = line_field(
                f"What you call {_article(usual)}",
                width="govuk-input--width-20",
                max_length=40,
                required=f"Enter a word, such as {usual}.",
            )
            self.fields[f"word_{level}"] = field
            self.initial[f"word_{level}"] = level_word(plan, level)
        approval = "returns are approved" if plan.approval_wanted else "returns are not approved"
        shown = "kept from members" if plan.kept_from_members else "shown to members"
        self.see([plan.title or "", *(level_word(plan, level) for level in LEVELS), approval, shown])

    @property
    def changes(self) -> dict[str, Any]:
        """What was asked, as the operation takes it."""
        words = {level: self.cleaned_data[f"word_{level}"] for level in LEVELS}
        asked = {name: self.cleaned_data[name] for name in _SET}
        return {**asked, "level_words": words}


def _article(usual: str) -> str:
    return f"{'an' if usual[0] in 'AEIOU' else 'a'} {usual.lower()}"
