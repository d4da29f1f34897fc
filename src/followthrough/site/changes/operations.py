"""What asks for changes. Each operation is one transaction and leaves one event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from followthrough.outputs.wording import counted
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import requests_waiting, same_request
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in


@transaction.atomic
def ask_for_changes(
    *, plan: Plan, changes: Sequence[ChangeRequest], by: User | None, at: datetime
) -> list[ChangeRequest]:
    """Keep the changes asked for, as unsaved rows, and return those that were not asked for already.

    The rows say what, and where it was found; `plan`, `by` and `at` are set here. A change that waits in the
    same words for the same field is not asked for a second time. Moves `plan.changed_at` where any is new.
    """
    waiting = requests_waiting(plan)
    new = [change for change in changes if same_request(change) not in waiting]
    for change in new:
        change.plan, change.asked_by, change.asked_at = plan, by, at
    created = ChangeRequest.objects.bulk_create(new)
    if created:
        plan.changed_at = at
        plan.save(update_fields=["changed_at"])
        record_in(plan, "changes.asked", by=by, at=at, changes=counted(len(created), "change"))
    return created
