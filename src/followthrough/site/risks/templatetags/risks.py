"""Lets an action's page, which knows no risks, show its risk and the risks of the plan that it reduces."""

from dataclasses import dataclass

from django import template

from followthrough.site import clock
from followthrough.site.register.models import Action
from followthrough.site.risks.models import Assessment, PlanRisk
from followthrough.site.risks.operations import may_score_action
from followthrough.site.risks.queries import ActionRiskRow, action_risk

register = template.Library()


@dataclass(frozen=True)
class RiskPanel:
    """The risk of an action, how it was scored, the latest first, and what it reduces."""

    row: ActionRiskRow
    scored: list[Assessment]
    reduces: list[PlanRisk]
    may_score: bool


@register.simple_tag(takes_context=True)
def risk_panel_of(context: template.Context, action: Action) -> RiskPanel | None:
    """None for a heading, and where there is nothing to say to a reader who may not score it."""
    if action.kind == "heading":
        return None
    may = may_score_action(action, user=context["request"].user, may=context["may"], day=clock.today())
    scored = list(action.risk_assessments.select_related("by").order_by("-pk"))
    reduces = list(action.risks.filter(closed_on=None).select_related("plan"))
    if not (may or scored or reduces or action.risk):
        return None
    return RiskPanel(action_risk(action, scored[::-1]), scored, reduces, may)
