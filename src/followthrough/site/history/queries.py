"""What the history can be asked."""

from django.db.models import Model, QuerySet

from followthrough.site.history.models import Event


def events_of_organisation(organisation: Model) -> QuerySet[Event]:
    """Everything that was done in the organisation, the newest first."""
    return Event.objects.filter(organisation_id=organisation.pk)
