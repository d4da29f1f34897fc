"""Statuses: what a plan's own words for the state of an action mean, and our own words for it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.folding import fold_status
from followthrough.plan.status_words import colour_in, is_nothing_but_status, status_in_words

LABELS: dict[Status, str] = {
    Status.NOT_DUE: "Not due to start",
    Status.NOT_STARTED: "Not started",
    Status.NEW: "New action",
    Status.IN_PROGRESS: "In progress",
    Status.ONGOING: "Ongoing",
    Status.ON_TRACK: "On track",
    Status.MEDIUM_SLIPPAGE: "Medium slippage",
    Status.SIGNIFICANT_SLIPPAGE: "Significant slippage",
    Status.ON_HOLD: "On hold",
    Status.COMPLETE: "Complete",
    Status.CLOSED: "Closed",
    Status.ASSURANCE: "Assurance action",
    Status.DUPLICATE: "Duplicate of another action",
    Status.SUPERSEDED: "Replaced or merged",
    Status.CANCELLED: "Cancelled",
    Status.NOT_APPLICABLE: "Not applicable",
}

# That the work is done: claimed by its owner, or decided.
CLAIMED_DONE = frozenset({Status.COMPLETE, Status.CLOSED})
FINISHED = CLAIMED_DONE | {Status.DUPLICATE, Status.SUPERSEDED, Status.CANCELLED}
# Neither open nor finished: no update is asked for, as for a main action whose state is its children's.
OPEN = frozenset(Status) - FINISHED - {Status.NOT_APPLICABLE}

DEFAULT_SCHEME: list[SchemeEntry] = [
    SchemeEntry(
        label=LABELS[Status.ON_TRACK],
        status=Status.ON_TRACK,
        definition="Will be done by its date, or less than a month after it with no effect on others.",
        response="Note the progress.",
        colour="9fd8b0",
    ),
    SchemeEntry(
        label=LABELS[Status.MEDIUM_SLIPPAGE],
        status=Status.MEDIUM_SLIPPAGE,
        definition="One to two months late, now or by forecast, or any slip that puts a dependant at risk.",
        response="Keep watch, and look at what depends on it.",
        colour="ffd58a",
    ),
    SchemeEntry(
        label=LABELS[Status.SIGNIFICANT_SLIPPAGE],
        status=Status.SIGNIFICANT_SLIPPAGE,
        definition="More than two months late now or by forecast, or any slip that puts a critical milestone"
        " at risk.",
        response="Review it and agree what will be done.",
        colour="f6a6a1",
    ),
    SchemeEntry(
        label=LABELS[Status.NOT_DUE],
        status=Status.NOT_DUE,
        definition="Its start date has not come.",
        colour="dfe3e6",
    ),
    SchemeEntry(
        label=LABELS[Status.COMPLETE],
        status=Status.COMPLETE,
        definition="The owner says that it is done.",
        response="Ask for the evidence.",
        colour="a9cdf0",
    ),
    SchemeEntry(
        label=LABELS[Status.CLOSED],
        status=Status.CLOSED,
        definition="Evidence for each measure of success was accepted by somebody other than the owner.",
        response="None. It can be reopened.",
        colour="c9bfe8",
    ),
    SchemeEntry(
        label=LABELS[Status.NOT_APPLICABLE],
        status=Status.NOT_APPLICABLE,
        definition="No update is asked for, as for an action whose state is that of the actions below it.",
        colour="ffffff",
    ),
]

_LONGEST_STATUS = 90
_LIKE = 85
_DENYING = frozenset(
    {"not", "no", "never", "un", "part", "partly", "partially", "nearly", "almost", "yet", "off"}
)

_DONE = re.compile(r"\b(?:complete|completed|achieved|implemented|done|delivered|finished)\b")
_EVIDENCED = re.compile(
    r"\b(?:evidenced?|proved|proven|independent\w*|verified|checked|validated|signed off|embedded)\b"
    r"|\bno (?:more|further) monitoring"
)
# Evidence that is yet to come closes nothing: "complete, evidence not yet seen".
_STILL_TO_PROVE = re.compile(
    r"\b(?:not|yet to|to be|without)(?: yet| been| be| fully)* (?:evidence\w*|proved|proven|verified"
    r"|checked|validated|signed off|embedded)\b"
    r"|\b(?:await\w*|waiting|pending|needs?|requires?|subject to)\b[^.;]{0,30}"
    r"\b(?:evidence|verif\w*|check\w*|validat\w*|sign(?:ed)? off)\b"
    r"|\bevidence (?:is |has |was )?(?:not|still|yet|awaited|pending|outstanding|to (?:be|come|follow))\b"
)
_MONTHS = r"(?:\d|one|two|three|six|a) months?\b"
_UNBOUNDED = r"(?! (?:but|and) (?:less|no more|not more|under|up to|within))"
# What the definitions of a key say, the worst first: the definition of a middle state names the mildest too.
_DEFINITIONS: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(words))
    for status, words in (
        (
            Status.SIGNIFICANT_SLIPPAGE,
            rf"(?<!\bno )(?<!\bnot )(?<!\bnot by )\b(?:more than|greater than|longer than|over) "
            rf"{_MONTHS}{_UNBOUNDED}|\bcritical milestone"
            r"|\b(?:significant|serious|severe)(?:ly)? (?:delay|slip|issue|risk|concern|behind)"
            r"|\boff (?:track|target)(?! but)"
            r"|\boff course\b|\bunachievable|\bin doubt|\bnot acceptable|\bno action agreed"
            r"|\bwill not (?:meet|be (?:met|achieved|delivered|completed|done))"
            r"|\bnot (?:expected|likely) to (?:meet|be)|\bunlikely to (?:meet|be)",
        ),
        (
            Status.MEDIUM_SLIPPAGE,
            r"\b(?:\d|one) ?(?:to|and|or)? ?(?:\d|two) months?|(?<!than )\b(?:one|1) month (?:late|behind)"
            r"|\boff target but|\b(?:not|no longer) on (?:track|target|schedule|course|plan)\b"
            r"|\bless than (?:[23]|two|three) months"
            r"|\bsome (?:delay|slip|issue|risk|concern)|\bfeasible|\bwithin tolerance|\brisk to dependenc"
            r"|(?<!no )\b(?:minor|moderate) (?:delay|slip)"
            r"|(?<!not )\b(?:be|running|delivered|finished) late\b"
            r"|\b(?:will|likely to|expected to) (?:miss|slip|be late|be missed)\b"
            r"|^(?:is |running |slightly |a little )*(?:late|behind|slipping|drifting)\b"
            r"|\bup to (?:a|one|1) month late|\bneeds? (?:watching|attention)",
        ),
        (Status.NOT_DUE, r"\bnot (?:yet )?due\b"),
        (
            Status.NOT_STARTED,
            r"\b(?:not|yet to|nothing has|no work has) (?:yet )?(?:been )?(?:start|commence|begun|begin)",
        ),
        (
            Status.ON_TRACK,
            r"(?<!not )\bon (?:track|target|schedule|course|plan)\b|\bin line with\b"
            r"|\bless than (?:a|one|1) month"
            r"|\b(?:highly likely|probable)\b|\bnot (?:at risk|late|over ?due|delayed)\b"
            r"|\b(?:will|expected to|likely to|due to)"
            r" (?:meet|be (?:met|delivered|done|finished|completed))\b"
            r"|\bno (?:\w+ )?(?:issue|risk|slip|delay)"
            r"|(?<!not )\b(?:on time|going (?:well|to plan)|as planned)\b",
        ),
        (Status.ON_HOLD, r"\bon hold\b|\bpaused\b|\bsuspended\b|\b(?:was|is|been) stopped\b|\bheld up\b"),
        (
            Status.COMPLETE,
            r"(?<!not )(?<!yet )(?<!be )(?<!being )(?<!partly )(?<!partially )(?<!not fully )(?<!nearly )"
            r"(?<!part )\b(?:complete|completed|achieved|implemented)\b"
            r"|\b(?:is|are|was|been) (?:finished|done)\b|^(?:resolved|delivered|finished)\b",
        ),
        (
            Status.IN_PROGRESS,
            r"\b(?:not|not yet|partly|partially|nearly) (?:complete|achieved|implement)|"
            r"\bin progress\b|\bunder ?way\b|\bgoing ahead\b|\bstarted\b|\bbeing (?:delivered|worked)",
        ),
        (Status.NOT_APPLICABLE, r"\bnot (?:required|applicable)\b"),
    )
)


def read_status(text: str, scheme: Sequence[SchemeEntry] | None = None) -> Status | None:
    """The state that a status cell stands for; None where it is blank or not understood.

    The plan's own key is believed over the words of the field, and both over what a colour usually means.
    """
    entry = scheme_entry_for(text, scheme or ()) if text.strip() else None
    if entry and (entry.status or _says_otherwise(entry.label, entry.definition)):
        return entry.status
    return status_in_words(text)


def scheme_entry_for(text: str, scheme: Sequence[SchemeEntry]) -> SchemeEntry | None:
    """The entry of the plan's own key that a status cell names, None where it names none."""
    found = _place_in_scheme(text, tuple((entry.label, entry.colour or "") for entry in scheme))
    return None if found is None else scheme[found]


