"""The commands on the register, which use the site's database without the site."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followthrough.cli.files import FILE, OUT, bytes_of, write_plan_file
from followthrough.cli.refusal import Refusal
from followthrough.cli.site_database import organisation_called, plan_called, plans_asked_for, uses_database
from followthrough.cli.writing import write, write_rich

if TYPE_CHECKING:
    from followthrough.site.rounds.models import Round

ORGANISATION = click.option(
    "--organisation", metavar="NAME", help="The organisation's short name; needed where there are several."
)
FORM = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--into", metavar="PLAN", help="Add it as the next version of this plan.")
@click.option(
    "--title", metavar="TITLE", default="", help="What a new plan is called. Default: its own title."
)
@ORGANISATION
@uses_database
def import_plan(file: Path, into: str | None, title: str, organisation: str | None) -> None:
    """Read a plan and add it to the register; as a new plan unless --into names one."""
    from followthrough.site import clock
    from followthrough.site.imports.at_once import NotTakenInError, take_in_at_once
    from followthrough.site.people.operations import account_of_commands

    if into and title:
        raise Refusal("A next version keeps the title of its plan. Leave out --title or --into.")
    plan = plan_called(into, organisation) if into else None
    body = plan.organisation if plan else organisation_called(organisation)
    content = bytes_of(file)
    by = account_of_commands(body, at=clock.now())
    try:
        taken = take_in_at_once(
            content, file.name, organisation=body, into=plan, title=title.strip(), by=by, at=clock.now()
        )
    except NotTakenInError as error:
        raise Refusal(str(error)) from error
    write("\n".join(taken.sentences), None)


@click.command()
@FORM
@ORGANISATION
@uses_database
def plans(form: str, organisation: str | None) -> None:
    """List the plans of the register, with how many actions are in which state."""
    from followthrough.site import clock
    from followthrough.site.register.queries import counts_by_plan
    from followthrough.site.register.status_counts import statuses_by_plan

    found = plans_asked_for(organisation)
    statuses, today = statuses_by_plan(found), clock.today()
    bodies = {plan.organisation for plan in found}
    numbers = {key: counts for body in bodies for key, counts in counts_by_plan(body, today=today).items()}
    listed = [
        {
            "slug": plan.slug,
            "title": str(plan),
            "organisation": plan.organisation.slug,
            "counts": statuses.get(plan.pk, {}),
            **{
                name: numbers.get(plan.pk, {}).get(name, 0) for name in ("all", "open", "finished", "overdue")
            },
        }
        for plan in found
    ]
    body = ["organisation"] * (len(bodies) > 1)
    show(listed, ["slug", *body, "all", "open", "finished", "overdue", "title"], form)


@click.command()
@click.argument("plan")
@FORM
@ORGANISATION
@uses_database
def rounds(plan: str, form: str, organisation: str | None) -> None:
    """List the rounds of a plan, the latest first, with how many returns are in."""
    from followthrough.site.rounds.control.round_lists import with_returns_counted
    from followthrough.site.rounds.queries import rounds_of

    listed = [
        {
            "period": round_.period,
            "state": "imported" if round_.imported else round_.state,
            "opens_on": str(round_.opens_on),
            "due_on": str(round_.due_on),
            "asked": round_.asked,
            "in": round_.number_in,
        }
        for round_ in with_returns_counted(rounds_of(plan_called(plan, organisation)))
    ]
    show(listed, ["period", "state", "opens_on", "due_on", "asked", "in"], form)


@click.command()
@click.argument("plan")
@click.option("--period", metavar="YYYY-MM", help="The month. Default: that of the round in hand.")
@FORM
@ORGANISATION
@uses_database
def figures(plan: str, period: str | None, form: str, organisation: str | None) -> None:
    """Say how a plan stood in a round: as published, or as it would be published today."""
    from followthrough.site import clock
    from followthrough.site.rounds.figures.queries import figures as figures_of

    round_ = _round_of(plan, period, organisation)
    counted = figures_of(round_, day=clock.today())
    if form == "json":
        facts = {"plan": round_.plan.slug, "period": round_.period, "state": round_.state}
        write(json.dumps(facts | counted.model_dump(mode="json"), indent=2, ensure_ascii=False), None)
        return
    from followthrough.outputs import figures_text
    from followthrough.site.register.words import status_labels

    labels = status_labels(round_.plan.scheme)
    write_rich(
        lambda console: figures_text.render(f"{round_.plan}, {round_}", counted, labels, console), None
    )


@click.command()
@click.argument("plan")
@click.argument("out", type=FILE)
@ORGANISATION
@uses_database
def export(plan: str, out: Path, organisation: str | None) -> None:
    """Write a plan of the register to a file: OUT.json holds all of it, the other formats what they can."""
    from followthrough.site.register.document.as_document import as_document

    found = plan_called(plan, organisation)
    write_plan_file(lambda: as_document(found), out)


@click.command()
@ORGANISATION
@OUT
@uses_database
def examples(organisation: str | None, out: Path | None) -> None:
    """Print how tables were read where a person had to choose, without their texts: a line of JSON each."""
    from followthrough.site.imports.labelling import examples_of

    found = examples_of(organisation_called(organisation))
    write("\n".join(json.dumps(example, ensure_ascii=False) for example in found), out)


def _round_of(slug: str, period: str | None, organisation: str | None) -> "Round":
    from followthrough.site.rounds.queries import present_round, rounds_of

    plan = plan_called(slug, organisation)
    round_ = rounds_of(plan).filter(period=period).first() if period else present_round(plan)
    if round_ is None:
        periods = ", ".join(rounds_of(plan).values_list("period", flat=True)) or "none yet"
        raise Refusal(f"{slug} has no round of {period or 'any month'}. Its rounds: {periods}.")
    return round_


def show(listed: list[dict[str, Any]], columns: list[str], form: str) -> None:
    """Rows as JSON, or as a table of some of their columns."""
    if form == "json":
        write(json.dumps(listed, indent=2, ensure_ascii=False), None)
        return
    from followthrough.outputs import rows_text

    headings = [column.replace("_", " ").capitalize() for column in columns]
    rows = [[row[column] for column in columns] for row in listed]
    write_rich(lambda console: rows_text.render(headings, rows, console), None)
