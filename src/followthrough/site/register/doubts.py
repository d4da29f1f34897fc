"""What the checks find in a plan of the register: as it is, or at once as it was when it was last checked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min
from pydantic import TypeAdapter

from followthrough.challenge import Finding, check
from followthrough.challenge.finding import Subject
from followthrough.outputs.check.summary import CheckSummary
from followthrough.plan.document import PlanDocument, Where
from followthrough.site import clock
from followthrough.site.history.models import Event
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.judging import day_judged_of
from followthrough.site.register.kept import kept
from followthrough.site.register.models import Action, LastCheck, Plan
from followthrough.site.version import FINGERPRINT

# The worker has checked a plan again some seconds after a change; a page that waits longer checks it itself.
WAITED_FOR = timedelta(minutes=1)
FINDINGS = TypeAdapter(list[Finding])
PLAN_NOT_CHECKED = "plan_not_checked"


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
    def is_checked(self) -> bool:
        """False where the plan could not be checked, so that nothing can be said of its actions."""
        return all(finding.code != PLAN_NOT_CHECKED for finding in self.findings)

    @property
    def number_doubted(self) -> int:
        """How many actions have a finding that is more than a note."""
        doubts = (finding for finding in self.findings if finding.severity != "note")
        return len({doubt.subject for doubt in doubts} - {None})

    @property
    def number_to_settle(self) -> int:
        """How many findings must be settled."""
        return sum(finding.severity == "error" for finding in self.findings)

    def about(self, action: Action) -> list[Finding]:
        """The findings about one action, worst first."""
        subject = Subject(action.ref, action.title, Where.model_validate(action.where))
        return [finding for finding in self.findings if finding.subject == subject]

    def numbered(self, plan: Plan, *, rule: str = "", weight: str = "") -> list[tuple[Finding, int | None]]:
        """The findings, all or of one rule or weight, each with the number of its action in the plan."""
        rows = plan.actions.values_list("ref", "title", "where", "number")
        numbers: dict[Subject | None, int] = {
            Subject(ref, title, Where.model_validate(where)): number for ref, title, where, number in rows
        }
        found = [
            finding
            for finding in self.findings
            if rule in ("", finding.code) and weight in ("", finding.severity)
        ]
        return [(finding, numbers.get(finding.subject)) for finding in found]


def doubts_of(plan: Plan, *, today: date, asked: date | None = None) -> Doubts:
    """The doubts about a plan as it is, as at the day asked for, else the one it speaks for, else today."""
    day = day_judged_of(plan, today=today, asked=asked)
    last = _last_check(plan, day)
    return Doubts(day, asked, _exact_findings(plan, day, last))


def latest_doubts_of(plan: Plan, *, at: datetime) -> Doubts:
    """The doubts about a plan without reading all of it: just after a change those of before it."""
    day = day_judged_of(plan, today=clock.day_of(at))
    last = _last_check(plan, day)
    if last and last.plan_changed_at != plan.changed_at and _unchecked_since(plan, last) > at - WAITED_FOR:
        return Doubts(day, None, FINDINGS.validate_python(last.findings), outdated_at=last.checked_at)
    return Doubts(day, None, _exact_findings(plan, day, last))


def _last_check(plan: Plan, day: date) -> LastCheck | None:
    """The latest check of a plan, None where there is none by these rules as at that day."""
    return LastCheck.objects.filter(plan=plan, day=day, program=FINGERPRINT).first()


def _exact_findings(plan: Plan, day: date, last: LastCheck | None) -> list[Finding]:
    """Those of the last check where it is of the plan as it is, else of a check made now."""
    if last and last.plan_changed_at == plan.changed_at:
        return FINDINGS.validate_python(last.findings)
    return kept(plan, f"findings-{day}", lambda: check(as_document(plan), day))


def _unchecked_since(plan: Plan, last: LastCheck) -> datetime:
    """When the plan changed for the first time after its last check."""
    changes = Event.objects.filter(plan_id=plan.pk, at__gt=last.checked_at)
    first: datetime | None = changes.aggregate(first=Min("at"))["first"]
    return first or plan.changed_at
