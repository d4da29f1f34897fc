"""What a comparison of two versions comes to: the sentences and lists that every form of it shows."""

from functools import cached_property

from followthrough.compare.change import Comparison
from followthrough.compare.counts import Counts, count
from followthrough.outputs.compare.groups import gathered
from followthrough.outputs.compare.words import FIELDS
from followthrough.outputs.wording import counted
from followthrough.plan.document import PlanDocument
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.plan.when.periods import words_of

_MOST_PERIODS_NAMED = 3


class CompareSummary:
    """A comparison, in sentences and lists."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.counts: Counts = count(comparison)
        self.gathered = list(gathered(comparison))

    @property
    def title(self) -> str:
        """The title of the plan, the new version's where it has one."""
        new, old = self.comparison.new, self.comparison.old
        return new.title or old.title or name_of_version(new)

    @cached_property
    def sentences(self) -> list[str]:
        """The answer, as a committee could read it: actions, status and dates, texts, what was agreed."""
        if not self.counts.in_both:
            return [self._actions, "No action of one version is in the other: are they versions of one plan?"]
        sentences = [
            self._actions, self._periods, self._status_and_dates, self._texts, self._agreed, self._unchanged,
        ]  # fmt: skip
        return [sentence for sentence in sentences if sentence]

    @property
    def headline(self) -> str:
        """The sentences in one."""
        return " ".join(self.sentences)

    @property
    def cautions(self) -> list[str]:
        """What a reader must know before trusting the comparison."""
        comparison, said = self.comparison, []
        for version, plan in (("old", comparison.old), ("new", comparison.new)):
            grave = sum(problem.severity == "error" for problem in plan.problems)
            if grave:
                what = counted(grave, "thing")
                said.append(
                    f"{what} in the {version} version could not be read safely and may show as changes."
                )
        for version, columns in (("old", comparison.columns_added), ("new", comparison.columns_dropped)):
            if columns:
                names = sorted(FIELDS[field].lower() for field in columns)
                said.append(
                    f"The {version} version has no column for {_listed(names)}, so that is not compared."
                )
        if dropped := comparison.dropped_periods:
            said.append(f"The new version no longer shows {_periods_in_words(dropped)}.")
        return said

    @property
    def _actions(self) -> str:
        counts = self.counts
        if counts.in_both == counts.old == counts.new:
            return f"The same {counted(counts.new, 'action')}."
        both = f"{counted(counts.in_both, 'action')} {_are(counts.in_both)} in both versions"
        parts = [f"{counts.added} {_are(counts.added)} new"] if counts.added else []
        parts += [f"{counts.gone} {_are(counts.gone)} gone"] if counts.gone else []
        parts += [f"{counts.unsure} can't be matched for certain"] if counts.unsure else []
        return f"{both}; {_listed(parts)}." if parts else f"{both}."

    @property
    def _periods(self) -> str:
        new = self.comparison.new_periods
        return f"The new version adds {_periods_in_words(new)}." if new else ""

    @property
    def _status_and_dates(self) -> str:
        counts = self.counts
        status = _clauses(
            (counts.gained_status, "gained a status", "gained a status"),
            (counts.changed_status, "changed its status", "changed their status"),
            (counts.lost_status, "lost its status", "lost their status"),
        )
        done = _clauses(
            (counts.completed, "was completed", "were completed"),
            (counts.reopened, "was reopened", "were reopened"),
        )
        said = [_listed(status) or "None changed its status"] + ([_listed(done)] if done else [])
        return f"{'; '.join([*said, self._dates])}."

    @property
    def _dates(self) -> str:
        counts = self.counts
        moved = _clauses(
            (counts.due_later, "moved its due date later", "moved their due dates later"),
            (counts.due_earlier, "moved its due date earlier", "moved their due dates earlier"),
            (counts.due_added, "gained a due date", "gained a due date"),
            (counts.due_removed, "has no due date any more", "have no due date any more"),
        )
        return _listed(moved) or "none moved its due date"

    @property
    def _texts(self) -> str:
        counts = self.counts
        copied = "repeats the words of the period before", "repeat the words of the period before"
        texts = _clauses(
            (counts.new_update, "has new text", "have new text"),
            (counts.changed_update, "has changed text", "have changed text"),
            (counts.removed_update, "has lost its text", "have lost their text"),
            (counts.copied_update, *copied),
        )
        return f"{_listed(texts)}." if texts else "No text is new or changed."

    @property
    def _agreed(self) -> str:
        counts = self.counts
        agreed = _clauses(
            (counts.changed_title, "has another title", "have another title"),
            (counts.changed_owners, "has other owners", "have other owners"),
        )
        return f"{_listed(agreed)}." if agreed else "All titles and owners are the same."

    @property
    def _unchanged(self) -> str:
        unchanged = self.counts.unchanged
        return f"{unchanged} {_are(unchanged)} the same in everything." if unchanged else ""


def name_of_version(plan: PlanDocument) -> str:
    """What a version is known by: its file and its day, else its title."""
    name = (plan.source.name if plan.source else "") or plan.title or "The plan"
    return f"{name}, as at {day_in_words(plan.as_at)}" if plan.as_at else name


def _periods_in_words(periods: list[str]) -> str:
    """Each month by its name; many by the first and the last."""
    if len(periods) <= _MOST_PERIODS_NAMED:
        return _listed([words_of(period) for period in periods])
    return f"{len(periods)} periods, from {words_of(periods[0])} to {words_of(periods[-1])}"


def _clauses(*numbered: tuple[int, str, str]) -> list[str]:
    """Each number that is not zero with what it says of one, or of several."""
    return [f"{number} {one if number == 1 else several}" for number, one, several in numbered if number]


def _listed(parts: list[str]) -> str:
    """Parts of a sentence with commas and an "and" before the last."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
