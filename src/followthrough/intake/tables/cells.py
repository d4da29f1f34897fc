"""What cells look like, whatever their heading says: the second witness of a column's meaning."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from followthrough.intake.kinds.posts import is_body, is_initials, is_person, is_title, opens_post
from followthrough.plan.refs import looks_like_ref
from followthrough.plan.statuses import is_status_text
from followthrough.plan.when import kind_of

_DATE_KINDS = {"day", "month", "quarter", "season", "year", "range", "tbc", "ongoing", "recurring"}
_LONGEST_DATE = 120
_LONGEST_OWNER = 160
_LONGEST_REF = 20
_PROSE_LENGTH = 60
_DISTINCT_REFS = 0.7
_YES_NO = {"yes", "no", "y", "n"}
_RATING = re.compile(r"(?:very )?(?:low|medium|high|critical|moderate)(?: risk)?|\d{1,2}", re.IGNORECASE)
_NOTHING = re.compile(
    r"[\W_]*|(?:n/?a|none|nil|tbc|x|not applicable|no(?:ne| action| further action) (?:needed|required))\.?",
    re.IGNORECASE,
)


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


def _owner_kinds(text: str) -> set[str]:
    """owner for a post, a body or initials; person for what has but the shape of a person's name."""
    line = " ".join(text.split())
    if is_title(line) or is_body(line) or opens_post(line) or all(map(is_initials, line.split())):
        return {"owner"}
    return {"person"} if is_person(line) else set()


@dataclass(frozen=True)
class Profile:
    """How the cells of one column are: shares from 0 to 1 of the cells that say something."""

    filled: int
    shares: dict[str, float]
    distinct: float
    repeats: float
    mean_length: float

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
    )


def fit(field: str, cells: Profile) -> float:
    """How well the cells suit a field, from -1 (contradict it) to 1; 0 where they say nothing."""
    if not cells.filled:
        return 0.0
    return max(-1.0, min(1.0, _FITS.get(field, _fit_anything)(cells)))


def _toward(kind: str, against: Iterable[str] = ()) -> Callable[[Profile], float]:
    def fit_kind(cells: Profile) -> float:
        return 2 * cells.share(kind) - 1 - sum(cells.share(other) for other in against)

    return fit_kind


def _fit_ref(cells: Profile) -> float:
    repeated = max(0.0, _DISTINCT_REFS - cells.distinct)
    return 2 * cells.share("ref") - 1 - 3 * repeated - cells.share("prose")


def _fit_owner(cells: Profile) -> float:
    wrong = cells.share("date") + cells.share("status") + cells.share("ref")
    return 2 * (cells.share("owner") + 0.75 * cells.share("person")) - 1 - wrong


def _fit_title(cells: Profile) -> float:
    wrong = cells.share("date") + cells.share("ref") + cells.share("status") + cells.share("yes_no")
    return 0.9 * cells.distinct + min(cells.mean_length, 60) / 150 - 0.3 - wrong - 0.5 * cells.share("owner")


def _fit_update(cells: Profile) -> float:
    wrong = cells.share("date") + cells.share("ref") + cells.share("yes_no") + cells.share("owner")
    return 0.3 + 0.5 * cells.share("prose") - wrong - 0.3 * cells.share("status")


def _fit_group(cells: Profile) -> float:
    wrong = (
        cells.share("date")
        + cells.share("ref")
        + cells.share("status")
        + cells.share("owner")
        + cells.share("prose")
    )
    return cells.repeats - wrong


def _fit_shared(cells: Profile) -> float:
    return 0.3 - cells.share("ref") - cells.share("status")


def _fit_prose(cells: Profile) -> float:
    wrong = cells.share("date") + cells.share("ref") + cells.share("status") + cells.share("yes_no")
    return 0.2 + 0.2 * cells.share("prose") - wrong


def _fit_answers(cells: Profile) -> float:
    return 0.3 - cells.share("date") - cells.share("status") - cells.share("yes_no")


def _fit_anything(cells: Profile) -> float:
    return 0.0


_FITS: dict[str, Callable[[Profile], float]] = {
    "ref": _fit_ref,
    "title": _fit_title,
    "owner": _fit_owner,
    "start": _toward("date"),
    "due": _toward("date"),
    "original_due": _toward("date"),
    "revised_due": _toward("date"),
    "forecast": _toward("date"),
    "status": _toward("status", against=("prose",)),
    "update": _fit_update,
    "change_control": _toward("yes_no"),
    "theme": _fit_group,
    "workstream": _fit_group,
    "who_when": _fit_shared,
    "measures": _fit_prose,
    "answers": _fit_answers,
    "risk:description": _fit_prose,
    "risk:rating": _toward("rating"),
    "priority": _toward("rating"),
}
