"""Posts without anybody: who is to hold them, what would be sent, and who has not signed in yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.intake.grid import UnreadableFileError
from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.people.inviting import letters_can_go, send_invitation
from followthrough.site.people.models import Membership
from followthrough.site.people.operations import make_password_link
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.signing_in import days_a_link_works
from followthrough.site.register.models import Plan
from followthrough.site.register.views import plan_or_404
from followthrough.site.rounds.invitations.forms import ListForm, rows_as_text, rows_from_text
from followthrough.site.rounds.invitations.operations import invite
from followthrough.site.rounds.invitations.queries import invitations_of, posts_now, who_may_be_invited
from followthrough.site.rounds.invitations.understanding import Understood, understand
from followthrough.site.rounds.invitations.vacant import vacant_posts
from followthrough.site.spreadsheets.models import SentSpreadsheet
from followthrough.site.spreadsheets.queue import TooManyWaitingError
from followthrough.site.spreadsheets.reading import send_spreadsheet_to_be_read
from followthrough.site.spreadsheets.views import spreadsheet_or_404, wait_for


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE_PEOPLE)
def show_vacant_posts(request: MemberRequest) -> HttpResponse:
    """The posts that have no one to ask, with a box for each; sent, what it comes to is shown first."""
    plan = _plan_asked_for(request)
    vacant = vacant_posts(request.organisation, day=clock.today(), plan=plan)
    is_sent = request.method == "POST"
    form = ListForm(request.POST if is_sent else None, request.FILES if is_sent else None, vacant=vacant)
    if form.is_valid():
        if not form.cleaned_data["file"]:
            return _preview(request, understand(form.cleaned_data["rows"], request.organisation))
        if sent := _receive(request, form):
            address = reverse("read_list_of_posts", args=[sent.pk])
            return redirect(f"{address}?plan={plan.slug}" if plan else address)
    return _vacant_page(request, form, plan)


@require_safe
@requires(Permission.INVITE_PEOPLE)
def read_list_of_posts(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """What a list of posts comes to once it is read; before that, how far the reading is."""
    sent = spreadsheet_or_404(request, spreadsheet_id, SentSpreadsheet.Kind.ROWS)
    if sent.is_pending:
        return wait_for(request, sent, back=reverse("vacant_posts"))
    plan = _plan_asked_for(request)
    vacant = vacant_posts(request.organisation, day=clock.today(), plan=plan)
    form = ListForm(sent.beside, vacant=vacant, sent=sent)
    if form.is_valid():
        return _preview(request, understand(form.cleaned_data["rows"], request.organisation))
    return _vacant_page(request, form, plan)


def _plan_asked_for(request: MemberRequest) -> Plan | None:
    slug = request.GET.get("plan", "")
    return plan_or_404(request, slug) if slug else None


def _receive(request: MemberRequest, form: ListForm) -> SentSpreadsheet | None:
    """The spreadsheet of a form, waiting to be read; None where the form says why it was not accepted."""
    file = form.cleaned_data["file"]
    try:
        return send_spreadsheet_to_be_read(
            kind=SentSpreadsheet.Kind.ROWS,
            content=file.read(),
            name=file.name,
            beside=request.POST.dict(),
            organisation=request.organisation,
            by=request.user,
            at=clock.now(),
        )
    except (UnreadableFileError, TooManyWaitingError) as refused:
        form.add_error("file", str(refused))
        return None


def _vacant_page(request: MemberRequest, form: ListForm, plan: Plan | None) -> HttpResponse:
    context = {
        "form": form,
        "vacant": form.vacant,
        "actions": sum(each.actions for each in form.vacant),
        "of_plan": plan,
    }
    return render(request, "rounds/vacant_posts.html", context)


def _preview(request: MemberRequest, understood: Understood) -> HttpResponse:
    context = {
        "understood": understood,
        "people": list(understood.people.values()),
        "rows": rows_as_text(understood.rows),
        "letters_can_go": letters_can_go(),
        "days": days_a_link_works(),
    }
    return render(request, "rounds/invite_people.html", context)


@require_POST
@requires(Permission.INVITE_PEOPLE)
def invite_people(request: MemberRequest) -> HttpResponse:
    """Add, appoint and invite those whom the page has shown."""
    prefix = "name-"
    names = {
        key.removeprefix(prefix): said for key, said in request.POST.dict().items() if key.startswith(prefix)
    }
    rows = rows_from_text(request.POST.get("rows", ""), names)
    understood = understand(rows, request.organisation)
    if not understood.people:
        messages.error(request, "Nobody was invited. Give the list once more.")
        return redirect("vacant_posts")
    people = list(understood.people.values())
    invited = invite(people, organisation=request.organisation, by=request.user, at=clock.now())
    messages.success(request, _done(len(people), len(invited)))
    return redirect("invitations")


def _done(people: int, invited: int) -> str:
    """What was done, and whether anything was sent."""
    result = "1 person now holds posts." if people == 1 else f"{people} people now hold posts."
    if not invited:
        return f"{result} They have an account already, so no letter was needed."
    if letters_can_go():
        return f"{result} {counted(invited, 'invitation')} {'goes' if invited == 1 else 'go'} out now."
    return f"{result} Nothing was sent: copy the link of each and send it yourself."


@require_safe
@requires(Permission.INVITE_PEOPLE)
def show_invitations(request: MemberRequest) -> HttpResponse:
    """Who was added and has set no password yet, with the last letter to each."""
    context = {
        "invitations": invitations_of(request),
        "letters_can_go": letters_can_go(),
        "days": days_a_link_works(),
    }
    return render(request, "rounds/invitations.html", context)


@require_POST
@requires(Permission.INVITE_PEOPLE)
def invite_again(request: MemberRequest, membership_id: int) -> HttpResponse:
    """Send the invitation again; where no letter can go, show a new link, this once."""
    person: Membership = get_object_or_404(who_may_be_invited(request), pk=membership_id)
    if letters_can_go():
        posts = posts_now(person.user, day=clock.today())
        send_invitation(person, posts=posts, by=request.user, at=clock.now())
        messages.success(request, f"The invitation to {person.user} goes out again now.")
        return redirect("invitations")
    path = make_password_link(membership=person, by=request.user, at=clock.now())
    context = {"person": person, "link": request.build_absolute_uri(path)}
    response = render(request, "people/password_link.html", context)
    response["Cache-Control"] = "no-store"
    return response
