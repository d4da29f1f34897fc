"""What a column heading says its column holds: a lexicon of the words that councils use."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from followthrough.intake.limits import LOOKED_AT
from followthrough.plan.months import MONTH_NAME, month_number

# A field is a path in the action, as the layout of a plan document names it; `owner` and `note` take
# the heading itself, `status`, `update` and `forecast` take a period.
PHRASES: dict[str, str] = {
    "ref": (
        "ref|ref no|reference|reference no|reference number|no|nos|number|id|action ref|"
        "action reference|action no|action number|action id|item|item no|item number|code|"
        "uid|unique ref|unique reference|unique id|line|line no|rec no|recommendation no|"
        "recommendation number|rec ref|r no|plan ref|task no|task ref|milestone ref|serial|minute|minute no|"
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
        "target date for completion|implementation date|agreed date|date for completion|"
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
_PERIOD = re.compile(
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?\b(?P<month>{MONTH_NAME})[ .'-]*(?P<year>20\d\d|\d\d)\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?:q|quarter )(?P<quarter>[1-4])[ (]*(?P<first>20\d\d)(?:[ /-]+(?P<second>(?:20)?\d\d))?",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d\b|\b(?P<year>20\d\d)-(?P<number>\d\d)(?:-\d\d)?\b"
)
_MONTH_ALONE = re.compile(rf"^(?:at |as at |to |end |end of )?(?P<month>{MONTH_NAME})$", re.IGNORECASE)
_SEASON = re.compile(r"\b(?P<season>spring|summer|autumn|winter)(?: term)? (?P<year>20\d\d)\b", re.IGNORECASE)
_SEASON_END = {"spring": 5, "summer": 8, "autumn": 11}
_BRACKETS = re.compile(r"\([^)]*\)")
_FILLER = re.compile(
    r"\b(?:the|a|an|of|for|this|our|please|latest|current|if|different|initial|and date|initials)\b"
)
# Over these the cells have the last word: one body's objective heads many actions, another's is the action.
_ANY_LEVEL = {"theme": 0.7, "ref": 0.55, "title": 0.5}
_OBJECTIVES = {"objective", "objectives", "strategic objective", "key objective", "aim", "goal", "ambition"}
_LONGEST_HEADING = 90
_LONG_ENOUGH_TO_SLIP = 6
_SURE, _LIKELY, _FAINT = 1.0, 0.8, 0.55


@lru_cache(maxsize=16_384)
def period_of(heading: str) -> str | None:
    """The reporting period that a heading names, as YYYY-MM: a quarter or season is its last month."""
    heading = heading[:LOOKED_AT]
    if quarter := _QUARTER.search(heading):
        return _quarter_end(int(quarter["quarter"]), int(quarter["first"]), quarter["second"])
    if month := _PERIOD.search(heading):
        year = int(month["year"])
        return f"{year if year > 99 else 2000 + year}-{month_number(month['month']):02d}"
    if numeric := _NUMERIC_DATE.search(heading):
        if numeric["year"]:
            return f"{numeric['year']}-{numeric['number']}" if 1 <= int(numeric["number"]) <= 12 else None
        _, number, year_text = re.split(r"[/.]", numeric.group())
        return f"20{year_text[-2:]}-{int(number):02d}" if 1 <= int(number) <= 12 else None
    if season := _SEASON.search(heading):
        return _season_end(season["season"].lower(), int(season["year"]))
    return None


def _season_end(season: str, year: int) -> str:
    """The last month of a season as docs/rules/dates.md has it; winter ends in the year after."""
    return f"{year + 1}-02" if season == "winter" else f"{year}-{_SEASON_END[season]:02d}"


def month_of(heading: str) -> int | None:
    """The month, 1 to 12, of a heading that is a month and nothing more."""
    alone = _MONTH_ALONE.match(heading.strip())
    return month_number(alone["month"]) if alone else None


def _quarter_end(quarter: int, first: int, second: str | None) -> str:
    """A quarter of "2022/23" is of the financial year, from April; one of "2022" is of the calendar year."""
    if second is None:
        return f"{first}-{quarter * 3:02d}"
    month = quarter * 3 + 3
    return f"{first + month // 13}-{(month - 1) % 12 + 1:02d}"


@lru_cache(maxsize=16_384)
def fold_heading(text: str) -> str:
    """A heading without its period, brackets, punctuation and case."""
    text = text[:LOOKED_AT].lower()
    plain = text if text.strip().startswith("(") else _BRACKETS.sub(" ", text)
    plain = _QUARTER.sub(" ", _PERIOD.sub(" ", _NUMERIC_DATE.sub(" ", plain)))
    return " ".join(
        re.sub(r"[^a-z0-9#%]+", " ", plain.replace("%", " percent ").replace("#", " no ")).split()
    )


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
