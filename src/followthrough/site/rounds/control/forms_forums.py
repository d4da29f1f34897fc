"""The forms of the calendar of forums, and of the rounds that are made from it."""

import re
from datetime import date
from typing import Any, cast

from django import forms

from followthrough.outputs.report.kinds import KINDS
from followthrough.rules.calendars import Days as RoundDays
from followthrough.rules.calendars import before_meetings, working_days_from
from followthrough.site.people.models import Organisation
from followthrough.site.register.fields import box_errors
from followthrough.site.rounds.control.forms import MOST_ROUNDS, DayField, PaceForm, day_in, working_days
from followthrough.site.rounds.control.forum_calendar import Days
from followthrough.site.rounds.forums import Forum, Meeting

# What parts the day of a meeting from that of its papers: a tab of a spreadsheet, or the word.
_PAPERS = re.compile(r"\t+|[,;:(]*\s*\bpapers?\b(?:\s+(?:due|by|on))*:?\s*", re.IGNORECASE)


class ForumOfCalendarForm(forms.Form):
    """A forum with all its meetings, a line each."""

    name = forms.CharField(
        label="What is it called?",
        max_length=200,
        help_text="For example Audit and Standards Committee",
        error_messages=box_errors(required="Give the name of the committee or board.", max_length=200),
    )
    signed_off_by = forms.CharField(
        label="Who signs a round off before it goes there?",
        required=False,
        max_length=200,
        error_messages=box_errors(max_length=200),
        help_text="For example Chief Executive",
    )
    papers = forms.MultipleChoiceField(
        label="Which papers go there?",
        required=False,
        choices=[(kind.name, kind.called) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    working_days = working_days("Papers are due how many working days before a meeting?", 8)
    meetings = forms.CharField(
        label="When does it meet? A line for each meeting",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="For example 14 December 2026. Where its papers are due on another day: "
        "14 December 2026, papers 2 December 2026. Two columns of a spreadsheet can be pasted.",
    )

    def __init__(self, asked: Any = None, *, organisation: Organisation, forum: Forum) -> None:
        known = {name: getattr(forum, name) for name in ("name", "signed_off_by", "papers")}
        if forum.pk:
            known |= {"working_days": forum.working_days, "meetings": _as_lines(forum)}
        super().__init__(asked, initial=known)
        self._organisation, self._forum = organisation, forum

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        same = Forum.objects.filter(organisation=self._organisation, name__iexact=name)
        if same.exclude(pk=self._forum.pk).exists():
            raise forms.ValidationError(f"“{name}” is in the calendar already. Change that one.")
        return name

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        lines = [line.strip() for line in given.get("meetings", "").splitlines() if line.strip()]
        if len(lines) > MOST_ROUNDS:
            self.add_error("meetings", f"These are more than {MOST_ROUNDS} meetings. Give fewer at a time.")
        elif "working_days" in given:
            self._read(lines, given["working_days"])
        return given

    def _read(self, lines: list[str], before: int) -> None:
        found: dict[date, Days] = {}
        for line in lines:
            try:
                days = _days_in(line, before)
            except forms.ValidationError as error:
                self.add_error("meetings", error)
                continue
            if days.on in found:
                self.add_error("meetings", f"{days.on:%-d %B %Y} stands there twice. Take one out.")
            elif days.papers_due_on > days.on:
                self.add_error("meetings", f"“{line}”: papers can’t be due after the meeting.")
            found[days.on] = days
        self.cleaned_data["meetings"] = [found[day] for day in sorted(found)]

    def fill(self, forum: Forum) -> Forum:
        """The forum as the form says, not saved. Of a form that is valid."""
        for name in ("name", "signed_off_by", "papers", "working_days"):
            setattr(forum, name, self.cleaned_data[name])
        return forum


def _days_in(line: str, before: int) -> Days:
    """The days of a line. Raises ValidationError with a sentence."""
    meets, *papers = [part.strip(" ()") for part in _PAPERS.split(line, maxsplit=1)]
    on = day_in(meets)
    given = papers[0] if papers else ""
    return Days(on, day_in(given) if given else working_days_from(on, -before))


def _as_lines(forum: Forum) -> str:
    """The meetings as they are written in the form."""
    return "\n".join(
        f"{each.on:%-d %B %Y}"
        if each.papers_due_on == working_days_from(each.on, -forum.working_days)
        else f"{each.on:%-d %B %Y}, papers {each.papers_due_on:%-d %B %Y}"
        for each in forum.meetings.all()
    )


class ForumRoundsForm(PaceForm):
    """A round for each meeting of a forum that is in the calendar."""

    first = DayField(label="Meetings from which day on?", help_text="For example 1 December 2026")
    days_before = working_days("Returns are due how many working days before the papers?", 5, 1)
    field_order = ("forum", "first", "days_before")

    def __init__(self, asked: Any = None, *, organisation: Organisation, today: date) -> None:
        super().__init__(asked, initial={"first": today})
        self.forums = Forum.objects.filter(organisation=organisation, meetings__isnull=False).distinct()
        self.fields["forum"] = forms.ModelChoiceField(
            self.forums,
            label="Which committee or board?",
            empty_label=None,
            error_messages={
                "required": "Choose a committee or board.",
                "invalid_choice": "Choose one again.",
            },
        )
        self.order_fields(self.field_order)

    @property
    def meetings(self) -> dict[str, Meeting]:
        """The meeting of each period: the earlier, where two would have rounds of one."""
        return {period: meeting for period, (_, meeting) in self._rounds().items()}

    @property
    def days(self) -> list[RoundDays]:
        """The days of each round. Of a form that is valid."""
        return [days for days, _ in self._rounds().values()]

    def _rounds(self) -> dict[str, tuple[RoundDays, Meeting]]:
        given = self.cleaned_data
        forum = cast(Forum, given["forum"])
        rounds: dict[str, tuple[RoundDays, Meeting]] = {}
        for meeting in forum.meetings.filter(on__gte=given["first"]).select_related("forum"):
            (days,) = before_meetings([meeting.papers_due_on], given["days_before"], self.pace)
            rounds.setdefault(days.period, (days, meeting))
        return rounds
