"""What only a register knows of a plan and a file can't tell. None throughout: nobody asked a register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from followthrough.outputs.report.house import House

Result = Literal["Approved", "Recorded", "Refused", "Withdrawn", "Waiting"]


@dataclass(frozen=True)
class ChangeAsked:
    """A change that was requested, and what became of it. `kind` is the plan's word: Date, Words, New, …

    `old` and `new` are what it changes in words, `months` how much later a date, `request` which request of
    its kind for the action it is, `view` what another body advises where it waits, `forum` who decided or
    will, `on` that day.
    """

    ref: str
    kind: str
    old: str = ""
    new: str = ""
    months: int | None = None
    reason: str = ""
    result: Result = "Waiting"
    note: str = ""
    forum: str = ""
    on: date | None = None
    request: int | None = None
    view: str = ""


@dataclass(frozen=True)
class Closure:
    """An action that was closed: when and by whom its evidence was accepted, and what a test of it found."""

    ref: str
    on: date | None
    by: str
    found: str = ""


@dataclass(frozen=True)
class Proof:
    """One piece of evidence for an action; an exempt one is left out of public editions."""

    ref: str
    title: str
    on: date | None = None
    verdict: str = ""
    is_exempt: bool = False


@dataclass(frozen=True)
class PlanRisk:
    """A risk to the plan with its scores: now, at the last report, and the one aimed at."""

    ref: str
    title: str
    score: int | None
    score_before: int | None = None
    target: int | None = None
    actions: Sequence[str] = ()
    reason: str = ""
    is_exempt: bool = False


@dataclass(frozen=True)
class OwnersAnswer:
    """What the owner of an action answered beside status and words, and the leadership's response."""

    ref: str
    nothing_changed: bool = False
    cause: str = ""
    next_step: str = ""
    response: str = ""


@dataclass(frozen=True)
class Commentary:
    """What a named commentator says of the paper: `text` None where nothing came."""

    who: str
    text: str | None = None
    requested_on: date | None = None
    meets_on: date | None = None
    applies: bool = True
    what_was_done: str = ""


@dataclass(frozen=True)
class PaperSection:
    """A fixed section of a committee paper, such as legal implications: None where nobody has answered."""

    name: str
    text: str | None
    signed: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure of the service: what it was at the start, is now and should be; `direction` in a word."""

    title: str
    theme: str
    start: str
    latest: str
    target: str
    direction: Literal["better", "worse", "same", "met"]


@dataclass(frozen=True)
class Meeting:
    """To whom the paper goes and when, and the fixed rows of its cover."""

    forum: str = ""
    on: date | None = None
    item: str = ""
    cover: Sequence[tuple[str, str]] = ()
    published_on: date | None = None


@dataclass(frozen=True)
class RegisterFacts:
    """The facts of a register at the day of a report, each None where this register does not hold them.

    `moves` has how often the date of an action was moved later, by its ref; `views` what verifiers say of
    what is complete: "Ready", "Sent back: …". `is_register` tells facts of a register from those of a file;
    `hides_waiting` that its reader is not told what nobody has decided; `body` whose plan it is, where the
    plan itself does not say it; `house` that body's own way with its papers.
    `achieved` is whether what a closed action was for was achieved, by its ref, else its title.
    `exempt` are the refs, else the titles, of actions that a public edition leaves out, `exempt_words` the
    titles of whatever is exempt, `persons` the names of persons: neither stands in one.
    """

    changes: Sequence[ChangeAsked] | None = None
    closures: Sequence[Closure] | None = None
    evidence: Sequence[Proof] | None = None
    risks: Sequence[PlanRisk] | None = None
    answers: Sequence[OwnersAnswer] | None = None
    commentaries: Sequence[Commentary] | None = None
    sections: Sequence[PaperSection] | None = None
    measures: Sequence[Measure] | None = None
    embedded: Mapping[str, str] | None = None
    achieved: Mapping[str, str] | None = None
    views: Mapping[str, str] | None = None
    moves: Mapping[str, int] | None = None
    exempt: frozenset[str] = frozenset()
    exempt_words: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    meeting: Meeting = field(default_factory=Meeting)
    body: str = ""
    house: House = field(default_factory=House)
    is_register: bool = False
    hides_waiting: bool = False

    def left_unsaid(self, what: str) -> str:
        """The sentence in place of what is not known; `what` begins it: "The risks to the plan"."""
        if self.is_register:
            return f"{what} are not part of this report."
        return f"{what} are kept in the register. This report was made from a file, which does not say them."
