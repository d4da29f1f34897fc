"""What the accounts can be asked."""

from django.db.models import QuerySet

from followthrough.site.people.models import Membership, Organisation


def people_of(organisation: Organisation) -> QuerySet[Membership]:
    """The organisation's memberships with their accounts, by name."""
    return organisation.memberships.select_related("user", "organisation").order_by(
        "user__name", "user__email"
    )
