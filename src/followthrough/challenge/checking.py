"""Runs the rules over a plan on a day."""

from collections.abc import Iterable, Iterator
from datetime import date

from followthrough.challenge.catalogue import RULES
from followthrough.challenge.finding import Finding, finding_about_plan
from followthrough.challenge.rule import Rule
from followthrough.plan.document import WORST_FIRST, PlanDocument
from followthrough.rules.judging import NO_DAY, day_judged

RULE_FAILED = "rule_failed"


def day_of(plan: PlanDocument, as_at: date | None, today: date) -> date | None:
    """The day to judge a plan by, `as_at` the one asked for; None where a file tells none and nobody does."""
    day = day_judged(as_at=plan.as_at, is_run=bool(plan.rounds), today=today, asked=as_at)
    return None if day == NO_DAY else day


def check(plan: PlanDocument, day: date | None, *, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """All that is doubtful in a plan on a day, worst first; equals in the order of the rules and the plan.

    Without a day nothing is late: the rules are given NO_DAY, on which all lies ahead. A rule that fails
    spoils only itself: it becomes a finding RULE_FAILED.
    """
    findings = [finding for rule in rules for finding in _found_by(rule, plan, day or NO_DAY)]
    return sorted(findings, key=lambda finding: WORST_FIRST.index(finding.severity))


def _found_by(rule: Rule, plan: PlanDocument, day: date) -> Iterator[Finding]:
    try:
        yield from list(rule.find(plan, day))
    except Exception as error:  # one rule's fault must not hide what the others find
        yield finding_about_plan(
            plan,
            code=RULE_FAILED,
            severity="note",
            message=f"The check “{rule.title}” could not be made on this plan ({type(error).__name__}).",
            settles=f"Please report it with the plan: the rule is {rule.code}.",
        )
