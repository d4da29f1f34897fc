"""What the checks find in a plan of the register: as it is, or at once as it was when it was last checked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter

from followthrough.challenge import Finding, check, day_of
from followthrough.outputs.check.summary import CheckSummary
from followthrough.plan.document import PlanDocument, Where
from followthrough.site import clock
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Action, LastCheck, Plan
from followthrough.site.version import VERSION

# The worker has checked a plan again some seconds after a change; a page that waits longer checks it itself.
WAITED_FOR = timedelta(minutes=1)
FINDINGS = TypeAdapter(list[Finding])


@dataclass(frozen=True)
class Doubts:
    """The findings of a check of a plan as at `day`; `asked` is the day that somebody asked for, if any.

    `outdated_at` is None where they are of the plan as it is, else when they were found, before a change.
    """

    day: date
    asked: date | None
    findings: list[Finding]
    outdated_at: datetime | None = None

    @property
    def summary(self) -> CheckSummary:
        """The counts by rule and by weight, which need no actions."""
        return CheckSummary(PlanDocument(), self.findings)

    @property
    def number_doubted(self) -> int:
        """How many actions have a finding that is more than a note."""
        doubts = (finding for finding in self.findings if finding.severity != "note")
        return len({_place(doubt) for doubt in doubts if not doubt.is_about_the_plan})

    @property
    def number_to_settle(self) -> int:
        """How many findings must be settled."""
        return sum(finding.severity == "error" for finding in self.findings)

    def about(self, action: Action) -> list[Finding]:
        """The findings about one action, worst first."""
        place = (action.ref, Where.model_validate(action.where))
        return [finding for finding in self.findings if _place(finding) == place]

    def numbered(self, plan: Plan, *, rule: str = "", weight: str = "") -> list[tuple[Finding, int | None]]:
        """The findings, all or of one rule or weight, each with the number of its action in the plan."""
        rows = plan.actions.values_list("ref", "where", "number")
        numbers = {(ref, Where.model_validate(where)): number for ref, where, number in rows}
        found = [
            finding
            for finding in self.findings
            if rule in ("", finding.code) and weight in ("", finding.severity)
        ]
        return [(finding, numbers.get(_place(finding))) for finding in found]


def doubts_of(plan: Plan, *, today: date, asked: date | None = None) -> Doubts:
    """The doubts about a plan as it is, as at the day asked for, else the one it speaks for, else today."""
    day = day_checked(plan, today=today, asked=asked)
    last = _last_check(plan, day)
    if last and last.plan_changed_at == plan.changed_at:
        return Doubts(day, asked, FINDINGS.validate_python(last.findings))
    return Doubts(day, asked, check(as_document(plan), day))


def latest_doubts_of(plan: Plan, *, at: datetime) -> Doubts:
    """The doubts about a plan without reading all of it: just after a change those of before it."""
    day = day_checked(plan, today=clock.day_of(at))
    last = _last_check(plan, day)
    if last and last.plan_changed_at != plan.changed_at > at - WAITED_FOR:
        return Doubts(day, None, FINDINGS.validate_python(last.findings), outdated_at=last.checked_at)
    return doubts_of(plan, today=clock.day_of(at))


def day_checked(plan: Plan, *, today: date, asked: date | None = None) -> date:
    """The day that a plan is judged by."""
    return day_of(PlanDocument(as_at=plan.as_at), asked, today)


def _last_check(plan: Plan, day: date) -> LastCheck | None:
    """The latest check of a plan, None where there is none by these rules as at that day."""
    return LastCheck.objects.filter(plan=plan, day=day, version=VERSION).first()


def _place(finding: Finding) -> tuple[str | None, Where]:
    """A ref may stand twice in a plan: with its place in the file it tells one action."""
    return finding.ref, finding.where
