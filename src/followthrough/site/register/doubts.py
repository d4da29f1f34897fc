"""What the checks find in a plan of the register, as it is kept beside the plan; on another day, if asked.

`doubts_of(plan, today=…)` is for pages: it counts what is kept by a few queries, however large the plan is,
and never checks it. Just after a change that the worker still has to check, it is what was found before, and
`outdated_at` says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, overload

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from followthrough.challenge import Finding, check
from followthrough.challenge.finding import Subject
from followthrough.outputs.check.summary import WEIGHTS, Question, RuleCount, counts_by_rule, questions_of
from followthrough.plan.document import WORST_FIRST, Severity, Where
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.judging import day_judged_of
from followthrough.site.register.kept import kept
from followthrough.site.register.kept_findings import FINDING
from followthrough.site.register.models import Action, KeptFinding, LastCheck, Plan
from followthrough.site.version import FINGERPRINT

PLAN_NOT_CHECKED = "plan_not_checked"
Numbered = tuple[Finding, int | None]
_NOTE = WORST_FIRST.index("note")


class Counts(NamedTuple):
    """How many findings of each weight, in words, worst first; and each rule that found something."""

    by_weight: list[tuple[Severity, str, int]]
    by_rule: list[Question]


@dataclass(frozen=True)
class Doubts:
    """The findings kept of a plan, as at `day`.

    `outdated_at` is None where they are of the plan as it is, else when all of it was checked, before a
    change that the worker has still to check. `asked`: the day that somebody asked for, if it is another.
    """

    plan: Plan
    day: date
    outdated_at: datetime | None = None
    asked: date | None = None

    @cached_property
    def findings(self) -> list[Finding]:
        """All of them, worst first. To count them there is `summary`."""
        return [FINDING.validate_python(row) for row in self._kept.values_list("finding", flat=True)]

    @property
    def _kept(self) -> QuerySet[KeptFinding]:
        return self.plan.kept_findings.all()

    @cached_property
    def _by_rule(self) -> list[RuleCount]:
        stored: Any = self._kept.order_by("weight", "place").values("code", "severity", "weight", "place")
        rows = list(stored.annotate(found=Count("pk"), actions=Count("action", distinct=True)))
        about = list(self._kept.filter(action=None).values_list("code", "finding__message"))
        return [
            RuleCount(
                code,
                Counter({row["severity"]: row["found"] for row in rows if row["code"] == code}),
                sum(row["actions"] for row in rows if row["code"] == code),
                [message for of_code, message in about if of_code == code],
            )
            for code in dict.fromkeys(row["code"] for row in rows)
        ]

    @cached_property
    def summary(self) -> Counts:
        """The counts by weight and by rule."""
        weights = sum((count.weights for count in self._by_rule), Counter[Severity]())
        by_weight = [(severity, words, weights[severity]) for severity, words in WEIGHTS.items()]
        return Counts(by_weight, questions_of(self._by_rule))

    @property
    def number_found(self) -> int:
        return sum(count.findings for count in self._by_rule)

    @property
    def is_checked(self) -> bool:
        """False where the plan could not be checked, so that nothing can be said of its actions."""
        return all(count.code != PLAN_NOT_CHECKED for count in self._by_rule)

    @cached_property
    def number_doubted(self) -> int:
        """How many actions have a finding that is more than a note."""
        doubted = self._kept.filter(weight__lt=_NOTE).exclude(action=None).order_by()
        return doubted.aggregate(number=Count("action", distinct=True))["number"] or 0

    @property
    def number_to_settle(self) -> int:
        """How many findings must be settled."""
        return sum(count.weights["error"] for count in self._by_rule)

    def about(self, action: Action) -> list[Finding]:
        """The findings about one action, worst first."""
        stored = action.kept_findings.order_by("weight", "place", "pk").values_list("finding", flat=True)
        return [FINDING.validate_python(row) for row in stored]

    def numbered(self, *, rule: str = "", weight: str = "") -> Sequence[Numbered]:
        """The findings, all or of one rule or weight, each with the number of its action in the plan."""
        asked = {name: value for name, value in (("code", rule), ("severity", weight)) if value}
        return _KeptNumbered(self._kept.filter(**asked))


class _KeptNumbered(Sequence[Numbered]):
    """Kept findings with the numbers of their actions, of which a page is read alone."""

    def __init__(self, kept: QuerySet[KeptFinding]) -> None:
        self._kept = kept.values_list("finding", "action__number")

    def __len__(self) -> int:
        return self._kept.count()

    @overload
    def __getitem__(self, place: int) -> Numbered: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Numbered]: ...
    def __getitem__(self, place: int | slice) -> Numbered | Sequence[Numbered]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        return [(FINDING.validate_python(finding), number) for finding, number in self._kept[place]]


class DoubtsOfADay(Doubts):
    """What a check on another day finds, for whoever asked for that day."""

    @cached_property
    def findings(self) -> list[Finding]:
        return kept(self.plan, f"findings-{self.day}", lambda: check(as_document(self.plan), self.day))

    @cached_property
    def _by_rule(self) -> list[RuleCount]:
        return counts_by_rule(self.findings)

    @cached_property
    def number_doubted(self) -> int:
        doubts = (finding for finding in self.findings if finding.severity != "note")
        return len({doubt.subject for doubt in doubts} - {None})

    def about(self, action: Action) -> list[Finding]:
        subject = Subject(action.ref, action.title, Where.model_validate(action.where))
        return [finding for finding in self.findings if finding.subject == subject]

    def numbered(self, *, rule: str = "", weight: str = "") -> Sequence[Numbered]:
        rows = self.plan.actions.filter(archived_at=None).values_list("ref", "title", "where", "number")
        numbers: dict[Subject | None, int] = {
            Subject(ref, title, Where.model_validate(where)): number for ref, title, where, number in rows
        }
        return [
            (finding, numbers.get(finding.subject))
            for finding in self.findings
            if rule in ("", finding.code) and weight in ("", finding.severity)
        ]


def doubts_of(plan: Plan, *, today: date, asked: date | None = None) -> Doubts:
    """The doubts about a plan, as at the day asked for, else the one it is judged by."""
    day = day_judged_of(plan, today=today)
    if asked is not None and asked != day:
        return DoubtsOfADay(plan, asked, asked=asked)
    last = LastCheck.objects.filter(plan=plan).first()
    if last is None:  # a register of before findings were kept, in the seconds until its worker comes to it
        return DoubtsOfADay(plan, day)
    is_exact = (last.plan_changed_at, last.day, last.program) == (plan.changed_at, day, FINGERPRINT)
    return Doubts(plan, last.day, outdated_at=None if is_exact else last.checked_at)


def needs_an_answer() -> Q:
    """The condition that something more than a note is kept about an action."""
    return Q(Exists(KeptFinding.objects.filter(action=OuterRef("pk"), weight__lt=_NOTE)))
