"""The filters of a register, with the choices that its plan offers."""

from typing import Any, cast

from django import forms

from followthrough.plan.when import read_when
from followthrough.site.forms import SmallCheckboxes
from followthrough.site.register.conditions import condition_labels
from followthrough.site.register.levels import level_word
from followthrough.site.register.lists.columns import LEVELS_SHOWN, REF, TITLE, USUAL, ListColumn, columns_of
from followthrough.site.register.lists.filter_choices import offered_in
from followthrough.site.register.lists.filtering import CHOSEN
from followthrough.site.register.models import Plan

ANY = [("", "Any")]
# The orders that have other words than "A to Z".
_DATES = {"start", "original", "due", "forecast", "said"}
_PLACES = {"theme", "workstream", "kind", "status"}
_LONGEST_WORDS = 400


def _sortings(columns: list[ListColumn]) -> list[tuple[str, str]]:
    offered = [("", "Order of the plan")]
    for column in [REF, TITLE, *(column for column in columns if column.sort)]:
        first, last = "A to Z", "Z to A"
        if column.sort in _DATES:
            first, last = "earliest first", "latest first"
        elif column is REF:
            first, last = "lowest first", "highest first"
        elif column.sort in _PLACES:
            first, last = "in the plan's order", "the other way round"
        offered += [
            (column.sort, f"{column.heading}, {first}"),
            (f"-{column.sort}", f"{column.heading}, {last}"),
        ]
    return offered


class DateInWords(forms.CharField):
    """A day, a month or any other date that has a first and a last day; kept as it was written."""

    def clean(self, value: Any) -> str:
        words = str(super().clean(value))
        if words and read_when(words).latest is None:
            raise forms.ValidationError("Write a day or a month with its year, such as 5 March 2023.")
        return words


class Numbers(forms.CharField):
    """Actions chosen by their numbers in the plan, "1,4,7-9", as links from other pages write them."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str:
        return ",".join("-".join(filter(None, part)) for part in CHOSEN.findall(str(super().clean(value))))


class Columns(forms.MultipleChoiceField):
    """The columns of a list. While none is named the usual ones are shown, so they are ticked."""

    widget = SmallCheckboxes

    def bound_data(self, data: Any, initial: Any) -> Any:
        return super().bound_data(data, initial) or USUAL

    def clean(self, value: Any) -> list[str]:
        """Nothing where they are the usual ones, so that an address doesn't name them."""
        named: list[str] = super().clean(value)
        return [] if set(named) == set(USUAL) else named


class ActionFilters(forms.Form):
    """What of a plan's register to show, as its address says. What is not understood asks for nothing."""

    q = forms.CharField(
        label="Words in any text",
        required=False,
        strip=True,
        max_length=_LONGEST_WORDS,
    )
    theme = forms.ChoiceField(required=False)
    workstream = forms.ChoiceField(required=False)
    owner = forms.ChoiceField(required=False)
    tag = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    due_from = DateInWords(label="Due from", required=False, max_length=60)
    due_to = DateInWords(label="Due up to", required=False, max_length=60)
    since = DateInWords(label="Said or edited since", required=False, max_length=60)
    sort = forms.ChoiceField(label="Sort by", required=False)
    numbers = Numbers(required=False, max_length=4000)
    status = forms.MultipleChoiceField(label="Latest status", required=False, widget=SmallCheckboxes)
    only = forms.MultipleChoiceField(
        label="Show only",
        required=False,
        widget=SmallCheckboxes,
        choices=lambda: condition_labels().items(),
    )
    columns = Columns(label="Columns beside ref and action", required=False)

    def __init__(self, asked: Any, *, plan: Plan) -> None:
        super().__init__(asked)
        for level in LEVELS_SHOWN:
            self.fields[level].label = level_word(plan, level)
        columns = columns_of(plan)
        self._choice("sort").choices = _sortings(columns)
        self._choice("columns").choices = [(column.name, column.heading) for column in columns]
        self.offered = offered_in(plan)
        for field, choices in self.offered.choices.items():
            self._offer(field, choices)

    def _offer(self, field: str, choices: list[tuple[str, str]]) -> None:
        """Give a filter its choices, or take it away where there is nothing to choose."""
        is_several = isinstance(self.fields[field], forms.MultipleChoiceField)
        if len(choices) > 1 or (choices and field == "tag"):
            self._choice(field).choices = choices if is_several else ANY + choices
        else:
            del self.fields[field]

    def _choice(self, field: str) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.fields[field])

    def label_of(self, field: str, value: str) -> str:
        """A filter in words: its choice, with the field's name where it needs it."""
        if field == "q":
            return f"Words: {value}"
        if field == "numbers":
            return "Chosen actions"
        if not isinstance(self.fields[field], forms.ChoiceField):
            return f"{self[field].label} {value}"
        choices: Any = self._choice(field).choices
        words = str(dict(choices)[value])
        return words if field == "only" else f"{self[field].label}: {words}"

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that are on, understood, with the columns chosen and the order."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def has_misread_dates(self) -> bool:
        """Whether a box has words that no date could be read in, so that its message must be seen."""
        return any(self.has_error(name) for name in ("due_from", "due_to", "since"))
