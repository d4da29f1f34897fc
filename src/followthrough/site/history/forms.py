"""What the page of the history can be asked: words, a person, a kind, and days."""

from datetime import date
from typing import Any

from django import forms

from followthrough.plan.when import read_when
from followthrough.site.history.queries import Asked
from followthrough.site.history.sentences import kinds

_HINT = "Write a day or a month, such as 5 March 2023 or March 2023."


class HistoryFilters(forms.Form):
    """The filters of the history. `names` are those of the people who did something in it."""

    words = forms.CharField(label="Ref, action, plan or name", required=False, max_length=200)
    person = forms.ChoiceField(label="Who", required=False)
    kind = forms.ChoiceField(label="What", required=False)
    since = forms.CharField(label="From a day or month", required=False, max_length=60)
    until = forms.CharField(label="To a day or month", required=False, max_length=60)

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("person", names), ("kind", list(kinds()))):
            field: Any = self.fields[name]
            field.choices = [("", "Any"), *((each, each) for each in offered)]

    def clean_since(self) -> date | None:
        return self._day("since", "earliest")

    def clean_until(self) -> date | None:
        return self._day("until", "latest")

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "This is before the first day.")
        return self.cleaned_data

    @property
    def asked(self) -> Asked:
        """What is asked; of what can't be understood, nothing."""
        self.is_valid()
        known = {name: self.cleaned_data.get(name) for name in Asked._fields}
        return Asked(**{name: value for name, value in known.items() if value})

    def _day(self, name: str, end: str) -> date | None:
        words: str = self.cleaned_data[name]
        day: date | None = getattr(read_when(words), end)
        if words and day is None:
            raise forms.ValidationError(f"We can't read “{words}” as a date. {_HINT}")
        return day
