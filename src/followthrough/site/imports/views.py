"""The pages of an import: choose, follow the reading, check what was read, take in or leave, undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.site import clock
from followthrough.site.imports import operations
from followthrough.site.imports.choosing import cells_in_words
from followthrough.site.imports.dates_read import dates_of
from followthrough.site.imports.documents import document_of
from followthrough.site.imports.forms import ChooseFileForm, ColumnsForm, TakeInForm
from followthrough.site.imports.models import Import
from followthrough.site.imports.next_version.guess import Guess, likeliest
from followthrough.site.imports.operations import SaidDay
from followthrough.site.imports.queries import chosen_last_time, imports_of, imports_waiting, taken_in_before
from followthrough.site.imports.review import Review
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.sent_once import sent_once
from followthrough.site.register.queries import plans_of
from followthrough.site.spreadsheets.queue import TooManyWaitingError, is_silent

READS_AND_WRITES = ["GET", "HEAD", "POST"]
ITEMS_A_PAGE = 50
WITH_WHAT_YOU_CHOSE = "The file is read again with what you chose. Look at the actions below, and go on."


def import_or_404(request: MemberRequest, import_id: int) -> Import:
    """An import of the reader's own organisation; of another's it is as if it were not there."""
    return get_object_or_404(imports_of(request.organisation), pk=import_id)


@require_safe
@requires(Permission.IMPORT_PLANS)
def list_imports(request: MemberRequest) -> HttpResponse:
    imports = imports_of(request.organisation).defer("content", "document", "tables", "choices")
    page = Paginator(imports, ITEMS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/imports.html", {"page": page})


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
@sent_once
def import_plan(request: MemberRequest) -> HttpResponse:
    """Step 1: a file or a pasted table is kept, and read in the background."""
    form = ChooseFileForm(request.POST or None, request.FILES or None, plans=plans_of(request.organisation))
    if request.method == "POST" and form.is_valid():
        name, content = form.given
        try:
            stored = operations.upload_file(
                content=content,
                name=name,
                organisation=request.organisation,
                by=request.user,
                at=clock.now(),
                into=form.next_version_of,
            )
        except TooManyWaitingError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("import", stored.pk)
    waiting = imports_waiting(request.organisation).count()
    return render(request, "imports/choose.html", {"form": form, "waiting": waiting})


@require_safe
@requires(Permission.IMPORT_PLANS)
def show_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Step 2: what was read, with what needs somebody first; before that, how far the reading is."""
    read = import_or_404(request, import_id)
    if read.is_pending:
        return render(request, "imports/progress.html", _progress(read))
    if not read.has_document:
        return redirect("import_tables", read.pk) if read.tables else _refusal(request, read)
    return _review(request, read)


@require_safe
@requires(Permission.IMPORT_PLANS)
def show_progress(request: MemberRequest, import_id: int) -> HttpResponse:
    """How far the reading is, for the page that follows it; without content once there is more to see."""
    read = get_object_or_404(
        imports_of(request.organisation).defer("content", "document", "tables"), pk=import_id
    )
    if not read.is_pending:
        return HttpResponse(status=204)
    return render(request, "imports/_progress.html", _progress(read))


@require_safe
@requires(Permission.IMPORT_PLANS)
def show_problems(request: MemberRequest, import_id: int) -> HttpResponse:
    """All that was said of the reading, the gravest first."""
    read = _read_or_404(request, import_id)
    review = review_of(read)
    page = Paginator(review.problems, ITEMS_A_PAGE).get_page(request.GET.get("page"))
    context = {"read": read, "page": page, "problems": review.located(page)}
    return render(request, "imports/problems.html", context)


