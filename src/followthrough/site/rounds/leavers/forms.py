"""The form by which somebody lets another answer for them."""

from datetime import date
from typing import Any

from django import forms

from followthrough.site.people.models import Membership, User
from followthrough.site.people.queries import people_of
from followthrough.site.people.roles import PERMISSIONS, Permission
from followthrough.site.rounds.models import Delegation

_ANSWERING = [role.value for role, may in PERMISSIONS.items() if Permission.ANSWER_RETURNS in may]

_NOT_LISTED = "Choose one of the people in the list."


class DayField(forms.DateField):
    """A day, by the browser's calendar or typed."""

    def __init__(self, label: str, *, missing: str) -> None:
        super().__init__(
            label=label,
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"],
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--width-10"}
            ),
            error_messages={"required": missing, "invalid": "Write the day like 5 December 2026."},
        )


class DelegationForm(forms.Form):
    """Who answers for whom, from when to when. The programme office chooses for whom; others, themselves."""

    from_user = forms.TypedChoiceField(
        label="Who is away",
        error_messages={"required": "Choose who is away.", "invalid_choice": _NOT_LISTED},
        coerce=int,
    )
    to_user = forms.TypedChoiceField(
        label="Who answers meanwhile",
        help_text="Only a director lead can also approve for a director lead.",
        error_messages={"required": "Choose who answers meanwhile.", "invalid_choice": _NOT_LISTED},
        coerce=int,
    )
    from_on = DayField("First day", missing="Enter the first day.")
    to_on = DayField("Last day", missing="Enter the last day.")

    def __init__(self, *, by: Membership, for_others: bool, day: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by, self.day = by, day
        self.people = {
            each.user_id: each.user
            for each in people_of(by.organisation).filter(role__in=_ANSWERING, user__is_active=True)
        }
        choices = [("", "Choose"), *((str(pk), user.name) for pk, user in self.people.items())]
        others = [choice for choice in choices if for_others or choice[0] != str(by.user_id)]
        self.fields["from_user"].choices = choices  # type: ignore[attr-defined]
        self.fields["to_user"].choices = others  # type: ignore[attr-defined]
        if not for_others:
            del self.fields["from_user"]

    @property
    def whom(self) -> tuple[User, User]:
        """Who is away, and who answers for them."""
        away = self.cleaned_data.get("from_user", self.by.user_id)
        return self.people[away], self.people[self.cleaned_data["to_user"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "The last day is before the first. Check both.")
        elif last and last < self.day:
            self.add_error("to_on", "The last day has passed.")
        if first and not self.errors:
            self._check_people(first)
        return given

    def _check_people(self, first: date) -> None:
        away, answering = self.whom
        if away == answering:
            self.add_error("to_user", "Choose somebody else than who is away.")
        elif Delegation.objects.filter(
            organisation=self.by.organisation, from_user=away, to_user=answering, from_on=first
        ).exists():
            self.add_error("from_on", f"{answering} answers from this day already. End that first.")
