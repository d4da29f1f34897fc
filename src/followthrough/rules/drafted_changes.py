"""Recognises in an update that it asks for another date, so that a request can be offered, never made.

"Change Control to change date to November", "Change end date to December 2022", "Start: March 2023 ... Summer
2023": the words that say so, and the dates as they can be read. A month without a year is the first such
month after the date that is agreed.
"""

import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass

from followthrough.plan.when import When, read_when
from followthrough.rules.slippage import is_dated

_MOST_WORDS = 5
# One of these stands in every wording that is recognised, so that only such updates need to be read.
SIGNS = (
    "date", "change", "extension", "extend", "start", "end:", "finish:", "completion", "due:", "deadline",
    "timescale", "profile", "defer", "postpone", "put back",
)  # fmt: skip
_TO = r"(?:\s+(?:to|until|as|is|of|be)|\s*[:\-–])\s+"
_ASKS = re.compile(
    r"(?:change control\b[^.;\n]{0,60}?"
    r"|(?:change|move|extend|revise|amend|push|delay|re-?date)\w*\s[^.;\n]{0,40}?)"
    r"\b(?P<which>start|end|due|completion|target|delivery)?\s*date\w*(?:[^.;\n]{0,20}?)" + _TO,
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:revised|new|proposed|amended)\s+(?P<which>start|end|due|completion|target|delivery)?\s*date\w*"
    r"(?:\s+requested)?" + _TO,
    re.IGNORECASE,
)
_EXTENDS = re.compile(
    r"\b(?:request\w*|ask\w*|need\w*|seek\w*|require\w*)\s+(?:an?\s+)?extension\s+(?:to|until)\s+(?P<which>)",
    re.IGNORECASE,
)
# A date that begins at once, so that "to the board in March" is none.
_DATE = (
    r"(?:(?:end|early|mid|late)\W+(?:of\s+)?)?(?:\d{1,2}(?:st|nd|rd|th)?\W)?\s*(?:q[1-4]|spring|summer|autumn|winter"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\.?(?:\s*[’']?\d{2,4}\b)?"
)
_CONTROLLED = re.compile(rf"\bchange control\s+(?:to|until|for)\s+(?P<which>)(?={_DATE})", re.IGNORECASE)
_FROM_TO = re.compile(
    rf"\b(?:change control\b[^.;\n]{{0,40}}?\bfrom|dates?\s+(?:change|move)\w*(?:\s+from)?)\s+{_DATE}"
    rf"\s*(?:to|until|-|–)\s*(?P<which>)(?={_DATE})",
    re.IGNORECASE,
)
# "End date to be adjusted to", "target date is put back until", "deadline moves to", "completion date now".
_WHAT = (
    r"(?:(?P<which>start|end|due|completion|target|delivery)\s+date\w*|the\s+dates?|deadline|timescales?"
    r"|completion)"
)
_MOVES = re.compile(
    rf"\b{_WHAT}\s+(?:(?:is|are|has|have|should|needs?|must|will|can|could|to|be|been|now)\s+){{0,3}}"
    r"(?:adjust|amend|chang|mov|revis|defer|delay|slip|postpon|extend|put\s+back|push|read)\w*"
    rf"(?:\s+back)?(?:\s+from\s+{_DATE})?\s+(?:to|until|as)?\s*(?={_DATE})",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:(?P<which>start|end|due|completion|target|delivery)\s+date|completion|deadline)\W+"
    rf"(?:(?:was|from)\s+{_DATE}\W+)?(?:is\s+)?now\s+(?:expected\s+)?(?:in\s+|by\s+)?(?={_DATE})",
    re.IGNORECASE,
)
# A wish at the start of a sentence or after words that ask: "Please extend to", "Re-profile to".
_WISHES = re.compile(
    r"(?:^|[.;\n\"”)]\s*|\b(?:please|propose to|suggest|request to|approval to|seek to)\s+)"
    r"(?P<which>)(?:please\s+)?(?:change|extend|re-?profile|defer|re-?date|postpone|put\s+back)\w*"
    rf"(?:\s+(?:it|this|completion|delivery))?\s+(?:back\s+)?(?:to|until)\s+(?={_DATE})",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    rf"\b(?:new|date)\s+(?:(?P<which>start|end|due|completion)\s+)?(?:date|change)(?:\s+requested)?\s*[:\-–]?\s+(?={_DATE})",
    re.IGNORECASE,
)
_START = re.compile(r"\bstart(?:\s+date)?\s*:\s*(?P<which>)", re.IGNORECASE)
_END = re.compile(r"\b(?:end|finish|completion|due)(?:\s+date)?\s*:\s*(?P<which>)", re.IGNORECASE)
_PATTERNS = (
    (_ASKS, "due"), (_REVISED, "due"), (_EXTENDS, "due"), (_CONTROLLED, "due"), (_FROM_TO, "due"),
    (_MOVES, "due"), (_NOW, "due"), (_WISHES, "due"), (_REQUESTED, "due"), (_START, "start"), (_END, "due"),
)  # fmt: skip
_MONTHS = {name.lower() for name in month_name if name} | {name.lower()[:3] for name in month_name if name}


@dataclass(frozen=True)
class DraftedChange:
    """The dates that an update asks for, as far as it says them, and its words that say so."""

    due: When | None
    start: When | None
    quote: str


def drafted_change(text: str | None, *, due: When | None, start: When | None = None) -> DraftedChange | None:
    """What an update of an action with these agreed dates asks to change; None where it asks for no date."""
    asked: dict[str, When] = {}
    quotes = []
    for pattern, usual in _PATTERNS:
        for found in pattern.finditer(text or ""):
            rest = (text or "")[found.end() :].lower()
            which = "start" if (found["which"] or rest[:5]).lower() == "start" else usual
            agreed = start if which == "start" else due
            read = _date_after(text or "", found.end(), agreed)
            if read and which not in asked and not _is_agreed(read[0], agreed):
                asked[which] = read[0]
                quotes.append(_sentence_around(text or "", found.start(), read[1]))
    if "start" in asked and "due" not in asked and (later := _end_after_start(text or "", due)):
        asked["due"] = later
    if not asked or ("due" not in asked and _START.search(text or "")):
        return None
    return DraftedChange(asked.get("due"), asked.get("start"), " … ".join(dict.fromkeys(quotes)))


def _date_after(text: str, place: int, agreed: When | None) -> tuple[When, int] | None:
    """The date that stands at a place, in no more words than say it, and where it ends."""
    ends = [place + word.end() for word in re.finditer(r"\S+", text[place : place + 80])][:_MOST_WORDS]
    read = [(_read(text[place:end].strip(" .,;:()"), agreed), end) for end in ends]
    dated = [(when, end) for when, end in read if when is not None]
    if not dated:
        return None
    whole = dated[-1][0]
    same = [(when, end) for when, end in dated if _is_agreed(when, whole)]
    # "March 2023" is no longer than it has to be, though "March" alone would mean the same.
    with_year = [each for each in same[1:2] if re.search(r"\d{2}\W*$", text[: each[1]])]
    when, end = [*with_year, *same][0]
    return _without_words_before(when, agreed), end


def _without_words_before(when: When, agreed: When | None) -> When:
    """The date without words in front that say nothing of it: "the meeting: Summer 2023"."""
    words = when.text.split()
    fewer = (_read(" ".join(words[number:]), agreed) for number in range(len(words) - 1, 0, -1))
    return next((each for each in fewer if each and _is_agreed(each, when)), when)


def _read(words: str, agreed: When | None) -> When | None:
    if words.lower() in _MONTHS:
        return _next_such_month(words, agreed)
    when = read_when(words)
    return when if is_dated(when) else None


def _next_such_month(month: str, agreed: When | None) -> When | None:
    """The first such month after the date that is agreed."""
    if agreed is None or agreed.latest is None:
        return None
    years = (agreed.latest.year, agreed.latest.year + 1)
    found = (read_when(f"{month} {year}") for year in years)
    return next((when for when in found if when.latest and when.latest > agreed.latest), None)


def _end_after_start(text: str, due: When | None) -> When | None:
    """Beside "Start: March 2023", the date of its own that follows: "... Summer 2023"."""
    found = _START.search(text)
    if found is None or (first := _date_after(text, found.end(), None)) is None:
        return None
    for word in _words_from(text, first[1]):
        if (read := _date_after(text, word, due)) and not _is_agreed(read[0], due):
            return read[0]
    return None


def _words_from(text: str, place: int) -> Iterator[int]:
    yield from (found.start() for found in re.finditer(r"(?<!\S)[A-Z0-9(]", text) if found.start() > place)


def _is_agreed(when: When, agreed: When | None) -> bool:
    return agreed is not None and (when.earliest, when.latest) == (agreed.earliest, agreed.latest)


def _sentence_around(text: str, first: int, last: int) -> str:
    start = max((text.rfind(mark, 0, first) for mark in (". ", "\n", "; ")), default=-1) + 1
    return " ".join(text[start:last].split())
