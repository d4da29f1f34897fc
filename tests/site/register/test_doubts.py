"""What the checks find in a plan, as its pages count it."""

from datetime import date

from followthrough.challenge.finding import finding_about, finding_about_plan
from followthrough.plan.document import Action, PlanDocument
from followthrough.site.register.doubts import Doubts

PLAN = PlanDocument(title="Roads", actions=[Action(ref="1", title="Mend the sluice")])


def test_a_doubt_about_the_plan_as_a_whole_doubts_no_action():
    findings = [finding_about_plan(PLAN, code="no_owner", severity="error", message="None.")]

    assert Doubts(date(2026, 10, 1), None, findings).number_doubted == 0


def test_an_action_is_doubted_once_however_much_is_found_and_not_for_notes():
    twice = [finding_about(PLAN.actions[0], code="no_owner", severity="error", message="None.")] * 2
    note = finding_about(Action(ref="2", title="Rest"), code="malformed_ref", severity="note", message="Odd.")

    assert Doubts(date(2026, 10, 1), None, [*twice, note]).number_doubted == 1
