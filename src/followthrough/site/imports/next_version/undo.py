"""The undoing of a next version: what it added goes, and the plan is what it was before."""

from datetime import datetime

from followthrough.site.changes.models import ChangeRequest
from followthrough.site.imports.models import Import
from followthrough.site.people.models import User
from followthrough.site.register.document import next_version as register
from followthrough.site.register.models import Plan
from followthrough.site.rounds.past_rounds import remove_imported_rounds


def undo_next_version(locked: Import, *, by: User, at: datetime) -> None:
    """Take out of the plan what a locked import added to it, its requests for change too.

    Raises NotAsBeforeError, inside the transaction of the caller, where something else hangs on it.
    """
    taken = locked.next_version
    assert locked.into
    plan = Plan.objects.select_for_update().get(pk=locked.into.pk)
    remove_imported_rounds(plan, periods=taken.periods)
    ChangeRequest.objects.filter(plan=plan, import_id=locked.pk).delete()
    register.take_next_version_out(
        plan, taken.added, before=taken.plan_before, changed_at=taken.changed_at_before, by=by, at=at
    )
    taken.delete()
