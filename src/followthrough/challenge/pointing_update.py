"""Doubts an update that only points to other words."""

from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.plain_text import only_points
from followthrough.challenge.returns import latest_returns
from followthrough.challenge.wording import of_period
from followthrough.plan.document import PlanDocument


def update_points_elsewhere(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Latest updates that say only "as above", "as last month", "see action 17"."""
    for action, update in latest_returns(plan):
        if update.text and only_points(update.text):
            yield finding_about(
                action,
                code="update_points_elsewhere",
                severity="warning",
                message=f"The update{of_period(update)} only points to other words; "
                "a reader of this action learns nothing.",
                quote=update.text,
                settles="One sentence on this action itself, or a link if the two are really one.",
            )
