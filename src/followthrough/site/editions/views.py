"""The pages of papers: their editions, a draft with what stands in its way, and what is done with it."""

from collections.abc import Callable
from time import sleep
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.outputs.report.kinds import BY_NAME
from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.editions import operations
from followthrough.site.editions.files import FORMAT_NAMES, FileNotAsPublishedError, bytes_of
from followthrough.site.editions.forms import (
    BecauseForm,
    DraftForm,
    ForumForm,
    PublicPageForm,
    ReviewForm,
    WithdrawForm,
)
from followthrough.site.editions.making import is_silent
from followthrough.site.editions.models import PENDING, Edition, PublicPage
from followthrough.site.editions.operations import RefusedEditionError
from followthrough.site.editions.queries import editions_of, in_force
from followthrough.site.people.permissions import (
    MemberRequest,
    Permission,
    permissions_of,
    requires,
    sees_work,
)
from followthrough.site.register.document.downloads import MEDIA_TYPES
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import plans_of, plans_shown_to_members
from followthrough.site.rounds.forums import forum_called
from followthrough.site.rounds.models import Round

READS_AND_WRITES = ["GET", "HEAD", "POST"]
ROWS_A_PAGE = 50
# A short paper is made in about a second: so long its reader waits for the page, and sees no other between.
LOOKS, SECONDS_BETWEEN_LOOKS = 15, 0.1


@require_safe
@requires(Permission.READ_PLANS)
def show_papers(request: MemberRequest, slug: str) -> HttpResponse:
    """The papers of a plan: for those who work on it drafts too, for members what was published."""
    plan = _plan_or_404(request, slug)
    found = _editions_for(request, plan)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    public_page = PublicPage.objects.filter(plan=plan).first()
    return render(request, "editions/papers.html", {"plan": plan, "page": page, "public_page": public_page})


@require_http_methods(READS_AND_WRITES)
@requires(Permission.RUN_ROUNDS)
def draft_paper(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose the round, the kind and the readers of a paper; it is made in the background."""
    plan = _plan_or_404(request, slug)
    own = plan.rounds.filter(imported=False)
    round_ = own.filter(period=request.GET.get("period", "")).first()
    round_ = round_ or own.filter(state=Round.State.PUBLISHED).first() or own.first()
    known: dict[str, Any] = {
        "kind": request.GET.get("kind", "cabinet"),
        "audience": request.GET.get("audience", Edition.Audience.PUBLIC),
    }
    forum = forum_called(request.organisation, round_.forum) if round_ else None
    if forum and forum.papers and "kind" not in request.GET:
        known["kind"] = forum.papers[0]
    if round_:
        known |= {"round": round_.pk, "forum": round_.forum, "forum_on": _in_words(round_.forum_on)}
    papers = [BY_NAME[name].called for name in (forum.papers if forum else []) if name in BY_NAME]
    form = DraftForm(request.POST if request.method == "POST" else None, plan=plan, initial=known)
    if form.is_valid():
        asked = form.cleaned_data
        edition = operations.draft_edition(asked.pop("round"), **asked, by=request.user, at=clock.now())
        return _once_made(edition)
    return render(
        request,
        "editions/draft_paper.html",
        {"plan": plan, "form": form, "has_rounds": own.exists(), "forum": forum, "papers": papers},
    )


@require_safe
@requires(Permission.READ_PLANS)
def show_paper(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """One edition: what it is, what stands in its way, its files; while a job is at it, how far that is."""
    edition = _edition_or_404(request, slug, number)
    if edition.is_pending:
        return render(request, "editions/progress.html", _progress(edition))
    newer = in_force(Edition.objects.filter(round=edition.round_id, kind=edition.kind)).filter(
        audience=edition.audience
    )
    context = {
        "plan": edition.plan,
        "edition": edition,
        "withdrawal": getattr(edition, "withdrawal", None),
        "newer": newer.first() if edition.is_published and edition.is_superseded else None,  # type: ignore[attr-defined]
        "files": [(file, FORMAT_NAMES[file.form]) for file in edition.files.all()],
        "own_draft": edition.by_id == request.user.pk,
        **_checks_of(edition),
    }
    return render(request, "editions/paper.html", context)


@require_safe
@requires(Permission.READ_WORK)
def show_progress(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """How far a job is, for the page that follows it; without content once there is more to see."""
    edition = _edition_or_404(request, slug, number)
    if not edition.is_pending:
        return HttpResponse(status=204)
    return render(request, "editions/_progress.html", _progress(edition))


@require_safe
@requires(Permission.READ_PLANS)
def download_paper(request: MemberRequest, slug: str, number: int, form: str) -> HttpResponse:
    """A file of an edition, byte for byte as it was written; what was withdrawn only for those who work."""
    edition = _edition_or_404(request, slug, number)
    if hasattr(edition, "withdrawal") and not sees_work(request):
        raise Http404
    file = get_object_or_404(edition.files, form=form)
    try:
        content = bytes_of(file)
    except FileNotAsPublishedError:
        return render(
            request, "editions/no_file.html", {"plan": edition.plan, "edition": edition}, status=410
        )
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{edition.file_name}.{form}"'
    note(Kind.REPORT_DOWNLOADED, user=request.user, request=request, words=f"{edition.file_name}.{form}")
    return answer


@require_http_methods(READS_AND_WRITES)
@requires(Permission.RUN_ROUNDS)
def make_paper_again(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Make a draft anew, for this forum and day."""
    edition = _edition_or_404(request, slug, number)
    known = {"forum": edition.forum, "forum_on": _in_words(edition.forum_on)}
    form = ForumForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        asked = form.cleaned_data
        return _done(
            request, edition, lambda: operations.make_again(edition, **asked, by=request.user, at=clock.now())
        )
    return _step(request, edition, "make_again", form)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.REVIEW_PAPERS)