def is_status_text(text: str) -> bool:
    """Whether a cell of any column reads as a status and no more than a status."""
    return len(text) <= _LONGEST_STATUS and is_nothing_but_status(text)


# What a definition denies or regrets: a colour that usually says well says something else there.
_DENIES = re.compile(r"\b(?:not|no longer|never|cannot|un(?!til)\w+|late|miss\w*|fail\w*|behind|hardly)\b")
_WELL = frozenset({Status.ON_TRACK, Status.COMPLETE})
# How late "late" is, a key's definition says better than its label.
_BY_MONTHS = frozenset({Status.ON_TRACK, Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE})


def status_of_definition(label: str, definition: str | None = None) -> Status | None:
    """The state that an entry of a plan's key stands for, by its label and definition together.

    A colour or letter means what its definition says: amber is on track in one plan, late in another.
    """
    meaning = fold_status(definition or "")
    named = None if colour_in(label) == _plain(label) else status_in_words(label)
    is_proved = _EVIDENCED.search(meaning) and not _STILL_TO_PROVE.search(meaning)
    if named in (None, Status.COMPLETE) and _DONE.search(meaning) and is_proved:
        return Status.CLOSED
    defined = next((status for status, pattern in _DEFINITIONS if pattern.search(meaning)), None)
    if named in _BY_MONTHS and defined in _BY_MONTHS:
        named = None
    usual = None if _says_otherwise(label, definition) else status_in_words(label)
    status = named or defined or status_in_words(definition or "") or usual
    if status is Status.MEDIUM_SLIPPAGE and (colour_in(label) in ("red", "black") or label.upper() == "R"):
        return Status.SIGNIFICANT_SLIPPAGE
    return status


