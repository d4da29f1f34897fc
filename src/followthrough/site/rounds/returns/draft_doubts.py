"""What the checks doubt in an answer while it is written, each doubt beside the box that it is about."""

from collections.abc import Callable, Iterator
from datetime import date

from followthrough.challenge.bare_complete import complete_without_evidence
from followthrough.challenge.copied_update import update_copied
from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.on_track_past_due import on_track_past_due
from followthrough.challenge.plain_text import says_nothing
from followthrough.challenge.pointing_update import update_points_elsewhere
from followthrough.plan import document as doc
from followthrough.plan.document import PlanDocument
from followthrough.rules.answers import Answer, Box
from followthrough.site.register.document.as_document import action_of
from followthrough.site.register.facts import scheme_of
from followthrough.site.register.models import Update
from followthrough.site.rounds.models import ActionReturn

# The boxes beside which a doubt may stand.
DOUBTED: tuple[Box, ...] = ("done", "status", "evidence")

Check = Callable[[PlanDocument, date], Iterator[Finding]]


def doubts_in(of: ActionReturn, answer: Answer, *, day: date) -> dict[Box, list[Finding]]:
    """The doubts about an answer by the box that each stands beside; silent where nothing is written.

    Takes the return with the updates, owners and links of its action.
    """
    done, shown = answer.done.strip(), "\n".join([answer.done, answer.evidence]).strip()
    # Whether it repeats the last update is asked of the first box alone, which is what was said then.
    said, proven = _with_answer(of, answer, done), _with_answer(of, answer, shown)
    found: dict[Box, list[Finding]] = {
        "done": [*_found(said, day, update_copied, update_points_elsewhere), *_empty(said, answer)],
        "status": [found for found in _found(said, day, on_track_past_due) if found.severity != "note"],
        "evidence": _found(proven, day, complete_without_evidence),
    }
    return {box: doubts for box, doubts in found.items() if doubts}


def earlier_updates(of: ActionReturn) -> list[Update]:
    """What was said of the action before this round asked."""
    return [
        update
        for update in of.action.updates.all()
        if update.says_something and not (update.by_id and update.period == of.round.period)
    ]


def _found(plan: PlanDocument, day: date, *checks: Check) -> list[Finding]:
    return [finding for check in checks for finding in check(plan, day)]


def _empty(plan: PlanDocument, answer: Answer) -> list[Finding]:
    """A doubt where words were written that a status says already; a bare "complete" is doubted elsewhere."""
    words = answer.done.strip()
    if not words or answer.says_done or not says_nothing(words):
        return []
    return [
        finding_about(
            plan.actions[0],
            code="update_says_nothing",
            severity="warning",
            message="These words say no more than a status does.",
            quote=words,
            settles="One sentence on what was done, or “nothing has changed”.",
        )
    ]


def _with_answer(of: ActionReturn, answer: Answer, words: str) -> PlanDocument:
    """A plan of the one action, as though the answer were sent with these words."""
    now = {"period": of.round.period, "status": answer.status, "text": words or None}
    said = [_as_said(update) for update in earlier_updates(of)]
    whole = doc.Action.model_validate(action_of(of.action) | {"updates": [*said, now]})
    return PlanDocument(actions=[whole], scheme=scheme_of(of.round.plan.scheme))


def _as_said(update: Update) -> dict[str, object]:
    # An update that was sent here has all boxes in its text.
    sent = getattr(update, "sent_by_return", None)
    words = sent.done if sent else update.text
    return {"period": update.period, "status": update.status, "text": words or None}
