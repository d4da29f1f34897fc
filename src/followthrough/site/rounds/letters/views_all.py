"""All letters of an organisation, narrowed by person, kind, state and round."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.site.notices.models import Notice, NoticeCover
from followthrough.site.notices.queries import letters_of
from followthrough.site.notices.secret_links import INVITATION, NEW_PASSWORD
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.rounds.letters.reminders import NUDGE, REMINDER, about
from followthrough.site.rounds.letters.sent_back import SENT_BACK
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.queries import rounds_of_organisation

LETTERS_A_PAGE = 50
KINDS = {
    REMINDER: "Reminder of the daily run",
    NUDGE: "Reminder that somebody sent",
    SENT_BACK: "Return sent back",
    INVITATION: "Invitation",
    NEW_PASSWORD: "New password",
}


class LettersFilter(forms.Form):
    """Which letters to show; what is not understood narrows nothing."""

    person = forms.ModelChoiceField(User.objects.none(), label="To", required=False, empty_label="Everybody")
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All kinds"), *KINDS.items()])
    state = forms.ChoiceField(
        label="What became of it", required=False, choices=[("", "Anything"), *Notice.State.choices]
    )
    round = forms.ModelChoiceField(
        Round.objects.none(), label="Round", required=False, empty_label="All rounds"
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = organisation.notices.order_by().values("to")
        people, rounds = User.objects.filter(pk__in=written), rounds_of_organisation(organisation)
        self.fields["person"].queryset = people.order_by("name")  # type: ignore[attr-defined]
        self.fields["round"].queryset = rounds.filter(imported=False)  # type: ignore[attr-defined]
        self.fields["round"].label_from_instance = _round_of_plan  # type: ignore[attr-defined]

    def narrow(self, letters: QuerySet[Notice]) -> QuerySet[Notice]:
        """The letters that fit."""
        asked: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if asked.get("person"):
            letters = letters.filter(to=asked["person"])
        if asked.get("kind"):
            letters = letters.filter(kind=asked["kind"])
        if asked.get("state"):
            letters = letters.filter(state=asked["state"])
        if asked.get("round"):
            covers = NoticeCover.objects.filter(about=about(asked["round"]))
            letters = letters.filter(pk__in=covers.values("notice"))
        return letters


def _round_of_plan(round_: Round) -> str:
    return f"{round_}, {round_.plan}"


@require_safe
@requires(Permission.RUN_ROUNDS)
def show_letters(request: MemberRequest) -> HttpResponse:
    letters = letters_of(request.organisation)
    form = LettersFilter(request.GET, organisation=request.organisation)
    shown = form.narrow(letters)
    context = {
        "form": form,
        "page": Paginator(shown, LETTERS_A_PAGE).get_page(request.GET.get("page")),
        "total": letters.count(),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "notices/letters.html", context)
