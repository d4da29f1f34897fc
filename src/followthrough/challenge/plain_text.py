"""What is left of an update's words when stamps and bare status words are taken away."""

import re

from followthrough.plan.folding import words_alone
from followthrough.plan.when.months import MONTH_WORD

_DAY = rf"(?:\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?|{MONTH_WORD} \d{{2,4}})"
_INITIALS = r"[A-Z]{2,3}"
# Initials are asked for: a date alone may be what the update is about.
_STAMP = rf"\(?(?:{_INITIALS}[ :,-]*{_DAY}|{_DAY}[ :,-]*{_INITIALS}\b)\)?"
_STAMP_FIRST = re.compile(rf"\s*{_STAMP}\s*[:.–-]*\s*")
_STAMP_LAST = re.compile(rf"\s*{_STAMP}\s*[.]?\s*$")
_LONGEST_STAMP = 40

_BARE_WORDS = frozenset({
    "complete", "completed", "completion", "closed", "done", "achieved", "implemented", "delivered",
    "finished", "fulfilled", "verified", "action", "actions", "task", "item", "this", "is", "was",
    "now", "has", "been", "all", "already", "fully", "as", "status", "update", "not", "due", "to",
    "start", "started", "yet", "on", "track", "in", "progress", "ongoing", "new", "assurance",
    "main", "added", "hold", "n", "a", "na", "nil", "none", "no", "tbc", "tba", "yes", "100",
    "nothing", "report",
})  # fmt: skip
_MOST_WORDS_TO_POINT = 9
_REF = r"(?:[A-Z]{1,4}[.-]?[A-Z]?\d[\w.-]*|\d+[a-z]?)"
_THERE = r"(?:above|below|previous\w*|last|prior|earlier|before)"
_THING = (
    r"(?:action|item|recommendation|update|entry|row|line|commentary|comment|report|section|workstream)s?"
)
_TIME = r"(?:week|month|quarter|period|round|return|meeting|time)'?s?"
_POINTS = re.compile(
    rf"""^\W*(?:(?:please|updated?|progress|position|commentary|status|action|is|remains)\s+){{0,3}}
    (?:as(?:\s+(?:per|for|in|with|noted\s+in|reported\s+in|stated\s+in|set\s+out\s+in))?
      |see|refer(?:red)?\s+to|cf\.?|same\s+as|(?:connected|linked|related)\s+to
      |(?:covered|included|reported|addressed)\s+(?:by|in|under|within)|repeat\s+of|will\s+follow|follows)
    \s+(?:(?:the|our|update|updates|commentary|entry|for|on|in|at|under|to)\s+){{0,4}}
    (?:{_THERE}|{_THING}|{_REF})
    (?:[\s,&]+(?:and|{_THERE}|{_THING}|{_TIME}|{_REF})\b)*
    (?:\s+(?:under|in|for|on|from)\s.*)?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_DITTO = re.compile(r'^\W*(?:ditto|do\.?|")\W*$', re.IGNORECASE)


def without_stamp(text: str) -> str:
    """The text without the initials and date that its writer put at an end ("JB 12.10.26")."""
    first = _STAMP_FIRST.match(text)
    rest = text[first.end() :] if first else text
    return (rest[:-_LONGEST_STAMP] + _STAMP_LAST.sub("", rest[-_LONGEST_STAMP:])).strip()


def says_nothing(text: str | None) -> bool:
    """Whether it is blank or only words that a status says already ("Complete", "N/A", "not due")."""
    return all(word in _BARE_WORDS for word in words_alone(without_stamp(text or "")))


def only_points(text: str) -> bool:
    """Whether it says nothing of its own but where to look ("As above", "See action 17")."""
    words = without_stamp(text)
    if _DITTO.search(words):
        return True
    return len(words.split()) <= _MOST_WORDS_TO_POINT and bool(_POINTS.search(words))
