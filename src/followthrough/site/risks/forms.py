"""The forms of risks: what is said of one, its scores, its end, the organisation's matrix."""

from collections.abc import Sequence
from typing import Any

from django import forms

from followthrough.plan.risk import SIZES, RiskScale
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.register.fields import DayField, exempt_field, line_field, text_field
from followthrough.site.register.models import Action, Plan
from followthrough.site.risks.matrix import Criterion, Matrix
from followthrough.site.risks.models import PlanRisk
from followthrough.site.risks.operations import FACTS, Scoring

MOST_CRITERIA = 6
LONGEST = 5000
_NO_SCORE = ("", "Not scored")


class RiskForm(forms.Form):
    """What is said of a risk of a plan, its owner, its review date, and the actions that reduce it."""

    title = line_field("Risk", required="Say what the risk is.", max_length=300)
    cause = text_field("Cause", rows=2, help_text="Because of …", max_length=LONGEST)
    event = text_field("Event", rows=2, help_text="… this may happen …", max_length=LONGEST)
    effect = text_field("Effect", rows=2, help_text="… which would mean …", max_length=LONGEST)
    controls = text_field("Controls", rows=3, help_text="What is in place against it.", max_length=LONGEST)
    owner: Any = forms.ModelChoiceField(queryset=None, required=False, empty_label="Nobody yet")
    review_on = DayField(label="Review date", required=False)
    refs = text_field(
        "Actions that reduce it", rows=2, help_text="The refs of actions of this plan, parted by commas."
    )
    exempt_because = exempt_field()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, risk: PlanRisk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = plan.organisation.posts.order_by("name")
        if risk:
            self.initial.update({name: getattr(risk, name) for name in FACTS}, version=risk.version)
            self.initial["review_on"] = day_in_words(risk.review_on) if risk.review_on else ""
            known = risk.actions.order_by("position")
            self.initial["refs"] = ", ".join(action.ref or f"#{action.number}" for action in known)

    def clean_refs(self) -> list[Action]:
        names = [" ".join(name.split()) for name in self.cleaned_data["refs"].replace("\n", ",").split(",")]
        by_name: dict[str, Action] = {}
        for action in self.plan.actions.filter(archived_at=None).order_by("-position"):
            by_name[f"#{action.number}"] = action
            if action.ref:
                by_name[action.ref.casefold()] = action
        named = [name for name in names if name]
        if unknown := [name for name in named if name.casefold() not in by_name]:
            raise forms.ValidationError(f"No action of this plan has the ref “{unknown[0]}”.")
        return list({by_name[name.casefold()].pk: by_name[name.casefold()] for name in named}.values())

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


def _impact_of(criterion: Criterion) -> str:
    return f"{criterion.name.lower()} impact"


