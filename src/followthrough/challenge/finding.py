"""A finding: one doubt about one action (or the whole plan), with what would settle it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from followthrough.plan.document import Action, PlanDocument, Severity, Where


class Subject(NamedTuple):
    """What tells an action from the others of its plan.

    A ref may stand twice or be missing, and an action that was written by hand has no place in a file.
    """

    ref: str | None
    title: str
    where: Where


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt.

    `quote` is the words that it doubts, empty where the doubt is that there are none. `ref` is None
    where it is about the whole plan or about an action without a ref.
    """

    code: str
    severity: Severity
    ref: str | None
    title: str
    message: str
    quote: str = ""
    settles: str = ""
    where: Where = field(default_factory=Where)
    is_about_the_plan: bool = False

    @property
    def subject(self) -> Subject | None:
        """Which action of its plan it is about; None where it is about the plan as a whole."""
        return None if self.is_about_the_plan else Subject(self.ref, self.title, self.where)


def finding_about(
    action: Action, *, code: str, severity: Severity, message: str, quote: str = "", settles: str = ""
) -> Finding:
    """A finding about one action, which lends its ref, title and place."""
    return Finding(
        code=code, severity=severity, ref=action.ref, title=action.title, message=message,
        quote=quote, settles=settles, where=action.where,
    )  # fmt: skip


def finding_about_plan(
    plan: PlanDocument, *, code: str, severity: Severity, message: str, settles: str = ""
) -> Finding:
    """A finding about a whole plan, which lends its title."""
    return Finding(
        code=code, severity=severity, ref=None, title=plan.title or "The plan", message=message,
        settles=settles, is_about_the_plan=True,
    )  # fmt: skip