@require_safe
@requires(Permission.IMPORT_PLANS)
def show_left_over(request: MemberRequest, import_id: int) -> HttpResponse:
    """The words of the file that belong to no action."""
    read = _read_or_404(request, import_id)
    remarks = Paginator(document_of(read).remarks, ITEMS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/left_over.html", {"read": read, "page": remarks})


@require_POST
@requires(Permission.IMPORT_PLANS)
def read_again(request: MemberRequest, import_id: int) -> HttpResponse:
    """The file is read again with the columns that somebody chose, or, on asking, as it was at first: without
    what was said of its tables and cells. Who goes on with a column changed sees what it makes of the plan
    before, so that no choice is lost; who changed none is led on."""
    read = _read_or_404(request, import_id)
    form = _columns_form(read, review_of(read), request.POST)
    if not form.is_valid():
        return _review(request, read, columns=form)
    corrections = form.corrections(settling="settle" in request.POST)
    is_forgotten, is_going_on = "forget" in request.POST, "go_on" in request.POST
    fields = {} if is_forgotten else read.fields | corrections
    dates = form.chosen_dates(settling="settle" in request.POST)
    choices = {} if is_forgotten else read.choices | ({"dates": dates} if dates else {})
    if (fields, choices) == (read.fields, read.choices) and read.state == Import.State.READ:
        if is_going_on:
            return redirect(_way_on(request, read), read.pk)
        messages.info(request, "No column was changed, so the file was not read again.")
        return redirect("import", read.pk)
    try:
        operations.read_again(read, fields=fields, choices=choices, by=request.user, at=clock.now())
    except operations.AlreadyDecidedError as decided:
        messages.warning(request, str(decided))
    else:
        if is_going_on:
            messages.info(request, WITH_WHAT_YOU_CHOSE)
    return redirect("import", read.pk)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
def take_in(request: MemberRequest, import_id: int) -> HttpResponse:
    """Step 3: what will happen, and then the plan."""
    read = _read_or_404(request, import_id)
    if read.into is not None:
        return redirect("next_version", read.pk)
    if request.method != "POST":
        if read.state != Import.State.READ:
            return redirect("import", read.pk)
        return _decision(request, read, TakeInForm(document_of(read)))
    form = TakeInForm(document_of(read), request.POST)
    if not form.is_valid():
        return _decision(request, read, form)
    try:
        plan = operations.take_in(
            read,
            title=form.cleaned_data["title"],
            body=form.said_body,
            day=SaidDay(form.as_at),
            by=request.user,
            at=clock.now(),
        )
    except operations.AlreadyDecidedError as decided:
        messages.warning(request, str(decided))
        return redirect("import", read.pk)
    messages.success(request, f"“{plan}” is added to the register.")
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
    messages.success(request, f"{read} is cancelled. Nothing was added.")
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
    if taken_in.into is not None:
        messages.success(request, f"The import is undone. “{taken_in.into}” is what it was before.")
        return redirect("plan", taken_in.into.slug)
    messages.success(request, "The import is undone and its plan is gone from the register.")
    return redirect("plans")


def _read_or_404(request: MemberRequest, import_id: int) -> Import:
    """An import in which something has been read."""
    return get_object_or_404(imports_of(request.organisation), pk=import_id, document__isnull=False)


def _progress(read: Import) -> dict[str, object]:
    return {"read": read, "is_silent": is_silent(read.heard_at, at=clock.now())}


def _refusal(request: MemberRequest, read: Import) -> HttpResponse:
    return render(request, "imports/failed.html", {"read": read})


def review_of(read: Import) -> Review:
    """What was read in a file, for a page to show."""
    return Review(document_of(read), read.tables_seen)


def _columns_form(read: Import, review: Review, *chosen: object) -> ColumnsForm:
    dates = dates_of(review.document, read.choices.get("dates"))
    return ColumnsForm(review.columns, review.document.periods, *chosen, dates=dates)


def _review(request: MemberRequest, read: Import, columns: ColumnsForm | None = None) -> HttpResponse:
    review = review_of(read)
    page = review.page_of_actions(request.GET.get("page"))
    context = {
        "read": read,
        "review": review,
        "page": page,
        "rows": review.readings(page),
        "form": columns or _columns_form(read, review),
        "can_change": read.can_be_read_again,
        "cells": cells_in_words(read.choices.get("cells", [])),
        "before": taken_in_before(read),
        "chosen_last_time": chosen_last_time(read),
        "likely": _likely(request, read),
    }
    return render(request, "imports/import.html", context)


def _likely(request: MemberRequest, read: Import) -> Guess | None:
    """The plan that a file looks like the next version of, where nobody has said what it is."""
    return likeliest(plans_of(request.organisation), read) if read.into is None else None


def _way_on(request: MemberRequest, read: Import) -> str:
    """The page after the review."""
    if read.into is not None:
        return "next_version"
    return "which_plan" if _likely(request, read) else "take_in"


def _decision(request: MemberRequest, read: Import, form: TakeInForm) -> HttpResponse:
    context = {"read": read, "review": review_of(read), "form": form}
    return render(request, "imports/take_in.html", context)
