"""What rounds are asked: who owes which return, who approves it, which round is the present one.

Each is a query that the database decides, whatever the number of posts, people and actions.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from followthrough.plan.owners import OwnerPart
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Link, Ownership, Plan, Post, PostHolder, Update
from followthrough.site.rounds.models import ENDED, ActionReturn, Delegation, Round

ACCOUNTABLE = Q(part=OwnerPart.ACCOUNTABLE.value)
UPDATES = Q(part=OwnerPart.UPDATE_OWNER.value)
_IN = (ActionReturn.State.SENT, ActionReturn.State.APPROVED)
# Nearest to being worked on first: a plan has one present round.
NEARNESS = Case(
    When(state=Round.State.OPEN, then=0),
    When(state=Round.State.LOCKED, then=1),
    When(state=Round.State.PLANNED, then=2),
    default=3,
)


def acting_for(user: User, organisation: Organisation, day: date) -> QuerySet[Any]:
    """The keys of the accounts that have delegated to this one on the day."""
    delegations = Delegation.objects.filter(organisation=organisation, to_user=user)
    return delegations.filter(from_on__lte=day, to_on__gte=day).values("from_user")


def held_posts(user: User, organisation: Organisation, day: date) -> QuerySet[Any]:
    """The keys of the posts that an account holds on the day, itself or for whoever delegated to it."""
    holds = Q(user=user) | Q(user__in=acting_for(user, organisation, day))
    return holdings_on(day).filter(holds, post__organisation=organisation).values("post")


def holdings_on(day: date) -> QuerySet[PostHolder]:
    """Who holds which post on the day."""
    return PostHolder.objects.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)


def answering_ownerships() -> QuerySet[Ownership]:
    """The owners who are asked for a return: the update owner where there is one, else the accountable."""
    return Ownership.objects.filter(UPDATES | _accountable_alone())


def _accountable_alone() -> Q:
    return ACCOUNTABLE & Q(~Exists(Ownership.objects.filter(UPDATES, action=OuterRef("action"))))


def unanswered(returns: QuerySet[ActionReturn]) -> QuerySet[ActionReturn]:
    """Those to which nothing came: neither sent here, nor told by a file that was taken in for the period.

    An action that was closed, or ended otherwise, while its round is open owes nothing any more.
    """
    return returns.filter(is_unanswered())


def is_unanswered() -> Q:
    """The same as a condition on a return."""
    updates = Update.objects.filter(action=OuterRef("action"), period=OuterRef("round__period"), by=None)
    by_file = Exists(updates.exclude(status=None, text=None))
    return ~Q(state__in=_IN) & ~Q(by_file) & ~has_ended()


def has_ended() -> Q:
    """A return that an open round asks of an action that has ended meanwhile."""
    return Q(round__state=Round.State.OPEN, action__status__in=ENDED)


def returns_in_rounds(organisation: Organisation) -> QuerySet[ActionReturn]:
    """What the organisation's rounds ask for or asked for, open or not, with round, plan and action."""
    returns = ActionReturn.objects.filter(round__plan__organisation=organisation)
    return returns.select_related("round__plan", "action__plan", "action__theme")


def returns_in_open_rounds(organisation: Organisation) -> QuerySet[ActionReturn]:
    """What the organisation's open rounds ask for, likewise."""
    return returns_in_rounds(organisation).filter(round__state=Round.State.OPEN)


def returns_of(user: User, organisation: Organisation, *, day: date) -> QuerySet[ActionReturn]:
    """The returns asked of an account, answered or not, in the order in which they are due."""
    # Found from the posts that somebody holds, which are few, not return by return; in two parts, since
    # PostgreSQL looks at every return where they are joined by an "or".
    owned = Ownership.objects.filter(post__in=held_posts(user, organisation, day)).order_by().values("action")
    answering = owned.filter(UPDATES).union(owned.filter(_accountable_alone()), all=True)
    asked = ~has_ended() | Q(state__in=_IN)
    returns = returns_in_open_rounds(organisation).filter(asked, action__in=answering)
    return returns.order_by("round__due_on", "round", "action__position")


