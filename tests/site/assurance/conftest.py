"""A plan with an assurance action, agreed long enough ago that times of it have fallen due."""

from datetime import UTC, date, datetime

import pytest

from followthrough.plan.document import Action as ActionOfPlan
from followthrough.plan.document import Owner, PlanDocument, Status, Update
from followthrough.plan.when import read_when
from followthrough.site.register.models import Action, Plan
from followthrough.site.register.operations import apply
from tests.site.cast import NOW

AGREED_AT = datetime(2022, 4, 4, 9, 0, tzinfo=UTC)
JUNE, SEPTEMBER, DECEMBER = date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)


def checks_plan() -> PlanDocument:
    """A quarterly check, one whose rhythm is not known, and an action that ends."""
    lead = [Owner(role="Lead", name="Head of Audit")]
    return PlanDocument(
        title="Controls plan",
        actions=[
            ActionOfPlan(
                ref="C1",
                kind="assurance",
                title="Review who can open the safe",
                owners=lead,
                due=read_when("Quarterly"),
                updates=[Update(period="2022-10", status=Status.ASSURANCE, status_text="Assurance")],
            ),
            ActionOfPlan(
                ref="C2", kind="assurance", title="Test the fire doors", owners=lead, due=read_when("Ongoing")
            ),
            ActionOfPlan(ref="C3", title="Buy a safe", owners=lead, due=read_when("March 2023")),
        ],
    )


@pytest.fixture
def controls(riverbank, alice) -> Plan:
    plan = apply(checks_plan(), organisation=riverbank, by=alice, at=NOW)
    plan.state, plan.approved_at, plan.approved_by = Plan.State.APPROVED, AGREED_AT, alice
    plan.first_round_at = AGREED_AT
    plan.save()
    return plan


@pytest.fixture
def safe_review(controls) -> Action:
    """The quarterly check: its times of June and September 2022 are missed, December's is due."""
    return controls.actions.select_related("plan").get(ref="C1")
