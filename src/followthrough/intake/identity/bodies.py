"""Whose a plan is: the bodies that texts may name, each with its points."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from followthrough.intake.identity.spots import WRITES_PLAN, Spot, names_plan
from followthrough.intake.tables.headings import fields_of
from followthrough.plan.when.months import MONTH_WORD

_LEAST_OF_BODY = 3.5
_COUNTRY = re.compile(r"(?:Government|State|Commonwealth) of\b")
_WHO_WROTE = re.compile(
    r"^(?:presented|published|issued|prepared|submitted|made|drawn up|written) (?:by|from) (?:the )?", re.I
)
_SMALL = r"(?:of|and|the|for|on|upon|in|with|by|to|at|under|le|&|de|la|y|ar|a)"
# A point ends a sentence, and the name, but after one to three letters: "St. Mary", "J.R. Smith".
_WORD = r"(?:(?:[A-Z]\w{0,2}\.)+|[A-Z][\w'’&-]*(?:\.[\w'’&-]+)*)"
_NAME = rf"{_WORD}(?:,? (?:{_WORD}|{_SMALL}(?= )))*"
# A panel that is a body of its own.
_PANEL = "Police(?:, Fire)? and Crime (?:Panel|Commissioner)"
_FIRM = (
    f"{_PANEL}"
    "|Health and Well-?being (?:Board|Partnership)|Violence Reduction (?:Partnership|Unit)"
    "|School District(?: No\\. \\d+)?"
    "|Integrated Care Board"
    "|Council|Authority|Trust|Constabulary|Police|Hospitals?|University|College|School|Academy|Bank|Ministry|Agency"
    "|(?:Nursing|Care) Home|Homes|Limited|Ltd"
    "|Commissioner|Inspectorate|Government|Fire and Rescue(?: Service| Authority)?|Health Board"
    "|Association|Foundation|Institute|Parliament|Assembly|Resilience Forum"
    "|Community Safety Partnership|Local Area Partnership"
    "|Safeguarding (?:Adults |Children )?(?:Board|Partnership)"
)
_GROUP = "(?:Care|Housing|Health|Hospital|Schools?|Learning|Transport|Water) Group"
_LOOSE = (
    "Department|Office|Service|Services|Programme|Partnership|Corporation|Fund|Board"
    rf"|Organisation|Organization|{_GROUP}"
)
# "Department for Public Safety": the kind stands first.
_KIND = (
    "Department|Ministry|Office|Agency|Bank|University|Regional Bank|College|Institute|Society"
    "|Government|Commonwealth|Court|Chamber"
    "|State(?! of (?:Play|Readiness|Repair)\\b)"
)
_NO_TAIL = "Tax|Leader|Meeting|House|Plan|Officer|Member"
_BODY = re.compile(
    rf"(?P<firm>{_NAME} (?:{_FIRM})\b(?: (?:of|for) {_NAME})?(?! (?:{_NO_TAIL})))"
    rf"|(?P<first>(?:{_WORD} ){{0,2}}(?:{_KIND}) (?:for|of) {_NAME})"
    rf"|(?P<loose>{_NAME} (?:{_LOOSE})\b(?:(?<=Partnership) for {_NAME})?)"
)
_GENERIC = frozenset(
    (
        "the a this our your council authority trust board parish town city county district borough "
        "metropolitan unitary combined local national public university school college hospital hospitals "
        "nhs foundation department office service services full responsible lead leader of and for police "
        "government to in agency country programme partnership organisation all other partner each health "
        "children children’s children's adult social care internal external audit finance corporate customer "
        "community management academy ministry bank institute annual improvement action plan commissioning "
        "unit "
    ).split()
)
_BODY_LABELS = {
    "organisation", "organization", "council", "trust", "authority", "body", "name of organisation", "school",
    "name of school", "provider", "department", "commissioning unit", "institution", "hospital", "college",
    "name of council", "name of trust", "name of authority", "local authority", "agency", "employer", "site",
}  # fmt: skip
_NO_BODY = re.compile(
    r"\b(?:committee|commission|scrutiny|panel|directorate|unit|team|group|cabinet|meeting|report|review|plan"
    r"|paper|action|return|response|letter|submission"
    r"|head of|director|manager|officer|leader|chair|minutes?|members?)\b",
    re.IGNORECASE,
)
# What is named for a body: "Compliance plan for Oak House Nursing Home".
_NAMED_FOR = re.compile(r".*\b(?:[Pp]lan|[Rr]eport|[Rr]eview|[Rr]esponse|[Aa]ctions?) (?:for|of|by|at) ")
_TAIL = re.compile(r"\s*(?:,\s*(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)\s*)?$")
# "© 2025 Northmere Town Council. All rights reserved."
_OWNED = re.compile(r"^\s*(?:©|\(c\)|copyright)[\W\d]*|(?<=\w)\W*all rights reserved\.?\s*$", re.IGNORECASE)
_MENTIONS = re.compile(rf"\b(?:{_FIRM}|{_LOOSE})\b")
_PART_OF_BODY = re.compile(rf"{_NAME} (?:Directorate|Department|Division|Committee|Panel|Unit|Team)")
_FIRST_FEW = 5
# For a name that stands in several places.
_AGAIN = 0.5


class Named(NamedTuple):
    """A body that a spot names, with its points."""

    name: str
    points: float
    spot: Spot


def bodies_of(spots: Sequence[Spot]) -> list[Named]:
    """The bodies that the spots name, the best first."""
    found = [named for spot in spots for named in _named(spot)]
    times = Counter(named.name.casefold() for named in found)
    found = [
        named._replace(points=named.points + _AGAIN * (times[named.name.casefold()] > 1)) for named in found
    ]
    enough = [named for named in found if named.points >= _LEAST_OF_BODY]
    return sorted(enough, key=lambda named: (-named.points, named.spot.at))


def body_in(text: str) -> str | None:
    """The first body that a text names by a proper name."""
    return next((name for name, _ in _names_in(text)), None)


def is_body_alone(text: str) -> bool:
    """Whether a text is nothing but the name of a body, a generic one or with its place."""
    line = _in_words(text)
    found = _BODY.match(line)
    is_plan = found and found["loose"] and names_plan(found[0])
    if found and not is_plan and not _is_of_body(found[0]) and _TAIL.fullmatch(line[found.end() :]):
        return True
    is_generic = all(word.lower().strip("(),") in _GENERIC for word in line.split())
    return bool((is_generic and _MENTIONS.search(line)) or _PART_OF_BODY.fullmatch(line))


def _named(spot: Spot) -> list[Named]:
    text = _in_words(_OWNED.sub("", spot.text))
    if spot.label in _BODY_LABELS and len(text.split()) <= 10 and not fields_of(text):
        return [Named(text, 5.0, spot)]
    return [
        Named(name, points + _points_of_body_at(spot, name, text), spot) for name, points in _names_in(text)
    ]


def _names_in(text: str) -> list[tuple[str, float]]:
    """Each body of a text, with what its make alone is worth."""
    line = _WHO_WROTE.sub("", _in_words(text))
    found: list[tuple[str, float]] = []
    for match in _BODY.finditer(line):
        name = _trimmed(_NAMED_FOR.sub("", match[0]))
        words = re.findall(r"[\w'’-]+", name)
        # A service or a programme that a plan is named for: "Waste Service Improvement Plan".
        if match["loose"] and (names_plan(name) or WRITES_PLAN.match(line[match.end() :].strip())):
            continue
        has_own = any(word.lower() not in _GENERIC and word[0].isupper() for word in words)
        if (has_own or match["first"]) and not _is_of_body(name):
            tail = _TAIL.fullmatch(line[match.end() :])
            whole = name + (f", {tail['place']}" if tail and tail["place"] and not match["firm"] else "")
            # A country's government stands over the body that speaks.
            found.append((whole, 1.0 if match["loose"] else 1.5 if _COUNTRY.match(whole) else 2.5))
    return found


def _is_of_body(name: str) -> bool:
    """Whether what a name names is but a part of a body, a paper or a person there."""
    return _NO_BODY.search(re.sub(f"{_GROUP}|{_PANEL}|Violence Reduction Unit", "", name)) is not None


def _points_of_body_at(spot: Spot, name: str, text: str) -> float:
    points = 0.0
    points += 2.0 if name == text else 1.0 if text.startswith(name) else 0.0
    points += 1.5 if spot.is_running else 0.0
    points += 1.0 if spot.at < _FIRST_FEW else 0.5 if spot.is_above else 0.0
    points += 0.5 if spot.level is not None else 0.0
    is_sentence = len(text.split()) > 14 or text.endswith(".")
    points += 0.5 if spot.is_below else 0.0
    points -= 2.0 if spot.label is not None else 0.0
    return points - (3.0 if is_sentence and not text.startswith(name) else 0.0)


def _trimmed(name: str) -> str:
    """The name without the words before it that are none of it, and the month after it."""
    name = re.sub(rf", {MONTH_WORD}$", "", name)
    return re.sub(r"^(?:The|This|Our|For|By|From|In|Of|And|At|To) ", "", name).strip(" ,.")


def _in_words(text: str) -> str:
    """A text in capitals with small letters, as names are written."""
    if not text.isupper():
        return text
    small = set("of and the for on upon in with by to at".split())
    words = [word.lower() if word.lower() in small else word.capitalize() for word in text.split()]
    return " ".join(words).replace("Nhs", "NHS")
