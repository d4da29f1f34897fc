"""The pages on what is stored of a person, for themself and for an administrator whom they ask, and on how
long it is stored."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.site import clock
from followthrough.site.access.confirming import confirmed_before_sending
from followthrough.site.people.models import Membership, User
from followthrough.site.people.permissions import MemberRequest, Permission, membership_of, requires
from followthrough.site.people.queries import people_of
from followthrough.site.personal_data.clearing import Months, change_rule, clear, rule_of
from followthrough.site.personal_data.forms import ClearingRuleForm
from followthrough.site.personal_data.stored import as_zip, record_given


@require_safe
@login_required
def show_my_data(request: HttpRequest) -> HttpResponse:
    """What is stored of whoever looks, and how they get it."""
    return render(request, "personal_data/my_data.html")


@require_POST
@login_required
@confirmed_before_sending
def download_my_data(request: HttpRequest) -> HttpResponse:
    membership = membership_of(request)
    if membership is None:
        raise PermissionDenied("Your account belongs to no organisation. Ask an administrator to add you.")
    return _given(membership, by=membership.user)


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def show_person_data(request: MemberRequest, membership_id: int) -> HttpResponse:
    """How an administrator gives a person what is stored of them, and how one is erased."""
    person = _person_or_404(request, membership_id)
    context = {"person": person, "is_elsewhere": _is_elsewhere(person)}
    return render(request, "personal_data/person_data.html", context)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@confirmed_before_sending
def download_person_data(request: MemberRequest, membership_id: int) -> HttpResponse:
    person = _person_or_404(request, membership_id)
    if _is_elsewhere(person):
        raise PermissionDenied(
            "This account belongs to another organisation too. Its person can download their data themself."
        )
    return _given(person, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@confirmed_before_sending
def change_clearing(request: MemberRequest) -> HttpResponse:
    """Says what is cleared by itself, after a look at what would go at once; it can't be undone."""
    organisation, at = request.organisation, clock.now()
    rule = rule_of(organisation)
    sent = request.POST if request.method == "POST" else None
    if sent and "stop" in sent:
        change_rule(organisation, None, by=request.user, at=at)
        messages.success(request, "Nothing is cleared by itself any more.")
        return redirect("clearing")
    shown = rule or Months()
    initial = {"letters": shown.letters, "imported": shown.files, "accounts": shown.accounts}
    form = ClearingRuleForm(sent, initial=initial)
    context: dict[str, object] = {"form": form, "rule": rule}
    if form.is_valid():
        months: Months = form.cleaned_data["months"]
        # What was looked at is what is saved: numbers that were changed since are shown first.
        if request.POST.get("seen") == months.in_words:
            change_rule(organisation, months, by=request.user, at=at)
            messages.success(request, f"Saved. Cleared each day: {months.in_words}.")
            return redirect("people")
        context |= {"months": months, "found": clear(organisation, months, by=None, at=at, write=False)}
    return render(request, "personal_data/clearing.html", context)


def _person_or_404(request: MemberRequest, membership_id: int) -> Membership:
    return get_object_or_404(people_of(request.organisation), pk=membership_id)


def _is_elsewhere(person: Membership) -> bool:
    """Whether the account has done something that is another organisation's business."""
    return person.user.memberships.exclude(organisation=person.organisation).exists()


def _given(membership: Membership, *, by: User) -> HttpResponse:
    at, user = clock.now(), membership.user
    with transaction.atomic():
        record_given(user=user, organisation=membership.organisation, by=by, at=at)
        content = as_zip(user, at=at)
    file = HttpResponse(content, content_type="application/zip")
    file["Content-Disposition"] = f'attachment; filename="personal-data-{slugify(user.name) or user.pk}.zip"'
    file["Cache-Control"] = "no-store"
    return file
