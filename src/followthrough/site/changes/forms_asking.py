"""The forms with which a change is asked for: one a kind, on what they share."""

from typing import Any

from django import forms

from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when import When, read_due, read_when
from followthrough.site.changes.agreed_values import value_now, words_of_value
from followthrough.site.changes.effects import effects_of
from followthrough.site.changes.ends import refuse_ring
from followthrough.site.changes.errors import CannotApplyError
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import cause_names
from followthrough.site.register.document.rows import plain
from followthrough.site.register.editing.forms_action import DATE_HINT, lines_of
from followthrough.site.register.facts import when_of
from followthrough.site.register.fields import line_field, text_field
from followthrough.site.register.models import Action, Plan

Kind, Origin = ChangeRequest.Kind, ChangeRequest.Origin
DRAFTED_FROM = (Origin.HAND, Origin.RETURN, Origin.QUESTION, Origin.REQUEST)


class AskingForm(forms.Form):
    """What every request says: why, what it touches, and for whom. A kind adds what is asked.

    What the program finds that the change touches is shown before it is asked, to be confirmed.
    """

    kind: ChangeRequest.Kind
    origin = forms.ChoiceField(
        choices=[(each.value, each.label) for each in DRAFTED_FROM], widget=forms.HiddenInput, required=False
    )
    from_words = forms.CharField(widget=forms.HiddenInput, required=False)
    from_request = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, action: Action | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.action = plan, action
        self.found: list[dict[str, Any]] = []
        self.start()
        self.fields["cause"] = forms.ChoiceField(
            label="Why it changes",
            choices=[("", "Choose a cause"), *((name, name) for name in cause_names(plan))],
            error_messages={"required": "Choose why it changes."},
        )
        self.fields["reason"] = text_field(
            "Reason in words", required="Say why in a sentence or two.", rows=3, max_length=4000
        )
        self.fields["measure_holds"] = forms.ChoiceField(
            label="Does the measure of success still hold?",
            choices=[("yes", "Yes, what will have been achieved is the same"), ("no", "No, it changes too")],
            widget=forms.RadioSelect,
            initial="yes",
            error_messages={"required": "Say whether the measure of success still holds."},
        )
        if self.kind == Kind.NEW:  # there is no measure yet that could hold
            self.fields["measure_holds"].widget = forms.HiddenInput()
        self.fields["effect"] = text_field(
            "What else it touches",
            rows=2,
            max_length=4000,
            help_text="Other actions, critical milestones, money, people. Leave it empty where nothing is.",
        )
        self.fields["on_behalf_of"] = line_field(
            "On whose behalf you ask", max_length=200, help_text="Leave it empty where you ask for yourself."
        )

    def start(self) -> None:
        """Add the boxes of the kind."""

    def clean(self) -> dict[str, Any]:
        """Find what the change touches, and have it confirmed."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.found = [effect for change in self.changes for effect in effects_of(change)]
        if self.found:
            self.fields["confirmed"] = forms.BooleanField(
                label="I have looked at what this touches, and ask all the same", required=False
            )
            if not self.data.get("confirmed"):
                self.add_error("confirmed", "Look at what this touches, then confirm that you ask for it.")
        return cleaned

    @property
    def changes(self) -> list[ChangeRequest]:
        """What is asked, as unsaved rows."""
        raise NotImplementedError

    def row(self, field: str, old: Any, new: Any, old_words: str, new_words: str) -> ChangeRequest:
        """An unsaved request with what every kind says."""
        cleaned = self.cleaned_data
        return ChangeRequest(
            plan=self.plan,
            action=self.action,
            kind=self.kind,
            field=field,
            old=old,
            new=new,
            old_words=old_words,
            new_words=new_words,
            reason=cleaned["reason"],
            measure_holds=cleaned["measure_holds"] == "yes",
            effect=cleaned["effect"],
            on_behalf_of=cleaned["on_behalf_of"],
            origin=cleaned.get("origin") or Origin.HAND,
            from_words=cleaned.get("from_words") or "",
            from_request=self.plan.change_requests.filter(number=cleaned.get("from_request") or 0).first(),
        )

    def row_of_field(self, field: str, new: Any) -> ChangeRequest:
        """The same for one field of the action, with its value now."""
        action = self.agreed_action
        old = value_now(action, field)
        return self.row(
            field, old, new, words_of_value(action, field, old), words_of_value(action, field, new)
        )

    @property
    def agreed_action(self) -> Action:
        """The action that the request is about; a kind that is about none doesn't ask."""
        if self.action is None:
            raise CannotApplyError("Choose the action that is to change.")
        return self.action


