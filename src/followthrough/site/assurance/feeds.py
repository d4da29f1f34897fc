"""Calendar addresses: each is signed, belongs to one person, and shows what that person may see."""

from datetime import date, timedelta

from django.core.signing import BadSignature, Signer

from followthrough.site.assurance.models import CalendarFeed
from followthrough.site.assurance.timetable import RECURRING, Occurrence, timetable
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import PERMISSIONS, Permission, Role
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.posts.queries import actions_of_holder

_SIGNER = Signer(salt="followthrough.assurance.calendar")
LOOKED_BACK, LOOKED_AHEAD = timedelta(days=92), timedelta(days=400)


def token_of(feed: CalendarFeed) -> str:
    """What stands in the address of a calendar."""
    return _SIGNER.sign(feed.key.hex)


def present_feed(user: User, organisation: Organisation) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user, organisation=organisation, withdrawn_at=None).first()


def feed_of(token: str) -> CalendarFeed | None:
    """The calendar of a token, None where it is made up or withdrawn, or its person may see no work now."""
    try:
        key = _SIGNER.unsign(token)
    except BadSignature:
        return None
    feed = (
        CalendarFeed.objects.select_related("user", "organisation").filter(key=key, withdrawn_at=None).first()
    )
    if feed is None or not feed.user.is_active:
        return None
    membership = Membership.objects.filter(user=feed.user, organisation=feed.organisation).first()
    if membership is None or Permission.READ_WORK not in PERMISSIONS[Role(membership.role)]:
        return None
    return feed


def occurrences_in(feed: CalendarFeed, *, day: date) -> list[Occurrence]:
    """What falls due for a person: of their posts, or of every plan where they hold none."""
    actions = actions_of_holder(feed.user, feed.organisation, day=day)
    if not actions.exists():
        actions = Action.objects.filter(archived_at=None, plan__organisation=feed.organisation)
    found = actions.filter(RECURRING).exclude(plan__state=Plan.State.ARCHIVED).select_related("plan")
    return timetable(found, first=day - LOOKED_BACK, last=day + LOOKED_AHEAD, day=day)
