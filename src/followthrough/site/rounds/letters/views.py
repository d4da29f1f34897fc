"""The letters of a round: when they go out, what went out, pausing them, and a nudge with its preview."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.notices.models import Notice
from followthrough.site.notices.queries import letters_about, pause_of
from followthrough.site.numbers_sent import number_sent
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.fields import box_errors
from followthrough.site.rounds.letters.page import RoundLetters, steps_of
from followthrough.site.rounds.letters.reminders import (
    about,
    nudge,
    nudge_letters,
    pause_reminders,
    resume_reminders,
)
from followthrough.site.rounds.round_pages import render_round, round_or_404

LETTERS_A_PAGE = 50


class NoteForm(forms.Form):
    """What the office adds to a letter."""

    note = forms.CharField(
        label="A note of your own (optional)",
        help_text="It stands first in each of these letters, with your name.",
        required=False,
        max_length=1000,
        error_messages=box_errors(max_length=1000),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@requires(Permission.RUN_ROUNDS)
def show_round_letters(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    round_ = round_or_404(request, slug, period)
    context = {
        "letters": RoundLetters(round_, day=clock.today()),
        "steps": steps_of(round_),
        "pause": pause_of(about(round_)),
        "page": Paginator(letters_about(about(round_)), LETTERS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render_round(request, round_, "rounds/round_letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_ROUNDS)
def nudge_owners(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """The letters to those chosen, or to all, as they would go out; then, on asking, they go out."""
    round_ = round_or_404(request, slug, period)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = {key for key in map(number_sent, asked.getlist("to")) if key is not None}
    users = None if asked.get("all") and request.method != "POST" else chosen
    if users is not None and not users:
        messages.error(request, "Choose who to write to.")
        return redirect("round_letters", slug, period)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        written = nudge(round_, by=request.user, at=clock.now(), users=users, note=form.cleaned_data["note"])
        messages.success(request, _what_was_done(written))
        return redirect("round_letters", slug, period)
    letters = nudge_letters(round_, day=clock.today(), users=users)
    previews = [(each, each.text(request.organisation)) for each in letters]
    context = {"form": form, "previews": previews, "mail_is_set_up": settings.MAIL_IS_SET_UP}
    return render_round(request, round_, "rounds/nudge_owners.html", context)


def _what_was_done(written: list[Notice]) -> str:
    if not written:
        return "Nobody was left to write to today."
    if written[0].state == Notice.State.HELD:
        return f"{counted(len(written), 'letter')} written and not sent: no mail server is set up."
    return f"{counted(len(written), 'letter')} written. They go out now."


@require_POST
@requires(Permission.RUN_ROUNDS)
def pause_letters(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    round_ = round_or_404(request, slug, period)
    pause_reminders(round_, by=request.user, at=clock.now())
    messages.success(request, "Reminders of this round are paused.")
    return redirect("round_letters", slug, period)


@require_POST
@requires(Permission.RUN_ROUNDS)
def resume_letters(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    round_ = round_or_404(request, slug, period)
    resume_reminders(round_, by=request.user, at=clock.now())
    messages.success(request, "Reminders of this round go out again, from the next daily run on.")
    return redirect("round_letters", slug, period)
