"""Doubts an update that repeats the words of the round before."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.plain_text import says_nothing, without_stamp
from followthrough.challenge.returns import actions_to_do, said_by_round
from followthrough.challenge.wording import of_period
from followthrough.plan.document import Action, PlanDocument, Severity, Update
from followthrough.plan.folding import letters_alone
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when.periods import words_of

_NEAR_COPY_RATIO = 95
# In a short text one changed word may be the whole news.
_NEAR_COPY_LETTERS = 40


def update_copied(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Latest updates that repeat the one before, word for word or nearly."""
    for action in actions_to_do(plan):
        said = [update for update in said_by_round(action) if update.period]
        if len(said) > 1 and not any(says_nothing(update.text) for update in said[-2:]):
            yield from _compared(action, said[-1], said[-2], _rounds_alike(said))


def _rounds_alike(said: Sequence[Update]) -> int:
    """In how many rounds up to the latest the same words stand."""
    texts = (_words(update) for update in reversed(said))
    latest = next(texts)
    return 1 + sum(1 for _ in takewhile(latest.__eq__, texts))


def _words(update: Update) -> str:
    return letters_alone(without_stamp(update.text or ""))


def _compared(action: Action, now: Update, before: Update, rounds: int) -> Iterator[Finding]:
    period = words_of(before.period or "")
    was_finished_already = before.status in FINISHED and now.status in FINISHED
    if rounds > 1:
        often = f"; the same words have stood for {rounds} rounds" if rounds > 2 else ""
        message = f"The update{of_period(now)} repeats {period} word for word{often}."
        yield _copied(action, now, message, "note" if was_finished_already else "warning")
    elif _are_nearly_alike(_words(now), _words(before)):
        yield _copied(
            action, now, f"The update{of_period(now)} is almost word for word that of {period}.", "note"
        )


def _are_nearly_alike(now: str, before: str) -> bool:
    from rapidfuzz import fuzz  # here, because most plans never come to it

    return len(now) >= _NEAR_COPY_LETTERS and fuzz.ratio(now, before) >= _NEAR_COPY_RATIO


def _copied(action: Action, now: Update, message: str, severity: Severity) -> Finding:
    return finding_about(
        action,
        code="update_copied",
        severity=severity,
        message=message,
        quote=now.text or "",
        settles="What has happened since, or a plain “nothing has changed” with the reason.",
    )