class DateForm(AskingForm):
    kind = Kind.DATE
    due = line_field("New due date", width="govuk-input--width-20", max_length=200, help_text=DATE_HINT)
    start_date = line_field(
        "New start date",
        width="govuk-input--width-20",
        max_length=200,
        help_text="Leave empty what stays as it is.",
    )

    def clean_due(self) -> When | None:
        return _read(self.cleaned_data["due"], read_due(self.cleaned_data["due"], start=None))

    def clean_start_date(self) -> When | None:
        return _read(self.cleaned_data["start_date"], read_when(self.cleaned_data["start_date"]))

    def clean(self) -> dict[str, Any]:
        due, start = self.cleaned_data.get("due"), self.cleaned_data.get("start_date")
        if not self.errors and not due and not start:
            self.add_error("due", "Enter the date that is to be agreed.")
        if not self.errors:
            self._refuse_end_before_start(due, start)
        return super().clean()

    def _refuse_end_before_start(self, due: When | None, start: When | None) -> None:
        action = self.agreed_action
        begins, ends = start or when_of(action.start), due or when_of(action.due)
        if begins and ends and begins.earliest and ends.latest and ends.latest < begins.earliest:
            self.add_error(
                "due" if due else "start_date",
                f"“{ends.text}” ends before the start, “{begins.text}”. Ask for a later end or start.",
            )
        if due and action.due and action.due["text"] == due.text:
            self.add_error("due", f"“{due.text}” is what is agreed now.")

    @property
    def changes(self) -> list[ChangeRequest]:
        asked = {"due": self.cleaned_data["due"], "start": self.cleaned_data["start_date"]}
        return [self.row_of_field(field, plain(when)) for field, when in asked.items() if when]


class WordingForm(AskingForm):
    kind = Kind.WORDING
    title = text_field("New wording", required="Enter the new wording.", max_length=5000)

    def start(self) -> None:
        self.initial.setdefault("title", self.agreed_action.title)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if title.split() == self.agreed_action.title.split():
            raise forms.ValidationError("This is the wording that is agreed now. Change it.")
        return title

    @property
    def changes(self) -> list[ChangeRequest]:
        return [self.row_of_field("title", self.cleaned_data["title"])]


class OwnersForm(AskingForm):
    kind = Kind.OWNER
    owners = text_field(
        "Who is to be accountable", required="Say who is to be accountable.", rows=2,
        help_text="A post, or a name. One on each line.",
    )  # fmt: skip

    @property
    def changes(self) -> list[ChangeRequest]:
        """The accountable owners are replaced, each new one in the role that the first had; the rest stay."""
        action = self.agreed_action
        owners = list(action.ownerships.order_by("position"))
        role = next((each.role for each in owners if each.part == "accountable"), "Accountable")
        new = [{"role": role, "name": name} for name in lines_of(self.cleaned_data["owners"])]
        rest = [{"role": each.role, "name": each.name} for each in owners if each.part != "accountable"]
        return [self.row_of_field("owners", [*new, *rest])]


class MeasuresForm(AskingForm):
    kind = Kind.MEASURE
    measures = text_field(
        "Measures of success", required="Enter at least one measure.", rows=5, help_text="One on each line."
    )

    def start(self) -> None:
        self.initial.setdefault("measures", "\n".join(self.agreed_action.measures))

    @property
    def changes(self) -> list[ChangeRequest]:
        return [self.row_of_field("measure", lines_of(self.cleaned_data["measures"]))]


class NewForm(AskingForm):
    kind = Kind.NEW
    title = text_field("What is promised", required="Say what is promised.", max_length=5000)
    due = line_field("Due", width="govuk-input--width-20", max_length=200, help_text=DATE_HINT)
    owner = line_field("Who is accountable", max_length=200)
    measures = text_field("Measures of success", rows=2, help_text="One on each line.")

    def clean_due(self) -> str:
        _read(self.cleaned_data["due"], read_when(self.cleaned_data["due"]))
        due: str = self.cleaned_data["due"]
        return due

    @property
    def changes(self) -> list[ChangeRequest]:
        cleaned = self.cleaned_data
        new = {
            "title": cleaned["title"],
            "due": cleaned["due"],
            "owner": cleaned["owner"],
            "measures": lines_of(cleaned["measures"]),
            "under": self.action.number if self.action else None,
        }
        request = self.row("action", None, new, "", f"New: {cleaned['title']}")
        request.action = None  # there is none until it is approved
        return [request]


