"""One report in one format, whatever its kind: the one way in for command line and site."""

from collections.abc import Sequence

from followthrough.challenge import Finding
from followthrough.outputs.report.file import report_as
from followthrough.outputs.report.kinds import OWN_SHAPE, Kind, report_of
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.public import for_the_public, shown_to_the_public
from followthrough.outputs.report.register_facts import RegisterFacts
from followthrough.plan.document import PlanDocument


def make_report(
    kind: Kind,
    position: Position,
    facts: RegisterFacts,
    form: str,
    *,
    findings: Sequence[Finding] | None = None,
    who: str = "",
    is_public: bool = False,
    template: bytes | None = None,
) -> bytes:
    """The bytes of a report in a format. `template` is a body's own .docx, which is filled.

    Raises UnusableTemplateError where it is none.
    """
    if kind.name == OWN_SHAPE:
        from followthrough.outputs.plan.file import plan_as

        return plan_as(plan_in_own_shape(position, facts, is_public=is_public), f".{form}")
    report = report_of(
        kind, position, facts, findings=findings, who=who, is_public=is_public, has_numbers=template is None
    )
    if template is not None:
        from followthrough.outputs.report.template import fill

        return fill(template, report)
    return report_as(report, form)


def plan_in_own_shape(position: Position, facts: RegisterFacts, *, is_public: bool) -> PlanDocument:
    """The plan of a position as it says it itself, up to its period; a public one without what is exempt."""
    if not is_public:
        return up_to(position.plan, position.period)
    plan = up_to(for_the_public(position, facts)[0].plan, position.period)
    return shown_to_the_public(position, facts, plan)


def up_to(plan: PlanDocument, period: str) -> PlanDocument:
    """The plan without what was said for later periods."""
    actions = [
        action.model_copy(
            update={"updates": [each for each in action.updates if (each.period or "") <= period]}
        )
        for action in plan.actions
    ]
    layout = [column for column in plan.layout if _period_of(column.field) <= period]
    return plan.model_copy(update={"actions": actions, "layout": layout})


def _period_of(field: str | None) -> str:
    name, _, period = (field or "").partition(":")
    return period if name in ("status", "update", "forecast") else ""
