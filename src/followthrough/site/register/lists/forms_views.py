"""The form that keeps a list of actions by a name."""

from typing import Any

from django import forms

from followthrough.site.register.models import SavedView


class SaveViewForm(forms.Form):
    """A name for the list, and whether everybody is offered it. `may_share`: whether this may be chosen."""

    name = forms.CharField(
        label="Name of this view",
        max_length=SavedView.LONGEST_NAME,
        error_messages={
            "required": "Give the view a name.",
            "max_length": f"Use at most {SavedView.LONGEST_NAME} letters for the name of the view.",
        },
    )
    is_shared = forms.BooleanField(label="Offer it to everybody in the organisation", required=False)

    def __init__(self, asked: Any = None, *, may_share: bool) -> None:
        super().__init__(asked, prefix="view")
        if not may_share:
            del self.fields["is_shared"]
