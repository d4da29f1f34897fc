"""The next version of a plan as its page shows it: counts, what differs, and what becomes of it."""

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from followthrough.compare.change import Change
from followthrough.compare.word_differences import Stretch, word_differences
from followthrough.outputs.compare.summary import CompareSummary
from followthrough.outputs.compare.words import is_short, name_of_change
from followthrough.outputs.wording import counted
from followthrough.plan.document import Action, Update
from followthrough.plan.statuses import LABELS
from followthrough.plan.when.periods import words_of
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import same_request
from followthrough.site.imports.next_version.outcome import NextVersion, Step
from followthrough.site.register.models import Plan

STEPS_A_PAGE = 25
COMES_IN, ASKED, ASKED_ALREADY, STAYS = "Comes in", "Change request", "Requested already", "Stays as it is"


@dataclass(frozen=True)
class Line:
    """One thing that differs: both sides in words, the second with what changed, and what becomes of it."""

    name: str
    old: str
    new: list[Stretch]
    fate: str

    @property
    def is_asked(self) -> bool:
        """Whether it is something agreed that only a decision changes."""
        return self.fate in (ASKED, ASKED_ALREADY)


@dataclass(frozen=True)
class StepReading:
    """A changed action with its lines; `number` is its number in the plan, None where it has gone since."""

    number: int | None
    action: Action
    lines: list[Line]


class NextVersionPage:
    """The page. `actions` are the number and key of each action of the plan in its order; `waiting` tells the
    changes that are asked for already.
    """

    def __init__(
        self,
        version: NextVersion,
        *,
        plan: Plan,
        actions: Sequence[tuple[int | None, int]],
        waiting: Collection[Hashable] = (),
    ) -> None:
        self.version, self.versions = version, version.versions
        self._plan, self._actions, self._waiting = plan, actions, waiting

    @property
    def counts(self) -> list[tuple[int, str, str]]:
        """How many actions are new, gone, changed, unchanged, and to be asked about.

        Each with the place on the page that lists them, "" where none does.
        """
        counts = [
            (len(self.version.added), "new", "new"),
            (len(self.versions.gone), "gone", "gone"),
            (len(self.version.changed), "changed", "changed"),
            (len(self.version.unchanged), "unchanged", "unchanged"),
            (len(self.versions.questions), "to ask", ""),
        ]
        return [count for count in counts if count[0] or count[1] in ("new", "changed")]

    @property
    def gone(self) -> list[tuple[Action, str]]:
        """The actions that are gone, each with what was chosen for it."""
        chosen, asked = self.version.settled.fates, dict(self.version.gone)
        old = self.versions.old.actions
        return [
            (old[place], f"Requested: {asked[place].new_words}" if place in asked else "Left as it is")
            for place in sorted(chosen)
        ]

    @property
    def consequences(self) -> list[str]:
        """What taking it in does, a sentence each."""
        steps = self.version.steps
        updates = sum(len(step.updates) for step in steps)
        facts = sum(len(step.changes_in) + len(step.links) for step in steps)
        parts = [(len(self.version.added), "new action"), (updates, "update")]
        parts += [(facts, "note, link or other fact that was never agreed")]
        coming = [_counted(number, noun) for number, noun in parts if number]
        sentences = [f"{_listed(coming)} {'comes' if sum(n for n, _ in parts) == 1 else 'come'} in."]
        if asked := self.number_asked:
            requests = counted(asked, "change request")
            sentences.append(f"{requests} {'waits' if asked == 1 else 'wait'} for a decision.")
        return sentences if coming else sentences[1:]

    @property
    def says_nothing_new(self) -> bool:
        """Whether the register has all of it, or has asked for it."""
        return not (self.consequences or self.versions.questions or self.version.added)

    @property
    def cautions(self) -> list[str]:
        """What a reader must know before trusting the comparison."""
        return CompareSummary(self.versions.comparison).cautions

    @property
    def new_periods(self) -> list[str]:
        """The months that only the file has."""
        return [words_of(period) for period in self.versions.comparison.new_periods]

    @cached_property
    def number_asked(self) -> int:
        """How many changes to what was agreed are asked for and were not before."""
        of_actions = (self._fate_of(change, step) for step in self.version.steps for change in step.asked)
        of_plan = (self._fate_of(change) for change in self.version.asked_of_plan)
        return sum(fate == ASKED for fates in (of_actions, of_plan) for fate in fates)

    def page_of_steps(self, page: str | None) -> "Page[Step]":
        """One page of the changed actions."""
        return Paginator(self.version.changed, STEPS_A_PAGE).get_page(page)

    def readings(self, steps: "Page[Step]") -> list[StepReading]:
        """The changed actions with their lines."""
        return [StepReading(self._actions[step.old][0], step.before, [*self._lines(step)]) for step in steps]

    @property
    def lines_of_plan(self) -> list[Line]:
        """What differs of the plan as a whole."""
        return [self._asked(change) for change in self.version.asked_of_plan]

    def _lines(self, step: Step) -> Iterator[Line]:
        for change in step.asked:
            yield self._asked(change, step)
        for update in step.updates:
            yield from _lines_of_update(update, step.before)
        for change_in in step.changes_in:
            yield _line(change_in, COMES_IN)
        for link in step.links:
            yield Line(
                "Link to another action", "", [Stretch("added", f"{link.to} (“{link.text}”)")], COMES_IN
            )
        for staying in step.staying:
            yield _line(staying, STAYS)

    def _asked(self, change: ChangeRequest, step: Step | None = None) -> Line:
        change.plan = self._plan
        named = f", {words_of(change.named)}" if change.field == "update" else ""
        named = f", {change.named}" if change.field == "recommendation" else named
        new = _marked(change.old_words, change.new_words, whole=not change.is_a_text)
        return Line(f"{change.what}{named}", change.old_words, new, self._fate_of(change, step))

    def _fate_of(self, change: ChangeRequest, step: Step | None = None) -> str:
        if step is not None:
            change.action_id = self._actions[step.old][1]
        return ASKED_ALREADY if same_request(change) in self._waiting else ASKED


def _lines_of_update(update: Update, before: Action) -> Iterator[Line]:
    """Its status and its words, beside those that were said last for the same period."""
    last = next((each for each in reversed(before.updates) if each.period == update.period), Update())
    period = f", {words_of(update.period)}" if update.period else ""
    if status := _status(update):
        yield Line(f"Status{period}", _status(last), [Stretch("added", status)], COMES_IN)
    if update.text:
        marked = _marked(last.text or "", update.text)
        yield Line(f"Update{period}", last.text or "", marked, COMES_IN)
    if update.forecast:
        yield Line(f"Forecast{period}", "", [Stretch("added", update.forecast.text)], COMES_IN)


def _status(update: Update) -> str:
    return update.status_text or (LABELS[update.status] if update.status else "")


def _line(change: Change, fate: str) -> Line:
    marked = _marked(change.old or "", change.new or "", whole=is_short(change))
    return Line(name_of_change(change), change.old or "", marked, fate)


def _marked(old: str, new: str, *, whole: bool = False) -> list[Stretch]:
    """The new side with the words that differ marked; `whole`: all of it."""
    if not new:
        return []
    return [Stretch("added", new)] if whole or not old else word_differences(old, new)


def _counted(number: int, noun: str) -> str:
    if noun.startswith("note"):
        return f"1 {noun}" if number == 1 else f"{number} notes, links and other facts that were never agreed"
    return counted(number, noun)


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
