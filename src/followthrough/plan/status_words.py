"""The words that the field uses for the state of an action, whatever the plan."""

import re
from functools import lru_cache

from followthrough.plan.document import Status
from followthrough.plan.folding import fold_status
from followthrough.plan.status_tongues import status_in_another_language

_FILLER = re.compile(
    r"(?:(?:rag|status|now|action|currently|task|still|is|overall|the|this|has been|been"
    r"|request(?:ed)? to close(?= \|))\b[ |]*)+"
)
_TAIL = re.compile(r" ?(?:now|yet|so far|to date|as at .*|\d{1,2} \w+ \d{2,4}|\w+ \d{4}|\d+)?")
_PERCENT = re.compile(r"\s*(\d{1,3})(?:\.\d+)? ?(?:%|per ?cent\b)(?: (?:complete|done)d?)?", re.I)

_DONE = r"(?:complete|completed|closed|finished|implemented|achieved|delivered|done|met|corrected)"
_PARTLY = r"(?:part|partly|partially|nearly|almost|mostly|substantially|largely|not(?: yet)?(?: fully)?)"
_LATE = r"(?:slip\w*|delay\w*|behind)"
_GRAVE = r"(?:significant|major|serious|critical)(?:ly)?"
_TROUBLE = r"(?:issues?|slip\w*|delay\w*|risks?|behind)"
_COUNT = r"(?:\d|one|two|three)"

# What a folded text begins with; what denies stands before what claims, the first that fits counts.
_BEGINNINGS: tuple[tuple[Status | None, str], ...] = (
    (
        Status.NOT_APPLICABLE,
        r"n/?a|n \| a|not applicable|(?:an )?update (?:is )?not required|no update required",
    ),
    (None, rf"(?:to|will|should|must|can) be {_DONE}"),
    (Status.ON_TRACK, rf"{_DONE} or on (?:track|target)"),
    (Status.CANCELLED, r"will not (?:implement|be implemented|proceed|be pursued)|declined to implement"),
    (Status.CANCELLED, r"not adopted|no longer (?:required|needed|warranted|relevant|applicable|valid)"),
    (Status.CANCELLED, r"not (?:required|needed|valid)"),
    (
        Status.NOT_STARTED,
        r"(?:not|yet to|to be|still to) (?:yet )?(?:been )?"
        r"(?:start(?:ed)?|begun|begin|commenced?|initiated?)",
    ),
    (Status.NOT_STARTED, r"not (?:yet )?(?:been )?(?:implemented|corrected)"),
    (Status.NOT_STARTED, r"unstarted|no progress|no action taken|awaiting (?:start|allocation)"),
    (
        Status.NOT_DUE,
        r"not (?:yet )?(?:due|scheduled) (?:to (?:start|begin|commence)|for (?:completion|update))",
    ),
    (Status.NOT_DUE, r"not (?:yet )?(?:due|scheduled)|due to (?:start|commence|begin)|future action"),
    (Status.COMPLETE, r"(?:implemented )?not (?:yet )?verified|(?:pending|awaiting) (?:final )?sign off"),
    (
        Status.COMPLETE,
        r"(?:proposed?|submitted|recommend(?:ed)?|suggest(?:ed)?)(?: (?:for|to|that))? clos(?:ure|e|ing)\b"
        r"|awaiting closure|ready to close|request(?:ed)? to close",
    ),
    (
        Status.CANCELLED,
        r"closed(?: \| ?| )(?:as )?(?:not (?:implemented|accepted|agreed)|rejected|no longer \w+)",
    ),
    (Status.IN_PROGRESS, rf"{_DONE} in (?:part|some|most|many|certain)(?: (?:respects?|parts?|areas?))?"),
    (Status.CLOSED, rf"{_DONE} and (?:closed|verified|evidenced|signed off|embedded)|signed off|closed"),
    (Status.IN_PROGRESS, rf"{_PARTLY} {_DONE}|incomplete"),
    (
        Status.SIGNIFICANT_SLIPPAGE,
        r"not on (?:track|target|schedule|course|plan)|off (?:track|target|course)(?! but)|over ?due|stalled",
    ),
    (Status.SIGNIFICANT_SLIPPAGE, rf"{_GRAVE} {_TROUBLE}(?: (?:and|or|actual|projected|{_TROUBLE}))*"),
    (Status.SIGNIFICANT_SLIPPAGE, rf"(?:more than|over|greater than) {_COUNT} months? (?:late|{_LATE})"),
    (Status.SIGNIFICANT_SLIPPAGE, r"blocked|stuck|missed|failing|(?:open|active|live) \| over ?due"),
    (Status.MEDIUM_SLIPPAGE, r"(?:medium|moderate) progress|off target but|within tolerance|under control"),
    (
        Status.MEDIUM_SLIPPAGE,
        rf"(?:medium|moderate|some|minor|slight|slightly)(?: \w+)? (?:{_LATE}|issues?|concerns?)",
    ),
    (
        Status.MEDIUM_SLIPPAGE,
        rf"{_COUNT} months? (?:late|{_LATE})|{_LATE}(?: (?:schedule|plan|target|programme))?",
    ),
    (Status.MEDIUM_SLIPPAGE, r"at risk|running late|some concerns?|revised(?: \w+)? date"),
    (Status.ASSURANCE, r"(?:new )?assurance(?: actions?)?(?: to be agreed)?"),
    (
        Status.DUPLICATE,
        r"(?:(?:duplicate[ds]?|duplication) (?:of )?)?link(?:ed)? to (?:another|other) action",
    ),
    (Status.DUPLICATE, r"duplicate[ds]?|duplication|repeat(?:ed)?(?: of)?"),
    (
        Status.ONGOING,
        r"(?:moved to |transferred to )?(?:business as usual|bau)|on ?going|continu(?:ous|ing|al)",
    ),
    (
        Status.SUPERSEDED,
        r"supers[ec]ded|replaced|merged|incorporated|combined|transferred|moved to|carried forward",
    ),
    (Status.CANCELLED, r"cancell?ed|withdrawn|deleted|removed|abandoned|risk accepted|discontinued"),
    (Status.ON_HOLD, r"on hold|paused|suspended|deferred|postponed|parked|re ?programmed"),
    (Status.NEW, r"(?:add )?new (?:main |sub )?action(?: added)?"),
    (Status.COMPLETE, r"(?:fully )?(?:completed|done|achieved|implemented|finished|corrected)"),
    (Status.COMPLETE, r"(?:fully )?complete(?! (?:the|a|an|all|our|any|review|audit|work)\b)"),
    (
        Status.ON_TRACK,
        r"on (?:track|target|schedule|course|plan)|good progress|progressing (?:well|as planned|to plan)",
    ),
    (
        Status.IN_PROGRESS,
        r"in (?:progress|hand|train)|under ?way|started|commenced|initiated|begun|progressing|some progress",
    ),
    (Status.IN_PROGRESS, r"work (?:has )?(?:started|commenced|begun|in progress|under ?way)"),
)
# Words that begin ordinary sentences too ("Met with the board"): a status only where nothing follows.
_ALONE: tuple[tuple[Status, str], ...] = (
    (Status.ON_TRACK, r"on time"),
    (Status.NOT_STARTED, r"outstanding|planned|to ?do|backlog|not yet"),
    (Status.MEDIUM_SLIPPAGE, r"late"),
    (Status.NEW, r"new|added"),
    (Status.CLOSED, r"verified|evidenced|embedded"),
    (Status.CLOSED, r"no further action(?: (?:is )?(?:required|needed|warranted|proposed))?"),
    (Status.COMPLETE, r"met|delivered|discharged|(?:now )?in place|actioned|carried out"),
    (Status.CANCELLED, r"stopped|dropped"),
    (Status.ONGOING, r"rolling|rolling programme|recurring"),
    (
        Status.IN_PROGRESS,
        r"open|active|live|doing|working on it|in review|developing|in development|in delivery",
    ),
)
_COLOURS: dict[str, Status] = {
    "green": Status.ON_TRACK,
    "amber green": Status.ON_TRACK,
    "green amber": Status.ON_TRACK,
    "amber": Status.MEDIUM_SLIPPAGE,
    "yellow": Status.MEDIUM_SLIPPAGE,
    "orange": Status.MEDIUM_SLIPPAGE,
    "amber red": Status.SIGNIFICANT_SLIPPAGE,
    "red amber": Status.SIGNIFICANT_SLIPPAGE,
    "red": Status.SIGNIFICANT_SLIPPAGE,
    "blue": Status.COMPLETE,
}
_STATES = [state for state, _ in (*_BEGINNINGS, *_ALONE)]
# One group a state, in their order.
_BEGINNING = re.compile(
    "|".join(
        [rf"((?:{words})(?!\w))" for _, words in _BEGINNINGS]
        + [rf"((?:{words})(?= \||$))" for _, words in _ALONE]
    )
)
_COLOUR = re.compile(rf"(?:{'|'.join(sorted(_COLOURS, key=len, reverse=True))}|gr[ea]y|purple|black|white)\b")


