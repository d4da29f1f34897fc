"""The pages of an overseer. What was not published, or not consented to, is not there."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.access.events import Kind, note
from followthrough.site.editions.files import FORMAT_NAMES, FileNotAsPublishedError, bytes_of
from followthrough.site.editions.models import Edition, EditionAction
from followthrough.site.oversight.listing import SHOWN, OverseenList
from followthrough.site.oversight.models import Consent
from followthrough.site.oversight.queries import STATES, consents_to, overseen_by, says
from followthrough.site.page_parts import Tile
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.public.queries import papers_of, rounds_told
from followthrough.site.public.views import FILE_TYPES

ROWS_A_PAGE = 50


@require_safe
@requires(Permission.OVERSEE_PLANS)
def show_overseen_plans(request: MemberRequest) -> HttpResponse:
    """The plans of all who consented, side by side, each by its newest edition."""
    listing = _listing(request)
    page = Paginator(listing.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "oversight/plans.html", {"listing": listing, "page": page, "shown": SHOWN})


@require_safe
@requires(Permission.OVERSEE_PLANS)
def download_overseen(request: MemberRequest) -> HttpResponse:
    """The list as it is asked for, as CSV."""
    note(Kind.REPORT_DOWNLOADED, user=request.user, request=request, words="published-plans.csv")
    return _attached(_listing(request).as_csv(), "text/csv; charset=utf-8", "published-plans.csv")


@require_safe
@requires(Permission.OVERSEE_PLANS)
def show_overseen_plan(request: MemberRequest, consent_id: int) -> HttpResponse:
    """One plan: what each round published, and all its papers."""
    consent = _consent_or_404(request, consent_id)
    rounds = rounds_told(consent.plan_id)
    context = {
        "consent": consent,
        "title": rounds[0].plan_title if rounds else consent.title,
        "rounds": rounds,
        "papers": Paginator(papers_of(consent.plan_id), ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "oversight/plan.html", context)


@require_safe
@requires(Permission.OVERSEE_PLANS)
def show_overseen_paper(request: MemberRequest, consent_id: int, number: int) -> HttpResponse:
    """One edition: its facts, its files, and how it says that each action stands; `?state=` narrows them."""
    consent = _consent_or_404(request, consent_id)
    edition = get_object_or_404(papers_of(consent.plan_id), number=number)
    is_withdrawn = edition.is_withdrawn  # type: ignore[attr-defined]
    state = STATES.get(request.GET.get("state", ""))
    all_actions = [] if is_withdrawn else list(edition.actions.all())
    belonging = [each for each in all_actions if not state or state.belongs(each, edition.figures)]
    context = {
        "consent": consent,
        "edition": edition,
        "withdrawal": edition.withdrawal if is_withdrawn else None,
        "files": [] if is_withdrawn else [(each, FORMAT_NAMES[each.form]) for each in edition.files.all()],
        "tiles": _tiles(edition, all_actions),
        "state": state,
        "total": len(all_actions),
        "page": Paginator(belonging, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "oversight/paper.html", context)


@require_safe
@requires(Permission.OVERSEE_PLANS)
def download_overseen_file(request: MemberRequest, consent_id: int, number: int, form: str) -> HttpResponse:
    """A file of an edition, byte for byte as it was published; none of one that was withdrawn."""
    consent = _consent_or_404(request, consent_id)
    edition: Edition = get_object_or_404(papers_of(consent.plan_id).filter(withdrawal=None), number=number)
    file = get_object_or_404(edition.files, form=form)
    try:
        content = bytes_of(file)
    except FileNotAsPublishedError:
        return render(request, "oversight/no_file.html", {"consent": consent, "edition": edition}, status=410)
    name = f"{edition.period}-{edition.kind}-edition-{edition.issue}.{form}"
    note(Kind.REPORT_DOWNLOADED, user=request.user, request=request, words=f"{consent}: {name}")
    return _attached(content, FILE_TYPES[form], name)


def _tiles(edition: Edition, actions: list[EditionAction]) -> list[Tile]:
    """How many of the actions are of each state, as far as the edition tells; each leads to its list."""
    stated = [state for state in STATES.values() if says(edition, state)]
    return [
        Tile(
            sum(state.belongs(action, edition.figures) for action in actions),
            state.words,
            f"?state={state.name}#actions",
        )
        for state in stated
    ]


def _listing(request: MemberRequest) -> OverseenList:
    return OverseenList(overseen_by(request.organisation, day=clock.today()), request.GET.dict())


def _consent_or_404(request: MemberRequest, consent_id: int) -> Consent:
    return get_object_or_404(consents_to(request.organisation), pk=consent_id)


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
