"""What cells look like, whatever their heading says, and what a heading makes of a letter, a tick or a
number: R, A and G under "RAG", yes under "Achieved?", 50 under "%"."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from followthrough.intake.kinds.posts import is_body, is_initials, is_person, is_title, opens_post
from followthrough.plan.fields import FIELDS, Kind
from followthrough.plan.refs import looks_like_ref
from followthrough.plan.statuses import is_status_text
from followthrough.plan.when import kind_of

_DATE_KINDS = {"day", "month", "quarter", "season", "year", "range", "tbc", "ongoing", "recurring"}
_LONGEST_DATE = 120
_LONGEST_OWNER = 160
_LONGEST_REF = 20
_PROSE_LENGTH = 60
_YES_NO = {"yes", "no", "y", "n"}
_RATING = re.compile(r"(?:very )?(?:low|medium|high|critical|moderate)(?: risk)?|\d{1,2}", re.IGNORECASE)
_COUNT = re.compile(r"[-+−]?\d{1,4}(?:\.\d+)?")
_NOTHING = re.compile(
    r"[\W_]*|(?:n/?a|none|nil|tbc|x|not applicable|no(?:ne| action| further action) (?:needed|required))\.?",
    re.IGNORECASE,
)
_COLOURS = {"b": "Blue", "g": "Green", "y": "Yellow", "a": "Amber", "r": "Red"}
_OPEN_OR_CLOSED = {"o": "Open", "c": "Closed"}
_NAMES_COLOURS = re.compile(r"\bb?[ -]?rag\b|\br ?/ ?a ?/ ?g\b", re.IGNORECASE)
_NAMES_OPEN_OR_CLOSED = re.compile(r"\bo ?/ ?c\b|\bopen ?(?:/|or) ?closed\b", re.IGNORECASE)
# "Achieved?", "Complete (Y/N)", "Done": yes or a tick says so, no or an empty box that it is not.
_NAMES_STATE = re.compile(
    r"\W*(?:is(?: it)?[ _]|fully |now )?"
    r"(?P<state>complete[d]?|done|achieved|implemented|delivered|finished|closed|mitigated|resolved|remediated"
    r"|on (?:track|target|course)(?: to achieve)?)\b"
    r"(?:\W*(?:\?|tick|(?:yes|no|y|n|p|part(?:ly|ial|ially)?|or)\b|✓|please tick))*\W*",
    re.IGNORECASE,
)
_YES = ("yes", "y", "true", "✓", "✔", "☑", "☒", "√", "x", "✗", "1", "tick", "ticked")
_NO = ("no", "n", "false", "☐", "0", "not yet")
_PARTLY = ("partly", "partially", "partial", "part", "in part", "p")
TICKS = frozenset("✓✔☑√✅")
CROSSES = ("x", "☒", "✗", "✘", "✖", "❌")
_NAMES_SHARE = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
_SHARES = {str(share): f"{share}%" for share in range(101)}
# What task tools call a row that is to be done, and one that is none.
TYPES_OF_TASKS = frozenset(
    {"task", "subtask", "sub-task", "item", "issue", "action", "card", "story", "user story", "bug", "epic"}
    | {"feature", "milestone", "initiative", "improvement", "new feature", "product backlog item"}
)
TYPES_OF_OTHERS = frozenset({"section", "heading", "header", "note", "comment"})
_NONE: Mapping[str, str] = {}
# What the cells of a field look like by its kind, and what such cells are called.
_LOOKS: Mapping[Kind, tuple[tuple[str, ...], str]] = {
    "ref": (("ref",), "refs"),
    "people": (("owner", "person"), "posts, teams or names"),
    "date": (("date",), "dates"),
    "status": (("status",), "statuses"),
    "yes_no": (("yes_no",), "yes or no"),
    "rating": (("rating",), "ratings"),
}


def looks_of(field: str) -> tuple[tuple[str, ...], str]:
    """The kinds of cells that bear a field out, and what they are called; none for a field of any text."""
    return _LOOKS.get(FIELDS[field].kind, ((), "")) if field in FIELDS else ((), "")


@lru_cache(maxsize=50_000)
def kinds_of(text: str) -> frozenset[str]:
    """What a cell's text can be: date, ref, status, owner, yes_no, risk, prose; a text can be several."""
    kinds = set()
    if is_date(text):
        kinds.add("date")
    if is_ref(text):
        kinds.add("ref")
    if is_status_text(text):
        kinds.add("status")
    if text.lower() in _YES_NO:
        kinds.add("yes_no")
    if _RATING.fullmatch(text):
        kinds.add("rating")
    if is_prose(text):
        kinds.add("prose")
    if len(text) <= _LONGEST_OWNER and not kinds & {"date", "status", "ref", "yes_no", "rating"}:
        kinds |= _owner_kinds(text)
    return frozenset(kinds)


