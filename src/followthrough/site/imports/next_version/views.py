"""The pages of a next version: which plan it is one of, what differs, taking it in."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from followthrough.site import clock
from followthrough.site.changes.queries import requests_waiting
from followthrough.site.imports.documents import document_of
from followthrough.site.imports.models import Import
from followthrough.site.imports.next_version import operations
from followthrough.site.imports.next_version.forms import AnswersForm, WhichPlanForm
from followthrough.site.imports.next_version.guess import likeliest_first
from followthrough.site.imports.next_version.matching import UnansweredError, Versions
from followthrough.site.imports.next_version.outcome import NextVersion
from followthrough.site.imports.next_version.page import NextVersionPage
from followthrough.site.imports.operations import AlreadyDecidedError
from followthrough.site.imports.queries import imports_of
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import plans_of

READS_AND_WRITES = ["GET", "HEAD", "POST"]


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
def choose_plan(request: MemberRequest, import_id: int) -> HttpResponse:
    """Asks whether a file is a new plan or the next version of one that is here."""
    read = get_object_or_404(imports_of(request.organisation), pk=import_id, document__isnull=False)
    guesses = likeliest_first(plans_of(request.organisation), document_of(read), read.name)
    form = WhichPlanForm(_posted(request), guesses=guesses)
    if request.method != "POST" or not form.is_valid():
        return render(request, "imports/which_plan.html", {"read": read, "form": form})
    into = form.plans.get(form.cleaned_data["plan"])
    try:
        operations.choose_plan(read, into=into, by=request.user, at=clock.now())
    except AlreadyDecidedError as decided:
        messages.warning(request, str(decided))
        return redirect("import", read.pk)
    return redirect("next_version" if into else "take_in", read.pk)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
def show_next_version(request: MemberRequest, import_id: int) -> HttpResponse:
    """What differs from the plan, with what must be asked; then it is taken in."""
    read = get_object_or_404(imports_of(request.organisation), pk=import_id, into__isnull=False)
    if read.state == Import.State.TAKEN_IN:
        return _show_what_came_in(request, read)
    if read.state != Import.State.READ or read.into is None:
        return redirect("import", read.pk)
    versions = Versions(as_document(read.into, with_archived=True), document_of(read))
    form = AnswersForm(_posted(request), versions=versions, changed_at=read.into.changed_at)
    if request.method != "POST" or not form.is_valid():
        return _compare(request, read, read.into, versions, form)
    try:
        operations.take_next_version_in(
            read, answers=form.answers, seen=form.cleaned_data["seen"], by=request.user, at=clock.now()
        )
    except (operations.ChangedMeanwhileError, UnansweredError):
        messages.warning(request, "The plan has changed since this page was made. Look at it again.")
    except AlreadyDecidedError as decided:
        messages.warning(request, str(decided))
    else:
        messages.success(request, f"{read} is added to “{read.into}”.")
    return redirect("next_version", read.pk)


def _posted(request: MemberRequest) -> QueryDict | None:
    """What was answered, even where that is nothing."""
    return request.POST if request.method == "POST" else None


def _compare(
    request: MemberRequest, read: Import, plan: Plan, versions: Versions, form: AnswersForm
) -> HttpResponse:
    actions = list(plan.actions.order_by("position").values_list("number", "pk"))
    page = NextVersionPage(NextVersion(versions), plan=plan, actions=actions, waiting=requests_waiting(plan))
    return _render(request, read, plan, page, form)


def _show_what_came_in(request: MemberRequest, read: Import) -> HttpResponse:
    """The same page after the decision: what came in, and what was asked for."""
    taken, plan = read.next_version, read.plan
    assert plan
    numbers = dict(plan.actions.values_list("pk", "number"))
    versions = Versions(taken.plan_before, document_of(read))
    page = NextVersionPage(
        NextVersion(versions, versions.settle(taken.answers)),
        plan=plan,
        actions=[(numbers.get(key), key) for key in taken.actions],
    )
    return _render(request, read, plan, page, None)


def _render(
    request: MemberRequest, read: Import, plan: Plan, page: NextVersionPage, form: AnswersForm | None
) -> HttpResponse:
    steps = page.page_of_steps(request.GET.get("page"))
    context = {
        "read": read,
        "plan": plan,
        "form": form,
        "compared": page,
        "page": steps,
        "steps": page.readings(steps),
    }
    return render(request, "imports/next_version.html", context)
