"""The forms with a row of boxes for each status of a plan and for each recommendation that it answers."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from django import forms

from followthrough.outputs.wording import counted
from followthrough.plan.document import Acceptance, Recommendation, SchemeEntry, Status
from followthrough.plan.statuses import LABELS
from followthrough.rules.slippage import DEFAULT_BANDS, bands_of
from followthrough.site.register.editing.edits import is_agreed
from followthrough.site.register.editing.forms_seen import SeenForm
from followthrough.site.register.editing.rows_of_boxes import Boxes, RowsOfBoxes
from followthrough.site.register.facts import scheme_of
from followthrough.site.register.fields import line_field, reason_field, text_field
from followthrough.site.register.models import Plan

NO_STATUS = ""
ACCEPTANCES = [("", "Not said")] + [
    (value, value.replace("_", " ").capitalize()) for value in get_args(Acceptance)
]


class PlanRowsForm(SeenForm):
    """Rows of boxes about a plan, `known` what there is. The box `telling` is what a row is called by."""

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        boxes: Boxes,
        known: Sequence[Mapping[str, Any]],
        telling: str,
        another: str,
    ) -> None:
        super().__init__(*args)
        self._telling, self._another = telling, another
        self._boxes = RowsOfBoxes(self, boxes, known, telling=telling)
        self.fields["reason"] = reason_field(is_wanted=is_agreed(plan))
        self.see([", ".join(str(words) for words in row.values() if words) for row in known])

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The rows, each with its heading and its boxes."""
        return [
            (self.initial[names[self._telling]] or self._another, [self[name] for name in names.values()])
            for names in self._boxes.names
        ]

    @property
    def entered(self) -> list[dict[str, Any]]:
        """What was entered, row by row; None for an empty box."""
        return [{box: words or None for box, words in row.items()} for row in self._boxes.entered]


class SchemeForm(PlanRowsForm):
    """The statuses of a plan: its own label, what it stands for, its definition, response and colour."""

    def __init__(self, *args: Any, plan: Plan) -> None:
        known = plan.scheme or []
        super().__init__(
            *args, plan=plan, boxes=_boxes_of_status, known=known, telling="label", another="Another status"
        )

    @property
    def scheme(self) -> list[SchemeEntry]:
        """What was entered."""
        rows = [{**row, "colour": (row["colour"] or "").lstrip("#") or None} for row in self.entered]
        return [SchemeEntry.model_validate(row) for row in rows]


def _boxes_of_status(number: int) -> dict[str, forms.Field]:
    stands_for = forms.ChoiceField(
        label=f"Status {number} stands for",
        choices=[(NO_STATUS, "None of these"), *((status.value, LABELS[status]) for status in Status)],
        required=False,
    )
    return {
        "label": line_field(f"Words of status {number}", max_length=100),
        "status": stands_for,
        "definition": text_field(f"Definition of status {number}", rows=2, max_length=2000),
        "response": line_field(f"What is done about status {number}", max_length=500),
        "colour": forms.RegexField(
            r"^#?[0-9A-Fa-f]{6}$",
            label=f"Colour of status {number}",
            required=False,
            error_messages={"invalid": "Write a colour as six digits and letters A to F, such as 9fd8b0."},
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        ),
    }


def bands_in_words(plan: Plan) -> str:
    """The slippage that the plan's statuses stand for, as its definitions are read."""
    own = bands_of(scheme_of(plan.scheme))
    bands = own or DEFAULT_BANDS
    medium, significant = (counted(_whole(months), "month") for months in bands)
    read = "We read this in the definitions" if own else "The definitions don't say it, so the usual holds"
    return f"{read}: medium slippage from {medium}, significant slippage beyond {significant}."


def _whole(months: float) -> Any:
    return int(months) if months == int(months) else round(months, 1)


class RecommendationsForm(PlanRowsForm):
    """What outside bodies said, in their words, which the actions answer."""

    def __init__(self, *args: Any, plan: Plan) -> None:
        super().__init__(
            *args,
            plan=plan,
            boxes=_boxes_of_recommendation,
            known=plan.recommendations,
            telling="id",
            another="Another recommendation",
        )

    @property
    def recommendations(self) -> list[Recommendation]:
        """What was entered."""
        return [Recommendation.model_validate({**row, "text": row["text"] or ""}) for row in self.entered]


def _boxes_of_recommendation(number: int) -> dict[str, forms.Field]:
    return {
        "id": line_field(f"Name or number of recommendation {number}", max_length=100),
        "body": line_field(f"Whose recommendation {number} is", max_length=200),
        "text": text_field(f"Exact words of recommendation {number}", rows=3, max_length=5000),
        "acceptance": forms.ChoiceField(
            label=f"Acceptance of recommendation {number}", choices=ACCEPTANCES, required=False
        ),
    }
