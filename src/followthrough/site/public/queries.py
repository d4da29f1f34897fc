"""What the public pages show: open pages, the editions of a plan, and one edition's actions."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, IntegerField, Max, Q, QuerySet, Value, When
from django.http import Http404

from followthrough.outputs.report.stand import LATE, NOT_BEGUN, UNDER_WAY
from followthrough.plan.document import Status
from followthrough.plan.statuses import CLAIMED_DONE
from followthrough.site.editions.models import Edition, EditionAction, PublicPage
from followthrough.site.editions.queries import LATER, open_to_all

# The kinds of actions that counts lead to, in the order of the page.
STATES: dict[str, tuple[str, frozenset[Status]]] = {
    "done": ("complete or closed", CLAIMED_DONE),
    "under-way": ("under way", UNDER_WAY),
    "late": ("of these late", LATE),
    "not-begun": ("not begun", NOT_BEGUN),
}
# Where several papers tell of one period.
PAPER_FIRST = Case(When(kind="cabinet", then=Value(0)), default=Value(1), output_field=IntegerField())


class Version(NamedTuple):
    """What of a plan's pages there is: whatever changes on them changes this."""

    changed_at: datetime
    number: int


def open_pages() -> QuerySet[PublicPage]:
    """The pages that are open, by body."""
    return PublicPage.objects.filter(is_open=True).order_by("body", "slug")


def open_page_or_404(body: str, slug: str) -> PublicPage:
    """The page at an address, where it is open."""
    page = open_pages().filter(body_slug=body, slug=slug).first()
    if page is None:
        raise Http404
    return page


def version_of(page: PublicPage) -> Version:
    """When anything on the pages of a plan last changed, and how much there is."""
    of_plan = Edition.objects.filter(
        plan_id=page.plan_id, audience=Edition.Audience.PUBLIC, published_at__isnull=False
    )
    found = of_plan.aggregate(
        published=Max("published_at"),
        withdrawn=Max("withdrawal__at"),
        number=Count("pk") + Count("withdrawal"),
    )
    moments = [page.at, *filter(None, (found["published"], found["withdrawn"]))]
    return Version(max(moments), found["number"])


def papers_of(plan_id: int) -> QuerySet[Edition]:
    """The public editions of a plan, the newest first, each with whether it is in force."""
    return open_to_all(plan_id).order_by("-period", "-published_at", "-number")


def papers_in_force(plan_id: int) -> QuerySet[Edition]:
    """Those that were neither superseded nor withdrawn."""
    return papers_of(plan_id).filter(~Exists(LATER), withdrawal=None)


def rounds_told(plan_id: int) -> list[Edition]:
    """For each period the edition in force that tells of its actions, the latest period first.

    Where several papers tell of one period, they tell the same; the progress paper comes first.
    """
    telling = (
        papers_in_force(plan_id).exclude(figures={}).order_by("-period", PAPER_FIRST, "-published_at", "pk")
    )
    by_period: dict[str, Edition] = {}
    for edition in telling:
        by_period.setdefault(edition.period, edition)
    return list(by_period.values())


def actions_in(edition: Edition, state: str = "") -> QuerySet[EditionAction]:
    """The actions of an edition; of one of STATES alone where that is asked."""
    found = edition.actions.all()
    return found.filter(status_kind__in=list(STATES[state][1])) if state in STATES else found


def with_words(actions: QuerySet[EditionAction], words: str) -> QuerySet[EditionAction]:
    """Those that have each of the words."""
    for word in words.split()[:12]:
        actions = actions.filter(
            Q(ref__istartswith=word)
            | Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(theme__icontains=word)
        )
    return actions


def entries_of(editions: list[Edition], key: str) -> list[tuple[Edition, EditionAction]]:
    """What each round says of an action, the latest first."""
    by_edition = {
        each.edition_id: each for each in EditionAction.objects.filter(edition__in=editions, key=key)
    }
    return [(edition, by_edition[edition.pk]) for edition in editions if edition.pk in by_edition]


def due_next(edition: Edition, number: int) -> list[EditionAction]:
    """The next dates that actions have from the day of the edition on, of what is not done."""
    ahead = edition.actions.filter(day_now__gte=edition.day).exclude(status_kind__in=list(CLAIMED_DONE))
    return list(ahead.order_by(F("day_now").asc(), "position")[:number])
