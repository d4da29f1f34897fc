"""The forms of evidence and closure."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings

from followthrough.site.evidence.closing import Decision
from followthrough.site.evidence.file_kinds import ALLOWED
from followthrough.site.evidence.models import WHOLE_ACTION, Closure, Evidence, Verdict
from followthrough.site.evidence.offering import LONGEST_NAME, Offer
from followthrough.site.evidence.queries import ClosureFacts, Item, measures_of
from followthrough.site.evidence.verifying import Judgement
from followthrough.site.people.models import Organisation
from followthrough.site.register.fields import DayField, exempt_field, line_field, text_field
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.queries import plans_of
from followthrough.site.settings import MEGABYTE

_FORM = Evidence.Form
_WHOLE = "The action as a whole"
# What each form of evidence asks for, besides what all of them do.
_BOXES = {
    _FORM.FILE: ["file"],
    _FORM.LINK: ["link"],
    _FORM.MINUTE: ["forum", "on", "reference"],
    _FORM.FIGURE: ["figure", "on"],
    _FORM.NOTE: [],
}
_KIND_OF = {_FORM.MINUTE: Evidence.Kind.DECISION, _FORM.FIGURE: Evidence.Kind.FIGURES}
_DAY_OF = {_FORM.MINUTE: "Day of the meeting", _FORM.FIGURE: "Day of the figure"}


def _keep_until_field() -> DayField:
    return DayField(
        label="Keep it until (optional)",
        required=False,
        help_text="By your body’s retention schedule. After that day it is listed to be deleted.",
    )


class OfferForm(forms.Form):
    """One piece of evidence in one form, for a measure or for the action as a whole."""

    file = forms.FileField(
        label="File",
        max_length=LONGEST_NAME,
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty. Choose the file that holds the evidence.",
            "max_length": "The file's name has more than 255 letters. Give it a shorter one and try again.",
        },
    )
    link = forms.URLField(
        label="Link",
        assume_scheme="https",
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
        error_messages={
            "required": "Enter the link.",
            "invalid": "Enter a link that begins with https://.",
            "max_length": "Use 2,000 letters or fewer.",
        },
        help_text="Such as https://www.example.org/report.pdf. It is not opened or copied.",
    )
    forum = line_field("Meeting", required="Say which meeting.", max_length=200)
    figure = line_field(
        "Figure", required="Enter the figure.", max_length=200, help_text="Such as 48 of 48 crews, or 96%."
    )
    on = DayField(label="Day")
    reference = line_field("Minute reference", max_length=200, width="govuk-input--width-10")
    words = text_field("What it shows", required="Say what it shows.", rows=3)
    kind = forms.ChoiceField(label="Kind of evidence", choices=Evidence.Kind.choices)
    keep_until = _keep_until_field()
    exempt_because = exempt_field()

    def __init__(self, *args: Any, action: Action, form: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = _FORM(form)
        for box in {"file", "link", "forum", "on", "reference", "figure"} - set(_BOXES[self.form]):
            del self.fields[box]
        self.fields["kind"].initial = _KIND_OF.get(self.form)
        if "on" in self.fields:
            self.fields["on"].label = _DAY_OF[self.form]
        if "file" in self.fields:
            limit = settings.EVIDENCE_LIMIT // MEGABYTE
            self.fields["file"].help_text = f"{ALLOWED}, up to {limit} MB."
        if self.form == _FORM.NOTE:
            self.fields["words"].label = "Note"
        measures = [measure for measure in measures_of(action) if measure]
        if measures:
            places = [(str(place), measure) for place, measure in enumerate(measures, start=1)]
            self.fields["measure"] = forms.ChoiceField(
                label="What is it evidence of?",
                choices=[*places, ("whole", _WHOLE)],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose what it is evidence of."},
            )
            self.order_fields(["measure"])
        self.measures = {str(place): measure for place, measure in enumerate(measures, start=1)}

    @property
    def offer(self) -> Offer:
        """What was offered, without the file."""
        given: dict[str, Any] = dict(self.cleaned_data)
        given.pop("file", None)
        measure = self.measures.get(given.pop("measure", ""), WHOLE_ACTION)
        return Offer(form=self.form, measure=measure, is_exempt=bool(given["exempt_because"]), **given)


class MeasureForm(forms.Form):
    """Of which measure of success a piece is evidence."""

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"] = forms.ChoiceField(
            label="What is it evidence of?",
            choices=[(measure, measure) for measure in measures_of(action) if measure],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose what it is evidence of."},
        )


class KeepingForm(forms.Form):
    """Until when a piece of evidence is kept, and whether it may be published."""

    keep_until = _keep_until_field()
    exempt_because = exempt_field()


class NeededForm(forms.Form):
    """What evidence each measure will need."""

    def __init__(self, *args: Any, facts: ClosureFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = {f"needed_{place}": item for place, item in enumerate(facts.items, start=1)}
        for name, item in self.boxes.items():
            self.fields[name] = text_field(item.name, rows=2, initial=item.needed)

    @property
    def needed(self) -> dict[str, str]:
        """By measure what it needs, empty for nothing."""
        return {item.measure: self.cleaned_data[name] for name, item in self.boxes.items()}


class FinishedForm(forms.Form):
    """On which day an action was finished."""

    actual_on = DayField(label="On which day was it finished?", help_text="Such as 14 November 2022.")
    words = text_field("What was done (optional)", rows=4)


class VerifyForm(forms.Form):
    """What a verifier says of each measure that has evidence; one without a choice waits for later."""

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = {str(place): item for place, item in enumerate(items, start=1)}
        for place, item in self.boxes.items():
            self.fields[f"outcome_{place}"] = forms.ChoiceField(
                label=f"Does the evidence show it: {item.name}",
                choices=[
                    (Verdict.Outcome.ACCEPTED.value, "Accept: the evidence shows it"),
                    (Verdict.Outcome.MORE.value, "Ask for more: it shows a part"),
                    (Verdict.Outcome.REFUSED.value, "Refuse: it does not show it"),
                ],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"words_{place}"] = text_field(
                "What is missing, or what you looked at", rows=2, help_text="Needed unless you accept."
            )
            self.fields[f"seen_{place}"] = forms.IntegerField(initial=item.seen, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for place in self.boxes:
            outcome, words = given.get(f"outcome_{place}"), given.get(f"words_{place}", "")
            if outcome and outcome != Verdict.Outcome.ACCEPTED and not words.strip():
                self.add_error(f"words_{place}", "Say what is missing, so that the owner can bring it.")
        if not any(given.get(f"outcome_{place}") for place in self.boxes) and self.boxes and not self.errors:
            first = next(iter(self.boxes))
            self.add_error(f"outcome_{first}", "Choose what you say of one of them, or come back later.")
        return given

    @property
    def rows(self) -> list[tuple[Item, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each measure with its choice, its words and what was seen."""
        return [
            (item, self[f"outcome_{place}"], self[f"words_{place}"], self[f"seen_{place}"])
            for place, item in self.boxes.items()
        ]

    @property
    def judgements(self) -> list[Judgement]:
        given = self.cleaned_data
        return [
            Judgement(item.measure, outcome, given[f"words_{place}"], given[f"seen_{place}"])
            for place, item in self.boxes.items()
            if (outcome := given[f"outcome_{place}"])
        ]


