"""The posts that answer for open actions and have no one to ask, those that answer for most first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from followthrough.site.people.models import Organisation
from followthrough.site.register.models import Action, Plan, Post
from followthrough.site.register.queries import OPEN
from followthrough.site.rounds.letters.addressees import Addressees
from followthrough.site.rounds.queries import answering_ownerships


@dataclass(frozen=True)
class Vacant:
    """A post with no one to ask, and for how many open actions it answers."""

    post: Post
    actions: int


def vacant_posts(organisation: Organisation, *, day: date, plan: Plan | None = None) -> list[Vacant]:
    """Of all plans, or of one. In five queries, whatever the number of posts."""
    open_actions = Action.objects.filter(OPEN, archived_at=None, plan__organisation=organisation)
    in_hand = open_actions.exclude(plan__state=Plan.State.ARCHIVED)
    if plan is not None:
        in_hand = in_hand.filter(plan=plan)
    answering = answering_ownerships().filter(action__in=in_hand).order_by()
    counted = dict(answering.values_list("post").annotate(number=Count("action", distinct=True)))
    posts = Post.objects.in_bulk(counted)
    addressees = Addressees(organisation, day)
    vacant = [Vacant(post, counted[key]) for key, post in posts.items() if not addressees.for_posts([post])]
    return sorted(vacant, key=lambda each: (-each.actions, each.post.name.casefold()))
