"""The pages on which a person says which table is the plan, and puts the cells of an action right."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.site import clock
from followthrough.site.imports import operations
from followthrough.site.imports.choosing import (
    CellsForm,
    Chosen,
    TablesForm,
    cells_of_action,
    cells_of_column,
)
from followthrough.site.imports.columns_read import NOTE, columns_of_values, words_of
from followthrough.site.imports.documents import document_of
from followthrough.site.imports.models import Import
from followthrough.site.imports.review import ROWS_A_PAGE, Review
from followthrough.site.imports.tables_read import tables_of
from followthrough.site.imports.views import READS_AND_WRITES, import_or_404
from followthrough.site.people.permissions import MemberRequest, Permission, requires

TABLES_A_PAGE = 10
SAY_WHICH = "Choose “This is the plan” for the table that holds the actions, or cancel the import."


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
def choose_tables(request: MemberRequest, import_id: int) -> HttpResponse:
    """Each table of the file with its first rows; what is said of them has the file read again."""
    read = import_or_404(request, import_id)
    if not read.tables or read.is_pending:
        return redirect("import", read.pk)
    page = Paginator(tables_of(read.tables_seen), TABLES_A_PAGE).get_page(request.GET.get("page"))
    form = TablesForm(list(page), read.choices, *_posted(request))
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        if read.has_document or chosen != read.choices.get("tables", []):
            return _read_again(request, read, read.choices | {"tables": chosen})
        form.add_error(None, SAY_WHICH)
    context = {"read": read, "form": form, "page": page, "can_change": read.can_be_read_again}
    return render(request, "imports/tables.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
def put_right(request: MemberRequest, import_id: int, number: int) -> HttpResponse:
    """The values of one action, its number counted in the file; what is changed has the file read again."""
    read = import_or_404(request, import_id)
    if read.document is None or not read.can_be_read_again:
        return redirect("import", read.pk)
    document = document_of(read)
    if not 1 <= number <= len(document.actions) or document.actions[number - 1].where.row_first is None:
        raise Http404
    action = document.actions[number - 1]
    form = CellsForm(document, cells_of_action(document, action), *_posted(request))
    if request.method == "POST" and form.is_valid():
        return _with_cells(request, read, form.chosen(read.choices.get("cells", [])))
    back = f"{read.get_absolute_url()}?page={(number - 1) // ROWS_A_PAGE + 1}#action-{number}"
    context = {"read": read, "form": form, "action": action, "back": back}
    return render(request, "imports/put_right.html", context)


@require_http_methods(READS_AND_WRITES)
@requires(Permission.IMPORT_PLANS)
def put_column_right(request: MemberRequest, import_id: int, number: int) -> HttpResponse:
    """The doubtful cells of one column, its number counted among those that hold values."""
    read = import_or_404(request, import_id)
    if read.document is None or not read.can_be_read_again:
        return redirect("import", read.pk)
    document = document_of(read)
    columns = columns_of_values(document)
    if not 1 <= number <= len(columns):
        raise Http404
    column = columns[number - 1]
    doubtful = Review(document, read.tables_seen).cells_in_doubt(column)
    page = Paginator(cells_of_column(column, doubtful), ROWS_A_PAGE).get_page(request.GET.get("page"))
    form = CellsForm(document, list(page), *_posted(request))
    if request.method == "POST" and form.is_valid():
        return _with_cells(request, read, form.chosen(read.choices.get("cells", [])))
    context = {
        "read": read,
        "form": form,
        "column": column,
        "page": page,
        "became": words_of(column.field or NOTE),
    }
    return render(request, "imports/put_column_right.html", context)


@require_POST
@requires(Permission.IMPORT_PLANS)
def take_back(request: MemberRequest, import_id: int, number: int) -> HttpResponse:
    """A cell that was put right is read as the file has it again."""
    read = import_or_404(request, import_id)
    cells = read.choices.get("cells", [])
    if not 1 <= number <= len(cells):
        raise Http404
    return _with_cells(request, read, [*cells[: number - 1], *cells[number:]])


def _posted(request: MemberRequest) -> list[Any]:
    return [request.POST] if request.method == "POST" else []


def _with_cells(request: MemberRequest, read: Import, cells: Sequence[Chosen]) -> HttpResponse:
    return _read_again(request, read, read.choices | {"cells": list(cells)})


def _read_again(request: MemberRequest, read: Import, choices: dict[str, object]) -> HttpResponse:
    choices = {name: said for name, said in choices.items() if said}
    if choices == read.choices and read.state == Import.State.READ:
        messages.info(request, "Nothing was changed, so the file was not read again.")
        return redirect("import", read.pk)
    try:
        operations.read_again(read, fields=read.fields, choices=choices, by=request.user, at=clock.now())
    except operations.AlreadyDecidedError as decided:
        messages.warning(request, str(decided))
    return redirect("import", read.pk)