class MeetingForm(forms.Form):
    """Which forum decided, when and where it is written, what came of it, and when to look again."""

    forum = line_field(
        "Which committee or board decided?", required="Say which forum decided.", max_length=200
    )
    on = DayField(label="Day of the meeting")
    minute = line_field("Minute reference (optional)", max_length=200, width="govuk-input--width-10")
    achieved = forms.ChoiceField(
        label="Was what the action was for achieved?",
        choices=Closure.Achieved.choices,
        widget=forms.RadioSelect,
        help_text="Not whether the work was done, but whether it did what it was meant to do.",
        error_messages={"required": "Choose whether what the action was for was achieved."},
    )
    achieved_words = text_field("What was achieved, or was not (needed for “In part” and “No”)", rows=2)
    embedding_months = forms.IntegerField(
        label="Check in how many months that it still works? (optional)",
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        help_text="An embedding check then comes due by itself. Leave it empty for none.",
        error_messages={
            "invalid": "Enter a whole number of months, from 1 to 60.",
            "min_value": "Enter a whole number of months, from 1 to 60.",
            "max_value": "Enter a whole number of months, from 1 to 60.",
        },
    )

    def decision(self, **more: Any) -> Decision:
        given = self.cleaned_data
        asked = ("forum", "on", "minute", "achieved", "achieved_words", "embedding_months")
        return Decision(**{name: given[name] for name in asked}, **more)


