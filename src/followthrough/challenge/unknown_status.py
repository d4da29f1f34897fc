"""Doubts a status word that the plan's own key does not define."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.returns import latest_returns
from followthrough.challenge.wording import of_period
from followthrough.plan.document import PlanDocument
from followthrough.plan.statuses import scheme_entry_for


def status_not_in_key(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Latest statuses that no entry of the key explains; plans without a key are left alone."""
    if not plan.scheme:
        return
    for action, update in latest_returns(plan):
        if update.status_text and scheme_entry_for(update.status_text, plan.scheme) is None:
            yield finding_about(
                action,
                code="status_not_in_key",
                severity="note",
                message=f"The status “{update.status_text}”{of_period(update)} is not in the plan's own key.",
                quote=update.status_text,
                settles="A status of the key, or an entry in the key that says what this one means.",
            )