class EndForm(AskingForm):
    """A request about a whole action that needs nothing but its reason."""

    words = ""

    def new(self) -> dict[str, Any]:
        """What the kind needs beyond its status."""
        return {}

    @property
    def changes(self) -> list[ChangeRequest]:
        action = self.agreed_action
        request = self.row("action", {"status": action.status}, self.new(), action.title, self.in_words())
        request.other = self.cleaned_data.get("other")
        return [request]

    def in_words(self) -> str:
        return self.words


class HoldForm(EndForm):
    kind, words = Kind.HOLD, "On hold"
    until = line_field("Until when", width="govuk-input--width-20", max_length=200, help_text=DATE_HINT)

    def in_words(self) -> str:
        until = self.cleaned_data["until"]
        return f"On hold until {until}" if until else self.words

    def new(self) -> dict[str, Any]:
        return {"until": self.cleaned_data["until"]}


class ResumeForm(EndForm):
    kind, words = Kind.RESUME, "Resumed"


class WithdrawForm(EndForm):
    kind, words = Kind.WITHDRAW, "Withdrawn"


class ReopenForm(EndForm):
    kind, words = Kind.REOPEN, "Open again"


class AssuranceForm(EndForm):
    kind, words = Kind.ASSURANCE, "An assurance action"
    rhythm = line_field(
        "How often it is checked", required="Say how often, such as quarterly.", max_length=100,
        help_text="Such as: quarterly; June each year; every 6 months.",
    )  # fmt: skip

    def clean_rhythm(self) -> When:
        when = read_when(self.cleaned_data["rhythm"])
        if when.recurrence is None:
            raise forms.ValidationError(f"We can’t read “{when.text}” as a rhythm. Write it as “quarterly”.")
        return when

    def new(self) -> dict[str, Any]:
        return {"due": plain(self.cleaned_data["rhythm"])}

    def in_words(self) -> str:
        return f"{self.words}, checked {self.cleaned_data['rhythm'].text}"


class OtherForm(EndForm):
    """A request that names the action that this one goes into or repeats."""

    other = line_field(
        "The other action’s ref", required="Enter the ref of the other action.", width="govuk-input--width-10"
    )

    def clean_other(self) -> Action:
        ref = self.cleaned_data["other"]
        found = self.plan.actions.filter(ref=ref, archived_at=None).order_by("position").first()
        if found is None:
            raise forms.ValidationError(f"This plan has no action with the ref “{ref}”.")
        try:
            refuse_ring(self.agreed_action, found)
        except CannotApplyError as ring:
            raise forms.ValidationError(str(ring)) from ring
        return found

    def in_words(self) -> str:
        return f"{self.words} {self.cleaned_data['other'].ref}"


class IncorporateForm(OtherForm):
    kind, words = Kind.INCORPORATE, "Part of"


class DuplicateForm(OtherForm):
    kind, words = Kind.DUPLICATE, "Duplicate of"


class MergeForm(OtherForm):
    kind, words = Kind.MERGE, "Merged into"
    title = text_field(
        "New wording of the other action", rows=3, max_length=5000, help_text="Leave it empty where it stays."
    )

    def new(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"]}


class SplitForm(EndForm):
    kind, words = Kind.SPLIT, "Split"
    titles = text_field(
        "The actions that take its place", required="Enter each new action on a line of its own.", rows=5,
        help_text="One on each line. Each gets the dates, the owners and the place of this one.",
    )  # fmt: skip

    def clean_titles(self) -> list[str]:
        titles = lines_of(self.cleaned_data["titles"])
        if len(titles) < 2:
            raise forms.ValidationError("Enter two actions or more, each on a line of its own.")
        return titles

    def new(self) -> dict[str, Any]:
        return {"titles": self.cleaned_data["titles"]}

    def in_words(self) -> str:
        return "Split into: " + "; ".join(self.cleaned_data["titles"])


def is_finished(action: Action) -> bool:
    return action.status is not None and Status(action.status) in FINISHED


def _read(words: str, when: When) -> When | None:
    if words and when.kind == "other":
        raise forms.ValidationError(f"We can’t read “{words}” as a date. {DATE_HINT}")
    return when if words else None
