"""Holds what was read against what was laid out, field by field."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from followthrough.plan.document import Action, PlanDocument, Problem, Update
from followthrough.plan.when import When
from tests.intake.layout_paper import Laid

_ALIKE = 60
_OWN_WORDS = {"status", "kind", "field", "format", "recurrence", "edtf"}
# The fields that a problem's code speaks of; other codes excuse nothing.
_EXCUSES = {
    "date_mangled": "date",
    "date_suspicious": "date",
    "date_unreadable": "date",
    "due_before_start": "date",
    "malformed_ref": "ref",
    "missing_ref": "ref",
    "duplicate_ref": "ref",
    "unknown_status": "status",
    "missing_title": "title",
    "column_shift": "",
}


class Verdict(StrEnum):
    """How a field came back: right; wrong, as a problem says; not at all; or as something else, silently."""

    RIGHT = "right"
    SAID = "said"
    LOST = "lost"
    INVENTED = "invented"


@dataclass(frozen=True)
class Outcome:
    """One field of one action (None for an action that was not laid out), as laid out and as read."""

    field: str
    verdict: Verdict
    laid: str
    read: str
    title: str


def without_markup(text: str) -> str:
    """A text without the tags that a converter leaves, a blank in the place of each."""
    return re.sub(r"</?(?:p|b|i|u|br)\s*/?>", " ", text)


def squash(text: str | None) -> str:
    """A text without markup, white space and case."""
    return re.sub(r"\s+", "", without_markup(text or "")).casefold()


def words_of(plan: PlanDocument) -> set[str]:
    """The words that a plan document keeps of a file: not those of its problems, which are our own."""
    kept = plan.model_dump(mode="json", exclude={"problems": True, "source": True})
    return {word for text in _texts(kept) for word in re.findall(r"\w+", text)}


def _texts(value: object) -> Iterator[str]:
    """All texts of a document but the format's own names for states and kinds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, part in value.items() if key not in _OWN_WORDS for text in _texts(part))
        # A criterion of a risk matrix is a key, and a word of the file.
        yield from (key for key in value if not key.islower())
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))


def compare(laid: Laid, read: PlanDocument) -> list[Outcome]:
    """An outcome for each field of each action that was laid out, and for each action that was not."""
    pairs, extra = _pair(laid.plan.actions, read.actions)
    outcomes = [outcome for ours, theirs in pairs for outcome in _compare_action(ours, theirs, laid, read)]
    return outcomes + [
        Outcome("action", Verdict.INVENTED, "", action.title, action.title) for action in extra
    ]


def _pair(laid: list[Action], read: list[Action]) -> tuple[list[tuple[Action, Action | None]], list[Action]]:
    """Each action laid out with the one read that has its title, else its ref, else a title like it."""
    free = list(read)
    found: dict[int, Action] = {}
    for is_same in (_has_title, _has_ref, _has_title_like):
        for at, ours in enumerate(laid):
            if at not in found and (theirs := next((other for other in free if is_same(ours, other)), None)):
                found[at] = theirs
                free = [other for other in free if other is not theirs]
    return [(ours, found.get(at)) for at, ours in enumerate(laid)], free


def _has_title(ours: Action, theirs: Action) -> bool:
    return squash(ours.title) == squash(theirs.title)


def _has_ref(ours: Action, theirs: Action) -> bool:
    return bool(ours.ref) and _folded_ref(ours.ref) == _folded_ref(theirs.ref)


def _has_title_like(ours: Action, theirs: Action) -> bool:
    return fuzz.ratio(squash(ours.title), squash(theirs.title)) > _ALIKE


def _folded_ref(ref: str | None) -> str:
    return re.sub(r"[^A-Z0-9]+", ".", (ref or "").upper()).strip(".")


def _compare_action(ours: Action, theirs: Action | None, laid: Laid, read: PlanDocument) -> Iterator[Outcome]:
    if theirs is None:
        yield Outcome("action", Verdict.LOST, ours.title, "", ours.title)
        return
    yield Outcome("action", Verdict.RIGHT, ours.title, theirs.title, ours.title)
    excused = {_EXCUSES[problem.code] for problem in read.problems if _speaks_of(problem, theirs)}
    for name, wanted, got, is_right in _fields(ours, theirs, laid):
        yield Outcome(name, _verdict(name, wanted, got, is_right, excused), wanted, got, ours.title)


def _verdict(name: str, wanted: str, got: str, is_right: bool, excused: set[str]) -> Verdict:
    if is_right:
        return Verdict.RIGHT
    kind = {"start": "date", "due": "date", "original due": "date", "parent": "ref"}.get(name, name)
    if "" in excused or kind in excused:
        return Verdict.SAID
    return Verdict.LOST if not got else Verdict.INVENTED