def _says_otherwise(label: str, definition: str | None) -> bool:
    """Whether a key's words for a colour speak against what it usually means."""
    is_colour = colour_in(label) == _plain(label)
    is_well = is_colour and status_in_words(label) in _WELL
    return is_well and bool(_DENIES.search(fold_status(definition or "")))


@lru_cache(maxsize=4096)
def _place_in_scheme(text: str, scheme: tuple[tuple[str, str], ...]) -> int | None:
    """Which (label, colour) a cell names: by the same words, their beginning, the colour, or likeness."""
    cell, labels = _plain(text), [_plain(label) for label, _ in scheme]
    if not cell:
        # A sign that is no word, "►", means what the key says of that very sign.
        return next((place for place, (label, _) in enumerate(scheme) if label == text.strip()), None)
    for fits in (_is_same, _begins_with_label, _begins_label, _is_like):
        places = [place for place, label in enumerate(labels) if label and fits(cell, label)]
        if len(places) == 1 or (places and fits is not _begins_label):
            return max(places, key=lambda place: len(labels[place]))
    colours = [_plain(colour) for _, colour in scheme]
    return colours.index(cell) if cell in colours else None


def _plain(text: str) -> str:
    return " ".join(fold_status(text).replace("|", " ").split())


def _is_same(cell: str, label: str) -> bool:
    return cell == label


def _begins_with_label(cell: str, label: str) -> bool:
    return cell.startswith(f"{label} ")


def _begins_label(cell: str, label: str) -> bool:
    """A cell that says the label short: "Medium" for "Medium progress", "G" for "Green"."""
    initial = (colour_in(label) or " ")[0] if len(cell) == 1 else None
    return label.startswith(f"{cell} ") or cell == initial


def _is_like(cell: str, label: str) -> bool:
    """A slip of spelling, or the label's words with others between; never where the two say otherwise."""
    from rapidfuzz import fuzz

    words, own = set(cell.split()), set(label.split())
    told, meant = status_in_words(cell), status_in_words(label)
    if words & _DENYING != own & _DENYING or (told and meant and told != meant):
        return False
    return fuzz.ratio(cell, label) >= _LIKE or (len(own) > 1 and own <= words)
