"""The JSON of a check keeps its contract."""

import json

from followthrough.outputs.check.as_json import render
from followthrough.plan.document import PlanDocument
from tests.outputs.check_plans import DAY, FINDINGS, PLAN


def test_the_contract_holds() -> None:
    written = json.loads(render(PLAN, FINDINGS, DAY))

    assert list(written) == ["plan", "as_at", "findings", "counts"]
    assert written["plan"] == {"title": "Recovery plan", "actions": 4}
    assert written["as_at"] == "2026-10-31"
    assert written["counts"] == {"malformed_ref": 1, "on_track_past_due": 1, "update_copied": 2}


def test_a_finding_begins_with_the_agreed_keys() -> None:
    first = json.loads(render(PLAN, FINDINGS, DAY))["findings"][0]

    assert list(first)[:5] == ["code", "severity", "ref", "message", "where"]
    assert first["where"] == {"row_first": 4, "row_last": 4}
    assert first["quote"] == "Due: Sep-26"


def test_a_plan_without_title_or_findings_is_still_json() -> None:
    written = json.loads(render(PlanDocument(), [], DAY))

    assert written == {
        "plan": {"title": None, "actions": 0},
        "as_at": "2026-10-31",
        "findings": [],
        "counts": {},
    }
