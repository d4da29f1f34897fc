"""Doubts "complete" where nothing else is said."""

import re
from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.plain_text import only_points, says_nothing
from followthrough.challenge.returns import latest_returns
from followthrough.challenge.wording import in_period
from followthrough.plan.document import Action, PlanDocument, Status, Update
from followthrough.plan.statuses import CLAIMED_DONE
from followthrough.plan.when.periods import latest_of, words_of

_TELLS_OF_WORK = re.compile(r"evidence|deliver|outcome|progress|update|achieve|comment|result", re.IGNORECASE)


def complete_without_evidence(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions called complete or closed, by their latest word, with blank words or only that word."""
    for action, update in latest_returns(plan):
        if update.status in CLAIMED_DONE and says_nothing(update.text) and not _notes_tell(action):
            yield _bare(action, update, _said_before(action, update))


def _notes_tell(action: Action) -> bool:
    """Whether a column of the plan kept as a note tells what was done."""
    return any(
        note.heading and _TELLS_OF_WORK.search(note.heading) and not says_nothing(note.text)
        for note in action.notes
    )


def _tells(text: str | None) -> bool:
    return not says_nothing(text) and not only_points(text or "")


def _said_before(action: Action, update: Update) -> Update | None:
    """The last earlier update that made the claim and said what was done."""
    earlier = [item for item in action.updates if item.period and item.period < (update.period or "")]
    return latest_of([item for item in earlier if item.status in CLAIMED_DONE and _tells(item.text)])


def _bare(action: Action, update: Update, before: Update | None) -> Finding:
    claim = "closed" if update.status is Status.CLOSED else "complete"
    message = f"Called {claim}{in_period(update)}, and nothing says what was done or how one can tell."
    settles = "What was delivered, when, and a document or figure that shows it."
    if before:
        period = words_of(before.period or "")
        message = f"Called {claim}{in_period(update)} with no words of its own; {period} said more."
        settles = f"Whether the words of {period} are the evidence: “{before.text}”"
    return finding_about(
        action,
        code="complete_without_evidence",
        severity="note" if before else "warning",
        message=message,
        quote=update.text or update.status_text or "",
        settles=settles,
    )
