"""The papers of what was published, as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from followthrough.outputs.report.file import FORMATS
from followthrough.outputs.report.kinds import BY_NAME
from followthrough.outputs.report.making import make_report
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.document.downloads import MEDIA_TYPES
from followthrough.site.reports.making import facts_of_edition
from followthrough.site.rounds.round_pages import round_or_404

_PAPER = "cabinet"


@require_safe
@requires(Permission.READ_PLANS)
def download_edition(request: MemberRequest, slug: str, period: str, edition: int, form: str) -> HttpResponse:
    """The progress paper of what an edition of a round published."""
    if form not in FORMATS:
        raise Http404
    round_ = round_or_404(request, slug, period)
    publication = get_object_or_404(round_.publications.select_related("round", "by"), edition=edition)
    made_from = facts_of_edition(publication)
    content = make_report(BY_NAME[_PAPER], made_from.position, made_from.facts, form)
    file = HttpResponse(content, content_type=MEDIA_TYPES[form])
    file["Content-Disposition"] = f'attachment; filename="{slug}-{period}-edition-{edition}.{form}"'
    return file
