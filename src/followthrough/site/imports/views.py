"""The pages of an import: choose, check what was read, take in or leave, undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.intake.grid import UnreadableFileError
from followthrough.site import clock
from followthrough.site.imports import operations
from followthrough.site.imports.forms import ChooseFileForm, TakeInForm
from followthrough.site.imports.models import Import
from followthrough.site.imports.queries import imports_of, taken_in_before
from followthrough.site.imports.review import Review
from followthrough.site.people.permissions import MemberRequest, Permission, requires

READS_AND_WRITES = ["GET", "HEAD", "POST"]


def import_or_404(request: MemberRequest, import_id: int) -> Import:
    """An import of the reader's own organisation; of another's it is as if it were not there."""
    return get_object_or_404(imports_of(request.organisation), pk=import_id)


@require_safe
@requires(Permission.IMPORT_PLANS)
def list_imports(request: MemberRequest) -> HttpResponse:
    imports = imports_of(request.organisation).defer("content", "document")
    return render(request, "imports/imports.html", {"imports": imports})


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
def import_plan(request: MemberRequest) -> HttpResponse:
    """Step 1: a file or a pasted table is read and kept, to be looked at."""
    form = ChooseFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        field, name, content = form.given
        try:
            read = operations.read_file(
                content=content, name=name, organisation=request.organisation, by=request.user, at=clock.now()
            )
        except UnreadableFileError as unreadable:
            form.add_error(field, str(unreadable))
        else:
            return redirect("import", read.pk)
    waiting = imports_of(request.organisation).filter(state=Import.State.READ).count()
    return render(request, "imports/choose.html", {"form": form, "waiting": waiting})


@require_safe
@requires(Permission.IMPORT_PLANS)
def show_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Step 2: what was read, with what needs somebody first."""
    read = import_or_404(request, import_id)
    return _review(request, read, TakeInForm(initial={"title": read.plan_document.title or ""}))


@require_POST
@requires(Permission.IMPORT_PLANS)
def take_in(request: MemberRequest, import_id: int) -> HttpResponse:
    read, form = import_or_404(request, import_id), TakeInForm(request.POST)
    if not form.is_valid():
        return _review(request, read, form)
    try:
        plan = operations.take_in(read, title=form.cleaned_data["title"], by=request.user, at=clock.now())
    except operations.AlreadyDecidedError as decided:
        messages.warning(request, str(decided))
        return redirect("import", read.pk)
    messages.success(request, f"“{plan}” is taken in.")
    return redirect("plan", plan.slug)


@require_POST
@requires(Permission.IMPORT_PLANS)
def leave(request: MemberRequest, import_id: int) -> HttpResponse:
    read = import_or_404(request, import_id)
    try:
        operations.leave(read, by=request.user, at=clock.now())
    except operations.AlreadyDecidedError as decided:
        messages.warning(request, str(decided))
        return redirect("import", read.pk)
    messages.success(request, f"{read} is left. Nothing was taken in.")
    return redirect("plans")


@require_http_methods(READS_AND_WRITES)
@requires(Permission.UNDO_IMPORTS)
def undo_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Asks first, then takes the whole plan out."""
    taken_in = import_or_404(request, import_id)
    if request.method != "POST":
        return render(request, "imports/undo.html", {"read": taken_in})
    try:
        operations.undo(taken_in, by=request.user, at=clock.now())
    except (operations.AlreadyDecidedError, operations.BuiltOnError) as refused:
        messages.warning(request, str(refused))
        return redirect("import", taken_in.pk)
    messages.success(request, "The import is undone and its plan is gone from the register.")
    return redirect("plans")


def _review(request: MemberRequest, read: Import, form: TakeInForm) -> HttpResponse:
    review = Review(read.plan_document)
    page = review.page_of_actions(request.GET.get("page"))
    context = {
        "read": read,
        "review": review,
        "page": page,
        "rows": review.readings(page),
        "form": form,
        "before": taken_in_before(read),
    }
    return render(request, "imports/import.html", context)
