"""The control page of a round, and the list of its returns."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from followthrough.site import clock
from followthrough.site.changes.queries import number_waiting
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.doubts import doubts_of
from followthrough.site.rounds.control.needs import needs_before_the_lock
from followthrough.site.rounds.control.page import Control
from followthrough.site.rounds.control.returns_of_round import SHOWN, returns_shown
from followthrough.site.rounds.control.tiles import tiles_in_hand, tiles_of_returns
from followthrough.site.rounds.figures.queries import publication_of
from followthrough.site.rounds.figures.report import open_and_finished
from followthrough.site.rounds.figures.shown import FiguresShown
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.round_pages import render_round, round_or_404

RETURNS_A_PAGE = 50


@require_safe
@requires(Permission.RUN_ROUNDS)
def control_round(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """Where a round stands, and what stands between now and its lock."""
    round_, day = round_or_404(request, slug, period), clock.today()
    context: dict[str, Any] = {"control": Control(round_, day=day)}
    if round_.state == Round.State.PUBLISHED:
        context |= {"publication": publication_of(round_), "tiles": tiles_of_returns(context["control"])}
    else:
        shown = FiguresShown(round_, None, day)
        doubts, changes = doubts_of(round_.plan, today=day), number_waiting(round_.plan)
        context |= {
            "shown": shown,
            "figures": shown.figures,
            "silent": open_and_finished(shown.figures) if shown.figures.missing else "",
            "doubts": doubts,
            "changes": changes,
            "needs": needs_before_the_lock(context["control"], doubts=doubts, changes=changes),
            "tiles": tiles_in_hand(context["control"], doubts=doubts, changes=changes),
        }
    return render_round(request, round_, "rounds/round_control.html", context)


@require_safe
@requires(Permission.RUN_ROUNDS)
def show_round_returns(request: MemberRequest, slug: str, period: str) -> HttpResponse:
    """The returns of a round, each with its owner and the way to answer it for them."""
    round_ = round_or_404(request, slug, period)
    state = request.GET.get("state", "")
    owner, director = request.GET.get("owner", ""), request.GET.get("director", "")
    control = Control(round_, day=clock.today())
    found = returns_shown(control, state=state, owner=owner, director=director)
    context = {
        "page": Paginator(found, RETURNS_A_PAGE).get_page(request.GET.get("page")),
        "missing": {each.pk for each in control.returns if each.is_missing},
        "total": control.returns.asked,
        "state": state if state in SHOWN else "",
        "shown": SHOWN.get(state, ""),
        "of_whom": _name_of(control, owner, director),
    }
    return render_round(request, round_, "rounds/round_returns.html", context)


def _name_of(control: Control, owner: str, director: str) -> str:
    asked, known = (owner, control.owners) if owner else (director, control.directors)
    return next((each.name for each in known if asked == str(each.post or "none")), "")
