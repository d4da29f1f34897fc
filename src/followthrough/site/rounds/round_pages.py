"""What the pages of rounds share: the round of an address, in words, and the frame around it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, sees_work
from followthrough.site.register.views import plan_or_404
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.queries import published_rounds_of


def round_or_404(request: MemberRequest, slug: str, period: str) -> Round:
    """A round of the reader's own organisation, with its plan; for members one that was published."""
    plan = plan_or_404(request, slug)
    rounds = plan.rounds.all() if sees_work(request) else published_rounds_of(plan)
    round_ = get_object_or_404(rounds, period=period)
    round_.plan = plan
    return round_


def render_round(
    request: MemberRequest, round_: Round, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of a round, in the frame of its plan."""
    frame = {"plan": round_.plan, "round": round_, "today": clock.today()}
    return render(request, template, frame | context, status=status)
