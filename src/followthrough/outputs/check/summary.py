"""What a check of a plan comes to: the counts, the sentences and the groups that every form of it shows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from followthrough.challenge.catalogue import RULES
from followthrough.challenge.checking import RULE_FAILED
from followthrough.challenge.finding import Finding, Subject
from followthrough.challenge.rule import Rule
from followthrough.outputs.wording import counted
from followthrough.plan.document import WORST_FIRST, Action, PlanDocument, Severity
from followthrough.plan.folding import fold_name

WEIGHTS: dict[Severity, str] = {
    "error": "must be settled",
    "warning": "should be asked",
    "note": "worth knowing",
}
_RULES = {rule.code: rule for rule in RULES}
# What must be settled is worth asking before many small doubts; a note is not worth a committee's time.
_WORTH_ASKING: dict[Severity, int] = {"error": 6, "warning": 1, "note": 0}
_NOBODY = "Nobody named"
_NO_THEME = "No theme"


class Count(NamedTuple):
    """One line of a table: a name, how many of its actions are doubted, and of how many."""

    name: str
    doubted: int
    actions: int


class Question(NamedTuple):
    """A thing worth asking: the rule, the sentence with its number, its gravest weight, its findings, and
    how many of them are of each weight, in words, where they are not all of one.
    """

    code: str
    sentence: str
    severity: Severity
    findings: int
    by_weight: str


class RuleCount(NamedTuple):
    """What a rule found: how many findings of each weight, about how many actions, and the messages of those
    that are about the plan as a whole.
    """

    code: str
    weights: Counter[Severity]
    actions: int
    about_the_plan: Sequence[str]

    @property
    def findings(self) -> int:
        return self.weights.total()


class Doubted(NamedTuple):
    """An action (None: the whole plan) with what is found about it, worst first."""

    action: Action | None
    findings: list[Finding]

    @property
    def is_doubted(self) -> bool:
        """Whether there is more to it than notes."""
        return any(finding.severity != "note" for finding in self.findings)


@dataclass(frozen=True)
class CheckSummary:
    """A plan and the findings of a check of it. A finding that is more than a note needs an answer."""

    plan: PlanDocument
    findings: Sequence[Finding]

    @property
    def title(self) -> str:
        """The plan's title, or a name for a plan without one."""
        return self.plan.title or (self.plan.source.name if self.plan.source else "") or "The plan"

    @property
    def headline(self) -> str:
        """What was checked and how much of it is doubted, in two sentences."""
        workstreams = {action.workstream for action in self.plan.actions if action.workstream}
        parts = [counted(len(self.plan.actions), "action")]
        parts += [counted(len(workstreams), "workstream")] if workstreams else []
        parts += [counted(len(self.plan.periods), "period")] if self.plan.periods else []
        return f"{', '.join(parts)}. {self._verdict}"

    @property
    def _verdict(self) -> str:
        doubted = sum(each.is_doubted for each in self.by_action if each.action)
        if doubted:
            return f"{counted(doubted, 'action')} {'needs' if doubted == 1 else 'need'} an answer."
        return "None of them needs an answer." if self.findings else "We found nothing to ask about."

    @property
    def by_weight(self) -> list[tuple[Severity, str, int]]:
        """How many findings of each weight, with its words, worst first."""
        counts = Counter(finding.severity for finding in self.findings)
        return [(severity, words, counts[severity]) for severity, words in WEIGHTS.items()]

    @property
    def questions(self) -> list[Question]:
        """The three things most worth asking."""
        return self.by_rule[:3]

    @property
    def by_rule(self) -> list[Question]:
        """Each rule that found something, as a sentence with its number: most worth asking first."""
        return questions_of(counts_by_rule(self.findings))

    @cached_property
    def by_action(self) -> list[Doubted]:
        """The actions with findings, those with the worst first; what is about the whole plan comes first."""
        actions = {Subject(action.ref, action.title, action.where): action for action in self.plan.actions}
        groups: dict[Subject | None, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(finding.subject, []).append(finding)
        doubted = [Doubted(subject and actions[subject], found) for subject, found in groups.items()]
        return sorted(doubted, key=lambda each: each.action is not None)

    @property
    def by_theme(self) -> list[Count]:
        """The themes in the order of the plan, each with its doubts; empty where there are no themes."""
        if not any(action.theme for action in self.plan.actions):
            return []
        return self._counted_by(lambda action: [action.theme or _NO_THEME])

    @property
    def by_owner(self) -> list[Count]:
        """The owners with doubts, most first. An action with several counts for each of them, once."""
        owners = self._counted_by(lambda action: [owner.name for owner in action.owners] or [_NOBODY])
        return sorted((owner for owner in owners if owner.doubted), key=lambda each: -each.doubted)

    def _counted_by(self, names_of: Callable[[Action], list[str]]) -> list[Count]:
        """Counts by name; spellings of one name are one line, under the commonest of them."""
        doubted_actions = {id(each.action) for each in self.by_action if each.is_doubted}
        spellings: dict[str, Counter[str]] = {}
        actions, doubted = Counter[str](), Counter[str]()
        for action in self.plan.actions:
            names = {fold_name(name): name for name in names_of(action)}
            for folded, name in names.items():
                spellings.setdefault(folded, Counter())[name] += 1
                actions[folded] += 1
                doubted[folded] += id(action) in doubted_actions
        return [
            Count(written.most_common(1)[0][0], doubted[folded], actions[folded])
            for folded, written in spellings.items()
        ]


def rule_of(code: str) -> Rule | None:
    """The rule with a code; None for a finding that no rule made."""
    return _RULES.get(code)


def counts_by_rule(findings: Sequence[Finding]) -> list[RuleCount]:
    """What each rule found, in the order in which they first come."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.code, []).append(finding)
    return [
        RuleCount(
            code,
            Counter(finding.severity for finding in of_rule),
            len({finding.subject for finding in of_rule} - {None}),
            [finding.message for finding in of_rule if finding.is_about_the_plan],
        )
        for code, of_rule in found.items()
    ]


def questions_of(counts: Iterable[RuleCount]) -> list[Question]:
    """Each rule that found something, as a sentence with its number: most worth asking first."""
    return [
        Question(
            count.code,
            _sentence(count),
            min(count.weights, key=WORST_FIRST.index),
            count.findings,
            _by_weight(count.weights),
        )
        for count in sorted(counts, key=_worth_asking, reverse=True)
    ]


def _by_weight(weights: Counter[Severity]) -> str:
    present = [f"{weights[weight]} {words}" for weight, words in WEIGHTS.items() if weights[weight]]
    return ", ".join(present) if len(present) > 1 else ""


def _worth_asking(count: RuleCount) -> tuple[int, int]:
    return sum(_WORTH_ASKING[weight] * number for weight, number in count.weights.items()), count.findings


def _sentence(count: RuleCount) -> str:
    """What a rule found, with the number of actions; what is about the whole plan speaks for itself."""
    if count.code == RULE_FAILED:
        return f"{counted(count.findings, 'check')} could not be made."
    rule = _RULES.get(count.code)
    if rule is None or len(count.about_the_plan) == count.findings == 1:
        return next(iter(count.about_the_plan), counted(count.findings, "finding"))
    return rule.headline(len(count.about_the_plan) or count.actions)
