"""The form that says where in its plan an action stands, and the one for a new action."""

from typing import Any

from django import forms

from followthrough.site.numbers_sent import number_sent
from followthrough.site.register.editing.forms_action import FactsForm, OwnersForm, PartForm
from followthrough.site.register.editing.places import RING, rows_in_order, subtree_of
from followthrough.site.register.levels import level_in_sentence, level_word
from followthrough.site.register.models import Action, Plan

NONE = ""


class PlaceForm(PartForm):
    """Theme and workstream in one choice, since a workstream belongs to its theme, and what it is part of."""

    place = forms.ChoiceField(required=False)
    part_of = forms.CharField(
        required=False,
        label="Part of",
        help_text="The ref of the action above it, or row and its number, such as row 12. Then it stands "
        "where that one stands. Leave it empty where it is part of none.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )

    def start(self) -> None:
        super().start()
        words = level_word(self.plan, "theme"), level_in_sentence(self.plan, "workstream")
        self.places = places_of(self.plan)
        field = self.fields["place"]
        field.label = f"{words[0]} or {words[1]}"
        field.choices = [(key, label) for key, (label, _) in self.places.items()]  # type: ignore[attr-defined]
        theme, workstream = self.value_of("place", (None, None))
        self.initial["place"] = _key(theme, workstream)
        parent = self.value_of("parent", None)
        self.initial["part_of"] = _name(parent) if parent else self.initial.get("part_of", "")

    def clean_part_of(self) -> Action | None:
        words = " ".join(self.cleaned_data["part_of"].split())
        if not words:
            return None
        if self.action and self.action.parent and words == self.initial["part_of"]:
            return self.action.parent
        parent = self._named(words)
        if parent is None:
            raise forms.ValidationError(f"No action of this plan has the ref “{words}”.")
        if self.action and parent in subtree_of(self.action, rows_in_order(self.plan)):
            raise forms.ValidationError(RING)
        return parent

    def _named(self, words: str) -> Action | None:
        actions = self.plan.actions.filter(archived_at=None).select_related("theme", "workstream")
        if found := actions.filter(ref__iexact=words).first():
            return found
        key = words.lower().removeprefix("row ")
        number = None if key == words else number_sent(key)
        return None if number is None else actions.filter(number=number).first()

    @property
    def changes(self) -> dict[str, Any]:
        parent = self.cleaned_data["part_of"]
        chosen = self.places[self.cleaned_data["place"]][1]
        place = (parent.theme, parent.workstream) if parent else chosen
        return {**super().changes, "parent": parent, "place": place}


class NewActionForm(FactsForm, PlaceForm, OwnersForm):
    """All that a new action needs at once; measures and links are added on its page."""

    def start(self) -> None:
        super().start()
        self.order_fields(_FIRST)


_FIRST = ["title", "ref", "kind", "part_of", "place", "start_date", "due_date", "accountable"]


def places_of(plan: Plan) -> dict[str, tuple[str, tuple[Any, Any]]]:
    """Where an action can stand: by the key of a choice, its words and the theme and workstream."""
    places: dict[str, tuple[str, tuple[Any, Any]]] = {NONE: ("None", (None, None))}
    streams = list(plan.workstreams.select_related("theme"))
    for theme in [*plan.themes.all(), None]:
        if theme is not None:
            places[_key(theme, None)] = (theme.title, (theme, None))
        for stream in streams:
            if stream.theme == theme:
                label = f"{theme.title} › {stream.title}" if theme else stream.title
                places[_key(theme, stream)] = (label, (theme, stream))
    return places


def _key(theme: Any, workstream: Any) -> str:
    if workstream is not None:
        return f"workstream-{workstream.pk}"
    return f"theme-{theme.pk}" if theme is not None else NONE


def _name(action: Action) -> str:
    return action.ref or f"row {action.number}"
