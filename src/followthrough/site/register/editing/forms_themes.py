"""The form with a box for each theme and workstream of a plan, and one for each that may be added."""

from typing import Any

from django import forms

from followthrough.site.register.editing.edits import is_agreed
from followthrough.site.register.editing.forms_action import unless_same
from followthrough.site.register.editing.forms_seen import SeenForm
from followthrough.site.register.fields import line_field, reason_field
from followthrough.site.register.levels import in_sentence, level_word
from followthrough.site.register.models import Plan, Theme, Workstream

LONGEST = 1000


class PlacesForm(SeenForm):
    """Emptying a box takes the theme or workstream away, where nothing stands in it."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = {level: level_word(plan, level) for level in ("theme", "workstream")}
        self.themes, self.streams = list(plan.themes.all()), list(plan.workstreams.all())
        for number, theme in enumerate(self.themes, start=1):
            self._title(f"theme_{theme.pk}", f"{self.words['theme']} {number}", theme)
            self._streams_of(theme)
        self._streams_of(None)
        self._new("new_theme", f"Add a {in_sentence(self.words['theme'])}")
        self.fields["reason"] = reason_field(is_wanted=is_agreed(plan))
        self.fields["reason"].required = False
        self.see([*(theme.title for theme in self.themes), *(stream.title for stream in self.streams)])

    def _streams_of(self, theme: Theme | None) -> None:
        streams = [stream for stream in self.streams if stream.theme_id == (theme.pk if theme else None)]
        within = f" in “{theme.title[:60]}”" if theme else ""
        word = self.words["workstream"]
        for number, stream in enumerate(streams, start=1):
            self._title(f"workstream_{stream.pk}", f"{word} {number}{within}", stream)
        self._new(f"new_workstream_{theme.pk if theme else ''}", f"Add a {in_sentence(word)}{within}")

    def _title(self, name: str, label: str, place: Theme | Workstream) -> None:
        self.fields[name] = line_field(label, max_length=LONGEST)
        self.initial[name] = place.title

    def _new(self, name: str, label: str) -> None:
        self.fields[name] = line_field(label, max_length=LONGEST)

    @property
    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """The boxes in order, each with what moves up and down by it, empty for none."""
        return [
            (self[name], name if name.startswith(("theme_", "workstream_")) else "")
            for name in self.fields
            if name != "seen"
        ]

    @property
    def changes(self) -> dict[str, Any]:
        """What was asked, as the operation takes it."""
        keys: list[int | None] = [*(theme.pk for theme in self.themes), None]
        return {
            "themes": {theme.pk: self._sent(f"theme_{theme.pk}") for theme in self.themes},
            "workstreams": {stream.pk: self._sent(f"workstream_{stream.pk}") for stream in self.streams},
            "new_theme": self.cleaned_data["new_theme"],
            "new_workstreams": {key: self.cleaned_data[f"new_workstream_{key or ''}"] for key in keys},
            "reason": self.cleaned_data["reason"],
        }

    def _sent(self, name: str) -> str:
        return unless_same(self.initial[name], self.cleaned_data[name])
