"""The pages of notes on the record."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.record_notes import operations
from followthrough.site.register.fields import text_field
from followthrough.site.register.views import plan_or_404

NOTES_A_PAGE = 50


class NoteForm(forms.Form):
    text = text_field(
        "Your note",
        required="Write the note.",
        rows=6,
        max_length=4000,
        help_text="Everybody who works on the plan reads it, with your name and role. It can’t be changed or "
        "taken back: another note puts it right.",
    )


@require_safe
@requires(Permission.READ_WORK)
def show_notes(request: MemberRequest, slug: str) -> HttpResponse:
    """All notes on a plan and its actions, the newest first."""
    plan = plan_or_404(request, slug)
    found = plan.record_notes.select_related("by", "action")
    page = Paginator(found, NOTES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "record_notes/notes.html", {"plan": plan, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_NOTES)
@sent_once
def write_note(request: MemberRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Write a note beside an action, or without its number beside the plan."""
    plan = plan_or_404(request, slug)
    action = get_object_or_404(plan.actions, number=number) if number is not None else None
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        role = request.membership.description.name
        operations.write_note(
            plan, action=action, text=form.cleaned_data["text"], role=role, by=request.user, at=clock.now()
        )
        messages.success(request, "The note is on the record.")
        return redirect("action", plan.slug, action.number) if action else redirect("notes", plan.slug)
    return render(request, "record_notes/write_note.html", {"plan": plan, "action": action, "form": form})
