"""The forms of returns: an answer, and a comment with which one is sent back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html

from followthrough.plan.document import Status
from followthrough.plan.return_boxes import BOXES
from followthrough.rules.answers import WORD_BOXES, Answer, answer_of_words
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.returns.statuses import statuses_offered

_NUMBERED = ("done", "forecast_text", "next_steps", "blocked", "status", "evidence")


def _box(name: str, *, rows: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=BOXES[name], help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReturnForm(forms.Form):
    """The boxes of a return, in the order in which they are filled in.

    None of them is required here: a draft may lack any, and `faults_in` says what sending needs.
    `shown_state` is the state of the return that the page showed, so that what was decided meanwhile is told.
    Why the status differs is asked with the question about it.
    """

    done = _box("done", rows=5)
    nothing_changed = forms.BooleanField(label=BOXES["nothing_changed"], required=False)
    forecast_text = forms.CharField(
        label=BOXES["forecast_text"],
        help_text="In any words: 31 March 2027, June 2027, Autumn 2027. TBC, if it is not known.",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    next_steps = _box("next_steps", rows=3)
    blocked = _box("blocked", rows=2, hint="Leave it empty if nothing is.")
    status = forms.ChoiceField(label=BOXES["status"], required=False, widget=forms.RadioSelect)
    reason = _box("reason", rows=2)
    evidence = _box("evidence", rows=2, hint="A document, a figure, a decision: what shows it.")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    shown_state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, action_return: ActionReturn, *, since: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if since:
            self.fields["done"].label = f"{BOXES['done']} {since}"
            self.fields["nothing_changed"].label = f"{BOXES['nothing_changed']} since {since}"
        for number, box in enumerate(_NUMBERED, start=1):
            label = self.fields[box].label
            self.fields[box].label = format_html('<span class="field-number">{}</span> {}', number, label)
        offered = statuses_offered(action_return.round.plan)
        chosen = self.fields["status"]
        chosen.choices = list(offered.items())  # type: ignore[attr-defined]
        chosen.error_messages["invalid_choice"] = "Choose one of the statuses."

    @property
    def answer(self) -> Answer:
        """What the boxes say, once the form is valid."""
        # A browser sends each end of a line as two signs, a spreadsheet as one.
        words: dict[str, str] = {box: self.cleaned_data[box].replace("\r\n", "\n") for box in WORD_BOXES}
        status = Status(self.cleaned_data["status"]) if self.cleaned_data["status"] else None
        return answer_of_words(words, nothing_changed=self.cleaned_data["nothing_changed"], status=status)


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
        help_text="A document, a figure, a decision: what shows it.",
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