def says_nothing(text: str) -> bool:
    """Whether a cell is filled in only to say that there is nothing to say: "N/A", "None.", "–"."""
    return _NOTHING.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a cell's text can be a date."""
    return len(text) <= _LONGEST_DATE and kind_of(text) in _DATE_KINDS


def is_ref(text: str) -> bool:
    """Whether a cell's text can be a ref."""
    return len(text) <= _LONGEST_REF and looks_like_ref(text)


def is_prose(text: str) -> bool:
    """Whether a cell says more than a value: a text of several words."""
    return len(text) > _PROSE_LENGTH


def tells_types(texts: Iterable[str]) -> bool:
    """Whether the cells of a column say but what a task tool calls each row: a task, a section, a bug."""
    said = {text.lower() for text in texts if text}
    return bool(said) and said <= TYPES_OF_TASKS | TYPES_OF_OTHERS


def _owner_kinds(text: str) -> set[str]:
    """owner for a post, a body or initials; person for what has but the shape of a person's name."""
    line = " ".join(text.split())
    if is_title(line) or is_body(line) or opens_post(line) or all(map(is_initials, line.split())):
        return {"owner"}
    return {"person"} if is_person(line) else set()


@dataclass(frozen=True)
class Profile:
    """How the cells of one column are: shares from 0 to 1 of the cells that say something. `counts` is the
    share of small numbers that are no date."""

    filled: int
    shares: dict[str, float]
    distinct: float
    repeats: float
    mean_length: float
    counts: float = 0.0

    def share(self, kind: str) -> float:
        """The share of cells that can be of a kind."""
        return self.shares.get(kind, 0.0)


def profile(texts: Sequence[str], labels: frozenset[str] = frozenset()) -> Profile:
    """The profile of a column, top to bottom; `labels` are the statuses of the file's own key, in lower case.
    Cells that say nothing (empty, N/A, TBC) are left out."""
    said = [text for text in texts if text.lower() in labels or not _NOTHING.fullmatch(text)]
    count = Counter(
        kind for text in said for kind in ({"status"} if text.lower() in labels else kinds_of(text))
    )
    total = max(len(said), 1)
    return Profile(
        filled=len(said),
        shares={kind: number / total for kind, number in count.items()},
        distinct=len(set(said)) / total,
        repeats=sum(a == b for a, b in pairwise(said)) / total,
        mean_length=sum(map(len, said)) / total,
        counts=sum(_COUNT.fullmatch(text) is not None and not is_date(text) for text in said) / total,
    )


@lru_cache(maxsize=1024)
def letters_under(headings: tuple[str | None, ...]) -> Mapping[str, str]:
    """The word that each letter, in lower case, stands for below these headings; empty where it is none."""
    said = " ".join(heading for heading in headings if heading)
    if _NAMES_COLOURS.search(said):
        return _COLOURS
    if _NAMES_OPEN_OR_CLOSED.search(said):
        return _OPEN_OR_CLOSED
    if _NAMES_SHARE.search(said):
        return _SHARES
    state = next(
        (found["state"] for each in headings if each and (found := _NAMES_STATE.fullmatch(each))), None
    )
    return _answers(state) if state else _NONE


def letters_among(texts: Iterable[str]) -> Mapping[str, str]:
    """What letters stand for that fill the statuses of a table, whatever stands over them: two of R, A and G
    tell that they are colours."""
    letters = {text.lower() for text in texts if text}
    is_of_colours = len(letters & {"r", "a", "g"}) > 1 and all(len(letter) == 1 for letter in letters)
    return _COLOURS if is_of_colours else _NONE


def letters_beside(letters: Mapping[str, str], texts: Iterable[str]) -> Mapping[str, str]:
    """What the letters of a column stand for, its cells being known: beside ticks a cross says no."""
    has_ticks = "no" in letters and not TICKS.isdisjoint(texts)
    return {**letters, **dict.fromkeys(CROSSES, letters["no"])} if has_ticks else letters


def _answers(state: str) -> Mapping[str, str]:
    """What yes and no mean below a heading that names a state."""
    word = (
        "On track"
        if state.lower().startswith("on ")
        else "Closed"
        if state.lower() == "closed"
        else "Complete"
    )
    answers = dict.fromkeys(_YES, word) | dict.fromkeys(_NO, f"Not {word.lower()}")
    return answers | dict.fromkeys(_PARTLY, "In progress")
