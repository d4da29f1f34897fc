"""The forms about who holds a post."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from followthrough.site.people.models import Membership, User
from followthrough.site.register.fields import DayField
from followthrough.site.register.models import Post, PostHolder
from followthrough.site.register.posts.queries import people_who_may_hold


class AppointForm(forms.Form):
    """Who holds a post from which day on."""

    person = forms.ChoiceField(
        label="Who holds this post?",
        error_messages={"required": "Choose who holds it.", "invalid_choice": "Choose somebody on the list."},
    )
    from_on = DayField(label="From", help_text="The first day, such as 1 November 2022. It may have passed.")

    def __init__(self, *args: Any, post: Post, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post = post
        self.people = people_who_may_hold(post.organisation)
        offered = [(str(person.user_id), _offer(person, may)) for person, may in self.people]
        self.fields["person"].choices = [("", "Choose"), *offered]  # type: ignore[attr-defined]
        self.initial["from_on"] = f"{day:%-d %B %Y}"

    def clean(self) -> dict[str, Any]:
        person, from_on = self.cleaned_data.get("person"), self.cleaned_data.get("from_on")
        if person and from_on:
            still = Q(to_on=None) | Q(to_on__gte=from_on)
            holding = self.post.holders.filter(still, user=person).first()
            if holding is not None and holding.from_on != from_on:
                until = f" until {holding.to_on:%-d %B %Y}" if holding.to_on else ""
                self.add_error(
                    "person", f"They hold this post already, from {holding.from_on:%-d %B %Y}{until}."
                )
        return self.cleaned_data

    @property
    def user(self) -> User:
        """Whom was chosen."""
        chosen = self.cleaned_data["person"]
        return next(person.user for person, _ in self.people if str(person.user_id) == chosen)


def _offer(person: Membership, may_answer: bool) -> str:
    cannot = "" if may_answer else ", who can't send returns"
    return f"{person.user.name} ({person.description.name}{cannot})"


class EndHoldingForm(forms.Form):
    """The last day on which somebody holds a post."""

    to_on = DayField(label="Last day", help_text="Such as 30 November 2022. It may be still to come.")

    def __init__(self, *args: Any, holder: PostHolder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holder = holder

    def clean_to_on(self) -> date:
        to_on: date = self.cleaned_data["to_on"]
        if to_on < self.holder.from_on:
            raise forms.ValidationError(
                f"They hold it from {self.holder.from_on:%-d %B %Y}. Enter that day or a later one."
            )
        return to_on
