"""The page on which somebody leaves, and the one on which others answer for whoever is away."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.site import clock
from followthrough.site.access.confirming import confirmed_before_sending
from followthrough.site.people.inviting import roles_to_invite
from followthrough.site.people.models import Membership, User
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of, requires
from followthrough.site.people.queries import people_of
from followthrough.site.register.models import Action, PostHolder
from followthrough.site.register.posts.queries import people_who_may_hold
from followthrough.site.register.queries import OPEN
from followthrough.site.rounds.leavers.forms import DelegationForm
from followthrough.site.rounds.leavers.operations import close_account, delegate, end_delegation
from followthrough.site.rounds.models import Delegation
from followthrough.site.rounds.queries import owed_by


@dataclass(frozen=True)
class HeldPost:
    """A post of the leaver: for how many open actions, who else holds it, and the box for who takes it."""

    holder: PostHolder
    actions: int
    others: list[User]
    box: forms.BoundField


class HandOnForm(forms.Form):
    """To whom each post goes."""

    def __init__(self, *args: Any, leaver: User, holders: list[PostHolder], membership: Membership) -> None:
        super().__init__(*args)
        people = people_who_may_hold(membership.organisation)
        self.users = {str(each.user_id): each.user for each, may in people if may and each.user != leaver}
        offered = [("", "Nobody yet"), *((key, user.name) for key, user in self.users.items())]
        self.holders = {f"post-{holder.post_id}": holder for holder in holders}
        for name, holder in self.holders.items():
            self.fields[name] = forms.ChoiceField(
                label=f"Who takes {holder.post}?", choices=offered, required=False
            )

    @property
    def heirs(self) -> dict[int, User]:
        """The new holder of each post, by the post's key."""
        chosen = ((name, self.cleaned_data.get(name)) for name in self.holders)
        return {self.holders[name].post_id: self.users[user] for name, user in chosen if user}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INVITE_PEOPLE)
@confirmed_before_sending
def leave(request: MemberRequest, membership_id: int) -> HttpResponse:
    """Say who takes each post, then close the account."""
    person, today = _leaver_or_404(request, membership_id), clock.today()
    holders = _held(person.user, today)
    form = HandOnForm(
        request.POST if request.method == "POST" else None,
        leaver=person.user,
        holders=holders,
        membership=person,
    )
    if form.is_valid() and "close" in request.POST:
        close_account(person, to=form.heirs, by=request.user, at=clock.now())
        messages.success(request, f"{person.user} holds no post any more, and the account is closed.")
        return redirect("people")
    context = {
        "person": person,
        "form": form,
        "posts": _held_posts(holders, form, today),
        "owed": owed_by(person.user, request.organisation, day=today).order_by().count(),
    }
    return render(request, "people/leave.html", context)


def _leaver_or_404(request: MemberRequest, membership_id: int) -> Membership:
    """Somebody else whose account is open, in a role that the reader may invite."""
    roles = roles_to_invite(permissions_of(request.membership), request.organisation)
    people = people_of(request.organisation).filter(user__is_active=True, role__in=[str(r) for r in roles])
    person = get_object_or_404(people, pk=membership_id)
    if person.user == request.user:
        raise Http404
    return person


def _held(user: User, day: date) -> list[PostHolder]:
    """What somebody holds from the day on, each with `actions`, how many open ones the post owns."""
    open_actions = Action.objects.filter(OPEN, archived_at=None)
    number = Count(
        "post__ownerships__action", filter=Q(post__ownerships__action__in=open_actions), distinct=True
    )
    holdings = (
        PostHolder.objects.filter(_still(day), user=user).select_related("post").annotate(actions=number)
    )
    return list(holdings.order_by("-actions", "post__name"))


def _still(day: date) -> Q:
    return Q(to_on=None) | Q(to_on__gte=day)


def _held_posts(holders: list[PostHolder], form: HandOnForm, day: date) -> list[HeldPost]:
    """The rows of the page, with who else holds each post, in one query."""
    others: defaultdict[int, list[User]] = defaultdict(list)
    beside = PostHolder.objects.filter(_still(day), post__in=[holder.post_id for holder in holders])
    for other in beside.exclude(user__in=[holder.user_id for holder in holders]).select_related("user"):
        others[other.post_id].append(other.user)
    return [
        HeldPost(holder, vars(holder)["actions"], others[holder.post_id], form[f"post-{holder.post_id}"])
        for holder in holders
    ]


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
