"""What is asked of posts: which there are, what they own, who holds them."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import PERMISSIONS, Permission, Role
from followthrough.site.register.models import Action, Ownership, Plan, Post, PostHolder
from followthrough.site.register.queries import OPEN

_ANSWERING = [role.value for role in Role if Permission.ANSWER_RETURNS in PERMISSIONS[role]]


def holds_on(day: date) -> Q:
    """That a holding is in force on the day."""
    return Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))


def posts_under(organisation: Organisation, *, words: str, only_vacant: bool, day: date) -> QuerySet[Post]:
    """The organisation's posts that own anything or that somebody holds, those that own most first.

    Each has `owned`, how many open actions it owns, and in `holders_now` who holds it on the day.
    """
    now = PostHolder.objects.filter(holds_on(day), post=OuterRef("pk"))
    open_actions = Action.objects.filter(OPEN, archived_at=None)
    posts = organisation.posts.annotate(
        owned=Count("ownerships__action", filter=Q(ownerships__action__in=open_actions), distinct=True),
        is_held=Exists(now),
    )
    if words:
        posts = posts.filter(name__icontains=words)
    if only_vacant:
        posts = posts.filter(is_held=False, owned__gt=0)
    holders = PostHolder.objects.filter(holds_on(day)).select_related("user")
    return posts.prefetch_related(Prefetch("holders", holders, to_attr="holders_now")).order_by(
        "-owned", "name"
    )


def holders_of_post(post: Post) -> QuerySet[PostHolder]:
    """Who holds and held a post, the latest first."""
    return post.holders.select_related("user").order_by("-from_on", "-pk")


def people_who_may_hold(organisation: Organisation) -> list[tuple[Membership, bool]]:
    """The accounts that can sign in, and whether their role can send returns."""
    people = Membership.objects.filter(organisation=organisation, user__is_active=True)
    named = people.select_related("user").order_by("user__name", "pk")
    return [(person, person.role in _ANSWERING) for person in named]


def owned_by_post(post: Post) -> QuerySet[Ownership]:
    """What a post owns, plan by plan, with the part that it has in each."""
    owned = Ownership.objects.filter(post=post, action__archived_at=None)
    return owned.select_related("action__plan").order_by("action__plan", "action__position", "position")


def answers_for(action: Action, *, user: User, day: date) -> bool:
    """Whether an account holds a post on the day that owns the action, in whatever part."""
    holdings = PostHolder.objects.filter(holds_on(day), user=user, post__ownerships__action=action)
    return holdings.exists()


def actions_of_holder(user: User, organisation: Organisation, *, day: date) -> QuerySet[Action]:
    """The actions that the posts of an account own on the day, in whatever part."""
    holdings = PostHolder.objects.filter(holds_on(day), user=user, post__organisation=organisation)
    owned = Exists(Ownership.objects.filter(action=OuterRef("pk"), post__in=holdings.values("post")))
    plans = Plan.objects.filter(organisation=organisation)
    return Action.objects.filter(owned, archived_at=None, plan__in=plans)
