"""The forms of an edition: what is drafted, what a reviewer confirms, why it goes out or comes back."""

from typing import Any

from django import forms

from followthrough.outputs.report.kinds import KINDS
from followthrough.site.editions.models import Edition
from followthrough.site.page_parts import Choice
from followthrough.site.register.fields import DayField, line_field, text_field
from followthrough.site.register.models import Plan


class ForumForm(forms.Form):
    """To which forum a paper goes, and when it meets."""

    forum = line_field("Which committee or meeting is it for?", max_length=200)
    forum_on = DayField(
        label="On which day does it meet?", required=False, help_text="For example 14 December 2022"
    )


class DraftForm(ForumForm):
    """What is drafted: the round, the kind, and whether the public may read it."""

    kind = forms.ChoiceField(
        label="Which paper is it?",
        choices=[(kind.name, Choice(kind.called, kind.purpose)) for kind in KINDS],
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(
        label="Who may read it?",
        choices=[
            (
                Edition.Audience.PUBLIC,
                "Everybody: what is exempt, evidence and names of persons are left out",
            ),
            (Edition.Audience.EXEMPT, "Those with an account who work on the plan: nothing is left out"),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "audience", "forum", "forum_on")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = forms.ModelChoiceField(
            plan.rounds.filter(imported=False), label="Which round is it about?", empty_label=None
        )
        self.fields = {"round": rounds} | self.fields

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if given and given.get("kind") == "pack" and given.get("audience") == Edition.Audience.PUBLIC:
            self.add_error("audience", "A pack for owners and directors is not for everybody.")
        return given


class ReviewForm(forms.Form):
    """The reviewer's word; a box for each commentator of whom nothing came."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if edition.no_comment_from:
            self.fields["confirmed"] = forms.MultipleChoiceField(
                label="Confirm of each that no comment was received",
                choices=[(name, name) for name in edition.no_comment_from],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )


class BecauseForm(forms.Form):
    """Why a paper is published while grave questions are open. The paper says it too."""

    because = text_field(
        "Why is it published while these questions are open?",
        required="Say why it is published while these questions are open.",
        rows=3,
        max_length=1000,
        help_text="The paper says this on its first page.",
    )


class WithdrawForm(forms.Form):
    reason = text_field(
        "Why is it withdrawn?",
        required="Say why it is withdrawn.",
        rows=3,
        max_length=1000,
        help_text="Whoever looks for the paper reads this in its place.",
    )


class PublicPageForm(forms.Form):
    """Whether everybody may read the public editions of a plan, and the words at the head of that page."""

    is_open = forms.BooleanField(label="Open the public page", required=False)
    words = text_field("What is this plan about, in a few plain sentences?", rows=4, max_length=3000)
    contact = line_field("Whom can people ask?", max_length=200, help_text="An e-mail address or a page.")
