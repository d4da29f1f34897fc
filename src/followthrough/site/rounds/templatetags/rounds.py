"""Lets templates show rounds: the present one beside a plan's name, days with their weekday."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from followthrough.plan.when.days_in_words import day_in_words
from followthrough.rules.figures import state_of
from followthrough.site import clock
from followthrough.site.drawn import bar, status_tag
from followthrough.site.register.kept import kept
from followthrough.site.register.models import Action, Plan
from followthrough.site.rounds.control.page import Returns
from followthrough.site.rounds.control.round_lists import with_returns_counted
from followthrough.site.rounds.figures.shown import BESIDES, said_before
from followthrough.site.rounds.models import ActionReturn, Round, Standing
from followthrough.site.rounds.queries import present_round, unanswered
from followthrough.site.rounds.what_next import steps_to_the_first_round

register = template.Library()

_COLOURS = {
    Round.State.PLANNED: "grey",
    Round.State.OPEN: "green",
    Round.State.LOCKED: "yellow",
    Round.State.PUBLISHED: "blue",
}


@register.filter
def weekday(day: date) -> str:
    """A day with its weekday: "Friday 2 December 2022"."""
    return f"{day:%A} {day_in_words(day)}"


@register.inclusion_tag("rounds/_present_round.html", takes_context=True)
def present_round_of(context: template.Context, plan: Plan) -> dict[str, Any]:
    """The round in hand of a plan, in one line."""
    present = kept(plan, "present-round", lambda: _present_round_counted(plan))
    return {"round": present, "may": context["may"], "today": clock.today()}


def _present_round_counted(plan: Plan) -> Round | None:
    present = present_round(plan)
    if present is None:
        return None
    counted: Round = with_returns_counted(Round.objects.filter(pk=present.pk)).select_related("plan").get()
    return counted


@register.simple_tag
def returns_bar(returns: Returns, unit: float) -> SafeString:
    """The returns of somebody as a bar: approved, in, missing. The numbers stand beside it."""
    waiting = returns.number_in - returns.approved
    parts = [
        ("part--approved", "", returns.approved),
        ("part--in", "pattern-in", waiting),
        ("part--none", "", returns.missing),
    ]
    return bar(parts, unit=unit, height=12)


@register.simple_tag
def return_in_hand(action: Action) -> ActionReturn | None:
    """The return that an open round wants of an action and has not got."""
    asked = ActionReturn.objects.filter(action=action, round__state=Round.State.OPEN)
    return unanswered(asked).select_related("round").first()


@register.inclusion_tag("rounds/_what_next.html", takes_context=True)
def what_next(context: template.Context, plan: Plan) -> dict[str, Any]:
    """The steps to a plan's first round, for whoever runs its rounds."""
    tasks = steps_to_the_first_round(plan) if "run_rounds" in context["may"] else []
    return {"tasks": tasks, "done": sum(task.is_done for task in tasks)}


@register.inclusion_tag("partials/tag_of_state.html")
def round_state(round_: Round) -> dict[str, str]:
    """The state of a round: a colour and its word."""
    colour = "grey" if round_.imported else _COLOURS[Round.State(round_.state)]
    return {"colour": colour, "label": round_.state_in_words}


@register.simple_tag
def state_shown(standing: Standing, labels: Mapping[str, str], period: str) -> SafeString:
    """How an action stood in the round of a period: its tag, and without a return what was said before."""
    state = state_of(standing)
    tag = status_tag(state, BESIDES.get(state) or labels.get(state))
    if said := said_before(standing, labels, period):
        return format_html('{}<span class="sub">{}</span>', tag, said)
    return tag
