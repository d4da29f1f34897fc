"""Writing a note on the record."""

from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator

from followthrough.site.history.operations import record
from followthrough.site.people.models import User
from followthrough.site.record_notes.models import RecordNote
from followthrough.site.register.editing.edits import locked_plan
from followthrough.site.register.models import Action, Plan

LETTERS_IN_HISTORY = 300


@transaction.atomic
def write_note(
    plan: Plan,
    *,
    action: Action | None,
    text: str,
    role: str,
    by: User,
    at: datetime,
    period: str | None = None,
) -> RecordNote:
    """Put a note beside an action or a plan, for good. The same words sent twice in a row count once.

    With a `period` it is the leadership team's response to how the action stands in that period.
    """
    plan, words = locked_plan(plan), text.strip()
    last = RecordNote.objects.filter(plan=plan, action=action, by=by).first()
    if last and (last.text, last.period) == (words, period):
        return last
    note = RecordNote.objects.create(
        plan=plan, action=action, period=period, text=words, role=role, by=by, at=at
    )
    plan.changed_at = at  # what somebody wrote about it stays: an import into it can't be undone any more
    plan.save(update_fields=["changed_at"])
    record(
        type="note.response_written" if period else "note.written",
        by=by,
        organisation=plan.organisation,
        subject=action or plan,
        plan=plan,
        at=at,
        details={"text": Truncator(words).chars(LETTERS_IN_HISTORY), "period": note.period_in_words},
    )
    return note
