"""What papers need of somebody, for the first page of who reviews and of the office that publishes them."""

from collections.abc import Iterator

from django.urls import reverse

from followthrough.site.editions.models import Edition
from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan

_State = Edition.State


def papers_to_review(user: User, organisation: Organisation) -> Iterator[Need]:
    """The drafts that wait for a review, a line a plan; nobody reviews what they drafted."""
    yield from _needs(
        [each for each in _in_hand(organisation, _State.DRAFT) if each.by_id != user.pk],
        "Paper waits for your review",
        "Papers wait for your review",
        "Review",
    )


def papers_of_the_office(user: User, organisation: Organisation) -> Iterator[Need]:
    """The same; what could not be made; and what was reviewed and can be published."""
    found = _in_hand(organisation, _State.DRAFT, _State.FAILED, _State.REVIEWED)
    drafts = [each for each in found if each.state == _State.DRAFT]
    by_others = [each for each in drafts if each.by_id != user.pk]
    own = [each for each in drafts if each.by_id == user.pk]
    failed = [each for each in found if each.state == _State.FAILED]
    reviewed = [each for each in found if each.state == _State.REVIEWED]
    yield from _needs(failed, "Paper could not be made", "Papers could not be made", "See")
    yield from _needs(by_others, "Paper waits for your review", "Papers wait for your review", "Review")
    yield from _needs(
        reviewed,
        "Paper is reviewed and not yet published",
        "Papers are reviewed and not yet published",
        "See",
    )
    yield from _needs(
        own,
        "Paper of yours waits for somebody else to review it",
        "Papers of yours wait for somebody else to review them",
        "See",
    )


def _in_hand(organisation: Organisation, *states: str) -> list[Edition]:
    found = Edition.objects.filter(plan__organisation=organisation, state__in=states)
    found = found.exclude(plan__state=Plan.State.ARCHIVED)
    only = ("number", "kind", "period", "title", "state", "by_id", "plan__title", "plan__slug")
    return list(found.select_related("plan").only(*only).order_by("plan_id", "number"))


def _needs(papers: list[Edition], one: str, more: str, button: str) -> Iterator[Need]:
    by_plan: dict[int, list[Edition]] = {}
    for each in papers:
        by_plan.setdefault(each.plan_id, []).append(each)
    for found in by_plan.values():
        first, is_one = found[0], len(found) == 1
        address = first.get_absolute_url() if is_one else reverse("papers", args=[first.plan.slug])
        beside = f"{first.plan}: {first}" if is_one else str(first.plan)
        words = f"{button} {'it' if is_one else 'them'}"
        yield Need(len(found), one if is_one else more, beside, address, words)
