"""Which editions there are, which are in force, and who may read which."""

from django.db.models import Exists, OuterRef, QuerySet

from followthrough.site.editions.models import Edition, Withdrawal
from followthrough.site.register.models import Plan

# A later edition of the same paper than the one that is asked about.
LATER = Edition.objects.filter(
    round=OuterRef("round"),
    kind=OuterRef("kind"),
    audience=OuterRef("audience"),
    issue__gt=OuterRef("issue"),
)


def editions_of(plan: Plan, *, sees_work: bool, sees_exempt: bool) -> QuerySet[Edition]:
    """The editions of a plan that a reader may see, the newest first, without their contents.

    Who does not see work in hand sees what was published alone, and of that, unless they may see what is
    exempt, what is for the public.
    """
    found = with_standing(plan.editions.exclude(state=Edition.State.REMOVED))
    if not sees_work:
        found = found.filter(state=Edition.State.PUBLISHED)
    return found if sees_exempt else found.filter(audience=Edition.Audience.PUBLIC)


def with_standing(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The same with whether each `is_superseded`, and its withdrawal, without their contents."""
    found = editions.annotate(is_superseded=Exists(LATER)).defer("content")
    return found.select_related("plan", "withdrawal", "by", "reviewed_by", "published_by")


def open_to_all(plan_id: int) -> QuerySet[Edition]:
    """The published public editions of a plan, each with whether it is superseded or withdrawn.

    Asks no table but those of editions: it is for the public pages.
    """
    found = Edition.objects.filter(
        plan_id=plan_id, state=Edition.State.PUBLISHED, audience=Edition.Audience.PUBLIC
    )
    withdrawn = Withdrawal.objects.filter(edition=OuterRef("pk"))
    return found.annotate(is_superseded=Exists(LATER), is_withdrawn=Exists(withdrawn)).defer("content")


def in_force(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Those published, not superseded and not withdrawn."""
    published = editions.filter(state=Edition.State.PUBLISHED, withdrawal=None)
    return with_standing(published).filter(~Exists(LATER))