def status_in_words(text: str) -> Status | None:
    """The state that a text begins with, in the words of the field; None where it begins with none.

    A colour alone counts as most bodies use it; words after it ("Red: not started") are believed over it.
    """
    return _leading_status(text)[0]


def is_nothing_but_status(text: str) -> bool:
    """Whether a text is a status, with at most a few words after a mark: "Complete the review" is none."""
    status, rest = _leading_status(text)
    before_mark, _, after_mark = rest.partition("|")
    # "New action: publish the code" is a title with a label before it.
    longest = 0 if status in (Status.NEW, Status.ASSURANCE) else 8
    return (
        status is not None
        and bool(_TAIL.fullmatch(before_mark.rstrip()))
        and len(after_mark.replace("|", " ").split()) <= longest
    )


def colour_in(text: str) -> str | None:
    """The colour that a text begins with, None where it begins with none."""
    found = _COLOUR.match(_without_filler(fold_status(text)))
    return found[0] if found else None


@lru_cache(maxsize=4096)
def _leading_status(text: str) -> tuple[Status | None, str]:
    """The state that a text begins with and the folded rest of it."""
    if found := _PERCENT.match(text):
        return _status_of_share(int(found[1])), fold_status(text[found.end() :])
    if status := status_in_another_language(text):
        return status, ""
    folded = _without_filler(fold_status(text))
    if not (colour := _COLOUR.match(folded)):
        return _status_in_folded(folded)
    rest = _without_filler(folded[colour.end() :].lstrip("| "))
    status, after = _status_in_folded(rest)
    return (status, after) if status else (_COLOURS.get(colour[0]), folded[colour.end() :])


def _status_in_folded(folded: str) -> tuple[Status | None, str]:
    found = _BEGINNING.match(folded)
    if not found or not found.lastindex:
        return None, folded
    return _STATES[found.lastindex - 1], folded[found.end() :]


def _status_of_share(percent: int) -> Status | None:
    if percent > 100:
        return None
    return {0: Status.NOT_STARTED, 100: Status.COMPLETE}.get(percent, Status.IN_PROGRESS)


def _without_filler(folded: str) -> str:
    return folded[found.end() :] if (found := _FILLER.match(folded)) else folded
