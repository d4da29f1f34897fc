"""The commands on what keeps coming round and what could go wrong: assurance actions and risks."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from followthrough.cli.register import FORM, ORGANISATION, show
from followthrough.cli.site_database import plan_called, uses_database

if TYPE_CHECKING:
    from followthrough.site.assurance.timetable import Occurrence
    from followthrough.site.risks.queries import RiskRow

DAY = click.DateTime(["%Y-%m-%d"])
# Without a day, what falls due within the quarter that comes.
_AHEAD = timedelta(days=92)


@click.command()
@click.argument("plan")
@click.option(
    "--due-before", type=DAY, metavar="DAY", help="Only what falls due before it. Default: in 92 days."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "ics"]), default="text", show_default=True
)
@ORGANISATION
@uses_database
def assurance(plan: str, due_before: datetime | None, form: str, organisation: str | None) -> None:
    """List each time that the assurance actions of a plan fall due, with what was recorded of it."""
    from followthrough.site import clock
    from followthrough.site.assurance.timetable import recurring_actions, timetable

    found, today = plan_called(plan, organisation), clock.today()
    last = (due_before.date() if due_before else today + _AHEAD) - timedelta(days=1)
    times = timetable(recurring_actions(found), last=last, day=today)
    if form == "ics":
        from followthrough.site.assurance.calendar_file import calendar_of

        content = calendar_of(times, name=f"Assurance, {found}", at=clock.now(), address_of=lambda _: "")
        click.echo(content, nl=False)
        return
    rows = [_facts(each) for each in times]
    show(rows, ["ref", "due_on", "state", "on", "level", "title"], form)


@click.command()
@click.argument("plan")
@FORM
@ORGANISATION
@uses_database
def risks(plan: str, form: str, organisation: str | None) -> None:
    """List the risks of a plan, the gravest first, closed ones last, with their scores."""
    from followthrough.site import clock
    from followthrough.site.risks.queries import risks_of

    found = risks_of(plan_called(plan, organisation), day=clock.today(), is_open=None)
    rows = [_risk_facts(each) for each in sorted(found, key=lambda each: each.closed_on is not None)]
    columns = ["ref", "title", "owner", "inherent", "current", "target", "direction", "review_on"]
    if form == "text":
        rows = [
            row | {part: _score_words(row[part]) for part in ("inherent", "current", "target")}
            for row in rows
        ]
    show(rows, columns, form)


def _risk_facts(each: "RiskRow") -> dict[str, Any]:
    return {
        "number": each.number,
        "ref": each.ref,
        "title": each.title,
        "cause": each.cause,
        "event": each.event,
        "effect": each.effect,
        "controls": each.controls,
        "owner": each.owner,
        **{
            part: asdict(score) if (score := getattr(each, part)) else None
            for part in ("inherent", "current", "target")
        },
        "direction": each.direction,
        "review_on": _day(each.review_on),
        "is_past_review": each.is_past_review,
        "actions": [{"number": number, "ref": ref} for number, ref in each.actions],
        "closed_on": _day(each.closed_on),
        "closed_because": each.closed_because,
    }


def _score_words(score: dict[str, Any] | None) -> str:
    return f"{score['product']} {score['rating'].replace('_', ' ')}" if score else ""


def _facts(each: "Occurrence") -> dict[str, Any]:
    return {
        "number": each.number,
        "ref": each.ref or "",
        "title": each.title,
        "due_on": str(each.due_on),
        "state": each.state,
        "on": _day(each.on),
        "level": each.level_words,
        "evidence": each.evidence,
        "link": each.link,
        "recorded_by": each.by,
        "recorded_at": each.at.isoformat() if each.at else "",
    }


def _day(day: date | None) -> str:
    return str(day) if day else ""
