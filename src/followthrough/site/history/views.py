"""The pages of the history. None of them writes."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.site.history.downloads import history_as_csv
from followthrough.site.history.forms import HistoryFilters
from followthrough.site.history.queries import events_of_organisation, names_in_history
from followthrough.site.people.permissions import MemberRequest, Permission, requires

EVENTS_A_PAGE = 50


@require_safe
@requires(Permission.READ_HISTORY)
def show_history(request: MemberRequest) -> HttpResponse:
    """What was done in the organisation, the newest first, narrowed as the address asks."""
    form = _filters(request)
    found = Paginator(events_of_organisation(request.organisation, form.asked), EVENTS_A_PAGE)
    filters = {name: value for name in form.fields if (value := request.GET.get(name, "").strip())}
    context = {
        "form": form,
        "page": found.get_page(request.GET.get("page")),
        "total": events_of_organisation(request.organisation).count(),
        "is_narrowed": bool(filters),
        "query": urlencode(filters),
    }
    return render(request, "history/history.html", context)


@require_safe
@requires(Permission.READ_HISTORY)
def download_history(request: MemberRequest) -> StreamingHttpResponse:
    """The same as a file, on whatever page it stands."""
    return history_as_csv(events_of_organisation(request.organisation, _filters(request).asked))


def _filters(request: MemberRequest) -> HistoryFilters:
    return HistoryFilters(request.GET, names=names_in_history(request.organisation))
