"""The page on which somebody who will be away lets another answer for them, and ends it again."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.site import clock
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.rounds.models import Delegation
from followthrough.site.rounds.returns.delegating import delegate, end_delegation
from followthrough.site.rounds.returns.forms_delegation import DelegationForm


def _is_office(request: MemberRequest) -> bool:
    return Permission.RUN_ROUNDS in permissions_of(request.membership)


def _delegations(request: MemberRequest) -> QuerySet[Delegation]:
    """Those that have not run out: one's own given and held; for the programme office, everybody's."""
    of_all = Delegation.objects.filter(organisation=request.organisation, to_on__gte=clock.today())
    known = of_all.select_related("from_user", "to_user")
    if _is_office(request):
        return known
    return known.filter(Q(from_user=request.user) | Q(to_user=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_RETURNS)
def show_delegations(request: MemberRequest) -> HttpResponse:
    """Who answers for whom; sent, one more."""
    form = DelegationForm(
        by=request.membership,
        for_others=_is_office(request),
        day=clock.today(),
        data=request.POST if request.method == "POST" else None,
    )
    if form.is_valid():
        return _delegate(request, form)
    shown = {"form": form, "delegations": _delegations(request), "is_office": _is_office(request)}
    return render(request, "rounds/delegations.html", shown)


def _delegate(request: MemberRequest, form: DelegationForm) -> HttpResponse:
    away, answering = form.whom
    made = delegate(
        organisation=request.organisation,
        from_user=away,
        to_user=answering,
        from_on=form.cleaned_data["from_on"],
        to_on=form.cleaned_data["to_on"],
        by=request.user,
        at=clock.now(),
    )
    days = f"from {made.from_on:%-d %B %Y} to {made.to_on:%-d %B %Y}"
    messages.success(request, f"{made.to_user} answers for {made.from_user} {days}.")
    return redirect("delegations")


@require_POST
@requires(Permission.ANSWER_RETURNS)
def stop_delegation(request: MemberRequest, delegation_id: int) -> HttpResponse:
    """End one that the reader gave or holds; the programme office ends any."""
    delegation = get_object_or_404(_delegations(request), pk=delegation_id)
    end_delegation(delegation, by=request.user, at=clock.now())
    messages.success(request, f"{delegation.to_user} no longer answers for {delegation.from_user}.")
    return redirect("delegations")
