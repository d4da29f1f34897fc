"""What a heading says its column holds, of an action or of a recommendation: a lexicon of the words that
councils use."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from followthrough.intake.limits import LOOKED_AT
from followthrough.plan.when.periods import without_period


class Part(StrEnum):
    """What a column tells of a recommendation."""

    NUMBER = "number"
    TEXT = "text"
    BODY = "body"
    ANSWER = "answer"


# A field is a path in the action, as the layout of a plan document names it; `owner` and `note` take
# the heading itself, `status`, `update` and `forecast` take a period.
PHRASES: dict[str, str] = {
    "ref": (
        "ref|ref no|reference|reference no|reference number|no|nos|number|id|action ref|"
        "action reference|action no|action number|action id|item|item no|item number|code|"
        "uid|unique ref|unique reference|unique id|line|line no|rec no|recommendation no|"
        "recommendation number|rec|"
        "rec ref|r no|plan ref|task no|task ref|milestone ref|serial|minute|minute no|"
        "minute number|minute ref|objective ref"
    ),
    "title": (
        "action|actions|planned action|planned actions|action required|actions required|"
        "agreed action|agreed actions|agreed management action|improvement action|key action|"
        "key actions|main action|sub action|activity|activities|activity defined|"
        "activity planned|task|tasks|key task|what|what we will do|what will we do|"
        "what will be done|what needs to be done|what are we going to do|action to be taken|"
        "actions to be taken|action description|description of action|action title|title|"
        "deliverable|deliverables|milestone|milestones|action plan|management action|"
        "proposed action|commitment|we will|action point|action points|steps|step|promise|"
        "initiative|intervention|"
        "saving proposal|savings proposal|proposal|saving|work required|improvement required"
    ),
    "theme": (
        "theme|themes|priority theme|key theme|pillar|strand|priority area|"
        "area for improvement|improvement area|strategic priority|domain|category|focus area|"
        "area of focus|area"
    ),
    "workstream": (
        "workstream|work stream|project|programme|sub theme|section|service|service area|"
        "team area|work package|topic|subject"
    ),
    "start": (
        "start|start date|from|start by|commencement|commencement date|date started|begins|"
        "begin|planned start|start month|starts|date from|starting"
    ),
    "due": (
        "due|due date|by when|when|when by|target date|deadline|timescale|timescales|"
        "timeframe|time frame|time scale|expected completion|expected completion date|"
        "completion date|target completion|target completion date|end date|end|finish|"
        "finish date|date due|complete by|completed by|delivery date|target|"
        "target date for completion|due on|implementation date|agreed date|date for completion|"
        "planned completion date|date|dates|due by|to be completed by|target timescale|"
        "delivery timescale|completion|planned end|end month|target month|due month"
    ),
    "original_due": (
        "original date|original due date|original target date|original deadline|"
        "original timescale|original completion date|baseline date|baseline due date|"
        "initial date|initial target date|first agreed date|original implementation date|baseline"
    ),
    "revised_due": (
        "revised date|revised due date|revised target date|revised deadline|new date|"
        "new due date|current date|current due date|revised timescale|updated date|"
        "revised completion date|current target date|amended date|revised implementation date|"
        "extended to"
    ),
    "forecast": (
        "forecast|forecast date|forecast completion|forecast completion date|projected date|"
        "expected date|anticipated date|anticipated completion|estimated completion|"
        "estimated completion date"
    ),
    "status": (
        "status|rag|brag|b rag|rag status|brag status|rag rating|brag rating|rating|"
        "progress indicator|stage|progress status|current status|status rating|overall status|"
        "overall rag|action status|delivery status|percentage complete|percent complete|"
        "progress rag|rag progress|progress against plan|state|progress rating|performance|"
        "implementation status|current rag|direction|o c|open closed|open or closed"
    ),
    "update": (
        "progress|update|updates|activity delivered|action taken|actions taken|latest position|"
        "position|current position|progress update|progress to date|status update|commentary|"
        "narrative|latest update|latest progress|progress made|progress so far|"
        "comments on progress|progress comments|progress commentary|"
        "what has been done|what we have done|update on progress|officer update|"
        "management update|delivered|achievements|comment|comments|action update|"
        "current update|progress report|evidence of progress"
    ),
    "priority": (
        "priority|urgency|importance|risk priority|priority rating|priority level|audit priority|grade"
    ),
    "risk:rating": (
        "risk|risk rating|risk level|risk score|main action risk|action risk|current risk|"
        "risk rag|residual risk"
    ),
    "risk:description": (
        "risk description|description of risk|risk details|key risk|key risks|risks|risk narrative"
    ),
    "change_control": (
        "change control|change control required|change request|change requested|change required|"
        "change control needed|cc required"
    ),
    "measures": (
        "outcome|outcomes|measure|measures|measure of success|measures of success|"
        "success measure|success measures|success criteria|expected outcome|expected outcomes|"
        "intended outcome|desired outcome|kpi|kpis|impact|what will success look like|"
        "how will we know|how we will know|performance measure|target outcome|benefit|benefits|"
        "outcome measure|success indicator|success looks like"
    ),
    "answers": (
        "recommendation|recommendations|source|origin|finding|findings|key finding|"
        "audit finding|direction|statutory recommendation|links to|link to recommendation|issue|"
        "issues|weakness|audit recommendation|source of action|source document|reason"
    ),
    "note": (
        "how|next steps|next step|evidence|evidence required|resources|resource|dependencies|"
        "dependency|rationale|notes|note|remarks|cost|budget|funding|support|"
        "how we will do it|how will we do it|approach|method|further action|"
        "additional information|date completed|actual completion date|completed on|date closed|"
        "actual completion|actual finish|actual end date|date of completion|"
        "completion evidence|management response|response|evidence of completion|barriers|"
        "issues and risks|interdependencies|escalation|forum|governance|board|last updated|"
        "date of update|updated|outstanding|direction of travel|trend|last month|"
        "previous month|last period|previous period|last quarter|previous quarter|previous rag|last rag|"
        "previous status"
    ),
    "definition": (
        "definition|definitions|meaning|what it means|what this means|explanation|descriptor|criteria"
    ),
    "response": (
        "action as a result|required response|what happens|"
        "management action needed|leadership response|action needed"
    ),
    "key_label": "colour|key|rag key|status key|symbol|rag colour|rating key|legend",
    "score": "score|scores|level|rank",
    "impact": "impact higher of|impact|consequence|severity",
    "likelihood": "likelihood|probability",
}
_PERSON_WORDS = r"owners?|leads?|sponsor|officers?|director|manager|member|holder|champion|executive|sro"
_BODY_WORDS = r"persons?|post|directorate|department|team|body|organisation|service|partners?|agency"
_OWNER = re.compile(
    r"(?:by )?(?:who|personnel|by whom|"
    r"action by|assigned to|persons?|post|post holder|responsible|responsibility|"
    r"accountable|accountability|portfolio holder|named lead|(?:delivered|led|lead) by|"
    r"responsible for delivery|who (?:is responsible|will do it|by))"
    rf"|(?:\w+ ){{0,3}}(?:{_PERSON_WORDS})"
    r"(?: (?:responsible|accountable|lead|owner|s|post|role|name|names|title|and team|or team))*"
    r"|(?:responsible|accountable|lead|leading|named|senior|key|supporting|support|other|delivery|assigned) "
    rf"(?:\w+ ){{0,2}}(?:{_PERSON_WORDS}|{_BODY_WORDS})"
)
_EXACT = {phrase: field for field, phrases in PHRASES.items() for phrase in phrases.split("|")}
_BRACKETS = re.compile(r"\([^)]*\)")
_NO_WORD = re.compile(r"[^a-z0-9#%]+")
_FILLER = re.compile(
    r"\b(?:the|a|an|of|for|this|our|please|latest|current|if|different|initial|and date|initials)\b"
)
_RECOMMENDED = {
    Part.NUMBER: (
        "no|nos|number|ref|reference|ref no|id|code|item|item no|rec no|rec ref|r no|recommendation no|"
        "recommendation number|recommendation ref|recommendation reference|finding no|finding number|"
        "finding ref|direction no|paragraph|para|para no"
    ),
    Part.TEXT: (
        "recommendation|recommendations|recommendation made|recommendation text|recommendation in full|"
        "full recommendation|text of recommendation|wording|wording of recommendation|in full|exact words|"
        "finding|findings|key finding|key findings|audit finding|audit findings|audit recommendation|"
        "statutory recommendation|key recommendation|key recommendations|direction|directions|"
        "recommendation or finding"
    ),
    Part.BODY: (
        "body|made by|raised by|recommended by|recommendation by|source|origin|from|source document|"
        "source report|inspectorate|inspecting body|reviewing body|external body|auditor|reviewer|report|"
        "review|review body|organisation"
    ),
    Part.ANSWER: (
        "response|management response|formal response|council response|council s response|"
        "response of council|answer|accepted|accepted y n|accepted or rejected|acceptance|agreed|"
        "agreed y n|agreed or not|agreed or not agreed|decision|accept or reject|accepted or not"
    ),
}
_PART_OF = {phrase: part for part, phrases in _RECOMMENDED.items() for phrase in phrases.split("|")}
# What is to be done, by whom, by when or how far it is: a table that says so lists actions.
_OF_ACTIONS = frozenset({
    "title", "owner", "who_when", "start", "due", "original_due", "revised_due", "forecast", "status",
    "update",
})  # fmt: skip
# Over these the cells have the last word: one body's objective heads many actions, another's is the action.
_ANY_LEVEL = {"theme": 0.7, "ref": 0.55, "title": 0.5}
_OBJECTIVES = {"objective", "objectives", "strategic objective", "key objective", "aim", "goal", "ambition"}
_LONGEST_HEADING = 90
_LONG_ENOUGH_TO_SLIP = 6
_SURE, _LIKELY, _FAINT = 1.0, 0.8, 0.55


@lru_cache(maxsize=16_384)
def fold_heading(text: str) -> str:
    """A heading without its period, brackets, punctuation and case."""
    text = text[:LOOKED_AT].lower()
    plain = text if text.strip().startswith("(") else _BRACKETS.sub(" ", text)
    plain = without_period(plain).replace("%", " percent ").replace("#", " no ")
    return " ".join(_NO_WORD.sub(" ", plain).split())


@lru_cache(maxsize=4096)
def fields_of(heading: str) -> dict[str, float]:
    """The fields that a heading may mean, each with a score from 0 to 1; empty where it means none."""
    if len(heading) > _LONGEST_HEADING:
        return {}
    folded = fold_heading(heading)
    if not folded:
        return {}
    if shared := _shared_cell(heading):
        return shared
    if folded in _OBJECTIVES:
        return dict(_ANY_LEVEL)
    scores = _sure_fields(folded)
    if not scores:
        lean = " ".join(_FILLER.sub(" ", folded).split())
        scores = dict.fromkeys(_sure_fields(lean), _LIKELY)
    return scores or _likely_fields(folded)


@lru_cache(maxsize=16_384)
def is_plain_heading(text: str) -> bool:
    """Whether a text is word for word what councils write over a column."""
    return len(text) <= _LONGEST_HEADING and bool(_sure_fields(fold_heading(text)) or _shared_cell(text))


def _shared_cell(heading: str) -> dict[str, float]:
    """Who and when in one column: "Who/When", "Lead and timescale"."""
    parts = [fold_heading(part) for part in re.split(r"[/&\n]|\band\b", heading.lower())]
    if len(parts) == 2:
        kinds = [set(_sure_fields(part)) for part in parts]
        if any("owner" in kinds[i] and kinds[1 - i] & {"due", "start"} for i in (0, 1)):
            return {"who_when": _SURE}
    return {}


def _sure_fields(folded: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    if field := _EXACT.get(folded):
        scores[field] = _SURE
    if _OWNER.fullmatch(folded):
        scores.setdefault("owner", _SURE if not scores else _FAINT)
    return scores


def _likely_fields(folded: str) -> dict[str, float]:
    """By a slip of spelling, or by the words that a longer heading begins or ends with."""
    if len(folded) >= _LONG_ENOUGH_TO_SLIP:
        close = process.extractOne(
            folded, _EXACT.keys(), scorer=OSA.distance, score_cutoff=1 + len(folded) // 12
        )
        if close:
            return {_EXACT[close[0]]: _LIKELY}
    words = folded.split()
    if len(words) > 10:
        return {}
    scores: dict[str, float] = {}
    for length in range(min(5, len(words) - 1), 0, -1):
        for phrase in (" ".join(words[-length:]), " ".join(words[:length])):
            for field in _sure_fields(phrase):
                if length > 1 or len(phrase) > 3:
                    scores.setdefault(field, _FAINT + 0.05 * (length - 1))
    return scores


def parts_of(headings: Sequence[str]) -> list[Part | None] | None:
    """The part of each column of a table of recommendations, None where the headings name another table.

    Such a table has the words of what was said and something beside them, and nothing that tells of actions.
    A column that tells something else of a recommendation, such as its grade, has no part.
    """
    parts = [_PART_OF.get(fold_heading(heading)) for heading in headings]
    if Part.TEXT not in parts or (len(set(parts) - {None}) < 2 and parts.count(Part.TEXT) < 2):
        return None
    others = (heading for heading, part in zip(headings, parts, strict=True) if part is None)
    return None if any(fields_of(heading).keys() & _OF_ACTIONS for heading in others) else parts