class ScoreForm(forms.Form):
    """Scores of a risk: by each kind of impact, and likelihood, for each of `parts` (name, words, wanted)."""

    def __init__(
        self,
        *args: Any,
        matrix: Matrix,
        parts: Sequence[tuple[str, str, bool]],
        has_review: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matrix, self.parts = matrix, parts
        for part, words, _ in parts:
            for place, criterion in enumerate(matrix.criteria):
                label = f"{words}: {_impact_of(criterion)}"
                self.fields[f"{part}_{place}"] = self._choice(label, criterion.words)
            self.fields[f"{part}_likelihood"] = self._choice(f"{words}: likelihood", matrix.likelihood)
        if has_review:
            self.fields["review_on"] = DayField(label="Look at it again by", required=False)
        self.fields["note"] = text_field("Why these scores", rows=3, max_length=LONGEST)

    @property
    def table(self) -> list[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """The boxes of scores as rows: each kind of impact, then likelihood, with a box for each part."""
        named = [(str(place), _impact_of(each)) for place, each in enumerate(self.matrix.criteria)]
        return [
            (label.capitalize(), [(words, self[f"{part}_{name}"]) for part, words, _ in self.parts])
            for name, label in [*named, ("likelihood", "likelihood")]
        ]

    @property
    def other_boxes(self) -> list[forms.BoundField]:
        """What stands below the scores."""
        return [self[name] for name in ("review_on", "note") if name in self.fields]

    def _choice(self, label: str, words: Sequence[str]) -> forms.ChoiceField:
        said = [*words, *[""] * self.matrix.scale.size]
        scores = [
            (str(n), f"{n} – {said[n - 1]}" if said[n - 1] else str(n)) for n in self.matrix.scale.scores
        ]
        return forms.ChoiceField(label=label, choices=[_NO_SCORE, *scores], required=False)

    def clean(self) -> dict[str, Any]:
        for part, words, is_wanted in self.parts:
            impact, likelihood = self._impact(part), self.cleaned_data.get(f"{part}_likelihood")
            if (is_wanted or likelihood) and not impact:
                self.add_error(f"{part}_0", f"{words}: score at least one kind of impact.")
            if (is_wanted or impact) and not likelihood:
                self.add_error(f"{part}_likelihood", f"{words}: score how likely it is.")
        return self.cleaned_data

    def _impact(self, part: str) -> dict[str, int]:
        sent = {
            criterion.name: self.cleaned_data.get(f"{part}_{place}")
            for place, criterion in enumerate(self.matrix.criteria)
        }
        return {name: int(score) for name, score in sent.items() if score}

    def scoring(self, part: str) -> Scoring | None:
        """What was given for a part; None where it was left out."""
        likelihood = self.cleaned_data.get(f"{part}_likelihood")
        return Scoring(self._impact(part), int(likelihood)) if likelihood else None

    def show(self, part: str, stored: dict[str, Any] | None) -> None:
        """Begin with the scores given last."""
        if stored:
            for place, criterion in enumerate(self.matrix.criteria):
                self.initial[f"{part}_{place}"] = str(stored["impact"].get(criterion.name, ""))
            self.initial[f"{part}_likelihood"] = str(stored["likelihood"])


class CloseForm(forms.Form):
    reason = text_field(
        "Reason", required="Say why.", rows=3, max_length=2000, help_text="The history keeps it."
    )


def _threshold(label: str, **kwargs: Any) -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "govuk-input--width-4"})
    return forms.IntegerField(label=label, min_value=2, widget=box, **kwargs)


class MatrixForm(forms.Form):
    """The organisation's matrix: scores, thresholds, kinds of impact with the words of each score."""

    size = forms.TypedChoiceField(
        label="Scores of impact and of likelihood",
        choices=[(str(size), f"1 to {size}") for size in SIZES],
        coerce=int,
    )
    medium = _threshold("Medium from")
    high = _threshold("High from")
    very_high = _threshold("Very high from", required=False, help_text="Empty: there is no such rating.")
    likelihood = text_field(
        "Likelihood", rows=4, help_text="What each score means, one on each line, from 1 up."
    )

    def __init__(self, *args: Any, matrix: Matrix, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scale = matrix.scale
        self.initial.update(size=str(scale.size), medium=scale.medium, high=scale.high)
        self.initial.update(very_high=scale.very_high, likelihood="\n".join(matrix.likelihood))
        self.places = range(min(MOST_CRITERIA, len(matrix.criteria) + 1))
        for place in self.places:
            known = matrix.criteria[place] if place < len(matrix.criteria) else Criterion("", ())
            number = place + 1
            self.fields[f"name_{place}"] = line_field(
                f"Kind of impact {number}", width="govuk-input--width-20", max_length=60
            )
            self.fields[f"words_{place}"] = text_field(
                f"What each score of kind {number} means", rows=4, help_text="One on each line, from 1 up."
            )
            self.initial[f"name_{place}"] = known.name
            self.initial[f"words_{place}"] = "\n".join(known.words)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        wanted = ("size", "medium", "high")
        if all(cleaned.get(name) is not None for name in wanted) and "very_high" in cleaned:
            try:
                self.scale = RiskScale(
                    cleaned["medium"], cleaned["high"], cleaned["very_high"], cleaned["size"]
                )
            except ValueError as error:
                self.add_error("medium", str(error))
        names = [name.casefold() for name, _ in self._criteria()]
        if len(set(names)) < len(names):
            self.add_error("name_0", "Give each kind of impact a name of its own.")
        return cleaned

    def _criteria(self) -> list[tuple[str, str]]:
        sent = [
            (self.cleaned_data.get(f"name_{place}", ""), self.cleaned_data.get(f"words_{place}", ""))
            for place in self.places
        ]
        return [(name, words) for name, words in sent if name]

    @property
    def asked(self) -> dict[str, Any]:
        size = self.scale.size
        return {
            "scale": self.scale,
            "criteria": [Criterion(name, _lines(words, size)) for name, words in self._criteria()],
            "likelihood": _lines(self.cleaned_data["likelihood"], size),
        }


def _lines(text: str, most: int) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())[:most]
