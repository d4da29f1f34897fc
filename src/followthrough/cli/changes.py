"""The commands on what changed in a plan: its change log, and the plan as it was on a past day."""

import csv
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followthrough.cli.files import FILE, write_plan_file
from followthrough.cli.refusal import Refusal
from followthrough.cli.register import ORGANISATION, show
from followthrough.cli.site_database import plan_called, uses_database
from followthrough.cli.writing import write

if TYPE_CHECKING:
    from followthrough.plan.document import PlanDocument

DAY = click.DateTime(["%Y-%m-%d"])
STATES = ["asked", "approved", "refused", "deferred", "recorded", "withdrawn"]
_OF_A_TABLE = ["number", "ref", "field", "old", "new", "state", "forum", "date"]


@click.command()
@click.argument("plan")
@click.option(
    "--from", "first", type=DAY, metavar="DAY", help="Only what was decided, or asked, from this day on."
)
@click.option("--to", "last", type=DAY, metavar="DAY", help="Only up to this day.")
@click.option("--state", type=click.Choice(STATES), help="Only what is in this state.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@ORGANISATION
@uses_database
def changes(
    plan: str,
    first: datetime | None,
    last: datetime | None,
    state: str | None,
    form: str,
    organisation: str | None,
) -> None:
    """List what was asked to change in a plan, and what was decided, the oldest first."""
    from followthrough.site.changes.log import changes_between

    start, end = _day(first), _day(last)
    if start and end and end < start:
        raise Refusal(f"--to {end} is before --from {start}. Choose a later day.")
    found = plan_called(plan, organisation)
    logged = [each.as_json() for each in changes_between(found, start, end, states=[state] if state else [])]
    if form == "csv":
        write(_as_csv(logged), None)
        return
    if form == "text":
        logged = [facts | {"date": facts["date"] or ""} for facts in logged]
    show(logged, _OF_A_TABLE, form)


@click.command("plan-as-at")
@click.argument("plan")
@click.argument("day", type=DAY)
@click.argument("out", type=FILE)
@ORGANISATION
@uses_database
def plan_as_at(plan: str, day: datetime, out: Path, organisation: str | None) -> None:
    """Write a plan as it was at the end of a past day: OUT.json holds all of it."""
    found = plan_called(plan, organisation)
    write_plan_file(lambda: _document(found, day.date()), out)


def _document(plan: Any, day: date) -> "PlanDocument":
    from followthrough.site import clock
    from followthrough.site.changes import as_at

    if day > clock.today():
        raise Refusal(f"{day} has not come yet. Choose today or a day before.")
    try:
        return as_at.plan_as_at(plan, day)
    except as_at.NotKeptError as error:
        raise Refusal(str(error)) from error


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _as_csv(logged: list[dict[str, Any]]) -> str:
    from followthrough.outputs.plan.as_csv import harmless
    from followthrough.site.changes.log import LoggedChange

    stream = StringIO(newline="")
    writer = csv.DictWriter(stream, LoggedChange.columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: harmless(value) if isinstance(value, str) else value for name, value in facts.items()}
        for facts in logged
    )
    return stream.getvalue()
