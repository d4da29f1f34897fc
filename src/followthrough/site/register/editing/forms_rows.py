"""The forms with rows of boxes about an action: its measures of success, its links."""

from typing import Any

from django import forms

from followthrough.site.register.editing.agreed_fields import FIELDS, LINK_WORDS
from followthrough.site.register.editing.forms_action import PartForm
from followthrough.site.register.editing.rows_of_boxes import RowsOfBoxes
from followthrough.site.register.fields import line_field, text_field


class MeasuresForm(PartForm):
    """Measures of success with the figure at the start, the one aimed at, and the last one known."""

    def start(self) -> None:
        super().start()
        latest = FIELDS["latest"].read(self.action) if self.action else []
        known = [
            {"measure": words, "baseline": baseline, "target": target, "latest": figure}
            for (words, baseline, target), figure in zip(self.value_of("measures", []), latest, strict=True)
        ]
        self.rows = RowsOfBoxes(self, _boxes_of_measure, known, telling="measure")

    @property
    def changes(self) -> dict[str, Any]:
        rows = self.rows.entered
        measures = [(row["measure"], row["baseline"], row["target"]) for row in rows]
        entered = {**super().changes, "measures": measures}
        latest = [row["latest"] for row in rows]
        # Where no measure has or had a figure, more or fewer measures change none.
        if any(latest) or (self.action and any(FIELDS["latest"].read(self.action))):
            entered["latest"] = latest
        return entered


def _boxes_of_measure(number: int) -> dict[str, forms.Field]:
    return {
        "measure": text_field(f"Measure {number}", rows=2, max_length=2000),
        "baseline": _figure(f"Baseline of measure {number}"),
        "target": _figure(f"Target of measure {number}"),
        "latest": _figure(f"Latest figure of measure {number}"),
    }


def _figure(label: str) -> forms.Field:
    field: forms.Field = line_field(label, width="govuk-input--width-10", max_length=200)
    return field


class LinksForm(PartForm):
    """The other actions that this one names, and in what way."""

    def start(self) -> None:
        super().start()
        links = self.value_of("links", [])
        known = [{"link": link, "to": to, "words": words} for link, to, words in links]
        self.rows = RowsOfBoxes(self, _boxes_of_link, known, telling="to")

    def clean(self) -> dict[str, Any]:
        known = set(self.plan.actions.values_list("ref", flat=True))
        for number, names in enumerate(self.rows.names, start=1):
            ref = self.cleaned_data.get(names["to"], "")
            if ref and ref not in known and ref != self.initial.get(names["to"]):
                self.add_error(names["to"], f"Link {number}: no action of this plan has the ref “{ref}”.")
            if ref and self.action and ref == self.action.ref:
                self.add_error(names["to"], f"Link {number}: an action can't point at itself.")
        return self.cleaned_data

    @property
    def changes(self) -> dict[str, Any]:
        links = [(row["link"], row["to"], row["words"]) for row in self.rows.entered]
        return {**super().changes, "links": links}


def _boxes_of_link(number: int) -> dict[str, forms.Field]:
    return {
        "link": forms.ChoiceField(
            label=f"Link {number}", choices=list(LINK_WORDS.items()), initial="depends_on"
        ),
        "to": line_field(f"Ref of link {number}", width="govuk-input--width-10", max_length=60),
        "words": line_field(f"Words of link {number}", max_length=500),
    }
