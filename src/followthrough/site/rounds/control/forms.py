"""The forms with which the programme office sets, moves and reopens rounds. Days may be in any words."""

from datetime import date
from typing import Any

from django import forms

from followthrough.plan.when import read_when
from followthrough.rules.calendars import (
    DEFAULT_PACE,
    Days,
    Pace,
    before_meetings,
    monthly,
    periods_between,
    quarterly,
)
from followthrough.site.register.fields import box_errors
from followthrough.site.rounds.models import Round

MOST_ROUNDS = 60
MOST_DAYS = 60


def _short_box() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "govuk-input--width-20"})


class DayField(forms.CharField):
    """One day, as people write it; `value` is a date."""

    def __init__(self, *, help_text: str = "For example 2 December 2022", **options: Any) -> None:
        required = {"required": "Give the day."}
        super().__init__(widget=_short_box(), help_text=help_text, error_messages=required, **options)

    def to_python(self, value: Any) -> Any:
        return None if not value else day_in(str(value))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%-d %B %Y}" if isinstance(value, date) else value


class MonthField(forms.CharField):
    """A month, as people write it; `value` is a period, YYYY-MM."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=_short_box(), error_messages={"required": "Give the month."}, **options)

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        read = read_when(str(value))
        first, last = read.earliest, read.latest
        if first is None or last is None or (first.year, first.month) != (last.year, last.month):
            raise forms.ValidationError(f"“{value}” is not a month. Write it like November 2022.")
        return f"{first:%Y-%m}"


def day_in(text: str) -> date:
    """The one day that the words mean. Raises ValidationError with a sentence where they mean another."""
    read = read_when(text)
    if read.latest is None or read.earliest != read.latest:
        raise forms.ValidationError(f"“{text}” is not a day. Write it like 2 December 2022.")
    return read.latest


def working_days(label: str, initial: int, least: int = 0, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=least,
        max_value=MOST_DAYS,
        help_text=hint,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": "Give a number of days.", "invalid": "Give a whole number of days."},
    )


class PaceForm(forms.Form):
    """How long each round of a calendar takes."""

    open_for = working_days("Open for how many working days before it is due?", DEFAULT_PACE.open_for, 1)
    grace = working_days(
        "For how many working days after that are late returns accepted?",
        DEFAULT_PACE.grace,
        hint="Returns are still accepted in these days, and reminders go to the director leads.",
    )
    early = working_days(
        "How many working days earlier are actions below others due?",
        DEFAULT_PACE.early,
        hint="So that whoever answers for the action above can sum them up. 0: all on the same day.",
    )

    @property
    def pace(self) -> Pace:
        known = {name: self.cleaned_data[name] for name in Pace._fields if name in self.cleaned_data}
        return Pace(**known)


class MonthsForm(PaceForm):
    """A round for each month, or for each quarter, from one month to another."""

    first = MonthField(label="First month", help_text="For example November 2022")
    last = MonthField(label="Last month", help_text="For example March 2023")
    due_after = working_days(
        "Due how many working days after the end of its month?", DEFAULT_PACE.due_after, 1
    )
    field_order = ("first", "last", "due_after")
    make = staticmethod(monthly)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "The last month is before the first. Change one of them.")
        elif first and last and len(list(periods_between(first, last))) > MOST_ROUNDS:
            self.add_error("last", f"That is more than {MOST_ROUNDS} months. Make fewer at a time.")
        return self.cleaned_data

    @property
    def days(self) -> list[Days]:
        """The days of each round. Of a form that is valid."""
        return type(self).make(self.cleaned_data["first"], self.cleaned_data["last"], self.pace)


class QuartersForm(MonthsForm):
    make = staticmethod(quarterly)


class MeetingsForm(PaceForm):
    """A round before each meeting."""

    meetings = forms.CharField(
        label="Days of the meetings, one a line",
        help_text="For example 14 December 2022",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Give the day of at least one meeting."},
    )
    days_before = working_days("Due how many working days before the meeting?", 5, 1)
    field_order = ("meetings", "days_before")

    def clean_meetings(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data["meetings"].splitlines() if line.strip()]
        if len(lines) > MOST_ROUNDS:
            raise forms.ValidationError(f"These are more than {MOST_ROUNDS} days. Make fewer at a time.")
        return [day_in(line) for line in lines]

    @property
    def days(self) -> list[Days]:
        """The days of each round. Of a form that is valid."""
        return before_meetings(self.cleaned_data["meetings"], self.cleaned_data["days_before"], self.pace)


FROM_CALENDAR = "forum"
RHYTHMS: dict[str, tuple[str, type[MonthsForm] | type[MeetingsForm]]] = {
    "monthly": ("Every month", MonthsForm),
    "quarterly": ("Every quarter of the financial year", QuartersForm),
    "meetings": ("Before each meeting of a committee or board", MeetingsForm),
}
FORUM_RHYTHM = "For each meeting of a committee or board in the calendar"


class RhythmForm(forms.Form):
    """How often a plan has a round."""

    rhythm = forms.ChoiceField(
        label="How often is this plan reported on?",
        choices=[*((name, label) for name, (label, _) in RHYTHMS.items()), (FROM_CALENDAR, FORUM_RHYTHM)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often."},
    )


class DaysForm(forms.Form):
    """The days of one round."""

    opens_on = DayField(label="Opens")
    early_due_on = DayField(
        label="Due early, for actions below others",
        required=False,
        help_text="Leave it empty where all are due on the same day.",
    )
    due_on = DayField(label="Due")
    grace_ends_on = DayField(
        label="Last day for late returns", help_text="The last day on which a return is expected."
    )

    def __init__(self, asked: Any = None, *, round_: Round) -> None:
        super().__init__(asked, initial={name: getattr(round_, name) for name in self.base_fields})
        self._period = round_.period

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        self._in_order("opens_on", "due_on", "It can't be due before it opens.")
        self._in_order(
            "due_on", "grace_ends_on", "The last day for late returns can't be before the round is due."
        )
        if given.get("early_due_on"):
            self._in_order("opens_on", "early_due_on", "It can't be due before it opens.")
            self._in_order("early_due_on", "due_on", "This is after the early day. Change one of them.")
        return given

    def _in_order(self, first: str, then: str, words: str) -> None:
        one, other = self.cleaned_data.get(first), self.cleaned_data.get(then)
        if one and other and other < one:
            self.add_error(then, words)

    @property
    def days(self) -> Days:
        """The days, of a form that is valid."""
        return Days(period=self._period, **self.cleaned_data)


class ForumForm(forms.Form):
    """Which committee a round is taken to, and on which day."""

    forum = forms.CharField(
        label="Which committee or board does it go to?",
        required=False,
        max_length=200,
        error_messages=box_errors(max_length=200),
        help_text="For example Audit and Standards Committee. It stands on the round’s page and its paper.",
    )
    forum_on = DayField(
        label="On which day does it meet?", help_text="For example 14 December 2022", required=False
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("forum_on") and not self.cleaned_data.get("forum"):
            self.add_error("forum", "Say which committee or board meets on that day.")
        return self.cleaned_data


class SignOffForm(forms.Form):
    """Who answers for what is published."""

    signed_off_by = forms.CharField(
        label="Who signed it off?",
        required=False,
        max_length=200,
        error_messages=box_errors(max_length=200),
        help_text="For example Chief Executive. It stands on the round’s page and its paper.",
    )


class ReasonForm(forms.Form):
    """Why a round is reopened."""

    reason = forms.CharField(
        label="Why is it reopened?",
        help_text="It stands in the history, where everybody who may read it can see it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages=box_errors(required="Say why it is reopened.", max_length=2000),
    )
