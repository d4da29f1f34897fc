"""What the history can be asked."""

from django.db.models import Model, QuerySet

from followthrough.site.history.models import Event


def events_of_organisation(organisation: Model) -> QuerySet[Event]:
    """Everything that was done in the organisation, the newest first."""
    return Event.objects.filter(organisation_id=organisation.pk)


def events_of_subject(subject: Model) -> QuerySet[Event]:
    """What was done to one thing, the newest first."""
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def events_of_plan(plan: Model) -> QuerySet[Event]:
    """What was done to a plan and to anything in it, the newest first."""
    return Event.objects.filter(plan_id=plan.pk)
