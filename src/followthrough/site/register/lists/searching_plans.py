"""The search over all plans of an organisation."""

from django.db.models import Prefetch, QuerySet

from followthrough.site.people.models import Organisation
from followthrough.site.register.latest_words import latest_words
from followthrough.site.register.lists.search import search
from followthrough.site.register.models import Action, Ownership, Plan


def actions_with(words: str, *, organisation: Organisation) -> QuerySet[Action]:
    """The actions of the organisation's plans that have the words, plan by plan; without words, none.

    Each has its plan, its owners, and in `words_said` its latest update.
    """
    if not words:
        return Action.objects.none()
    current = Action.objects.filter(plan__organisation=organisation, archived_at=None)
    found = current.exclude(plan__state=Plan.State.ARCHIVED).filter(search(words)).select_related("plan")
    owners = Prefetch("ownerships", Ownership.objects.order_by("position"))
    in_order = found.prefetch_related(owners).order_by("plan__title", "plan", "position")
    return in_order.annotate(words_said=latest_words("text"))
