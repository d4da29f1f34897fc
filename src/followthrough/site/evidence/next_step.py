"""What comes next on the way of an action from complete to closed, in a sentence."""

from datetime import date

from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.statuses import OPEN
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.evidence.closing import end_in_words
from followthrough.site.evidence.models import Closure
from followthrough.site.evidence.queries import ClosureFacts, ItemState


def next_step(facts: ClosureFacts, *, day: date) -> str:
    """How far the closure of an action is, and who is to do what."""
    if facts.closure:
        tested = " Its evidence was tested." if facts.closure.evidence_tested else ""
        unsaid = "" if facts.closure.achieved else " Whether what it was for was achieved was not said."
        return f"{end_in_words(facts.closure)}{unsaid}{tested}{embedding_in_words(facts.closure, day=day)}"
    if facts.was_closed_elsewhere:
        return "It says Closed. No decision on it was recorded here, and no evidence of it was tested here."
    if facts.action.status == Status.COMPLETE:
        return _of_complete(facts)
    shown = sum(item.state != ItemState.LACKING for item in facts.items)
    if facts.action.status is not None and Status(facts.action.status) not in OPEN:
        return "It is not rated, so nothing is to be closed."
    if not facts.items[0].measure:
        what = "Evidence is offered." if shown else "It has no measure of success and no evidence yet."
        return f"{what} Evidence can be offered while the work goes on."
    number = len(facts.items)
    have = "has" if shown == 1 else "have"
    measures = f"{counted(number, 'measure')} of success"
    return f"{shown} of {measures} {have} evidence. It can be offered while the work goes on."


def embedding_in_words(closure: Closure, *, day: date) -> str:
    """What is to be said of a closure's embedding check, after a space; empty where there is none."""
    if closure.embedding_due_on is None:
        return ""
    if closure.embedded is not None and closure.embedded_at:
        found = "It was found to be embedded" if closure.embedded else "It was found not to be embedded"
        return f" {found} by {closure.embedded_by}: “{closure.embedded_words}”"
    verb = "is" if closure.embedding_due_on > day else "has been" if closure.embedding_due_on < day else "is"
    since = " since" if closure.embedding_due_on < day else " on"
    return f" An embedding check {verb} due{since} {day_in_words(closure.embedding_due_on)}."


def _of_complete(facts: ClosureFacts) -> str:
    if facts.is_verified:
        return "A verifier has accepted the evidence. A committee can close it."
    said = ""
    if facts.to_verify:
        number = len(facts.to_verify)
        of = (
            f"{counted(number, 'measure')} {'waits' if number == 1 else 'wait'}"
            if facts.items[0].measure
            else "It waits"
        )
        said = f"{of} for a verifier who has no part in this action."
    lacking = f"Before it can be closed it needs {'; '.join(facts.lacks)}." if facts.lacks else ""
    return " ".join(filter(None, [said, lacking]))
