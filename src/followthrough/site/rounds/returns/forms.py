"""The forms of returns: an answer, and a comment with which one is sent back."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from followthrough.plan.document import Status
from followthrough.plan.return_boxes import BOXES, RETURN_BOXES, WORD_BOXES, YES_BOXES, ReturnBox
from followthrough.rules.answers import Answer, answer_of_words
from followthrough.site.changes.queries import cause_names
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.returns.answers import statuses_offered


def _field(box: ReturnBox) -> forms.Field:
    """The field of a box, none required: a draft may lack any, and `faults_in` says what sending needs."""
    if box.kind == "yes":
        return forms.BooleanField(label=box.heading, required=False)
    if box.kind == "status":
        return forms.ChoiceField(
            label=box.heading,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose one of the statuses."},
        )
    if box.kind == "cause":
        return forms.ChoiceField(
            label=box.heading,
            required=False,
            error_messages={"invalid_choice": "Choose one of the causes."},
        )
    line = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})
    text = forms.Textarea(attrs={"rows": box.lines})
    return forms.CharField(
        label=box.heading, help_text=box.hint, required=False, widget=line if box.lines == 1 else text
    )


def cause_choices(plan: Plan, chosen: str) -> list[tuple[str, str]]:
    """The organisation's causes of a later date, and the one chosen before, which may be retired by now."""
    names = cause_names(plan)
    if chosen and chosen not in names:
        names.append(chosen)
    return [("", "Choose a cause"), *((name, name) for name in names)]


def move_to(date_in_words: str) -> SafeString:
    """The end of the offer's words; where it names no date a style hides the offer until it is ticked."""
    return format_html(" to {}", date_in_words) if date_in_words else mark_safe("<span hidden></span>")


class ReturnForm(forms.Form):
    """The boxes of a return, in the order in which they are filled in.

    `shown_state` is the state of the return that the page showed, so that what was decided meanwhile is told.
    Why the status differs is asked with the question about it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    shown_state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, action_return: ActionReturn, *, since: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = {box.name: _field(box) for box in RETURN_BOXES} | self.fields
        if since:
            self.fields["done"].label = f"{BOXES['done']} {since}"
            self.fields["nothing_changed"].label = f"{BOXES['nothing_changed']} since {since}"
        numbered = [box.name for box in RETURN_BOXES if box.has_number]
        for number, box in enumerate(numbered, start=1):
            label = self.fields[box].label
            self.fields[box].label = format_html('<span class="field-number">{}</span> {}', number, label)
        plan, cause = action_return.round.plan, action_return.move_cause
        # Asked for where it is drawn or checked, and then once.
        self.fields["move_cause"].choices = cache(partial(cause_choices, plan, cause))  # type: ignore[attr-defined]
        offered = statuses_offered(plan)
        self.fields["status"].choices = list(offered.items())  # type: ignore[attr-defined]

    def offer_move(self, to: str) -> None:
        """Say in the words of the offer to which date the agreed one would move; empty: to none so far."""
        label = format_html('Ask to move the agreed date<span id="move-to">{}</span>', move_to(to))
        self.fields["move_date"].label = label

    @property
    def answer(self) -> Answer:
        """What the boxes say, once the form is valid."""
        # A browser sends each end of a line as two signs, a spreadsheet as one.
        words: dict[str, str] = {box: self.cleaned_data[box].replace("\r\n", "\n") for box in WORD_BOXES}
        status = Status(self.cleaned_data["status"]) if self.cleaned_data["status"] else None
        yes = [box for box in YES_BOXES if self.cleaned_data[box]]
        return answer_of_words(words, yes=yes, status=status)


class StillCompleteForm(forms.Form):
    """The one question about what is complete and not yet closed. "No" leads to all the boxes."""

    still = forms.ChoiceField(
        label="Is it still complete?",
        choices=[("yes", "Yes"), ("no", "No, something is left or has come back")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether it is still complete.",
            "invalid_choice": "Say whether it is still complete.",
        },
    )
    evidence = forms.CharField(
        label="What is the evidence?",
        help_text="A document, a figure, a decision: what shows it. Sent, it is evidence of the action.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def as_boxes(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """The boxes of a whole return that this answers, and what else the form holds."""
        boxes = {name: form[name] for name in form}
        if self.cleaned_data["still"] == "yes":
            boxes |= {"status": Status.COMPLETE.value, "nothing_changed": "on"}
        return boxes


class SendBackForm(forms.Form):
    """The comment with which a return is sent back."""

    comment = forms.CharField(
        label="What should be different?",
        help_text="The owner reads it above the return.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what should be different."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class FilledSheetForm(forms.Form):
    """The spreadsheet of a return, filled in."""

    file = forms.FileField(
        label="The spreadsheet that was filled in",
        help_text="You see what it will change before anything is sent.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.xls"}),
        error_messages={
            "required": "Choose the spreadsheet that was filled in.",
            "empty": "The file is empty. Choose the spreadsheet that was filled in.",
        },
    )

    @classmethod
    def refused(cls, failure: str) -> "FilledSheetForm":
        """The form again after its file could not be read."""
        form = cls({})
        del form.errors["file"]
        form.add_error("file", failure)
        return form
