"""Finds the date by which an update says that the action will be finished.

Precision before recall: a date counts only where the words before it, in the same sentence, speak of an
end that moves or is expected; dates of starts and of steps on the way are left alone.
"""

import re

from followthrough.plan.when import When
from followthrough.plan.when_text import find_whens

_CUES = re.compile(
    r"""(?:
      \b(?:completion|end|due|delivery|finish|target)\s+dates?\b.{0,40}
    | \b(?:now|will\s+be|to\s+be)\s+(?:due|complete|completed|finished|concluded)\b.{0,25}
    | \bcomplete[d]?\s+by
    | \b(?:slip|slips|slipped|slipping|move|moved|extend|extended|defer|deferred|delay|delayed|postponed
        |revised|put\s+back|pushed\s+back|re-?dated|re-?programmed)\b.{0,30}\b(?:to|until|till)
    | \bchanged?\b.{0,40}\b(?:to|end)
    | \b(?:and|to)\s+end(?:ing)?
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_PASSIVE = re.compile(r"\bwill\s+(?:now\s+)?be\s+(\w+ed)\s+(?:by|in|at|on)\s*$", re.IGNORECASE)
_NOT_AN_END = re.compile(
    r"\b(?:start\w*|begin\w*|commenc\w*|from|since|before|launch\w*)(?:\s+(?:date|in|on|of|to))*\W*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")


def forecast_in(text: str | None, *, title: str) -> When | None:
    """The last date in a text that is spoken of as the end of the action with this title."""
    found = [item for item in find_whens(text or "") if _speaks_of_an_end((text or "")[: item.start], title)]
    return found[-1].when if found else None


def _speaks_of_an_end(before: str, title: str) -> bool:
    sentence = _SENTENCE_END.split(before)[-1]
    if _NOT_AN_END.search(sentence):
        return False
    passive = _PASSIVE.search(sentence)
    return bool(_CUES.search(sentence)) or bool(passive and passive[1].lower() in title.lower())