def owed_by(user: User, organisation: Organisation, *, day: date) -> QuerySet[ActionReturn]:
    """What an account still owes."""
    return unanswered(returns_of(user, organisation, day=day))


def is_for(user: User, organisation: Organisation, day: date) -> Exists:
    """Whether an account may answer a return: one asked of it, or of whoever it answers for."""
    return Exists(
        Ownership.objects.filter(
            ACCOUNTABLE | UPDATES, action=OuterRef("action"), post__in=held_posts(user, organisation, day)
        )
    )


def may_be_answered_by(user: User, organisation: Organisation, *, day: date) -> QuerySet[ActionReturn]:
    """The returns that an account may answer now."""
    return returns_in_open_rounds(organisation).filter(is_for(user, organisation, day))


def may_be_approved_by(user: User, organisation: Organisation, *, day: date) -> QuerySet[ActionReturn]:
    """The returns, in plans that want approval, of actions for which the account answers as director lead."""
    posts = held_posts(user, organisation, day)
    owned = Ownership.objects.filter(ACCOUNTABLE, post__in=posts).values("action")
    returns = returns_in_open_rounds(organisation).filter(action__in=owned, round__plan__approval_wanted=True)
    return returns.order_by("round__due_on", "round", "action__position")


def to_approve(user: User, organisation: Organisation, *, day: date) -> QuerySet[ActionReturn]:
    """What waits for an account's approval."""
    waiting = may_be_approved_by(user, organisation, day=day).filter(state=ActionReturn.State.SENT)
    return waiting.exclude(is_own_return(user, day))


def is_own_return(user: User, day: date) -> Q:
    """Whether an account sent a return, or somebody sent it for the account as its owner."""
    posts = holdings_on(day).filter(user=user).values("post")
    asked = answering_ownerships().filter(action=OuterRef("action"), post__in=posts)
    return Q(sent_by=user) | Q(Exists(asked), for_absent_owner=True)


def holders_asked(action_return: ActionReturn, *, day: date) -> list[User]:
    """Who holds, on the day, a post from which the return is asked."""
    posts = answering_ownerships().filter(action=action_return.action).values("post")
    return [holding.user for holding in holdings_on(day).filter(post__in=posts).select_related("user")]


def stands_in(action_return: ActionReturn, user: User, *, day: date) -> bool:
    """Whether an account answers on the day for somebody away, and holds no post that owns the action."""
    posts = Ownership.objects.filter(ACCOUNTABLE | UPDATES, action=action_return.action).values("post")
    holdings = holdings_on(day).filter(post__in=posts)
    away = acting_for(user, action_return.round.plan.organisation, day)
    return holdings.filter(user__in=away).exists() and not holdings.filter(user=user).exists()


def approvers(action_returns: Collection[ActionReturn], *, day: date) -> dict[int, list[User]]:
    """Who may approve each return, by its key: who is accountable for its action; in two queries."""
    actions = {each.action_id: each for each in action_returns}
    owned = Ownership.objects.filter(ACCOUNTABLE, action__in=actions).order_by()
    found: dict[int, list[User]] = {}
    holders: dict[int, list[int]] = {}
    for action, post in owned.values_list("action", "post"):
        holders.setdefault(post, []).append(actions[action].pk)
    for holding in holdings_on(day).filter(post__in=holders, user__is_active=True).select_related("user"):
        for key in holders[holding.post_id]:
            found.setdefault(key, []).append(holding.user)
    return found


def what_was_said() -> list[Prefetch[Any]]:
    """What is shown beside a return and asked of it: owners, updates and links of its action."""
    return [
        Prefetch("action__ownerships", Ownership.objects.order_by("position")),
        Prefetch("action__updates", Update.objects.select_related("sent_by_return").order_by("position")),
        Prefetch("action__links", Link.objects.order_by("position")),
    ]


def with_what_was_said(returns: QuerySet[ActionReturn]) -> QuerySet[ActionReturn]:
    """The returns with all of that, in a constant number of queries."""
    people = returns.select_related("saved_by", "sent_by", "sent_back_by", "action__workstream")
    return people.prefetch_related(*what_was_said())


