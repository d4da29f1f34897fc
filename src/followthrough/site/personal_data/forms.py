"""The form of the rule by which what is old is cleared."""

from typing import Any

from django import forms

from followthrough.site.personal_data.clearing import Months

LONGEST = 240


def _months(label: str, counted_from: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=f"Months since they were {counted_from}, 1 to {LONGEST}.",
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"{label}: write a number of months from 1 to {LONGEST}, such as 24.",
        ),
    )


class ClearingRuleForm(forms.Form):
    letters = _months("Words and addresses of letters", "made")
    imported = _months("Imported files", "added or cancelled")
    accounts = _months("Addresses of closed accounts", "closed")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors:
            found["months"] = Months(found["letters"], found["imported"], found["accounts"])
        return found
