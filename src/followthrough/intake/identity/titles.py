"""What a plan is called: the titles that texts may name, each with its points."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from followthrough.intake.identity.bodies import body_in, is_body_alone
from followthrough.intake.identity.spots import AS_AT, Spot, names_plan
from followthrough.intake.kinds.key_texts import entries_in, names_key
from followthrough.intake.tables.sections import is_labelled
from followthrough.plan.statuses import is_status_text
from followthrough.plan.when.dates import find_dates
from followthrough.plan.when.words import plain

_LEAST = 2.0
# Two titles as near as this are both shown.
NEAR = 1.0
_LONGEST = 160
_MANY_WORDS = 18
# So many parts of one line are the headings of columns.
_HEADER_PARTS = 4

_MAY_NAME_PLAN = re.compile(
    r"\b(?:plan|programme|strategy|report|review|response|update|log|register|actions?|recommendations?"
    r"|commitments?|timeline|assessment|evaluation|inspection|monitor(?:ing)?|schedule|roadmap|framework)\b",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"\W*(?:annexe?|appendix|attachment|enclosure|agenda item|item|paper|schedule)\s*(?:no\.?\s*)?"
    r"(?:\d{1,3}[a-z]?|[a-z]|[ivx]{1,4})?\b\W*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# What the parts of a paper or a page are called, whatever it is about.
_PART = re.compile(
    r"\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:the )?(?:"
    r"executive summary|introduction|background|(?:table of )?contents?|summary(?: and purpose)?|conclusions?"
    r"|purpose(?: of (?:the )?report)?|recommendations?(?: to .{3,40})?|findings|good practice|overview"
    r"|foreword"
    r"|key|legend|guidance(?: notes?)?|notes?|acronyms|abbreviations|glossary|definitions|how to use.*"
    r"|instructions|cover|front ?(?:sheet|page)|home|menu|search|skip to.*|contact(?: us)?|version control"
    r"|document control|distribution|sign ?off|lists?|lookups?|dropdowns?|change log|risks?"
    r"|(?:\w+[ /]){1,4}implications|background papers.*|completed|incomplete|open|closed|status|data"
    r"|sheet ?\d*|table ?\d*|v?\d+(?:\.\d+)*"
    r"|confidential|restricted|official|private|public|draft|for information|for decision"
    r")\W*",
    re.IGNORECASE,
)
# A name that says nothing of this plan, which only a heading of the whole file makes a title.
_BARE = re.compile(
    r"\W*(?:the |our )?(?:report|actions?|progress|plan|action plan|tracker|log|dashboard|register)\s?\d*\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s*(?:\(?[a-z\d]{1,3}[.)]|\([a-z\d]{1,4}\)|[IVX]{1,4}[.)]|\d+(?:\.\d+)+)\s"
    r"|\s*(?:aim|objective|theme|priority|goal|outcome|strand|section|part|recommendation|finding|workstream"
    r"|pillar|standard|domain|commitment|action|issue)\s*(?:no\.?\s*)?\d",
    re.IGNORECASE,
)
_TITLE_LABELS = {
    "title", "report title", "title of report", "name of plan", "plan name", "plan title", "plan", "document",
    "document title", "subject", "project", "project name", "programme", "report", "name of report", "re",
}  # fmt: skip
# A section of an act, not of the plan.
_STATUTE = re.compile(r"section \d{2,3}\b", re.IGNORECASE)
# What stands beside a date that is all that a line says.
_BESIDE_DATES = re.compile(
    r"(?:\W|\d|\b(?:month|period|quarter|version|v|updated|date|as at|to|for|reporting|position|at|issued?"
    r"|revised|on|printed|end|of|last|reviewed|draft|the|by|from|up)\b)*",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:board|committee|executive|cabinet|council|panel|commission|meeting|group|forum)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|will|should|shall|must|has|have|had|stands?|shows?|sets? out"
    r"|this|please|we|you)\b",
)
_STROKE = re.compile(r"\s+[–—|-]\s+|\s*\|\s*")
_MARKING = re.compile(r"(?:official|draft|confidential|public|restricted)(?:\W+sensitive)?", re.IGNORECASE)
_MARKS = "•·▪–—-*|>"


class Scored(NamedTuple):
    """A text that may be the title, with its points and why it has them."""

    text: str
    points: float
    spot: Spot
    reason: str


def titles_of(spots: Sequence[Spot], themes: frozenset[str]) -> list[Scored]:
    """The texts that may be the title, the best first; `themes` stand straight above tables in turn."""
    highest = [spot for spot in spots if spot.level == 1 and not spot.is_sheet]
    only = highest[0] if len(highest) == 1 else None
    scored = [found for spot in spots if (found := _score(spot, themes, only)) and found.points >= _LEAST]
    # A text that says of what it is the plan says more than "Action plan" alone, wherever it stands.
    is_told = any(names_plan(found.text) and not _BARE.fullmatch(found.text) for found in scored)
    bare = {found.text for found in scored if is_told and _BARE.fullmatch(found.text)}
    return sorted(scored, key=lambda found: (found.text in bare, -found.points, found.spot.at))


def _score(spot: Spot, themes: frozenset[str], only: Spot | None) -> Scored | None:
    text = _plan_alone(_without_annex(spot.text))
    stands_out = spot.is_above or spot.is_running or spot.label or spot.level == 1
    if not (stands_out or (spot.is_below and names_plan(text))):
        return None
    if not text or spot.text in themes or _is_no_title(text, spot):
        return None
    points, reason = _points_of_place(spot)
    points += 4 if names_plan(text) else 2 if _MAY_NAME_PLAN.search(text) else 0
    points += 0.5 if body_in(text) else 0
    points += 1.0 if spot is only else 0
    points -= 0.0 if spot.label in _TITLE_LABELS else _against(text, spot)
    return Scored(text, points, spot, reason)


def _plan_alone(text: str) -> str:
    """The words without a body, a day or a marking that strokes or bars keep apart from them: of "Northmere
    Trust | Recovery plan | as at 3 May" the plan. Where little would be left the text stays whole."""
    parts = [part.strip() for part in _STROKE.split(text)]
    left = [part for part in parts if part and not _is_of_else(part)]
    rest = " – ".join(left)
    return rest if left and len(left) < len(parts) and not _BARE.fullmatch(rest) else text


