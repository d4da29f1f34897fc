"""The pages about people: one's own account, and for an administrator everybody's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.site import clock
from followthrough.site.access.confirming import confirmed_before_sending
from followthrough.site.access.second_step import has_second_step
from followthrough.site.people.forms import AddPersonForm, ChangePersonForm
from followthrough.site.people.inviting import letters_can_go, roles_to_invite, send_invitation
from followthrough.site.people.operations import add_person as add
from followthrough.site.people.operations import change_person as change
from followthrough.site.people.operations import make_password_link
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.people.queries import people_of


@require_safe
@login_required
def show_account(request: HttpRequest) -> HttpResponse:
    return render(request, "people/account.html")


@require_safe
@requires(Permission.INVITE_PEOPLE)
def list_people(request: MemberRequest) -> HttpResponse:
    roles = roles_to_invite(permissions_of(request.membership), request.organisation)
    return render(request, "people/people.html", {"people": people_of(request.organisation), "roles": roles})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE_PEOPLE)
@confirmed_before_sending
def add_person(request: MemberRequest) -> HttpResponse:
    """Adds somebody and invites them; without a mail server the link is to be copied."""
    roles = roles_to_invite(permissions_of(request.membership), request.organisation)
    form = AddPersonForm(request.POST if request.method == "POST" else None, roles=roles)
    if form.is_valid():
        person = add(organisation=request.organisation, by=request.user, at=clock.now(), **form.cleaned_data)
        if letters_can_go():
            send_invitation(person, posts=[], by=request.user, at=clock.now())
            messages.success(request, f"{person.user} is added, and the invitation goes out now.")
        else:
            messages.success(
                request,
                f"{person.user} is added. Nothing was sent: copy a link for them, and send it yourself.",
            )
        return redirect("invitations")
    return render(request, "people/add_person.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@confirmed_before_sending
def change_person(request: MemberRequest, membership_id: int) -> HttpResponse:
    person = get_object_or_404(people_of(request.organisation), pk=membership_id)
    sent = request.POST if request.method == "POST" else None
    form = ChangePersonForm(person, by=request.user, data=sent)
    if form.is_valid():
        change(membership=person, by=request.user, at=clock.now(), **{**form.initial, **form.cleaned_data})
        messages.success(request, f"The account of {person.user} is saved.")
        return redirect("people")
    context = {"form": form, "person": person, "has_second_step": has_second_step(person.user)}
    return render(request, "people/person.html", context)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@confirmed_before_sending
def make_link(request: MemberRequest, membership_id: int) -> HttpResponse:
    """Shows a link to set a password, this once: nothing of it is stored."""
    people = people_of(request.organisation).filter(user__is_active=True)
    person = get_object_or_404(people, pk=membership_id)
    path = make_password_link(membership=person, by=request.user, at=clock.now())
    context = {"person": person, "link": request.build_absolute_uri(path)}
    response = render(request, "people/password_link.html", context)
    response["Cache-Control"] = "no-store"
    return response
