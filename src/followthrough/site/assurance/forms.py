"""The forms of assurance actions: one time that it fell due, when it does, its end, words for levels."""

from datetime import date
from typing import Any

from django import forms

from followthrough.plan.when import read_when
from followthrough.rules.occurrences import RHYTHM_FROM, is_rule, rule_of
from followthrough.site.assurance.models import Level, OccurrenceRecord
from followthrough.site.register.fields import DayField, line_field, text_field

RHYTHM_HINT = (
    "In words: quarterly, each June, 6 monthly, first Monday of each month. "
    "Or a rule after RFC 5545, such as FREQ=MONTHLY;INTERVAL=2."
)


class OccurrenceForm(forms.Form):
    """What became of one time. `seen` is the record of it that the person saw."""

    outcome = forms.ChoiceField(
        label="What became of it?",
        choices=OccurrenceRecord.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was done or missed."},
    )
    on = DayField(label="The day it was done", required=False)
    level = forms.ChoiceField(label="Level of assurance", required=False, widget=forms.RadioSelect)
    evidence = text_field(
        "What shows it, or why it was missed",
        help_text="A report, a figure, a minute, in your words.",
        max_length=5000,
    )
    link = forms.URLField(
        label="Link to the evidence",
        required=False,
        assume_scheme="https",
        max_length=1000,
        error_messages={
            "invalid": "Enter a whole address, such as https://example.org/report.",
            "max_length": "Use 1,000 letters or fewer.",
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, levels: dict[str, str], seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(levels.items())
        self.initial["seen"] = seen

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0


class ScheduleForm(forms.Form):
    """When it falls due, from which day on, counted from which."""

    words = line_field(
        "How often", required="Say how often it falls due.", help_text=RHYTHM_HINT, max_length=200
    )
    from_on = DayField(label="From which day on")
    counted_from = DayField(
        label="Counted from",
        required=False,
        help_text="For quarterly and the like: a day in a month in which it falls due. "
        "Empty: the quarters of the financial year.",
    )
    reason = text_field("Reason", required="Say why this changes.", rows=3, max_length=2000)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        self.rule = words.upper() if is_rule(words.upper()) else rule_of(read_when(words)) or ""
        if not self.rule or not is_rule(self.rule):
            raise forms.ValidationError(f"We can't read “{words}” as a time that comes again. {RHYTHM_HINT}")
        return words

    @property
    def schedule(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        counted: date = cleaned["counted_from"] or RHYTHM_FROM
        return {**cleaned, "rule": self.rule, "counted_from": counted}


class EndForm(forms.Form):
    """The decision that an assurance action ends."""

    forum = line_field("Who decided", required="Name the forum that decided it.", max_length=200)
    on = DayField(label="The day of the decision")
    words = text_field(
        "Why it ends", required="Say why it ends.", rows=3, max_length=2000, help_text="The history keeps it."
    )


class LevelsForm(forms.Form):
    """What the organisation calls each level; empty for the usual word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, label in Level.choices:
            self.fields[level] = line_field(label, width="govuk-input--width-20", max_length=60)