def _speaks_of(problem: Problem, action: Action) -> bool:
    if problem.code not in _EXCUSES:
        return False
    if problem.ref and problem.ref == action.ref:
        return True
    ours, where = action.where, problem.where
    if ours.row_first is None or where.row_first is None:
        return False
    return where.row_first <= (ours.row_last or ours.row_first) and ours.row_first <= (
        where.row_last or where.row_first
    )


Compared = tuple[str, str, str, bool]


def _fields(ours: Action, theirs: Action, laid: Laid) -> Iterator[Compared]:
    yield "ref", ours.ref or "", theirs.ref or "", _folded_ref(ours.ref) == _folded_ref(theirs.ref)
    yield _same_ref("parent", ours.parent, theirs.parent)
    yield _same_text("title", ours.title, theirs.title)
    yield _same_group("theme", ours.theme, theirs.theme, laid.theme_label)
    yield _same_group("workstream", ours.workstream, theirs.workstream, "{name}")
    yield _same_texts("owners", (o.name for o in ours.owners), (o.name for o in theirs.owners))
    for name in ("start", "due", "original_due"):
        yield _same_when(name.replace("_", " "), getattr(ours, name), getattr(theirs, name))
    yield _same_text("priority", ours.priority, theirs.priority)
    yield _same_texts("measures", ours.measures, theirs.measures)
    yield from _notes(ours, theirs, laid)
    yield from _updates(ours, theirs, laid)


def _same_ref(name: str, ours: str | None, theirs: str | None) -> Compared:
    return name, ours or "", theirs or "", _folded_ref(ours) == _folded_ref(theirs)


def _same_text(name: str, ours: str | None, theirs: str | None) -> Compared:
    return name, ours or "", theirs or "", squash(ours) == squash(theirs)


def _same_group(name: str, ours: str | None, theirs: str | None, label: str) -> Compared:
    """A theme is right with the label that was printed before it and without it."""
    unlabelled = (
        re.sub(label.replace("{number}", r"\\d+").replace("{name}", ""), "", theirs or "", count=1)
        if label
        else theirs
    )
    return name, ours or "", theirs or "", squash(ours) in (squash(theirs), squash(unlabelled))


def _same_texts(name: str, ours: Iterable[str], theirs: Iterable[str]) -> Compared:
    wanted, got = list(ours), list(theirs)
    return (
        name,
        " | ".join(wanted),
        " | ".join(got),
        {squash(text) for text in wanted} == {squash(text) for text in got},
    )


def _same_when(name: str, ours: When | None, theirs: When | None) -> Compared:
    def said(when: When | None) -> str:
        return f"{when.text} [{when.kind} {when.earliest} {when.latest}]" if when else ""

    def days(when: When | None) -> object:
        return (when.kind if when.earliest is None else "", when.earliest, when.latest) if when else None

    return name, said(ours), said(theirs), days(ours) == days(theirs)


def _notes(ours: Action, theirs: Action, laid: Laid) -> Iterator[Compared]:
    """A note is right where its text stands anywhere in what was read of the action."""
    everything = squash(" ".join(_texts(theirs.model_dump(mode="json"))))
    for note in ours.notes:
        yield "note", note.text, "", squash(note.text) in everything


def _updates(ours: Action, theirs: Action, laid: Laid) -> Iterator[Compared]:
    told = (laid.told_below or "").partition(":")
    periods = {update.period for update in (*ours.updates, *theirs.updates)}
    for period in sorted(periods, key=str):
        wanted, got = _update(ours, period), _update(theirs, period)
        if any(column.kind == "both" for column in laid.columns):
            yield _same_status(wanted, got)
            yield (
                "update",
                wanted.text or "",
                got.text or "",
                squash(wanted.text) in squash(f"{got.status_text} {got.text}"),
            )
            continue
        if any(column.kind == "status" for column in laid.columns) or got.status_text:
            yield _same_text("status text", wanted.status_text, got.status_text)
            yield _same_status(wanted, got)
        if told[0] and period == (told[2] or None):
            everything = " ".join([*(u.text or "" for u in theirs.updates), *(n.text for n in theirs.notes)])
            yield "narrative", wanted.text or "", everything, squash(wanted.text) in squash(everything)
        elif not (told[0] and period is None):
            yield _same_text("update", wanted.text, got.text)


def _same_status(ours: Update, theirs: Update) -> Compared:
    return "status", str(ours.status or ""), str(theirs.status or ""), ours.status == theirs.status


def _update(action: Action, period: str | None) -> Update:
    return next((update for update in action.updates if update.period == period), Update())