def with_owners_and_updates(returns: QuerySet[ActionReturn]) -> QuerySet[ActionReturn]:
    """The returns with the owners of their actions and what was said before, in three queries."""
    return returns.prefetch_related(
        Prefetch("action__ownerships", Ownership.objects.select_related("post").order_by("position")),
        Prefetch("action__updates", Update.objects.order_by("position")),
    )


def asked_of_post(round_: Round, post: Post) -> QuerySet[ActionReturn]:
    """The returns that a round asks of a post, in the order of the plan."""
    owned = answering_ownerships().filter(post=post).order_by().values("action")
    returns = round_.returns.filter(action__in=owned)
    return returns.select_related("round__plan", "action__plan").order_by("action__position")


class PostAsked(NamedTuple):
    """A post that a round asks: how many returns, how many of them are in, who holds it with an account."""

    post: Post
    asked: int
    number_in: int
    people: list[User]

    @property
    def has_people(self) -> bool:
        return bool(self.people)


def posts_asked(round_: Round, *, day: date) -> list[PostAsked]:
    """The posts that a round asks, those that nobody holds first, each by its name; in three queries."""
    returns = {each.pk: each for each in round_.returns.all()}
    counts: dict[Post, list[ActionReturn]] = {}
    for pk, posts in answering_posts(round_.returns.all()).items():
        for post in posts:
            counts.setdefault(post, []).append(returns[pk])
    holdings = holdings_on(day).filter(post__in=counts, user__is_active=True).select_related("user")
    people: dict[int, list[User]] = {}
    for holding in holdings:
        people.setdefault(holding.post_id, []).append(holding.user)
    found = [
        PostAsked(post, len(asked), sum(each.is_in for each in asked), people.get(post.pk, []))
        for post, asked in counts.items()
    ]
    return sorted(found, key=lambda each: (each.has_people, each.post.name))


def answering_posts(returns: QuerySet[ActionReturn]) -> dict[int, list[Post]]:
    """The posts from which each return is asked, by the return's key, in one query. None: nobody is named."""
    asked = answering_ownerships().filter(action__returns__in=returns).select_related("post")
    posts: dict[int, list[Post]] = {}
    for ownership in asked.annotate(of_return=F("action__returns")).order_by("position"):
        posts.setdefault(ownership.of_return, []).append(ownership.post)
    return posts


def rounds_of(plan: Plan) -> QuerySet[Round]:
    """The rounds of a plan, the latest period first."""
    return plan.rounds.order_by("-period")


def present_round(plan: Plan) -> Round | None:
    """The round in hand: the open one, else the locked one, the next planned or the last published."""
    in_hand = plan.rounds.annotate(nearness=NEARNESS)
    nearest = in_hand.order_by("nearness", "period").first()
    if nearest is not None and nearest.state == Round.State.PUBLISHED:
        return plan.rounds.order_by("-period").first()
    return nearest


def published_rounds_of(plan: Plan) -> QuerySet[Round]:
    """The rounds of a plan that were published, now or before they were reopened."""
    return plan.rounds.filter(publications__imported=False).distinct()


def rounds_of_organisation(organisation: Organisation) -> QuerySet[Round]:
    """Every round of the organisation's plans, with its plan, the latest period first."""
    return Round.objects.filter(plan__organisation=organisation).select_related("plan")


def number_owed(user: User, organisation: Organisation, *, day: date) -> int:
    """How many returns an account still owes."""
    return owed_by(user, organisation, day=day).order_by().count()


def number_to_approve(user: User, organisation: Organisation, *, day: date) -> int:
    """How many returns wait for an account's approval."""
    return to_approve(user, organisation, day=day).order_by().count()


def next_round(organisation: Organisation) -> Round | None:
    """The round of the organisation that opens next, None where none is planned."""
    planned = rounds_of_organisation(organisation).filter(state=Round.State.PLANNED)
    return planned.order_by("opens_on", "pk").first()
