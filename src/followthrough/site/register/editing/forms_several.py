"""The form that says what is wanted of several actions."""

from typing import Any

from django import forms

from followthrough.site.register.editing.edits import is_agreed
from followthrough.site.register.editing.forms_action import lines_of
from followthrough.site.register.editing.forms_place import places_of
from followthrough.site.register.editing.several import Wanted
from followthrough.site.register.fields import line_field, reason_field, text_field
from followthrough.site.register.levels import level_in_sentence
from followthrough.site.register.models import Plan, Tag
from followthrough.site.register.owners import OWNER_PARTS

AS_IT_IS = "as_it_is"


class SeveralForm(forms.Form):
    """Owners of one part, a place, tags to add and to take off. What is left empty stays as it is."""

    part = forms.ChoiceField(label="Which owners", choices=OWNER_PARTS, initial="accountable")
    owners = text_field(
        "Are to be", rows=2, help_text="One on each line. They replace those who have this part now."
    )
    place = forms.ChoiceField(required=False)
    add_tags = line_field("Tags to add", help_text="Parted by commas.")
    take_tags = line_field("Tags to take off", help_text="Parted by commas.")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places_of(plan)
        field: Any = self.fields["place"]
        field.label = f"Move to this {level_in_sentence(plan, 'theme')}"
        field.choices = [
            (AS_IT_IS, "Leave each where it is"),
            *((key, label) for key, (label, _) in self.places.items()),
        ]
        field.initial = AS_IT_IS
        self.fields["reason"] = reason_field(is_wanted=is_agreed(plan))

    def clean_add_tags(self) -> list[str]:
        return _tags(self.cleaned_data["add_tags"])

    def clean_take_tags(self) -> list[str]:
        return _tags(self.cleaned_data["take_tags"])

    def clean(self) -> dict[str, Any]:
        asked = ("owners", "add_tags", "take_tags")
        if self.cleaned_data.get("place") == AS_IT_IS and not any(map(self.cleaned_data.get, asked)):
            self.add_error("owners", "Say what is to change: owners, a place or tags.")
        return self.cleaned_data

    @property
    def wanted(self) -> Wanted:
        """What was asked, as the operation takes it."""
        cleaned = self.cleaned_data
        place = cleaned["place"]
        return Wanted(
            part=cleaned["part"],
            owners=lines_of(cleaned["owners"]),
            place=None if place == AS_IT_IS else self.places[place][1],
            add_tags=cleaned["add_tags"],
            take_tags=cleaned["take_tags"],
        )


def _tags(words: str) -> list[str]:
    names = sorted({" ".join(name.split()) for name in words.split(",")} - {""})
    if any(len(name) > Tag.LONGEST for name in names):
        raise forms.ValidationError(f"A tag has {Tag.LONGEST} letters at most.")
    return names
