"""The filters of a register, with the choices that its plan offers."""

from typing import Any, cast

from django import forms

from followthrough.plan.document import Status
from followthrough.site.register.models import KINDS, Plan, Post
from followthrough.site.register.queries import CONDITIONS
from followthrough.site.register.words import status_labels

ANY = [("", "Any")]
SORTINGS = [
    ("", "Order of the plan"),
    ("due", "Due date, earliest first"),
    ("-due", "Due date, latest first"),
    ("owner", "Owner, A to Z"),
    ("-owner", "Owner, Z to A"),
    ("title", "Action, A to Z"),
    ("-title", "Action, Z to A"),
    ("status", "Status, A to Z"),
    ("-status", "Status, Z to A"),
]


class ActionFilters(forms.Form):
    """What of a plan's register to show, as its address says. What is not understood asks for nothing."""

    q = forms.CharField(label="Words in the ref, action or update", required=False, strip=True)
    theme = forms.ChoiceField(required=False)
    workstream = forms.ChoiceField(required=False)
    owner = forms.ChoiceField(required=False)
    status = forms.ChoiceField(label="Latest status", required=False)
    kind = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(label="Sort by", required=False, choices=SORTINGS)
    only = forms.MultipleChoiceField(
        label="Show only",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, condition.label) for name, condition in CONDITIONS.items()],
    )

    def __init__(self, asked: Any, *, plan: Plan) -> None:
        super().__init__(asked)
        labels = status_labels(plan.scheme)
        used = set(plan.actions.order_by().values_list("status", flat=True).distinct())
        kinds = set(plan.actions.order_by().values_list("kind", flat=True).distinct())
        self._offer("theme", plan.themes.values_list("pk", "title"))
        self._offer("workstream", plan.workstreams.values_list("pk", "title"))
        self._offer(
            "owner", Post.objects.filter(ownerships__action__plan=plan).distinct().values_list("pk", "name")
        )
        self._offer("status", [(status, labels[status]) for status in _in_order(used)])
        self._offer("kind", [(kind, label) for kind, label in KINDS if kind in kinds])

    def _offer(self, field: str, choices: Any) -> None:
        """Give a filter its choices, or take it away where there is nothing to choose."""
        offered = [(str(value), label) for value, label in choices]
        if len(offered) > 1:
            self._choice(field).choices = ANY + offered
        else:
            del self.fields[field]

    def _choice(self, field: str) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.fields[field])

    def label_of(self, field: str, value: str) -> str:
        """The words of a choice, with its field's name where they need it."""
        choices: Any = self._choice(field).choices
        words = str(dict(choices)[value])
        return words if field == "only" else f"{self[field].label}: {words}"

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that are on, understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _in_order(used: set[str | None]) -> list[str]:
    return [status.value for status in Status if status.value in used]
