"""What the checks find in a plan of the register."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from followthrough.challenge import Finding, check, day_of
from followthrough.outputs.check_summary import CheckSummary
from followthrough.plan.document import PlanDocument, Where
from followthrough.site.register.as_document import as_document
from followthrough.site.register.models import Action, Plan
from followthrough.site.version import VERSION

KEPT_SECONDS = 600


@dataclass(frozen=True)
class Doubts:
    """The findings of a check of a plan as at `day`; `asked` is the day that somebody asked for, if any."""

    day: date
    asked: date | None
    findings: list[Finding]

    @property
    def summary(self) -> CheckSummary:
        """The counts by rule and by weight, which need no actions."""
        return CheckSummary(PlanDocument(), self.findings)

    @property
    def number_doubted(self) -> int:
        """How many actions have a finding that is more than a note."""
        doubts = (finding for finding in self.findings if finding.severity != "note")
        return len({_place(doubt) for doubt in doubts if not doubt.is_about_the_plan})

    def about(self, action: Action) -> list[Finding]:
        """The findings about one action, worst first."""
        place = (action.ref, Where.model_validate(action.where))
        return [finding for finding in self.findings if _place(finding) == place]

    def numbered(self, plan: Plan, *, rule: str) -> list[tuple[Finding, int | None]]:
        """The findings, of one rule or ("") of all, each with the number of its action in the plan."""
        rows = plan.actions.values_list("ref", "where", "number")
        numbers = {(ref, Where.model_validate(where)): number for ref, where, number in rows}
        found = [finding for finding in self.findings if rule in ("", finding.code)]
        return [(finding, numbers.get(_place(finding))) for finding in found]


def doubts_of(plan: Plan, *, today: date, asked: date | None = None) -> Doubts:
    """Check a plan as at the day asked for, else the day that the plan speaks for, else today."""
    day = day_of(PlanDocument(as_at=plan.as_at), asked, today)
    # Every operation moves changed_at, so what is kept under it can't tell of an older plan.
    key = f"doubts-{VERSION}-{plan.pk}-{plan.changed_at.timestamp()}-{day}"
    findings: list[Finding] | None = cache.get(key)
    if findings is None:
        findings = check(as_document(plan), day)
        cache.set(key, findings, KEPT_SECONDS)
    return Doubts(day, asked, findings)


def _place(finding: Finding) -> tuple[str | None, Where]:
    """A ref may stand twice in a plan: with its place in the file it tells one action."""
    return finding.ref, finding.where
