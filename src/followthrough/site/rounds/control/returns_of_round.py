"""The returns of a round as a list: which to show, with whom they are asked of."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from followthrough.site.numbers_sent import number_sent
from followthrough.site.register.models import Ownership
from followthrough.site.rounds.control.page import Control
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import ACCOUNTABLE, answering_ownerships, unanswered

# What a list of returns may be asked for, in words.
SHOWN = {
    "": "All",
    "missing": "Missing",
    "in": "In",
    "sent": "To approve",
    "approved": "Approved",
    "sent_back": "Sent back",
    "unheld": "Missing, and no one to ask",
}


def returns_shown(control: Control, *, state: str, owner: str, director: str) -> QuerySet[ActionReturn]:
    """The returns of a round under filters; what is not understood asks for nothing.

    `state` is a name of SHOWN; `owner` and `director` are keys of posts, "none": nobody is named.
    """
    found = _in_state(control, state)
    found = _of_post(found, answering_ownerships(), owner)
    found = _of_post(found, Ownership.objects.filter(ACCOUNTABLE), director)
    owners = answering_ownerships().select_related("post").order_by("position")
    shown = found.select_related("action", "sent_by").order_by("action__position")
    return shown.prefetch_related(Prefetch("action__ownerships", owners))


def _in_state(control: Control, state: str) -> QuerySet[ActionReturn]:
    returns = control.round.returns.all()
    missing = unanswered(returns)
    if state == "missing":
        return missing
    if state == "unheld":
        return returns.filter(pk__in=[each.pk for each in control.asked_of_nobody])
    if state == "in":
        return returns.exclude(pk__in=missing.values("pk"))
    return returns.filter(state=state) if state and state in SHOWN else returns


def _of_post(
    returns: QuerySet[ActionReturn], ownerships: QuerySet[Ownership], post: str
) -> QuerySet[ActionReturn]:
    of_action = ownerships.filter(action=OuterRef("action"))
    if post == "none":
        return returns.exclude(Exists(of_action))
    # A key in the address that no post can have asks for nothing.
    key = number_sent(post)
    return returns if key is None else returns.filter(Exists(of_action.filter(post=key)))
