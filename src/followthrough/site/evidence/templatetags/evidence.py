"""Lets pages of the register, which know no evidence, show what closes an action."""

from dataclasses import dataclass

from django import template
from django.template import Context

from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.site import clock
from followthrough.site.evidence.next_step import next_step
from followthrough.site.evidence.queries import ClosureFacts, ItemState, closure_facts, may_claim
from followthrough.site.register.models import Action

register = template.Library()

_WANTS = {ItemState.LACKING, ItemState.MORE, ItemState.REFUSED, ItemState.TO_VERIFY}


@dataclass(frozen=True)
class OnAction:
    """What an action's page shows of its closure, and what is to be done there next."""

    facts: ClosureFacts
    next_step: str
    can_be_claimed: bool
    can_be_closed: bool
    can_be_reopened: bool
    embedding_is_due: bool


@register.simple_tag
def closure_of(action: Action) -> OnAction:
    """How an action stands on its way to closure."""
    facts, day = closure_facts([action])[action.pk], clock.today()
    status = Status(action.status) if action.status else None
    has_ended = facts.closure is not None or facts.was_closed_elsewhere
    waits = facts.closure and facts.closure.embedding_due_on and facts.closure.embedded is None
    return OnAction(
        facts=facts,
        next_step=next_step(facts, day=day),
        can_be_claimed=not has_ended
        and facts.completion is None
        and action.kind != "assurance"
        and (status == Status.COMPLETE or status not in FINISHED | {Status.NOT_APPLICABLE}),
        can_be_closed=not has_ended,
        can_be_reopened=has_ended,
        embedding_is_due=bool(waits and facts.closure.embedding_due_on <= day),  # type: ignore[union-attr, operator]  # it waits
    )


@register.simple_tag(takes_context=True)
def may_claim_finished(context: Context, action: Action) -> bool:
    """Whether the reader says on which day the action was finished."""
    return may_claim(action, user=context["request"].user, may=context["may"], day=clock.today())


@register.filter
def wants_somebody(state: ItemState) -> bool:
    """Whether a measure in this state waits for somebody to do something."""
    return state in _WANTS
