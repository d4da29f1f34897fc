"""A rule: what it asks, of whom it was learned, and the function that finds what it doubts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from followthrough.challenge.finding import Finding
from followthrough.plan.document import PlanDocument, Severity

Scope = Literal["action", "family", "plan"]
"""`action`: the action alone, and whether the plan has any refs, dates or owners at all. `family`: also its
parent, its parts, what it points at and what bears the same ref. `plan`: all actions at once.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: what was complained of, and the public page where it was read."""

    complaint: str
    url: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `severity` is the weight of its gravest finding; single findings may weigh less.

    `one` and `many` say in a headline what was found; in `many`, {n} is the number of actions. `scope` says
    what it has to see to judge one action.
    """

    code: str
    severity: Severity
    title: str
    question: str
    one: str
    many: str
    source: Source
    scope: Scope
    find: Callable[[PlanDocument, date], Iterator[Finding]]

    @property
    def page(self) -> str:
        """The page that explains it, from the project's root."""
        return f"docs/rules/{self.code}.md"

    def headline(self, count: int) -> str:
        """What was found, as a sentence with the number of actions."""
        return self.one if count == 1 else self.many.format(n=count)
