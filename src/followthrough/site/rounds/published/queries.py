"""What rounds published, as members are shown it.

A round that came with an imported file was published by nobody here, so it is none of these. A round that
was reopened keeps its last edition.
"""

from django.db.models import F, Max, Q, QuerySet

from followthrough.site.people.models import Organisation
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import Publication, Standing

MOST_WORDS = 12


def last_editions(organisation: Organisation) -> QuerySet[Publication]:
    """The last edition of every round published for members, with round and plan, the latest period first."""
    of_members = Publication.objects.filter(
        imported=False, round__plan__organisation=organisation, round__plan__kept_from_members=False
    )
    newest = of_members.annotate(newest=Max("round__publications__edition")).filter(edition=F("newest"))
    return newest.select_related("round__plan").order_by("-round__period", "round__plan__title", "pk")


def last_editions_of(plan: Plan) -> QuerySet[Publication]:
    """The same of one plan."""
    return last_editions(plan.organisation).filter(round__plan=plan)


def present_editions(organisation: Organisation) -> list[Publication]:
    """What each plan published last, plan by plan."""
    by_plan: dict[int, Publication] = {}
    for each in last_editions(organisation).defer("figures"):
        by_plan.setdefault(each.round.plan_id, each)
    return sorted(by_plan.values(), key=lambda each: (each.title or "").casefold())


def with_words(standings: QuerySet[Standing], words: str) -> QuerySet[Standing]:
    """The standings that have each of the words in what was published of them."""
    for word in words.split()[:MOST_WORDS]:
        standings = standings.filter(
            Q(ref__istartswith=word)
            | Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(theme__icontains=word)
            | Q(workstream__icontains=word)
        )
    return standings


def entries_of(plan: Plan, number: int) -> list[Standing]:
    """How one action stood in each published round, the latest first."""
    editions = {each.pk: each for each in last_editions_of(plan).defer("figures")}
    found = Standing.objects.filter(publication__in=editions, number=number)
    entries = sorted(found, key=lambda each: editions[each.publication_id].round.period, reverse=True)
    for each in entries:
        each.publication = editions[each.publication_id]
    return entries
