"""The form with which an action is archived or put back."""

from typing import Any

from django import forms

from followthrough.site.register.fields import text_field


class ArchiveForm(forms.Form):
    reason = text_field(
        "Reason",
        required="Say why.",
        rows=3,
        help_text="Such as: merged into another action; written twice. The history keeps it.",
    )

    def __init__(self, *args: Any, is_archived: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_archived:
            self.fields["reason"].help_text = "The history keeps it."
