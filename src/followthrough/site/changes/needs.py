"""What waits for the decision of a change authority, for the first page of who records its decisions."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from followthrough.site.changes.models import WAITING, ChangeRequest
from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan


def changes_to_decide(user: User, organisation: Organisation) -> Iterator[Need]:
    """A line for each plan whose decisions an account is named to record, its own left out."""
    own_requests = ChangeRequest.objects.filter(
        plan__organisation=organisation, plan__change_authority__recorders=user, state__in=WAITING
    )
    numbers = dict(own_requests.exclude(asked_by=user).order_by().values_list("plan").annotate(Count("pk")))
    for plan in Plan.objects.filter(pk__in=numbers).order_by("title", "pk"):
        number = numbers[plan.pk]
        sentence = f"{'Change waits' if number == 1 else 'Changes wait'} for a decision that you record"
        see = "See it" if number == 1 else "See them"
        yield Need(number, sentence, str(plan), reverse("change_agenda", args=[plan.slug]), see)
