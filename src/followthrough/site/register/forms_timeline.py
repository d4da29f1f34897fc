"""What of a plan's timeline to show."""

from typing import Any

from django import forms

from followthrough.site.register.levels import level_word
from followthrough.site.register.models import Plan, Theme


class TimelineFilters(forms.Form):
    """As the address says. What is not understood asks for nothing."""

    theme = forms.ModelChoiceField(Theme.objects.none(), required=False, empty_label="All")
    late = forms.BooleanField(label="Only what is late, or expected to be", required=False)

    def __init__(self, asked: Any, *, plan: Plan) -> None:
        super().__init__(asked)
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ModelChoiceField)
        theme.label = level_word(plan, "theme")
        theme.queryset = plan.themes.all()

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that are on."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
