"""What opening a round would ask, and of whom, before it is opened."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from followthrough.site.register.models import Post
from followthrough.site.rounds.letters.addressees import Addressees
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import asked_by
from followthrough.site.rounds.queries import answering_ownerships


@dataclass(frozen=True)
class Opening:
    """How many returns, of how many posts and people; the posts that have no one to ask, and their returns.

    `without_owner`: returns of actions for which the plan names nobody. `reasons` counts the returns by why
    they are asked.
    """

    reasons: dict[str, int]
    returns: int
    posts: int
    people: int
    vacant_posts: int
    asked_of_nobody: int
    without_owner: int


def opening_of(round_: Round, *, day: date) -> Opening:
    """In a constant number of queries."""
    asked = asked_by(round_)
    posts = _posts_asked(asked)
    addressees = Addressees(round_.plan.organisation, day)
    found = {post.pk: addressees.for_posts([post]) for each in posts.values() for post in each}
    reachable = {key for key, people in found.items() if people}
    reasons: defaultdict[str, int] = defaultdict(int)
    for because in asked.values():
        reasons[because] += 1
    return Opening(
        reasons=dict(reasons),
        returns=len(asked),
        posts=len(found),
        people=len({user.pk for people in found.values() for user, _ in people}),
        vacant_posts=len(found) - len(reachable),
        asked_of_nobody=sum(not any(post.pk in reachable for post in each) for each in posts.values()),
        without_owner=len(asked.keys() - posts.keys()),
    )


def _posts_asked(actions: dict[int, str]) -> dict[int, list[Post]]:
    """The posts that would be asked for each action."""
    posts: defaultdict[int, list[Post]] = defaultdict(list)
    for ownership in answering_ownerships().filter(action__in=actions).select_related("post"):
        posts[ownership.action_id].append(ownership.post)
    return posts
