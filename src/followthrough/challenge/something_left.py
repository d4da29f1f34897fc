"""Doubts "complete" where its own words tell of something that is left to do."""

import re
from collections.abc import Iterator
from datetime import date

from followthrough.challenge.finding import Finding, finding_about
from followthrough.challenge.returns import latest_returns
from followthrough.plan.document import PlanDocument
from followthrough.plan.statuses import CLAIMED_DONE

# Words by which owners say that some of it is still to come, as plans and their minutes have them.
_LEFT = re.compile(
    r"""\b(?: apart\s+from | aside\s+from | except(?:ing)?(?:\s+for)?
      | with\s+the\s+exception\s+of | excluding
      | remain(?:s|ing)?(?!\s+(?:in|the\s+same|unchanged|valid)\b) | outstanding | pending
      | (?:still|yet)\s+(?:to|needs?|need|requires?|awaiting|waiting|being|in\s+progress|under\s*way)
      | not\s+yet | awaiting | awaits? | waiting\s+(?:for|on)
      | (?:is|are)\s+(?:still\s+)?(?:due|scheduled|planned|expected)\s+(?:to|for|in|by)
      | due\s+to\s+be | to\s+be\s+(?:completed|finished|finalised|signed\s+off|agreed|approved|done)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "No posts remain", "nothing outstanding", "was due to be", "the remaining posts have been filled".
_NONE_LEFT = re.compile(
    r"\b(?:no|none|nothing|not\s+any|without\s+any|nobody|no\s*-?one|no\s+longer)\b|\b(?:was|were|been)\s+$",
    re.IGNORECASE,
)
_SINCE_DONE = re.compile(
    r"\b(?:has|have|had|was|were)\s+(?:now\s+|all\s+|since\s+|also\s+|both\s+|been\s+)*\w+(?:ed|en|ght|lt|ne|de|ld)\b"
    r"|\b(?:is|are)\s+now\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;!?\n]+")
_BEFORE = 40  # letters in which a "no" still belongs to what comes after it


def complete_with_something_left(plan: PlanDocument, day: date) -> Iterator[Finding]:
    """Actions called complete or closed whose words name something still to be done."""
    for action, update in latest_returns(plan):
        left = words_of_something_left(update.text or "") if update.status in CLAIMED_DONE else ""
        if left:
            yield finding_about(
                action,
                code="complete_with_something_left",
                severity="warning",
                message="Called complete, and its own words tell of something left to do.",
                quote=left,
                settles="Whether that is part of this action: if it is, another status until it is done.",
            )


def words_of_something_left(text: str) -> str:
    """The first sentence that tells of something still to be done, empty where none does."""
    return next((sentence for sentence in _sentences(text) if _tells_of_something_left(sentence)), "")


def _sentences(text: str) -> list[str]:
    return [found.group().strip() for found in _SENTENCE.finditer(text)]


def _tells_of_something_left(sentence: str) -> bool:
    for found in _LEFT.finditer(sentence):
        before = sentence[max(0, found.start() - _BEFORE) : found.start()]
        is_over = found.group().lower().startswith("remain") and _SINCE_DONE.search(sentence, found.end())
        if not _NONE_LEFT.search(before) and not is_over:
            return True
    return False
