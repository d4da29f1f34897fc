"""The form in which the words of a plan's papers are written."""

from typing import Any

from django import forms

from followthrough.site.register.fields import text_field
from followthrough.site.register.models import Plan
from followthrough.site.reports.models import PaperText
from followthrough.site.reports.paper_texts import KEYS, Key, Words, words_of_papers

LONGEST = 20_000


class PaperTextsForm(forms.Form):
    """A box for each section and who answers for it; a box for each commentator."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = words_of_papers(plan)
        for at, key in enumerate(KEYS):
            said, is_comment = known.get(key, Words("")), key.kind == PaperText.Kind.COMMENT
            hint = "Empty: the paper says that none was received." if is_comment else ""
            label = f"Comment of {key.name}" if is_comment else key.name
            self.fields[f"text_{at}"] = text_field(label, rows=4, max_length=LONGEST, help_text=hint)
            self.initial[f"text_{at}"] = said.text
            if not is_comment:
                self.fields[f"signed_{at}"] = forms.CharField(
                    label=f"Who answers for “{key.name}”",
                    required=False,
                    max_length=200,
                    widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
                )
                self.initial[f"signed_{at}"] = said.signed

    @property
    def texts(self) -> dict[Key, Words]:
        """What was written, text by text."""
        said = self.cleaned_data
        return {
            key: Words(said[f"text_{at}"].strip(), said.get(f"signed_{at}", "").strip())
            for at, key in enumerate(KEYS)
        }
