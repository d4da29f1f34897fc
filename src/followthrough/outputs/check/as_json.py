"""A check as JSON, for other programs."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from followthrough.challenge.finding import Finding
from followthrough.plan.document import PlanDocument


def render(plan: PlanDocument, findings: Sequence[Finding], day: date | None) -> str:
    """The plan's title and size, the day (null: none was told), the findings, worst first, and how many each
    rule has."""
    counts = Counter(finding.code for finding in findings)
    content = {
        "plan": {"title": plan.title, "actions": len(plan.actions)},
        "as_at": day.isoformat() if day else None,
        "findings": [_finding(finding) for finding in findings],
        "counts": dict(sorted(counts.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "ref": finding.ref,
        "message": finding.message,
        "where": finding.where.model_dump(exclude_none=True),
        "title": finding.title,
        "quote": finding.quote,
        "settles": finding.settles,
    }