def _is_of_else(part: str) -> bool:
    is_body = is_body_alone(part) and not _MAY_NAME_PLAN.search(part)
    return is_body or AS_AT.match(part) is not None or _MARKING.fullmatch(part) is not None


def _points_of_place(spot: Spot) -> tuple[float, str]:
    """What the place alone is worth, and the place in words."""
    if spot.label in _TITLE_LABELS:
        return 8.0, f"It stands beside “{spot.label}”."
    points, reason = 0.0, "It stands in the file."
    if spot.is_above:
        points, reason = 1.5 + max(0.0, 1.5 - 0.3 * spot.at), "It stands above the first table of actions."
    if spot.level is not None and not spot.is_sheet:
        points, reason = points + max(0.5, 3.5 - spot.level), "It is marked as a heading."
    if spot.is_running:
        points, reason = points + 1.5, "It is printed on many pages."
    if spot.is_sheet:
        points, reason = points - 1.0, "It is the name of the sheet."
    return points, reason


def _against(text: str, spot: Spot) -> float:
    """What speaks against a text: a sentence, the line of a meeting, a number, another label's value."""
    days = (found.span for found in find_dates(plain(text)) if _MEETING.search(text))
    is_dated = any(span is None or span.kind not in ("year", "range") for span in days)
    is_of_meeting = is_dated and not names_plan(text)
    signs = (
        (3.0, text.endswith((".", ";", ",")) or len(text.split()) > _MANY_WORDS),
        (3.0, bool(_SENTENCE.search(text)) and spot.level is None),
        (2.5, text.endswith(":")),
        (3.5, is_of_meeting),
        (5.0, bool(_NUMBERED.match(text)) and not _STATUTE.match(text)),
        (4.0, spot.label is not None and spot.label not in _TITLE_LABELS),
        (2.0, text[:1].islower()),
        (3.0, (spot.level or 1) > 1 and spot.at > 0 and not _MAY_NAME_PLAN.search(text)),
        (3.0, len(text.split()) == 1 and spot.level is None),
        (1.5, spot.is_below),
    )
    return sum(points for points, holds in signs if holds)


def _is_no_title(text: str, spot: Spot) -> bool:
    """What is never the title: a body's name, a menu, a key, a part's heading, statuses, a date alone."""
    dates = find_dates(plain(text))
    starts, ends = [date.start for date in dates], [date.end for date in dates]
    beside = " ".join(text[end:start] for end, start in zip([0, *ends], [*starts, len(text)], strict=True))
    is_date = bool(dates) and bool(_BESIDE_DATES.fullmatch(beside))
    return (
        len(text) > _LONGEST
        or text[0] in _MARKS
        or is_body_alone(text)
        or bool(_PART.fullmatch(text))
        or bool(_BARE.fullmatch(text) and (spot.level != 1 or spot.is_sheet))
        or bool(AS_AT.match(text))
        or (is_labelled(text) and not _STATUTE.match(text))
        or names_key(text)
        or bool(entries_in(text))
        or is_date
        or sum(map(is_status_text, spot.parts)) * 2 >= max(2, len(spot.parts))
        or len(spot.parts) >= _HEADER_PARTS
        or not any(map(str.isalpha, text))
    )


def _without_annex(text: str) -> str:
    """The words after "Appendix 1:", or the whole text; "" where nothing else is said."""
    annex = _ANNEX.fullmatch(text)
    numbered = annex and annex["rest"] != text and not text[: annex.start("rest")].strip().isalpha()
    return annex["rest"].strip() if annex and (numbered or not annex["rest"]) else text
