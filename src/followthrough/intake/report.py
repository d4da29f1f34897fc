"""Collects what could not be read safely: each problem names the value, its place and what to do."""

from dataclasses import dataclass, field

from followthrough.intake.grid import Place
from followthrough.plan.document import Problem, Severity

_LONGEST_QUOTE = 80


@dataclass
class Problems:
    """The problems met so far, in the order in which they were met."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        place: Place,
        until: Place | None = None,
        column: str | None = None,
        ref: str | None = None,
    ) -> None:
        """Say a problem once, with its place."""
        where = place.where(column=column, until=until)
        self.found.append(Problem(code=code, severity=severity, message=message, ref=ref, where=where))


def quote(text: str) -> str:
    """A value as a message quotes it: on one line, and cut where it is long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rstrip() + '…'}”"
