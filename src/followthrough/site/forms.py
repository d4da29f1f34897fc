"""Forms in the site's look: which template draws a field, and what links its words to its box."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

# How each widget is drawn; a widget of another kind is drawn as a text box.
LOOKS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file-upload"),
]


class SmallCheckboxes(forms.CheckboxSelectMultiple):
    """Several choices that take little room, as filters need them."""

    template_name = "django/forms/widgets/checkbox_select_small.html"


class SeveralRows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """Several of the rows that are offered; a number that no row can have is a choice that isn't there."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError("Choose from what is listed.", code="invalid_choice") from None


class PlainField(forms.BoundField):
    """A field of a form on a page."""

    @property
    def look(self) -> str:
        """Which of our ways to draw it: input, textarea, select, file-upload, checkbox or choices."""
        return next((look for kind, look in LOOKS if isinstance(self.field.widget, kind)), "input")

    @property
    def first_id(self) -> str:
        """The id of the box that an error's link goes to: of several choices, the first one's."""
        return f"{self.auto_id}_0" if self.look == "choices" else str(self.auto_id)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        # The browser's own bubbles vanish and can't be styled; the server's errors stay on the page.
        built.pop("required", None)
        if self.look in {"input", "textarea", "select", "file-upload"}:
            names = [f"govuk-{self.look}", self.field.widget.attrs.get("class", "")]
            names += [f"govuk-{self.look}--error"] if self.errors else []
            built["class"] = " ".join(filter(None, names))
        return built


class PlainForms(TemplatesSetting):
    """Django's form renderer (the setting FORM_RENDERER)."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = PlainField
