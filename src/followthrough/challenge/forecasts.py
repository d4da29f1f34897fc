"""Finds the date by which an update says that the action will be finished.

Precision before recall: a date counts only where the words before it, in the same sentence, speak of an
end that moves or is expected; dates of starts and of steps on the way are left alone.
"""

import re

from followthrough.plan.when import When, read_when
from followthrough.plan.when.text import FoundWhen, find_whens

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
_CHANGES = re.compile(r"\b(?:chang|mov|amend|revis|slip|extend|push|put)\w*\b.{0,40}$", re.IGNORECASE)
_STARTS = re.compile(r"\b(?:start|begin|commenc)\w*\b", re.IGNORECASE)
_FROM_TO = re.compile(r"(?:from\s+)?.+?(?:\s+to\s+|\s*[-–]\s+)(?P<new>\S.*)", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:by|until|till|to|before|from|since|in|on|at|the|end|of|early|mid|late)\s+)+", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")


def forecast_in(text: str | None, *, title: str) -> When | None:
    """The last date in a text that is spoken of as the end of the action with this title."""
    words = text or ""
    ends = [end for found in find_whens(words) if (end := _end_in(found, _before(words, found), title))]
    return ends[-1] if ends else None


def _end_in(found: FoundWhen, sentence: str, title: str) -> When | None:
    """The date, if the sentence before it speaks of an end; of "changed from X to Y" it is Y."""
    change = _FROM_TO.match(found.when.text) if found.when.kind == "range" else None
    if change and _CHANGES.search(sentence) and not _STARTS.search(sentence):
        return read_when(change["new"])
    return found.when if _speaks_of_an_end(sentence, title) else None


def _before(text: str, found: FoundWhen) -> str:
    """The sentence up to the date proper: "by" and "end" belong to the words before it here."""
    lead = _LEAD.match(text, found.start)
    return _SENTENCE_END.split(text[: lead.end() if lead else found.start])[-1]


def _speaks_of_an_end(sentence: str, title: str) -> bool:
    if _NOT_AN_END.search(sentence):
        return False
    passive = _PASSIVE.search(sentence)
    return bool(_CUES.search(sentence)) or bool(passive and passive[1].lower() in title.lower())
