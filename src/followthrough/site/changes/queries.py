"""What is asked about changes: those that wait, who decides, which causes there are."""

import json
from collections.abc import Collection, Hashable
from datetime import date

from django.db.models import Count, F, QuerySet

from followthrough.site.changes.authority import DEFAULT_CAUSES
from followthrough.site.changes.models import WAITING, Cause, ChangeAuthority, ChangeRequest
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.permissions import Permission, permissions_of
from followthrough.site.register.models import Action, Plan, PostHolder
from followthrough.site.register.moved_dates import offer_who_moved_dates
from followthrough.site.register.posts.queries import holds_on


def changes_waiting(plan: Plan) -> QuerySet[ChangeRequest]:
    """The changes of a plan that nobody has decided, those of the whole plan first, then in its order."""
    waiting = plan.change_requests.filter(state__in=WAITING).select_related("action", "asked_by")
    return waiting.order_by(F("action__position").asc(nulls_first=True), "pk")


def authority_of(plan: Plan) -> ChangeAuthority:
    """Who decides the changes of a plan; the default, unsaved, where nobody has set it."""
    found = ChangeAuthority.objects.filter(plan=plan).first()
    return found or ChangeAuthority(plan=plan)


def may_decide(plan: Plan, member: Membership) -> bool:
    """Whether somebody records the decisions of a plan: one of those who are named, else the office."""
    authority = authority_of(plan)
    named = authority.recorders.all() if authority.pk else User.objects.none()
    if named.exists():
        return named.filter(pk=member.user_id).exists()
    return Permission.EDIT_PLANS in permissions_of(member)


def may_withdraw(change: ChangeRequest, member: Membership) -> bool:
    """Whether somebody may take back a request: their own, or any for the programme office."""
    return change.waits and (
        change.asked_by_id == member.user_id or Permission.EDIT_PLANS in permissions_of(member)
    )


def cause_names(plan: Plan) -> list[str]:
    """The names of the causes to choose from: those of the plan's organisation, else the usual ones."""
    own = Cause.objects.filter(organisation=plan.organisation_id, retired=False)
    return list(own.values_list("name", flat=True)) or list(DEFAULT_CAUSES)


def number_waiting(plan: Plan) -> int:
    return plan.change_requests.filter(state__in=WAITING).count()


def numbers_by_kind(plan: Plan) -> list[tuple[str, str, int]]:
    """The kinds of which a change waits: the kind, its words, how many; in the order of the kinds."""
    waiting = plan.change_requests.filter(state__in=WAITING).order_by()
    numbers = dict(waiting.values_list("kind").annotate(Count("pk")))
    return [(kind, label, numbers[kind]) for kind, label in ChangeRequest.Kind.choices if kind in numbers]


def names_of(user: User, organisation: Organisation, *, day: date) -> set[str]:
    """The names on whose behalf a request can be made that mean this account: its own and its posts'."""
    holdings = PostHolder.objects.filter(holds_on(day), user=user, post__organisation=organisation)
    return {user.name, *holdings.values_list("post__name", flat=True)}


def is_on_behalf_of(change: ChangeRequest, names: Collection[str]) -> bool:
    """Whether a request was made on behalf of one of these names, alone or among others: "A, B and C"."""
    listed = _as_list(change.on_behalf_of)
    return bool(change.on_behalf_of) and any(_as_list(name) in listed for name in names)


def is_own_request(change: ChangeRequest, user: User, names: Collection[str]) -> bool:
    """Whether an account that has these names asked for it, or somebody did on its behalf."""
    return change.asked_by_id == user.pk or is_on_behalf_of(change, names)


def _as_list(words: str) -> str:
    return f", {words.casefold().replace(' and ', ', ')}, "


def who_moved_dates(plan: Plan) -> dict[int, str]:
    """By the key of each action whose due date was moved here, who decided the last move. One query."""
    moves = plan.change_requests.filter(field="due", action__isnull=False, applied_at__isnull=False)
    shown = moves.only("action_id", "state", "origin", "forum", "decided_on").order_by("applied_at", "pk")
    return {each.action_id: each.who_decided for each in shown if each.action_id}


offer_who_moved_dates(who_moved_dates)


def changes_asked_of(action: Action) -> dict[str, list[ChangeRequest]]:
    """The changes that wait for an action, by field."""
    by_field: dict[str, list[ChangeRequest]] = {}
    for change in action.change_requests.filter(state__in=WAITING).select_related("plan", "asked_by"):
        by_field.setdefault(change.field, []).append(change)
    return by_field


def changes_decided_of(action: Action) -> list[ChangeRequest]:
    """What was decided, recorded or taken back of an action, the latest first."""
    decided = action.change_requests.exclude(state__in=WAITING).select_related(
        "plan", "decided_by", "asked_by"
    )
    return list(decided.order_by("-number"))


def requests_waiting(plan: Plan) -> set[Hashable]:
    """What is asked for already, to be compared with `same_request`."""
    return {same_request(change) for change in plan.change_requests.filter(state__in=WAITING)}


def same_request(change: ChangeRequest) -> Hashable:
    """What makes two requests the same: of what, and to what."""
    return change.action_id, change.field, change.named, json.dumps(change.new, sort_keys=True)
