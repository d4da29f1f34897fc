"""How far the reading of a spreadsheet is, for the page that follows it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.spreadsheets.models import SentSpreadsheet
from followthrough.site.spreadsheets.queue import is_silent


def spreadsheet_or_404(
    request: MemberRequest, spreadsheet_id: int, kind: SentSpreadsheet.Kind
) -> SentSpreadsheet:
    """A spreadsheet that the reader sent; of anybody else's it is as if it were not there."""
    own = SentSpreadsheet.objects.filter(by=request.user, organisation=request.organisation, kind=kind)
    return get_object_or_404(own.defer("content"), pk=spreadsheet_id)


def wait_for(request: HttpRequest, sent: SentSpreadsheet, *, back: str) -> HttpResponse:
    """The page that follows the reading and goes on by itself; `back` is where another file is chosen."""
    shown = {**_progress(sent), "back": back}
    return render(request, "spreadsheets/progress.html", shown)


@require_safe
@requires(Permission.ANSWER_RETURNS)
def show_spreadsheet_progress(request: MemberRequest, spreadsheet_id: int) -> HttpResponse:
    """How far the reading is; without content once there is more to see."""
    own = SentSpreadsheet.objects.filter(by=request.user, organisation=request.organisation)
    sent = get_object_or_404(own.defer("content", "rows"), pk=spreadsheet_id)
    if not sent.is_pending:
        return HttpResponse(status=204)
    return render(request, "imports/_progress.html", _progress(sent))


def _progress(sent: SentSpreadsheet) -> Mapping[str, object]:
    return {"read": sent, "is_silent": is_silent(sent.heard_at, at=clock.now())}