class CloseForm(MeetingForm):
    """How an action ends."""

    end = forms.ChoiceField(
        label="How does it end?",
        choices=[
            (Closure.End.CLOSED.value, "Closed: each measure was shown by evidence that a verifier accepted"),
            (Closure.End.SUPERSEDED.value, "Superseded: another action takes its place"),
            (Closure.End.DUPLICATE.value, "Duplicate: another action says the same"),
            (Closure.End.NOT_ADOPTED.value, "Not adopted: it was decided not to do it"),
            (Closure.End.RISK_ACCEPTED.value, "Risk accepted: somebody accepts what not doing it risks"),
            (Closure.End.NO_LONGER_WARRANTED.value, "No longer warranted: its reason has gone"),
            (Closure.End.CARRIED_FORWARD.value, "Carried forward to another plan"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ends."},
    )
    words = text_field("Why (needed unless it is closed)", rows=3)
    accepted_by = line_field("Who accepts the risk (where the risk is accepted)", max_length=200)
    takes_its_place = line_field(
        "Ref of the action that takes its place (where it is superseded or a duplicate)",
        max_length=200,
        width="govuk-input--width-10",
    )
    to_plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Plan that it is carried forward to", required=False, empty_label="None"
    )

    def __init__(self, *args: Any, action: Action, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.fields["achieved"].required = False  # what ends in another way says why
        others = plans_of(organisation).exclude(pk=action.plan_id)
        cast("forms.ModelChoiceField[Plan]", self.fields["to_plan"]).queryset = others
        meeting, other_ends = ["forum", "on", "minute"], ["accepted_by", "takes_its_place", "to_plan"]
        self.order_fields(["end", *meeting, "words", *other_ends, "achieved", "achieved_words"])

    def clean_takes_its_place(self) -> Action | None:
        ref = self.cleaned_data["takes_its_place"].strip()
        if not ref:
            return None
        found = self.action.plan.actions.filter(ref=ref, archived_at=None).exclude(pk=self.action.pk)[:2]
        if len(found) != 1:
            number = "No other action" if not found else "More than one action"
            raise forms.ValidationError(f"{number} of this plan has the ref {ref}.")
        return found[0]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("end") == Closure.End.CLOSED and not given.get("achieved", "no answer"):
            self.add_error("achieved", self.fields["achieved"].error_messages["required"])
        return given

    @property
    def decided(self) -> Decision:
        given = self.cleaned_data
        return self.decision(
            end=given["end"],
            words=given["words"],
            accepted_by=given["accepted_by"],
            to_action=given["takes_its_place"],
            to_plan=given["to_plan"],
        )


class CloseSeveralForm(MeetingForm):
    """What a meeting closed, several actions at once; `minute` is that of all of them."""

    def __init__(self, *args: Any, ready: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ready = {str(action.number): action for action in ready}
        self.fields["numbers"] = forms.MultipleChoiceField(
            label="Which did it close?",
            choices=[(number, str(action)) for number, action in self.ready.items()],
            initial=list(self.ready),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one action."},
        )
        self.fields[
            "achieved"
        ].help_text = "One answer for all of them. Close an action by itself where its answer is another."
        self.order_fields(["numbers"])

    @property
    def chosen(self) -> list[Action]:
        return [self.ready[number] for number in self.cleaned_data["numbers"]]


class WhyForm(forms.Form):
    """Why something is undone."""

    reason = text_field("Reason", required="Say why.", rows=3, help_text="The history keeps it.")


class EmbeddingForm(forms.Form):
    """Whether what was closed still works."""

    embedded = forms.ChoiceField(
        label="Does it still work in daily use?",
        choices=[("yes", "Yes, it is embedded"), ("no", "No, or not everywhere")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    words = text_field("What you saw", required="Say what you saw.", rows=4)
