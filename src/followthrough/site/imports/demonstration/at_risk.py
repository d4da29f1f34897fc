"""The risks of the demonstration's plan: one rising, one past its review date, one not scored, one closed."""

from datetime import datetime, timedelta
from typing import NamedTuple

from followthrough.site.people.models import User
from followthrough.site.register.models import Plan
from followthrough.site.risks.operations import Scoring, add_risk, assess_risk, close_risk


class Told(NamedTuple):
    """A risk: its words, the post that owns it, refs of what reduces it, its current scores one after the
    other (impact by likelihood), and in how many days it is reviewed.
    """

    title: str
    cause: str
    event: str
    effect: str
    controls: str
    owner: str
    refs: tuple[str, ...]
    scores: tuple[tuple[int, int], ...]
    review_in: int


_RISKS = (
    Told(
        "The new purchasing system is late",
        "One team builds and tests it",
        "Testing finds faults in the last month",
        "Orders go on outside the system and savings are missed",
        "A fortnightly board; a supplier on call",
        "Director of Finance",
        ("PRC.A1.2", "FIN.C1.1"),
        ((3, 2), (3, 4)),
        60,
    ),
    Told(
        "Interim managers leave before their posts are filled",
        "Four posts are held by interims",
        "Two contracts end in the same month",
        "Work stops for weeks and knowledge goes",
        "Handover notes; notice of a month",
        "Director of People and Change",
        ("PEO.B1.3",),
        ((3, 3),),
        -6,
    ),
    Told(
        "Members lose patience with the pace",
        "Results come late in the plan",
        "Support for the plan is withdrawn",
        "Decisions are put off",
        "A briefing each month",
        "Chief Executive",
        (),
        (),
        45,
    ),
)
_GRAVEST, _AIMED_AT = Scoring({"Financial": 4, "Service delivery": 3}, 4), Scoring({"Financial": 2}, 2)


def write_down_risks(plan: Plan, *, by: User, at: datetime) -> None:
    """The risks of the plan, written down and scored in the weeks before `at`; the last is closed."""
    for risk in _RISKS:
        review_on = (at + timedelta(days=risk.review_in)).date()
        facts = {
            "title": risk.title,
            "cause": risk.cause,
            "event": risk.event,
            "effect": risk.effect,
            "controls": risk.controls,
            "owner": plan.organisation.posts.filter(name=risk.owner).first(),
            "review_on": review_on,
        }
        actions = list(plan.actions.filter(ref__in=risk.refs))
        added = add_risk(plan, facts=facts, actions=actions, by=by, at=at - timedelta(days=24))
        for place, (impact, likelihood) in enumerate(risk.scores):
            assess_risk(
                added,
                inherent=_GRAVEST,
                current=Scoring({"Financial": impact}, likelihood),
                target=_AIMED_AT,
                note="Looked at by the programme board.",
                review_on=review_on,
                by=by,
                at=at - timedelta(days=22 - 14 * place),
            )
    over = {"title": "The old data centre closes before the move"}
    closed = add_risk(plan, facts=over, actions=[], by=by, at=at - timedelta(days=24))
    moved = at - timedelta(days=10)
    close_risk(closed, reason="All systems have moved.", on=moved.date(), by=by, at=moved)
