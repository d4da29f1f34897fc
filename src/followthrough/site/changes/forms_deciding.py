"""The forms of decisions: the meeting once, and a decision for each request."""

from datetime import date
from typing import Any

from django import forms

from followthrough.plan.when import read_due, read_when
from followthrough.site.changes.deciding import Decision, Meeting
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import authority_of
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.forms_action import DATE_HINT
from followthrough.site.register.fields import DayField, line_field, text_field
from followthrough.site.register.models import Plan

State = ChangeRequest.State
APPROVED, CHANGED, REFUSED, DEFERRED, NOT_NOW = "approved", "changed", "refused", "deferred", ""
# The fields of which something else than was asked can be agreed in words.
CAN_BE_CHANGED = {"due", "start", "title"}


class MeetingForm(forms.Form):
    """Who decided, on which day, and where the minute is."""

    forum = line_field(
        "Who decided", required="Say who decided: a board, a committee, an officer.", max_length=200
    )
    on = DayField(label="On which day", help_text="Such as 1 November 2022.")
    minute = line_field("Minute reference", max_length=200)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("forum", authority_of(plan).name)

    @property
    def meeting(self) -> Meeting:
        cleaned = self.cleaned_data
        return Meeting(cleaned["forum"], cleaned["on"], cleaned["minute"])


class DecisionForm(forms.Form):
    """What was decided of one request. In an agenda it may be left open; `prefix` tells the rows apart."""

    def __init__(self, data: Any = None, *, change: ChangeRequest, may_wait: bool = False) -> None:
        super().__init__(data, prefix=f"cr{change.number}")
        self.change, self.may_wait = change, may_wait
        choices = [(APPROVED, "Approved")]
        if change.field in CAN_BE_CHANGED:
            choices.append((CHANGED, "Approved with changes"))
        choices += [(REFUSED, "Refused"), (DEFERRED, "Deferred")]
        if may_wait:
            choices = [(NOT_NOW, "No decision"), *choices]
        self.fields["decision"] = forms.ChoiceField(
            label="Decision",
            choices=choices,
            required=not may_wait,
            # A row of an agenda takes little room.
            widget=forms.Select if may_wait else forms.RadioSelect,
            initial=NOT_NOW if may_wait else None,
            error_messages={"required": "Choose what was decided."},
        )
        if change.field in CAN_BE_CHANGED:
            is_date = change.field != "title"
            self.fields["agreed"] = line_field(
                "Approved as", max_length=5000, width="govuk-input--width-20" if is_date else "",
                help_text=f"Where it was approved with changes. {DATE_HINT if is_date else ''}".strip(),
            )  # fmt: skip
        self.fields["until"] = DayField(
            label="Deferred until",
            required=False,
            help_text="Where it was deferred. Such as 1 November 2022.",
        )
        self.fields["words"] = text_field(
            "What was decided, in words",
            rows=2,
            max_length=4000,
            help_text="Conditions, or why it was refused.",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("decision")
        if chosen == CHANGED and not cleaned.get("agreed"):
            self.add_error("agreed", "Say what was approved instead.")
        elif chosen == CHANGED and not self._can_be_read(cleaned["agreed"]):
            self.add_error("agreed", f"We can’t read “{cleaned['agreed']}” as a date. {DATE_HINT}")
        if chosen == REFUSED and not cleaned.get("words"):
            self.add_error("words", "Say why it was refused. Who asked is told.")
        return cleaned

    @property
    def decision(self) -> Decision | None:
        """What was decided; None where the row was left open."""
        cleaned = self.cleaned_data
        chosen, words = cleaned["decision"], cleaned["words"]
        if chosen == NOT_NOW:
            return None
        if chosen == CHANGED:
            agreed = cleaned["agreed"]
            return Decision(State.APPROVED, words, self._value(agreed), agreed)
        until: date | None = cleaned["until"]
        return Decision(State(chosen), words, until=until)

    def _can_be_read(self, words: str) -> bool:
        return self.change.field == "title" or read_when(words).kind != "other"

    def _value(self, words: str) -> Any:
        if self.change.field == "title":
            return words
        return plain(read_due(words, start=None) if self.change.field == "due" else read_when(words))
