"""Boxes of forms that the register needs in several places."""

from datetime import date
from typing import Any

from django import forms

from followthrough.plan.when import read_when

NO_DAY = "Enter a day, such as 1 November 2022."


class DayField(forms.CharField):
    """A day in the words that people write days in. A month or a season is no day."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"class": "govuk-input--width-10", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=words), error_messages={"required": NO_DAY}, **kwargs)

    def clean(self, value: Any) -> date | None:
        words = super().clean(value)
        if not words:
            return None
        read = read_when(words)
        if read.kind != "day" or read.earliest is None or read.earliest != read.latest:
            raise forms.ValidationError(f"“{words}” is no day. {NO_DAY}")
        return read.earliest


def box_errors(*, required: str = "", max_length: int | None = None) -> dict[str, str]:
    """What is said of a box that is empty, or holds more than it can."""
    too_long = {"max_length": f"Use {max_length:,} letters or fewer."} if max_length else {}
    return {"required": required, **too_long}


def line_field(label: str, *, required: str = "", width: str = "govuk-input--width-30", **kwargs: Any) -> Any:
    """A box of one line. `required` is the sentence that says it is missing, empty where it may be."""
    return forms.CharField(
        label=label,
        required=bool(required),
        error_messages=box_errors(required=required, max_length=kwargs.get("max_length")),
        widget=forms.TextInput(attrs={"class": width, "autocomplete": "off"}),
        **kwargs,
    )


def text_field(label: str, *, required: str = "", rows: int = 4, **kwargs: Any) -> Any:
    """A box of several lines, likewise."""
    return forms.CharField(
        label=label,
        required=bool(required),
        error_messages=box_errors(required=required, max_length=kwargs.get("max_length")),
        widget=forms.Textarea(attrs={"rows": rows}),
        **kwargs,
    )


def exempt_field() -> Any:
    """Why an action, a risk or a piece of evidence is exempt from publication; empty where it is not."""
    return line_field(
        "Not to be published, because (optional)",
        max_length=500,
        help_text="Such as the paragraph of Schedule 12A. With a reason here no published paper names it.",
    )


def reason_field(*, is_wanted: bool) -> Any:
    """Why something agreed changes."""
    return text_field(
        "Reason",
        required="Say why this changes." if is_wanted else "",
        rows=3,
        help_text="The plan is agreed, so the history says why it changed."
        if is_wanted
        else "Written in the history. Needed where wording, a date, an owner or a measure changes.",
    )