def review_paper(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Say that a draft, which somebody else made, can be published."""
    edition = _edition_or_404(request, slug, number)
    form = ReviewForm(request.POST if request.method == "POST" else None, edition=edition)
    if request.method == "POST" and form.is_valid():
        confirmed = form.cleaned_data.get("confirmed", [])
        return _done(
            request,
            edition,
            lambda: operations.review_edition(edition, confirmed=confirmed, by=request.user, at=clock.now()),
            "The paper is reviewed.",
        )
    return _step(request, edition, "review", form)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.RUN_ROUNDS)
def publish_paper(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Ask first, then have the edition published in the background."""
    edition = _edition_or_404(request, slug, number)
    wanted = BecauseForm if edition.checks else forms.Form
    form = wanted(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data.get("because", "")
        return _done(
            request,
            edition,
            lambda: operations.publish_edition(edition, because=because, by=request.user, at=clock.now()),
        )
    return _step(request, edition, "publish", form)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.RUN_ROUNDS)
def withdraw_paper(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Withdraw what was published, with a reason."""
    edition = _edition_or_404(request, slug, number)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return _done(
            request,
            edition,
            lambda: operations.withdraw_edition(edition, reason=reason, by=request.user, at=clock.now()),
            "The paper is withdrawn.",
        )
    return _step(request, edition, "withdraw", form)


@require_POST
@requires(Permission.RUN_ROUNDS)
def remove_paper(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Take a draft away."""
    edition = _edition_or_404(request, slug, number)
    try:
        operations.remove_draft(edition, by=request.user, at=clock.now())
    except RefusedEditionError as refused:
        messages.error(request, str(refused))
        return redirect(edition)
    messages.success(request, "The draft is removed.")
    return redirect("papers", slug)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.RUN_ROUNDS)
def set_public_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Open or close the public page of a plan, and write the words at its head."""
    plan = _plan_or_404(request, slug)
    page = PublicPage.objects.filter(plan=plan).first()
    known = {"is_open": page.is_open, "words": page.words, "contact": page.contact} if page else {}
    form = PublicPageForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        operations.set_public_page(plan, **form.cleaned_data, by=request.user, at=clock.now())
        state = "open" if form.cleaned_data["is_open"] else "closed"
        messages.success(request, f"The public page is {state}.")
        return redirect("papers", plan.slug)
    return render(request, "editions/public_page.html", {"plan": plan, "form": form, "public_page": page})


def _plan_or_404(request: MemberRequest, slug: str) -> Plan:
    plans = plans_of if sees_work(request) else plans_shown_to_members
    return get_object_or_404(plans(request.organisation), slug=slug)


def _editions_for(request: MemberRequest, plan: Plan) -> QuerySet[Edition]:
    sees_exempt = Permission.READ_EXEMPT in permissions_of(request.membership)
    return editions_of(plan, sees_work=sees_work(request), sees_exempt=sees_exempt)


def _edition_or_404(request: MemberRequest, slug: str, number: int) -> Edition:
    found = _editions_for(request, _plan_or_404(request, slug))
    return get_object_or_404(found.select_related("plan__organisation", "round"), number=number)


def _progress(edition: Edition) -> dict[str, object]:
    silent = is_silent(edition, at=clock.now())
    return {"plan": edition.plan, "edition": edition, "is_silent": silent}


def _checks_of(edition: Edition) -> dict[str, list[Any]]:
    """What must be mended first, and the grave questions that somebody can answer for."""
    return {
        "blocking": [check for check in edition.checks if not check["can_be_explained"]],
        "questions": [check for check in edition.checks if check["can_be_explained"]],
    }


def _step(request: MemberRequest, edition: Edition, step: str, form: forms.Form) -> HttpResponse:
    context = {
        "plan": edition.plan,
        "edition": edition,
        "form": form,
        **_checks_of(edition),
        "own_draft": edition.by_id == request.user.pk,
    }
    return render(request, f"editions/{step}.html", context)


def _done(
    request: MemberRequest, edition: Edition, operation: Callable[[], Any], done: str = ""
) -> HttpResponse:
    """Do it and go to the page of the edition, or say there why it can't be done."""
    try:
        operation()
    except (RefusedEditionError, OwnWorkError) as refused:
        messages.error(request, str(refused))
        return redirect(edition)
    if done:
        messages.success(request, done)
    return _once_made(edition)


def _once_made(edition: Edition) -> HttpResponse:
    """To the page of the edition, after a moment in which a short paper is made."""
    for _ in range(LOOKS):
        if not Edition.objects.filter(pk=edition.pk, state__in=PENDING).exists():
            break
        sleep(SECONDS_BETWEEN_LOOKS)
    return redirect("paper", edition.plan.slug, edition.number)


def _in_words(day: Any) -> str:
    return f"{day:%-d %B %Y}" if day else ""
