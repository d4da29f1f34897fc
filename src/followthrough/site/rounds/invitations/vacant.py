"""The posts that answer for actions in hand and have no one to ask, those that answer for most first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from followthrough.site.people.models import Organisation
from followthrough.site.register.models import Action, Plan, Post
from followthrough.site.register.queries import OPEN
from followthrough.site.rounds.letters.addressees import Addressees
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import answering_ownerships, unanswered


@dataclass(frozen=True)
class Vacant:
    """A post with no one to ask, and for how many actions it answers: open, or asked for by an open round."""

    post: Post
    actions: int


def _asked_for() -> QuerySet[Any]:
    """The actions of which an open round still wants a return: also what is complete and not yet closed."""
    return unanswered(ActionReturn.objects.filter(round__state=Round.State.OPEN)).values("action")


def vacant_posts(organisation: Organisation, *, day: date, plan: Plan | None = None) -> list[Vacant]:
    """Of all plans, or of one. In five queries, whatever the number of posts."""
    actions = Action.objects.filter(archived_at=None, plan__organisation=organisation)
    in_hand = actions.filter(OPEN | Q(pk__in=_asked_for())).exclude(plan__state=Plan.State.ARCHIVED)
    if plan is not None:
        in_hand = in_hand.filter(plan=plan)
    answering = answering_ownerships().filter(action__in=in_hand).order_by()
    counted = dict(answering.values_list("post").annotate(number=Count("action", distinct=True)))
    posts = Post.objects.in_bulk(counted)
    addressees = Addressees(organisation, day)
    vacant = [Vacant(post, counted[key]) for key, post in posts.items() if not addressees.for_posts([post])]
    return sorted(vacant, key=lambda each: (-each.actions, each.post.name.casefold()))
